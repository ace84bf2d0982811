import { base64url, InvalidTokenError, JWTError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { Suite } from '../suite.ts'
import { secret, segment, signature } from './craft.ts'

const algorithms = ['HS256']
const malformed = { is: InvalidTokenError, code: 'ERR_JWT_INVALID' }

/** What else a lenient reader would take for the same octets. */
const otherSpellings: { readonly [what: string]: (text: string) => string } = {
  'one padding character': (text) => `${text}=`,
  'full padding': (text) => text.padEnd(Math.ceil(text.length / 4) * 4, '='),
  'padding in front': (text) => `=${text}`,
  'a space after it': (text) => `${text} `,
  'a space before it': (text) => ` ${text}`,
  'a line feed after it': (text) => `${text}\n`,
  'a line break inside': (text) => `${text.slice(0, 4)}\r\n${text.slice(4)}`,
  'a tab inside': (text) => `${text.slice(0, 4)}\t${text.slice(4)}`,
  'a NUL after it': (text) => `${text}\0`,
  'a BOM before it': (text) => `\ufeff${text}`,
  'a punctuation mark inside': (text) => `${text.slice(0, 4)}!${text.slice(4)}`,
  'the standard alphabet for 62': (text) => text.replace(/-/g, '+'),
  'the standard alphabet for 63': (text) => text.replace(/_/g, '/'),
  'a character beyond ASCII': (text) => `${text}é`,
  'a character whose low octet is the right one': (text) =>
    `${String.fromCharCode(text.charCodeAt(0) + 256)}${text.slice(1)}`,
  'trailing bits that are not zero': (text) => `${text.slice(0, -1)}${next(text.slice(-1))}`,
  'a length that no octets have': (text) => `${text}${'A'.repeat((5 - (text.length % 4)) % 4)}`,
}

/** Header and payload whose spelling has trailing bits and both characters that the alphabets differ in. */
const header = segment({ alg: 'HS256', x: '>>>???', y: 'ab' })
const payloads = Array.from({ length: 64 }, (_, n) => segment({ a: '>>>???', n: n + 100 }))

/** A token over segments that are spelled as given, with a good signature. */
async function spelled(o: Operations, first: string, second: string): Promise<readonly [string, string, string]> {
  return [first, second, base64url.encode(await signature(o, `${first}.${second}`))]
}

/** A good token whose every segment can be spelled in all of the other ways. */
async function good(o: Operations): Promise<readonly [string, string, string]> {
  for (const payload of payloads) {
    const parts = await spelled(o, header, payload)
    if (parts.every((part) => part.length % 4 > 1 && part.includes('-') && part.includes('_'))) return parts
  }
  throw new Error('There is no such token')
}

/** Each segment has one spelling (RFC 7515 §2, RFC 4648 §3.5). */
export const jwtBase64url: Suite = (o, it) => {
  it('the segments as they should be are accepted', async () => {
    const claims = await o.decode((await good(o)).join('.'), secret, { algorithms })
    equal(claims.a, '>>>???')
  })
  for (const [what, respell] of Object.entries(otherSpellings)) {
    it(`${what} is refused in the header`, async () => {
      const [first, second, third] = await good(o)
      const changed = await spelled(o, respell(first), second)
      await refuses(() => o.decode(changed.join('.'), secret, { algorithms }), malformed)
      await refuses(() => o.decode(`${respell(first)}.${second}.${third}`, secret, { algorithms }), malformed)
    })
    it(`${what} is refused in the payload`, async () => {
      const [first, second, third] = await good(o)
      const changed = await spelled(o, first, respell(second))
      await refuses(() => o.decode(changed.join('.'), secret, { algorithms }), { is: JWTError })
      await refuses(() => o.decode(`${first}.${respell(second)}.${third}`, secret, { algorithms }), { is: JWTError })
      const options = { verifySignature: false }
      await refuses(() => o.decode(changed.join('.'), secret, { options }), malformed)
    })
    it(`${what} is refused in the signature`, async () => {
      const [first, second, third] = await good(o)
      await refuses(() => o.decode(`${first}.${second}.${respell(third)}`, secret, { algorithms }), malformed)
    })
  }
  it('a token of bytes is ASCII: an octet that stands for no character is refused', async () => {
    const token = (await good(o)).join('.')
    const octets = base64url.decode(base64url.encode(token))
    equal((await o.decode(octets, secret, { algorithms })).a, '>>>???')
    for (const more of [[0x80], [0xc3, 0xa9], [0], [0x0a], [0xff]])
      await refuses(() => o.decode(Uint8Array.of(...octets, ...more), secret, { algorithms }), malformed)
    await refuses(() => o.decode(Uint8Array.of(0xef, 0xbb, 0xbf, ...octets), secret, { algorithms }), malformed)
  })
  it('a respelled token is refused by a verifier that remembers the good one', async () => {
    const token = (await good(o)).join('.')
    const verify = o.createVerifier(secret, { algorithms, cache: true })
    await verify(token)
    for (const other of [`${token}=`, `${token} `, ` ${token}`, `${token}\n`])
      await refuses(() => verify(other), malformed)
    ok(await verify(token), 'the good one still passes')
  })
}

function next(character: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return alphabet.charAt(alphabet.indexOf(character) + 1)
}
