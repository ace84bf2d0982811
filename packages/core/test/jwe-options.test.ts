import { generateKeyPairSync } from 'node:crypto'
import { nodeBackend } from '@jose/backend-node'
import { createEngines, createJose, findKeys, type SyncJWERecipient, type Wanted } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { bindJwe } from '../src/jwe/namespace.ts'
import { code } from './refusals.ts'

const node = nodeBackend()
const { jwe, jwk } = createJose(node)
const secret = new Uint8Array(32).fill(7)
const wrapping = { algorithm: 'A256KW', encryption: 'A256GCM' } as const
const parsed = (segment: string): object => JSON.parse(Buffer.from(segment, 'base64url').toString())

describe('what is written of one recipient', () => {
  it.each([
    ['encryption', 'A257GCM', "The option 'encryption'"],
    ['algorithm', 'A257KW', "The option 'algorithm'"],
    ['algorithm', ['A256KW'], "The option 'algorithm'"],
    ['zip', 'GZIP', "The option 'zip'"],
    ['cty', 5, "The option 'cty'"],
    ['kid', {}, "The option 'kid'"],
    ['crit', 'x', "The option 'crit'"],
    ['headers', [], "The option 'headers'"],
    ['headers', new Map(), "The option 'headers'"],
    ['headers', { toJSON: () => ({}) }, 'toJSON'],
    ['apu', 5, "The option 'apu'"],
    ['apv', '\ud800', "The option 'apv'"],
    ['p2c', 999, "The option 'p2c'"],
    ['p2c', 1000.5, "The option 'p2c'"],
    ['p2c', '1000', "The option 'p2c'"],
    ['p2c', 1_200_001, "The option 'p2c'"],
    ...['alg', 'enc', 'zip', 'crit', 'epk', 'apu', 'apv', 'p2s', 'p2c', 'iv', 'tag'].map(
      (name) => ['headers', { [name]: 'x' }, `'${name}' is not for a header that is given`] as const,
    ),
  ] as const)('refuses %s: %s', (option, value, message) => {
    const encrypt = () => jwe.encryptSync('text', secret, { ...wrapping, [option]: value } as object)
    expect(encrypt).toThrow(TypeError)
    expect(encrypt).toThrow(message)
  })

  it.each(['cty', 'kid'])('%s is given as an option or among the headers, not both', (name) => {
    const encrypt = (options: object) =>
      parsed(jwe.encryptSync('', secret, { ...wrapping, ...options }).split('.')[0] as string)
    expect(encrypt({ [name]: 'a' })).toEqual({ alg: 'A256KW', enc: 'A256GCM', [name]: 'a' })
    expect(encrypt({ headers: { [name]: 'a' } })).toEqual({ alg: 'A256KW', enc: 'A256GCM', [name]: 'a' })
    expect(() => encrypt({ [name]: 'a', headers: { [name]: 'a' } })).toThrow(`'${name}' is given twice`)
  })

  it('is of as many iterations as the limit allows', () => {
    const options = { algorithm: 'PBES2-HS256+A128KW', encryption: 'A256GCM', p2c: 1000 } as const
    const limited = createJose(node, { limits: { p2c: 1000 } }).jwe
    expect(parsed(limited.encryptSync('', 'password', options).split('.')[0] as string)).toMatchObject({ p2c: 1000 })
    expect(() => limited.encryptSync('', 'password', { ...options, p2c: 1001 })).toThrow('from 1000 to 1000')
    expect(() => limited.encryptSync('', 'password', { algorithm: options.algorithm })).toThrow("The option 'p2c'")
    expect(limited.encryptSync('', secret)).toBeTypeOf('string')
  })

  it('is as long as the limit allows', () => {
    const { length } = jwe.encryptSync('text', secret)
    expect(createJose(node, { limits: { jwe: length } }).jwe.encryptSync('text', secret)).toHaveLength(length)
    const tight = createJose(node, { limits: { jwe: length - 1 } }).jwe
    expect(() => tight.encryptSync('text', secret)).toThrow(code('ERR_LIMIT'))
    expect(() => tight.decryptSync(jwe.encryptSync('text', secret), secret)).toThrow(code('ERR_LIMIT'))
  })

  it('and is over the limit before a key is looked for', () => {
    const { jwe: tight } = createJose(node, { limits: { jwe: 50 } })
    const asked = (): never => {
      throw new Error('asked')
    }
    expect(() => tight.encryptSync('x'.repeat(51), asked)).toThrow(code('ERR_LIMIT'))
    expect(() => tight.encryptFlattenedSync('x'.repeat(51), { key: asked })).toThrow(code('ERR_LIMIT'))
  })

  it.each([undefined, null])('a key that is %s is missing', (key) => {
    expect(() => jwe.encryptSync('', key as never)).toThrow('The key is missing')
    expect(() => jwe.decryptSync('....', key as never)).toThrow('The key is missing')
  })
})

