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
    const strayed = { keys: [{ kty: 'oct', k: Buffer.from(secret).toString('base64url') }], alg: 'A128CBC-HS256' }
    expect(encOf(jwe.encryptGeneralSync('', [{ key: strayed, algorithm: 'A256KW' }, ...two]))).toEqual({
      enc: 'A256GCM',
    })
    expect(() => jwe.encryptGeneralSync('', [two[0] as never, named])).toThrow("The key's alg does not allow dir")
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
