import { createSecretKey, generateKeyPairSync } from 'node:crypto'
import { nodeBackend } from '@jose/backend-node'
import {
  type Backend,
  type BackendKey,
  compose,
  createJose,
  type KeyMaterial,
  type SyncBackend,
  UnsupportedAlgorithmError,
} from '@jose/core'
import { describe, expect, it } from 'vitest'

/** A backend of node's primitives, but for some; what it did is written down. */
function part(name: string, primitives: readonly string[]): SyncBackend & { readonly done: string[] } {
  const node = nodeBackend()
  const done: string[] = []
  const noted = <T extends object>(operations: T): T =>
    Object.fromEntries(
      Object.entries(operations).map(([operation, run]) => [
        operation,
        (...given: readonly unknown[]) => {
          done.push(operation)
          return run(...given)
        },
      ]),
    ) as T
  return {
    ...node,
    name,
    done,
    supports: (primitive) => primitives.includes(primitive.name) && node.supports(primitive),
    async: noted(node.async),
    sync: noted(node.sync),
  }
}

describe('compose', () => {
  it('does each thing by the first that supports it', async () => {
    const macs = part('macs', ['HMAC', 'digest'])
    const curves = part('curves', ['ECDSA', 'HMAC'])
    const { jwt, jwk, supports } = createJose(compose(macs, curves))
    expect([supports('HS256'), supports('ES256'), supports('RS256')]).toEqual([true, true, false])
    expect(await jwt.decode(await jwt.encode({ a: 1 }, 'secret'), 'secret', { algorithms: ['HS256'] })).toEqual({
      a: 1,
    })
    expect(macs.done).toEqual(['importKey', 'mac', 'verifyMac'])
    const key = jwk.generateSync('ES256')
    expect(jwt.decodeSync(jwt.encodeSync({ a: 2 }, key), key)).toEqual({ a: 2 })
    expect(curves.done).toEqual(['generateKey', 'sign', 'importKey', 'verify'])
    expect(macs.done).toContain('digest')
  })

  it('lets a key travel to whoever will use it, once', async () => {
    const first = part('first', ['RSA-PSS', 'digest'])
    const second = part('second', ['RSASSA-PKCS1-v1_5'])
    const { jws, jwk } = createJose(compose(first, second))
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = await jwk.construct(privateKey.export({ format: 'pem', type: 'pkcs8' }))
    const algorithms = ['PS256', 'RS256']
    for (const algorithm of [...algorithms, ...algorithms]) {
      expect((await jws.verify(await jws.sign('text', key, { algorithm }), key, { algorithms })).text()).toBe('text')
    }
    expect(first.done.filter((operation) => operation === 'exportKey').length).toBe(2)
    expect(second.done).toEqual(['importKey', 'sign', 'importKey', 'verify', 'sign', 'verify'])
  })

  it('leaves a native key with its own backend, which is asked first for it', async () => {
    const first = part('first', ['HMAC', 'digest'])
    const second = part('second', ['HMAC', 'digest'])
    const native = createSecretKey(Buffer.alloc(32, 1))
    const composed = createJose(compose({ ...first, adopt: () => undefined }, second))
    const token = await composed.jwt.encode({ a: 1 }, native)
    expect([first.done, second.done]).toEqual([[], ['mac']])
    expect(await createJose(nodeBackend()).jwt.decode(token, native, { algorithms: ['HS256'] })).toEqual({ a: 1 })
  })

  it('deflates, inflates and wraps by whoever can', async () => {
    const [first, second] = [part('first', ['AES-GCM']), part('second', ['DEFLATE', 'AES-KW'])]
    const { jwe } = createJose(compose(first, second))
    const key = new Uint8Array(32).fill(7)
    const token = await jwe.encrypt('text '.repeat(50), key, { algorithm: 'A256KW', encryption: 'A256GCM', zip: 'DEF' })
    expect(second.done).toEqual(['importKey', 'wrap', 'deflate'])
    expect(jwe.decryptSync(token, key).text()).toBe('text '.repeat(50))
    expect(second.done.slice(3)).toEqual(['unwrap', 'inflate'])
    expect(first.done.filter((operation) => /crypt/.test(operation))).toEqual(['encrypt', 'decrypt'])
  })

  it('is sync only if all parts are', () => {
    const asyncOnly: Backend = { ...nodeBackend(), sync: undefined }
    expect(compose(nodeBackend(), nodeBackend()).sync).toBeDefined()
    const composed = compose(nodeBackend(), asyncOnly)
    expect(composed.sync).toBe(undefined)
    expect('encodeSync' in createJose(composed).jwt).toBe(false)
  })

  it('says what none of the parts has, by the names of all', async () => {
    const { jwt, jwk } = createJose(compose(part('a', ['HMAC', 'digest']), part('b', ['ECDSA'])))
    const error = await jwk.generate('Ed25519').catch((thrown) => thrown)
    expect(error).toBeInstanceOf(UnsupportedAlgorithmError)
    expect(error.message).toContain('a+b')
    const { publicKey } = generateKeyPairSync('ed25519')
    await expect(jwt.decode('e30.e30.', publicKey.export({ format: 'jwk' }))).rejects.toThrow(TypeError)
    await expect(jwk.construct(publicKey.export({ format: 'jwk' }))).rejects.toThrow(UnsupportedAlgorithmError)
  })

  it('takes backends and nothing else', () => {
    expect(() => compose(...([] as unknown as [SyncBackend]))).toThrow(TypeError)
    for (const other of [{}, null, undefined, 'node'])
      expect(() => compose(nodeBackend(), other as SyncBackend)).toThrow('compose takes backends')
  })

  it('has the codec, the turn and the cryptography of the parts that have them', () => {
    const { codec, turn, cryptography, ...bare } = nodeBackend()
    const rich: SyncBackend = {
      ...bare,
      codec: { ...codec } as never,
      turn: async () => {},
      cryptography: () => [{ module: 'x' }],
    }
    for (const parts of [
      [bare, rich],
      [rich, bare],
      [rich, { ...nodeBackend(), cryptography: () => [] }],
    ] as const) {
      const composed = compose(parts[0], parts[1])
      expect(composed.codec).toBe(rich.codec)
      expect(composed.turn).toBe(rich.turn)
      expect(composed.cryptography?.()).toEqual([{ module: 'x' }])
    }
    const poor = compose(bare, bare)
    expect(['codec' in poor, 'turn' in poor, 'ready' in poor]).toEqual([false, false, false])
    expect(poor.cryptography?.()).toEqual([])
  })

  it('is ready when all parts are', async () => {
    const done: string[] = []
    const slow = (name: string): SyncBackend => ({
      ...nodeBackend(),
      async ready() {
        await new Promise((resolve) => setTimeout(resolve, 1))
        done.push(name)
      },
    })
    expect(await compose(slow('a'), nodeBackend(), slow('b')).ready?.()).toBe(undefined)
    expect(done).toEqual(['a', 'b'])
  })

  it('agrees, derives and exports by whoever can', () => {
    const [first, second] = [part('first', ['AES-KW', 'PBKDF2', 'digest']), part('second', ['ECDH', 'AES-GCM'])]
    const { jwe, jwk } = createJose(compose(first, second))
    const key = jwk.generateSync('ECDH-ES', { curve: 'P-256' })
    const agreed = jwe.encryptSync('text', key, { algorithm: 'ECDH-ES', encryption: 'A256GCM' })
    expect(second.done).toContain('agree')
    const { alg: _alg, ...exported } = key.toJwkSync({ private: true })
    expect(createJose(nodeBackend()).jwe.decryptSync(agreed, exported).text()).toBe('text')
    const derived = jwe.encryptSync('text', 'password', { algorithm: 'PBES2-HS256+A128KW', encryption: 'A256GCM' })
    expect(first.done).toContain('derive')
    expect(jwe.decryptSync(derived, 'password', { algorithms: ['PBES2-HS256+A128KW'] }).text()).toBe('text')
  })
})