describe('what is written of recipients in JSON', () => {
  const flattened = (recipient: object, options: object = {}) =>
    jwe.encryptFlattenedSync('text', { key: secret, ...recipient } as SyncJWERecipient, options)

  it.each([
    [{ zip: 'GZIP' }, "The option 'zip'"],
    [{ aad: 5 }, "The option 'aad'"],
    [{ protected: 'x' }, "The option 'protected'"],
    [{ unprotected: [] }, "The option 'unprotected'"],
    [{ encryption: 'A1' }, "The option 'encryption'"],
    ...['alg', 'enc', 'zip', 'epk', 'apu', 'apv', 'p2s', 'p2c', 'iv', 'tag'].flatMap((name) => [
      [{ protected: { [name]: 'x' } }, `'${name}' is not for`] as const,
      [{ unprotected: { [name]: 'x' } }, `'${name}' is not for`] as const,
    ]),
    [{ unprotected: { crit: ['x'] } }, "'crit' is not for"],
  ] as const)('refuses %j', (options, message) => {
    expect(() => flattened({}, options)).toThrow(TypeError)
    expect(() => flattened({}, options)).toThrow(message)
  })

  it.each([
    [{ header: 5 }, "The option 'header'"],
    [{ algorithm: 'A1' }, "The option 'algorithm'"],
    [{ apu: 5 }, "The option 'apu'"],
    [{ alg: 'dir' }, "here it is 'algorithm'"],
    ...['alg', 'enc', 'zip', 'crit', 'epk', 'apu', 'apv', 'p2s', 'p2c', 'iv', 'tag'].map(
      (name) => [{ header: { [name]: 'x' } }, `'${name}' is not for`] as const,
    ),
  ] as const)('refuses a recipient of %j', (recipient, message) => {
    expect(() => flattened(recipient)).toThrow(TypeError)
    expect(() => flattened(recipient)).toThrow(message)
  })

  it('is of recipients, as many as the limit allows', () => {
    for (const recipient of [null, undefined, 5, 'key'])
      expect(() => jwe.encryptGeneralSync('', [recipient as never])).toThrow('A recipient is an object with a key')
    for (const none of [[], {}, undefined])
      expect(() => jwe.encryptGeneralSync('', none as never)).toThrow('Recipients are a list, not empty')
    const { jwe: limited } = createJose(node, { limits: { signatures: 2 } })
    const several = (count: number) => new Array(count).fill({ key: secret, algorithm: 'A256KW' })
    const token = limited.encryptGeneralSync('text', several(2))
    expect(token.recipients).toHaveLength(2)
    expect(limited.decryptSync(token, secret).text()).toBe('text')
    expect(() => limited.encryptGeneralSync('', several(3))).toThrow(code('ERR_LIMIT'))
    expect(() => limited.decryptSync(jwe.encryptGeneralSync('', several(3)), secret)).toThrow(code('ERR_LIMIT'))
  })

  it('is by the content encryption that is asked for, or that the key of a single recipient names', () => {
    const named = { key: jwk.constructSync(secret.subarray(16), 'A128GCM') }
    const encOf = (token: { readonly protected?: string }) => parsed(token.protected as string)
    expect(encOf(jwe.encryptFlattenedSync('', named))).toEqual({ alg: 'dir', enc: 'A128GCM' })
    expect(encOf(jwe.encryptGeneralSync('', [named]))).toEqual({ enc: 'A128GCM' })
    expect(encOf(flattened({}, { encryption: 'A128CBC-HS256' }))).toEqual({ alg: 'dir', enc: 'A128CBC-HS256' })
    const two = [
      { key: secret, algorithm: 'A256KW' },
      { key: 'password', algorithm: 'PBES2-HS256+A128KW', p2c: 1000 },
    ]
    expect(encOf(jwe.encryptGeneralSync('', two))).toEqual({ enc: 'A256GCM' })
    expect(() => jwe.encryptGeneralSync('', [{ key: secret }, { key: secret }])).toThrow('one recipient only')
    expect(() => jwe.encryptGeneralSync('', [two[0] as never, named])).toThrow()
  })

  it('has a protected header within the limits', () => {
    const long = { long: 'x'.repeat(16 * 1024) }
    for (const options of [{ protected: long }, { unprotected: long }])
      expect(() => flattened({}, options)).toThrow(code('ERR_LIMIT'))
    expect(() => flattened({ header: long })).toThrow(code('ERR_LIMIT'))
  })

  it('has no member that would be empty', async () => {
    const members = ['protected', 'iv', 'ciphertext', 'tag']
    expect(Object.keys(flattened({ header: {} }, { unprotected: {}, aad: '', protected: {} }))).toEqual(members)
    expect(Object.keys(await jwe.encryptFlattened('text', { key: secret }))).toEqual(members)
    const all = flattened({ algorithm: 'A256KW', header: { a: 1 } }, { unprotected: { b: 2 }, aad: 'c' })
    expect(Object.keys(all)).toEqual([
      'protected',
      'unprotected',
      'header',
      'encrypted_key',
      'aad',
      'iv',
      'ciphertext',
      'tag',
    ])
    expect([all.header, all.unprotected, all.aad]).toEqual([{ a: 1 }, { b: 2 }, 'Yw'])
  })

  it('is for the key that a header names by its kid, wherever that stands', () => {
    const keys = ['a', 'b'].map((kid, index) => ({
      kty: 'oct',
      kid,
      k: Buffer.alloc(32, index + 1).toString('base64url'),
    }))
    const of = (recipient: object, options: object) =>
      jwe.encryptFlattenedSync('text', { key: { keys }, ...recipient }, options)
    for (const token of [
      of({ header: { kid: 'b' } }, {}),
      of({}, { protected: { kid: 'b' } }),
      of({}, { unprotected: { kid: 'b' } }),
    ])
      expect(jwe.decryptSync(token, keys[1] as object).text()).toBe('text')
  })
})

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
  const compact = jwe.encryptSync('text', secret, wrapping).split('.')
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

