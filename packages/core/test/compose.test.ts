import { createSecretKey, generateKeyPairSync } from 'node:crypto'
import { nodeBackend } from '@jose/backend-node'
import { type Backend, compose, createJose, type SyncBackend, UnsupportedAlgorithmError } from '@jose/core'
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
    expect(() => compose(nodeBackend(), {} as SyncBackend)).toThrow(TypeError)
  })
})