describe('a key of a composition', () => {
  const native = createSecretKey(Buffer.alloc(32, 1))

  it('that is native travels where its own backend cannot do the work', () => {
    const [first, second] = [part('first', ['digest']), part('second', ['HMAC'])]
    createJose(compose(first, second)).jwt.encodeSync({}, native)
    expect([first.done, second.done]).toEqual([['exportKey'], ['importKey', 'mac']])
  })

  it('that is not native does not stay with the backend that made it', () => {
    const [a, b] = [part('a', ['ECDSA', 'digest']), part('b', ['ECDSA', 'digest'])]
    const key = createJose(compose(a, b)).jwk.generateSync('ES256')
    createJose(compose(b, a)).jwt.encodeSync({}, key)
    expect(a.done).not.toContain('sign')
    expect(b.done).toEqual(['importKey', 'sign'])
  })

  it('is known to another composition of the same backend, which does not adopt it anew', () => {
    const a = part('a', ['ECDSA', 'digest'])
    const key = createJose(compose(a, nodeBackend())).jwk.generateSync('ES256')
    const blind = { ...nodeBackend(), adopt: () => undefined }
    const strange: SyncBackend = Object.assign(a, { adopt: () => undefined })
    expect(createJose(compose(blind, strange)).jwt.encodeSync({}, key, { algorithm: 'ES256' })).toBeTypeOf('string')
  })
})