it('a set of keys is told what the key is for', () => {
  const asked: string[] = []
  const set = {
    [findKeys]({ side, mode, header }: Wanted) {
      asked.push(`${mode} ${side} ${header.alg}`)
      return secret
    },
  }
  expect(jwe.decryptSync(jwe.encryptSync('text', set, wrapping), set).text()).toBe('text')
  expect(asked).toEqual(['sync write A256KW', 'sync read A256KW'])
})

it('the halves of a key for AES-CBC with HMAC are made once', () => {
  let exported = 0
  const exportKey: typeof node.sync.exportKey = (key) => {
    exported++
    return node.sync.exportKey(key)
  }
  const counting = createJose({ ...node, sync: { ...node.sync, exportKey } })
  const key = counting.jwk.constructSync(secret, 'A128CBC-HS256')
  for (let round = 0; round < 3; round++)
    expect(counting.jwe.decryptSync(counting.jwe.encryptSync('text', key), key).text()).toBe('text')
  expect(exported).toBe(1)
})

describe('a header that was written', () => {
  it.each([
    ['dir', secret, true],
    ['A256KW', secret, true],
    ['A256GCMKW', secret, false],
    ['ECDH-ES', jwk.generateSync('ECDH-ES', { curve: 'P-256' }), false],
  ] as const)('by %s is remembered where it may come again', (algorithm, key, comesAgain) => {
    const engines = createEngines(node)
    const written = () =>
      bindJwe(engines).encryptSync('', key, { algorithm, encryption: 'A256GCM' }).split('.')[0] as string
    const text = Buffer.from(written(), 'base64url').toString()
    expect(engines.async.jweWritten.get(text)).toBe(comesAgain ? written() : undefined)
    engines.async.jweWritten.set(text, 'what-is-remembered')
    expect(written() === 'what-is-remembered').toBe(comesAgain)
  })
})

describe('a native key that its platform bound to one algorithm', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const bound = { name: 'RSA-OAEP', hash: 'SHA-256', operations: ['unwrapKey', 'decrypt'] } as const
  const binding = createJose({
    ...node,
    adopt(native) {
      const held = node.adopt(native)
      return held && { ...held, bound }
    },
  })
  const token = (algorithm: string) => jwe.encryptSync('text', privateKey, { algorithm })

  it('serves that one, and no other', () => {
    expect(binding.jwe.decryptSync(token('RSA-OAEP-256'), privateKey).text()).toBe('text')
    for (const algorithm of ['RSA-OAEP', 'RSA-OAEP-512'])
      expect(() => binding.jwe.decryptSync(token(algorithm), privateKey)).toThrow(
        'The native key was made for RSA-OAEP with SHA-256',
      )
  })
})
