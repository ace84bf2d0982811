import { base64url, JWSError, JWSSignatureError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { craft, secret, segment, signature, utf8 } from './craft.ts'

const algorithms = ['HS256']

/** What is malformed is refused, in every segment, and nothing is forgiven. */
export const jwsStrict: Suite = (o, it) => {
  const verify = (token: unknown, options: object = {}) => o.verify(token, secret, { algorithms, ...options })
  const { getUnverifiedHeader, getUnverifiedHeaders, getUnverifiedPayload, getUnverifiedClaims } = o.jose.jws

  const crits: readonly (readonly [title: string, header: object | string])[] = [
    ['an unknown name', { alg: 'HS256', crit: ['x'], x: 1 }],
    ['an empty array', { alg: 'HS256', crit: [] }],
    ['a name twice', { alg: 'HS256', crit: ['b64', 'b64'], b64: true }],
    ['an understood name twice', { alg: 'HS256', crit: ['exp', 'exp'], exp: 1 }],
    ['a name of RFC 7515', { alg: 'HS256', crit: ['alg'] }],
    ['a name of RFC 7516', { alg: 'HS256', crit: ['enc'], enc: 'A256GCM' }],
    ['crit itself', { alg: 'HS256', crit: ['crit'] }],
    ['a member that is not there', { alg: 'HS256', crit: ['exp'] }],
    ['an inherited member', { alg: 'HS256', crit: ['toString'] }],
    ['__proto__', { alg: 'HS256', crit: ['__proto__'] }],
    ['a number', { alg: 'HS256', crit: [1], 1: 1 }],
    ['null', { alg: 'HS256', crit: [null], null: 1 }],
    ['a list in the list', { alg: 'HS256', crit: [['exp']], exp: 1 }],
    ['a string', { alg: 'HS256', crit: 'exp', exp: 1 }],
    ['an object', { alg: 'HS256', crit: { exp: true }, exp: 1 }],
    ['null in place of the list', { alg: 'HS256', crit: null }],
    ['true in place of the list', { alg: 'HS256', crit: true }],
  ]
  for (const [title, header] of crits) {
    it(`crit: ${title} is refused`, async () => {
      const token = await craft(o, header, 'x')
      const understood =
        title === 'an unknown name' ? ['exp'] : ['exp', 'alg', 'enc', 'crit', 'toString', '__proto__', '1']
      await refuses(() => verify(token, { crit: understood }), { is: JWSError, code: 'ERR_CRIT' })
      await refuses(() => verify(token), { is: JWSError, code: 'ERR_CRIT' })
    })
  }
  it('crit: what the caller understands passes, and is written by the option', async () => {
    const token = await o.sign('x', secret, { headers: { 'urn:x': 1, y: null }, crit: ['urn:x'] })
    equal(getUnverifiedHeader(token), { alg: 'HS256', crit: ['urn:x'], 'urn:x': 1, y: null })
    equal((await verify(token, { crit: ['urn:x', 'other'] })).text(), 'x')
    await refuses(() => verify(token, { crit: ['y'] }), { is: JWSError, code: 'ERR_CRIT' })
    await refuses(() => verify(token, { crit: 'urn:x' }), { is: TypeError })
  })
  it('crit: the option names members of headers, each once, none of them registered', async () => {
    for (const crit of [['x'], ['kid'], ['alg'], ['y', 'y'], ['toString']]) {
      await refuses(() => o.sign('x', secret, { headers: { y: 1, kid: 'k' }, crit }), { is: JWSError })
    }
    const both = await o.sign('x', secret, { headers: { y: 1 }, crit: ['y'], b64: false })
    equal(getUnverifiedHeader(both).crit, ['b64', 'y'])
  })

  const headers: readonly (readonly [title: string, header: string | Uint8Array])[] = [
    ['duplicate members', '{"alg":"HS256","alg":"HS256"}'],
    ['duplicates that an escape hides', '{"alg":"HS256","\\u0061lg":"HS256"}'],
    ['duplicates further inside', '{"alg":"HS256","x":{"a":1,"a":2}}'],
    ['a BOM', '\ufeff{"alg":"HS256"}'],
    ['invalid UTF-8', Uint8Array.of(...utf8('{"alg":"HS256","x":"'), 0xc3, 0x28, ...utf8('"}'))],
    ['overlong UTF-8', Uint8Array.of(...utf8('{"alg":"HS256","x":"'), 0xc0, 0xaf, ...utf8('"}'))],
    ['a surrogate in UTF-8', Uint8Array.of(...utf8('{"alg":"HS256","x":"'), 0xed, 0xa0, 0x80, ...utf8('"}'))],
    ['a lone surrogate in an escape', '{"alg":"HS256","x":"\\ud800"}'],
    ['a trailing comma', '{"alg":"HS256",}'],
    ['text behind', '{"alg":"HS256"}{}'],
    ['a comment', '{"alg":"HS256"/**/}'],
    ['single quotes', "{'alg':'HS256'}"],
    ['an array', '["HS256"]'],
    ['a string', '"HS256"'],
    ['null', 'null'],
    ['nothing', ''],
    ['a kid that is a number', '{"alg":"HS256","kid":1}'],
    ['a kid that is an object', '{"alg":"HS256","kid":{"a":1}}'],
    ['a kid that is null', '{"alg":"HS256","kid":null}'],
    ['a typ that is a list', '{"alg":"HS256","typ":["JWT"]}'],
    ['a cty that is true', '{"alg":"HS256","cty":true}'],
  ]
  for (const [title, header] of headers) {
    it(`header: ${title} is refused`, async () => {
      const token = await craft(o, header, 'x')
      await refuses(() => verify(token), { is: JWSError, code: 'ERR_JWS_INVALID' })
    })
  }
  it('header: other members are plain data, whatever they spell', async () => {
    const text = '{"__proto__":{"alg":"none"},"alg":"HS256","constructor":1,"jwk":{},"x5c":"?","hasOwnProperty":0}'
    const { header } = await verify(await craft(o, text, 'x'))
    equal([header.alg, header.constructor, Object.keys(header).length], ['HS256', 1, 6])
    equal(
      Object.getPrototypeOf(header) === Object.prototype || Object.getPrototypeOf(header) === null,
      true,
      'prototype',
    )
  })
  it('header: what a caller does to one result is not seen in the next', async () => {
    const token = await craft(o, { alg: 'HS256', x: { y: [1] } }, 'x')
    const { header } = await verify(token)
    try {
      ;(header as { alg: string }).alg = 'none'
      ;(header.x as { y: number[] }).y.push(2)
    } catch {
      // Frozen, which is well.
    }
    equal((await verify(token)).header, { alg: 'HS256', x: { y: [1] } })
  })

  const spoilt: readonly (readonly [title: string, spoil: (part: string) => string])[] = [
    ['padding', (part) => `${part}=`],
    ['all padding', (part) => part + '='.repeat((4 - (part.length % 4)) % 4 || 4)],
    ['a space behind', (part) => `${part} `],
    ['a space before', (part) => ` ${part}`],
    ['a newline behind', (part) => `${part}\n`],
    ['a CRLF inside', (part) => `${part.slice(0, 4)}\r\n${part.slice(4)}`],
    ['a NUL', (part) => `${part}\u0000`],
    ['a character of the other alphabet', (part) => `${part.slice(0, -1)}+`],
    ['a slash', (part) => `/${part.slice(1)}`],
    ['a percent', (part) => `${part.slice(0, -3)}%41`],
    ['a character that ends in the same octet', (part) => part.slice(0, -1) + widened(part.slice(-1))],
    ['a Latin-1 character', (part) => `${part.slice(0, -1)}é`],
    ['an astral character', (part) => `${part}🎉`],
    [
      'one character less',
      (part) => (part.length % 4 === 2 ? part.slice(0, -1) : `${part.slice(0, part.length & ~3)}A`),
    ],
    ['trailing bits', (part) => part.slice(0, -1) + following(part.slice(-1))],
  ]
  for (const [title, spoil] of spoilt) {
    it(`base64url: ${title} is refused in every segment`, async () => {
      // Lengths of each segment leave trailing bits to spoil: 29, 4 and 32 octets.
      const token = await craft(o, '{"alg":"HS256","kid":"12345"}', 'abcd')
      const parts = token.split('.')
      equal((await verify(token)).text(), 'abcd')
      for (const index of [0, 1, 2]) {
        const spoilt = parts.map((part, at) => (at === index ? spoil(part) : part))
        const input = spoilt.slice(0, 2).join('.')
        // The signature is over the text as it stands: a lenient decoder would find nothing wrong.
        const made = index === 2 ? spoilt[2] : base64url.encode(await signature(o, input))
        const bad = `${input}.${made}`
        await refuses(() => verify(bad), { is: JWSError, code: 'ERR_JWS_INVALID' })
        if (index === 0) await refuses(() => getUnverifiedHeader(bad), { is: JWSError })
        if (index === 1) await refuses(() => getUnverifiedPayload(bad), { is: JWSError })
      }
    })
  }
  it('base64url: + and / of the other alphabet are refused where - and _ would do', async () => {
    const spellings: readonly ((part: string) => string)[] = [
      (part) => part.replace(/-/g, '+'),
      (part) => part.replace(/_/g, '/'),
    ]
    const header = segment('{"alg":"HS256","x":"???>>>~~~"}')
    const payload = base64url.encode(Uint8Array.of(0xfb, 0xff, 0xbf))
    for (let count = 0; ; count++) {
      const input = `${header}.${base64url.encode(Uint8Array.of(count))}`
      const made = base64url.encode(await signature(o, input))
      if (!/-/.test(made) || !/_/.test(made)) continue
      await verify(`${input}.${made}`)
      for (const spell of spellings) {
        await refuses(() => verify(`${input}.${spell(made)}`), { is: JWSError, code: 'ERR_JWS_INVALID' })
      }
      break
    }
    for (const spell of spellings) {
      ok(spell(header) !== header && spell(payload) !== payload, 'segments with characters to replace')
      for (const input of [`${spell(header)}.eA`, `${segment({ alg: 'HS256' })}.${spell(payload)}`]) {
        const bad = `${input}.${base64url.encode(await signature(o, input))}`
        await refuses(() => verify(bad), { is: JWSError, code: 'ERR_JWS_INVALID' })
      }
    }
  })

  it('segments: three, and no other number', async () => {
    const token = await o.sign('x', secret)
    for (const few of ['', 'a', '.', 'a.b', token.slice(0, token.lastIndexOf('.'))]) {
      await refuses(() => verify(few), { is: JWSError, message: 'Not enough segments' })
    }
    const many = [`${token}.`, `${token}.a`, `.${token}`, `${token}.a.b`, `${token}...`, '.'.repeat(1_000_000)]
    for (const bad of many) await refuses(() => verify(bad), { is: JWSError })
    for (const bad of ['..', '...', `.${token.split('.').slice(1).join('.')}`]) {
      await refuses(() => verify(bad), { is: JWSError })
    }
    await refuses(() => verify(token.split('.').slice(0, 2).join('.').concat('.')), { is: JWSSignatureError })
  })
  it('a token is a string or bytes', async () => {
    const token = await o.sign('x', secret)
    for (const bad of [undefined, null, 5, {}, [token], { toString: () => token }, Object(token), token.split('')]) {
      await refuses(() => verify(bad), { is: JWSError })
      await refuses(() => getUnverifiedHeader(bad as string), { is: JWSError })
      await refuses(() => getUnverifiedPayload(bad as string), { is: JWSError })
    }
  })

  it('getUnverified… read without a key, and verify nothing', async () => {
    const token = `${segment({ alg: 'foo', kid: 'k' })}.${base64url.encode(Uint8Array.of(1, 255))}.AAAA`
    equal(getUnverifiedHeader(token), { alg: 'foo', kid: 'k' })
    equal(getUnverifiedHeaders(utf8(token)), { alg: 'foo', kid: 'k' })
    equal(Array.from(getUnverifiedPayload(token)), [1, 255])
    equal(Array.from(getUnverifiedClaims(utf8(token))), [1, 255])
    equal(getUnverifiedHeader(`${segment({ alg: 'dir', enc: 'A256GCM' })}....`), { alg: 'dir', enc: 'A256GCM' })
    for (const bad of [
      '',
      'a.b',
      'a.b.c.d',
      'a.b.c.d.e.f',
      '!.b.c',
      `${segment('[]')}.b.c`,
      `${segment('{"a":1,"a":1}')}..`,
    ]) {
      await refuses(() => getUnverifiedHeader(bad), { is: JWSError })
    }
    await refuses(() => getUnverifiedPayload(`${segment({ alg: 'dir' })}....`), { is: JWSError })
  })
}

/** A character beyond Latin-1 whose low octet is that of the given one: lenient decoders take it for that. */
function widened(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) + 0x100)
}

/** The next character of the alphabet: the same octets with another trailing bit. */
function following(character: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return alphabet.charAt(alphabet.indexOf(character) ^ 1)
}
