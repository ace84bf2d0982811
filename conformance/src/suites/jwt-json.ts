import { InvalidTokenError } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { Suite } from '../suite.ts'
import { craft, secret } from './craft.ts'

const algorithms = ['HS256']

async function refused(o: Operations, token: string): Promise<void> {
  const malformed = { is: InvalidTokenError, code: 'ERR_JWT_INVALID' }
  await refuses(() => o.decode(token, secret, { algorithms }), malformed)
  await refuses(() => o.decode(token, secret, { options: { verifySignature: false } }), malformed)
}

const bytes = (...octets: readonly (number | string)[]): Uint8Array =>
  Uint8Array.from(octets.flatMap((item) => (typeof item === 'number' ? item : [...item].map((c) => c.charCodeAt(0)))))

/** Objects that JSON parsers read differently, or not at all; `{}` stands for the members a header needs. */
const badObjects: { readonly [what: string]: (members: string) => string | Uint8Array } = {
  'nothing but members': (members) => members,
  'a list': (members) => `[{${members}}]`,
  'a list of pairs': () => '[["alg","HS256"]]',
  'a string': () => '"alg"',
  'a number': () => '1',
  null: () => 'null',
  'an unclosed object': (members) => `{${members}`,
  'text after the object': (members) => `{${members}}x`,
  'a second object': (members) => `{${members}}{${members}}`,
  'a trailing comma': (members) => `{${members},}`,
  'a comment': (members) => `{${members}/**/}`,
  'single quotes': (members) => `{${members},'x':1}`,
  NaN: (members) => `{${members},"x":NaN}`,
  'a number with a leading zero': (members) => `{${members},"x":01}`,
  'a raw control character': (members) => `{${members},"x":"\u0001"}`,
  'a NUL at the end': (members) => `{${members}}\0`,
  'a duplicate member': (members) => `{${members},"x":1,"x":2}`,
  'a duplicate member, the same value': (members) => `{${members},${members}}`,
  'a duplicate member, one of them escaped': (members) => `{${members},"x":1,"\\u0078":2}`,
  'a duplicate member inside': (members) => `{${members},"x":{"y":[{"z":1,"z":1}]}}`,
  'a duplicate __proto__': (members) => `{${members},"__proto__":1,"__proto__":2}`,
  'a duplicate member with white space': (members) => `{${members},"x" :1,"x"\n\t:2}`,
  'a duplicate empty name': (members) => `{${members},"":1,"":2}`,
  'a BOM': (members) => `\ufeff{${members}}`,
  'a no-break space': (members) => `\u00a0{${members}}`,
  'an octet that is no UTF-8': (members) => bytes(`{${members},"x":"`, 0xff, '"}'),
  'a cut UTF-8 sequence': (members) => bytes(`{${members},"x":"`, 0xe2, 0x82, '"}'),
  'an overlong UTF-8 sequence': (members) => bytes(`{${members},"x":"`, 0xc1, 0xa1, '"}'),
  'a surrogate in UTF-8': (members) => bytes(`{${members},"x":"`, 0xed, 0xa0, 0x80, '"}'),
  'a code point beyond U+10FFFF': (members) => bytes(`{${members},"x":"`, 0xf4, 0x90, 0x80, 0x80, '"}'),
  'UTF-16': (members) => bytes(...[...`{${members}}`].flatMap((c) => [c.charCodeAt(0), 0])),
  'a lone high surrogate as escape': (members) => `{${members},"x":"\\ud800"}`,
  'a lone low surrogate as escape': (members) => `{${members},"x":["\\uDFFF"]}`,
  'a lone surrogate as name': (members) => `{${members},"\\ud83d":1}`,
  'surrogates in the wrong order': (members) => `{${members},"x":"\\ude00\\ud83d"}`,
}

/** Header and payload are strict JSON objects, the same for every reader (RFC 8259, RFC 7493 §2). */
export const jwtJson: Suite = (o, it) => {
  for (const [what, spell] of Object.entries(badObjects)) {
    it(`${what} is refused as header`, async () => {
      await refused(o, await craft(o, spell('"alg":"HS256"'), {}))
    })
    it(`${what} is refused as payload`, async () => {
      await refused(o, await craft(o, { alg: 'HS256' }, spell('"sub":"me"')))
    })
  }
  it('white space, escapes, pairs of surrogates and names that occur at several depths are JSON', async () => {
    const header = ' {"alg" :\t"HS\\u0032\\u0035\\u0036"\r\n, "x": {"alg": ["alg", {"x": "alg"}]}} '
    const payload = '{ "a\\"": "b:\\"c\\":", "\\ud83d\\ude00": "😀", "a": {"a": {"a": "\\\\"}}, "": "", "n": -0.5e+1 }'
    equal(await o.decode(await craft(o, header, payload), secret, { algorithms }), JSON.parse(payload))
  })
}
