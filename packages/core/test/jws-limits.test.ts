// Where a limit of a JWS lies exactly, and what is said of a text that is no token.
import { nodeBackend } from '@jose/backend-node'
import { createJose, JWSError } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { parseSet } from '../src/jwks/read-set.ts'
import { segmentOf } from './encodings.ts'
import { code } from './refusals.ts'

const secret = new Uint8Array(32).fill(7)
const options = { algorithms: ['HS256'] as const }
const { jwk, jws, jwt } = createJose(nodeBackend())
const bound = (limits: object) => createJose(nodeBackend(), { limits }).jws

describe('a limit that is reached, and not passed,', () => {
  it('lets the text of a JSON form in', () => {
    const text = JSON.stringify(jws.signFlattenedSync('text', { key: secret }))
    expect(bound({ jws: text.length }).parse(text)).toEqual(JSON.parse(text))
    expect(() => bound({ jws: text.length - 1 }).parse(text)).toThrow(code('ERR_LIMIT'))
  })

  it('lets a header of so many bytes be written', () => {
    const headers = { kid: 'ä'.repeat(20) }
    const written = Buffer.byteLength(JSON.stringify({ alg: 'HS256', ...headers }))
    const sign = (header: number) => () => bound({ header }).signSync(new Uint8Array(1), secret, { headers })
    expect(sign(written)()).toMatch(/^ey/)
    expect(sign(written - 1)).toThrow(code('ERR_LIMIT'))
  })

  it('refuses an object whose texts alone have as many characters, and drops none of them instead', () => {
    const token = { ...jws.signFlattenedSync('text', { key: secret }), extra: 'x'.repeat(200) }
    const characters = Object.values(token).join('').length
    expect(() => bound({ jws: characters }).verifySync(token, secret, options)).toThrow(code('ERR_LIMIT'))
  })
})

it('a header that is written is nested as deeply as one that is read may be', () => {
  const deep = (depth: number): unknown => (depth === 0 ? 1 : [deep(depth - 1)])
  const sign = (depth: number) => () =>
    bound({ headerDepth: 5 }).signSync('text', secret, { headers: { x: deep(depth) } })
  expect(sign(4)()).toMatch(/^ey/)
  expect(sign(5)).toThrow(code('ERR_LIMIT'))
})

describe('what is over a limit is refused for that', () => {
  const deep = `${'['.repeat(40)}${']'.repeat(40)}`

  it('where a later member of the same name hides how deep it is', () => {
    const hidden = `"x":${deep},"x":1}`
    const header = Buffer.from(`{"alg":"HS256",${hidden}`).toString('base64url')
    expect(() => jws.verifySync(`${header}.e30.AAAA`, secret, options)).toThrow(code('ERR_LIMIT'))
    expect(() => jwk.constructSync(`{"kty":"oct","k":"AAAA",${hidden}`)).toThrow(code('ERR_LIMIT'))
    expect(() => parseSet(`{"keys":[],${hidden}`)).toThrow(code('ERR_LIMIT'))
  })

  it('where a lone surrogate, or a cycle, is in it besides', () => {
    const small = bound({ jws: 100 })
    const token = small.signSync('text', secret, { detached: true })
    const payload = `${'x'.repeat(100)}\ud800`
    expect(() => small.verifySync(token, secret, { ...options, payload })).toThrow(code('ERR_LIMIT'))
    const cyclic: { [member: string]: unknown } = { payload: 'x'.repeat(101), unknown: {} }
    cyclic.unknown = cyclic
    expect(() => small.verifySync(cyclic as never, secret, options)).toThrow(code('ERR_LIMIT'))
  })
})

describe('a text that is no token', () => {
  const header = segmentOf({ alg: 'HS256' })
  it.each([
    [`${header}\n.e30.AAAA`, 'The header has white space in it'],
    [`${header}=.e30.AAAA`, 'The header is not canonical base64url of UTF-8'],
    [`${header}.e30\t.AAAA`, 'The payload has white space in it'],
    [`${header}.e30=.AAAA`, 'The payload is not canonical base64url'],
    [`${header}.e30.AAAA\r\n`, 'The signature has white space in it'],
    [`${header}.e30.AAAA=`, 'The signature is not canonical base64url'],
  ])('is told of its faults: %j', (token, message) => {
    expect(() => jws.verifySync(token, secret, options)).toThrow(message)
  })

  it('is told of them as claims', () => {
    const token = jws.signSync(Uint8Array.of(0xff), secret)
    expect(() => jwt.decodeSync(token, secret, options)).toThrow('is not canonical base64url of UTF-8')
  })

  it('is refused as octets that are no ASCII, even where nobody looks at them', () => {
    const octets = Buffer.from(`${header}.é.AAAA`)
    expect(() => jws.getUnverifiedHeader(octets)).toThrow(JWSError)
  })

  it('is refused where a list of signatures holds something else, after a good one too', () => {
    const { payload, signatures } = jws.signGeneralSync('text', [{ key: secret }])
    for (const other of [null, 5, [], 'x']) {
      const token = { payload, signatures: [...signatures, other] } as never
      expect(() => jws.verifySync(token, secret, options)).toThrow(code('ERR_JWS_INVALID'))
    }
  })
})

describe('a payload', () => {
  it('of a JSON form may be any text where it is not encoded (RFC 7797 §5.3)', () => {
    const token = jws.signFlattenedSync('größer', { key: secret }, { b64: false })
    expect(token.payload).toBe('größer')
    expect(Buffer.from(jws.verifySync(token, secret, options).payload).toString()).toBe('größer')
  })

  it.each([
    ['an object with a length', { length: 2 ** 40 }],
    ['a list', ['\ud800']],
    ['a number', 5],
    ['an object that reads as a text', { toString: () => '\ud800' }],
  ])('that is detached is a text or octets, not %s', (_what, payload) => {
    const token = jws.signSync('text', secret, { detached: true })
    const verify = () => jws.verifySync(token, secret, { ...options, payload: payload as never })
    expect(verify).toThrow(TypeError)
    expect(verify).toThrow('A detached payload is a string or bytes')
  })
})
