// What a JWE may be that is decrypted, and by which keys.
import { createSecretKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { nodeBackend } from '@jose/backend-node'
import { type Binding, createJose, type SyncJWERecipient } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { code } from './refusals.ts'

const node = nodeBackend()
const { jwe, jwk } = createJose(node)
const secret = new Uint8Array(32).fill(7)

it('recipients and content together are as large as the limit allows', () => {
  const recipients = new Array(16).fill({ key: secret, algorithm: 'A256KW' })
  const { jwe: limited } = createJose(node, { limits: { jwe: 5000 } })
  const decrypt = (length: number) => () =>
    limited.decryptSync(jwe.encryptGeneralSync('x'.repeat(length), recipients), secret).text().length
  expect(decrypt(1250)()).toBe(1250)
  expect(decrypt(1251)).toThrow('too many recipients for its size')
})

it('a recipient whose iterations are over the limit does not keep the others out', () => {
  const password = { key: 'password', algorithm: 'PBES2-HS256+A128KW' }
  const { jwe: limited } = createJose(node, { limits: { p2c: 1000 } })
  const decrypt = (p2c: number, ...more: readonly SyncJWERecipient[]) =>
    limited.decryptSync(
      jwe.encryptGeneralSync('text', [{ ...password, p2c }, ...more]),
      more.length > 0 ? secret : 'password',
      {
        algorithms: ['PBES2-HS256+A128KW', 'A256KW'],
      },
    )
  expect(decrypt(1001, { key: secret, algorithm: 'A256KW' }).text()).toBe('text')
  expect(decrypt(1000).text()).toBe('text')
  expect(() => decrypt(1001)).toThrow(code('ERR_LIMIT'))
})

it('what is wrong with the key of a sender is said', () => {
  const own = jwk.generateSync('ECDH-ES', { curve: 'P-256' })
  const rest = jwe.encryptSync('text', own, { algorithm: 'ECDH-ES' }).split('.').slice(1).join('.')
  const decrypt = (epk: unknown) => () => {
    const header = JSON.stringify({ alg: 'ECDH-ES', enc: 'A256GCM', epk })
    return jwe.decryptSync(`${Buffer.from(header).toString('base64url')}.${rest}`, own)
  }
  const epk = own.toJwkSync()
  for (const [wrong, message] of [
    [undefined, "The header has no 'epk'"],
    ['x', "The header has an 'epk' that is not a JWK"],
    [[], "The header has an 'epk' that is not a JWK"],
    [own.toJwkSync({ private: true }), "The header's 'epk' holds a private key"],
    [{ ...epk, x: epk.y }, "The header's 'epk' is refused"],
    [{ ...epk, y: 5 }, "The header's 'epk' is refused"],
    [{ kty: 'oct', k: 'AA' }, "The header's 'epk' is not on P-256"],
    [jwk.generateSync('ECDH-ES', { curve: 'P-384' }).toJwkSync(), "The header's 'epk' is not on P-256"],
    [jwk.generateSync('ECDH-ES', { curve: 'X25519' }).toJwkSync(), "The header's 'epk' is not on P-256"],
  ] as const) {
    expect(decrypt(wrong)).toThrow(code('ERR_JWE_INVALID'))
    expect(decrypt(wrong)).toThrow(message)
  }
})

describe('what is decrypted', () => {
  const compact = jwe.encryptSync('text', secret, { algorithm: 'A256KW', encryption: 'A256GCM' }).split('.')
  const json = jwe.encryptFlattenedSync('text', { key: secret, algorithm: 'A256KW' }, { aad: 'more' })
  const refused = (token: unknown, message: string): void => {
    expect(() => jwe.decryptSync(token as string, secret)).toThrow(code('ERR_JWE_INVALID'))
    expect(() => jwe.decryptSync(token as string, secret)).toThrow(message)
  }

  it('is text, bytes or an object', () => {
    for (const token of [5, null, undefined, [], true]) refused(token, 'A token is a string, bytes, or the object')
    expect(jwe.decryptSync(Buffer.from(compact.join('.')), secret).text()).toBe('text')
  })

  it('has five segments', () => {
    for (const count of [1, 2, 4]) refused(compact.slice(0, count).join('.'), 'Not enough segments')
    refused(compact.slice(0, 3).join('.'), 'The token is signed (JWS), not encrypted')
    for (const more of [['x'], ['x', 'x', 'x']]) refused([...compact, ...more].join('.'), 'Too many segments')
  })

  it.each([
    [1, 'an encrypted key that is not canonical'],
    [2, 'an iv that is not canonical'],
    [3, 'a ciphertext that is not canonical'],
    [4, 'a tag that is not canonical'],
  ])('has a segment %i that is canonical base64url', (index, message) => {
    refused(compact.map((segment, at) => (at === index ? `${segment}=` : segment)).join('.'), message)
  })

  it.each([
    [{ encrypted_key: 'A' }, 'an encrypted key that is not canonical'],
    [{ iv: 'A' }, 'an iv that is not canonical'],
    [{ ciphertext: 'A' }, 'a ciphertext that is not canonical'],
    [{ tag: 'A' }, 'a tag that is not canonical'],
    [{ aad: 'A' }, 'an aad that is not canonical'],
    [{ iv: undefined }, 'The initialization vector must have 12 bytes (RFC 7518 §5); it has 0'],
    [{ tag: undefined }, 'The tag must have 16 bytes; it has 0'],
    [{ ciphertext: undefined }, "The token has no 'ciphertext'"],
    [{ iv: 5 }, "'iv' must be a string"],
    [{ protected: '' }, "'protected' must be a string that is not empty"],
    [{ aad: '' }, "'aad' must be a string that is not empty"],
    [{ unprotected: [] }, "'unprotected' must be an object"],
    [{ header: 'x' }, "'header' must be an object"],
    [{ header: { enc: 'A256GCM' } }, 'has a member in two places'],
    [{ unprotected: { alg: 'A256KW' } }, 'has a member in two places'],
    [{ recipients: [] }, 'mixes the general and the flattened form'],
    [{ encrypted_key: undefined, recipients: [], header: {} }, 'mixes the general and the flattened form'],
    [{ encrypted_key: undefined, recipients: [] }, "'recipients' must be a list of objects"],
    [{ encrypted_key: undefined, recipients: {} }, "'recipients' must be a list of objects"],
    [{ encrypted_key: undefined, recipients: [{}, 'x'] }, "'recipients' must be a list of objects"],
    [
      {
        encrypted_key: undefined,
        protected: undefined,
        recipients: [{ header: { alg: 'A256KW', enc: 'A256GCM' } }, { header: { alg: 'A256KW', enc: 'A128GCM' } }],
      },
      "All recipients must have the same 'enc'",
    ],
  ])('in JSON is refused with %j', (members, message) => refused({ ...json, ...members }, message))

  it('has a header that is read once', () => {
    const read = () => jwe.decryptSync(compact.join('.'), secret).header
    expect(read()).toBe(read())
  })
})

describe('a native key that its platform bound to one algorithm', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const onCurve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const boundTo = (bound: Binding) =>
    createJose({
      ...node,
      adopt(native) {
        const held = node.adopt(native)
        return held && { ...held, bound }
      },
    }).jwe
  const token = (algorithm: string, key: KeyObject = privateKey) => jwe.encryptSync('text', key, { algorithm })

  it('serves that one, and no other', () => {
    const bound = boundTo({ name: 'RSA-OAEP', hash: 'SHA-256', operations: ['unwrapKey', 'decrypt'] })
    expect(bound.decryptSync(token('RSA-OAEP-256'), privateKey).text()).toBe('text')
    for (const algorithm of ['RSA-OAEP', 'RSA-OAEP-512'])
      expect(() => bound.decryptSync(token(algorithm), privateKey)).toThrow(
        /^The native key was made for RSA-OAEP with SHA-256$/,
      )
  })

  it('agrees if it was made for that', () => {
    const agreeing = boundTo({ name: 'ECDH', operations: ['deriveBits'] })
    const signing = boundTo({ name: 'ECDSA', operations: ['sign', 'deriveBits'] })
    for (const algorithm of ['ECDH-ES', 'ECDH-ES+A256KW']) {
      expect(agreeing.decryptSync(token(algorithm, onCurve), onCurve).text()).toBe('text')
      expect(() => signing.decryptSync(token(algorithm, onCurve), onCurve)).toThrow(
        /^The native key was made for ECDSA$/,
      )
    }
  })

  it('encrypts content if it was made for that', () => {
    const sealing = boundTo({ name: 'AES-GCM', operations: ['encrypt', 'decrypt'] })
    const native = createSecretKey(secret)
    expect(sealing.decryptSync(token('dir', native), native).text()).toBe('text')
    expect(() => sealing.decryptSync(token('A256KW', native), native)).toThrow(/^The native key was made for AES-GCM$/)
  })

  it('is a password if it was made for deriving from one: what wraps is another key', () => {
    const algorithm = 'PBES2-HS256+A128KW'
    const password = createSecretKey(Buffer.from('a password'))
    const made = jwe.encryptSync('text', password, { algorithm, p2c: 1000 })
    const bound = boundTo({ name: 'PBKDF2', hash: 'SHA-256', operations: ['deriveBits'] })
    expect(bound.decryptSync(made, password, { algorithms: [algorithm] }).text()).toBe('text')
  })
})

it('a ciphertext that lies behind its tag, or before it, in the memory of the runtime is itself', () => {
  for (let length = 0; length <= 48; length++) {
    const content = 'x'.repeat(length)
    expect(jwe.decryptSync(jwe.encryptSync(content, secret), secret).text()).toBe(content)
  }
})