describe('a part that fails', () => {
  const lacking = (name: string, asked: string[]): SyncBackend => ({
    ...nodeBackend(),
    name,
    sync: {
      ...nodeBackend().sync,
      mac() {
        asked.push(name)
        throw new UnsupportedAlgorithmError('HMAC', name)
      },
    },
  })

  it('because it lacks what it promised is followed by each of the others once, of which the last has the word', () => {
    const asked: string[] = []
    const native = createSecretKey(Buffer.alloc(32, 1))
    const [a, b] = [lacking('a', asked), lacking('b', asked)]
    const home = { ...b, adopt: () => undefined }
    const encode = () => createJose(compose(home, a)).jwt.encodeSync({}, native)
    expect(encode).toThrow(expect.objectContaining({ code: 'ERR_ALGORITHM_UNSUPPORTED', backend: 'b' }))
    expect(asked).toEqual(['a', 'b'])
    expect(createJose(compose(home, a, part('c', ['HMAC']))).jwt.encodeSync({}, native)).toBeTypeOf('string')
  })

  it('for any other reason fails the call', () => {
    const broken: SyncBackend = {
      ...nodeBackend(),
      sync: {
        ...nodeBackend().sync,
        mac() {
          throw new RangeError('broken')
        },
      },
    }
    const second = part('second', ['HMAC'])
    expect(() => createJose(compose(broken, second)).jwt.encodeSync({}, 'secret')).toThrow(RangeError)
    expect(second.done).toEqual([])
  })

  it('is not there at all: the error names what was wanted, and all parts', () => {
    const { sync } = compose(part('a', []), part('b', []))
    const wanted: readonly (readonly [string, () => unknown])[] = [
      ['digest', () => sync.digest('SHA-256', new Uint8Array(1))],
      ['P-256', () => sync.generateKey({ kty: 'EC', crv: 'P-256' })],
      ['ML-DSA-44', () => sync.generateKey({ kty: 'AKP', alg: 'ML-DSA-44' })],
      ['RSA', () => sync.generateKey({ kty: 'RSA', bits: 2048 })],
      ['oct', (): BackendKey => sync.importKey({ kty: 'oct', k: new Uint8Array(32) } satisfies KeyMaterial)],
    ]
    for (const [algorithm, call] of wanted)
      expect(call).toThrow(expect.objectContaining({ code: 'ERR_ALGORITHM_UNSUPPORTED', algorithm, backend: 'a+b' }))
  })
})
