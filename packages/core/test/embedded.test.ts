import { generateKeyPairSync } from 'node:crypto'
import { forgeBackend } from '@jose/backend-forge'
import { nodeBackend } from '@jose/backend-node'
import { webcryptoBackend } from '@jose/backend-webcrypto'
import { base64url, createEngines, createJose } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { bindJwt } from '../src/jwt/namespace.ts'

const { jwt, jwk, jws } = createJose(nodeBackend())

/** A token that brings its RSA key, which is made for it. */
function rsaToken(modulusLength: number, publicExponent: number): string {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength, publicExponent })
  const { n, e } = publicKey.export({ format: 'jwk' })
  return jws.signSync('text', privateKey, { algorithm: 'RS256', headers: { jwk: { kty: 'RSA', n, e } } })
}

describe('a header that brings a key', () => {
  it('is not remembered, one that brings none is', async () => {
    const engines = createEngines(nodeBackend())
    const bound = bindJwt(engines)
    const key = await jwk.generate('ES256')
    const token = await jwt.encode({}, key, { headers: { jwk: await key.toJwk() } })
    const plain = await jwt.encode({}, key)
    await bound.decodeWithEmbeddedKey(token, { algorithms: ['ES256'] })
    await bound.decode(token, key)
    await bound.decode(plain, key)
    const segmentOf = (text: string): string => text.slice(0, text.indexOf('.'))
    expect(engines.async.headers.get(segmentOf(token))).toBeUndefined()
    expect(engines.async.headers.get(segmentOf(plain))).toBeDefined()
  })

  it.each([nodeBackend(), webcryptoBackend(), forgeBackend()])(
    'cannot make $name work for long: the greatest RSA key there may be',
    async (backend) => {
      const n = new Uint8Array(2048).fill(0xff)
      const e = Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255)
      const header = { alg: 'RS512', jwk: { kty: 'RSA', n: base64url.encode(n), e: base64url.encode(e) } }
      const signature = base64url.encode(new Uint8Array(2048).fill(0x5a))
      const token = `${base64url.encode(JSON.stringify(header))}.e30.${signature}`
      const bound = createJose(backend).jwt
      const start = performance.now()
      await expect(bound.decodeWithEmbeddedKey(token, { algorithms: ['RS512'] })).rejects.toBeInstanceOf(bound.JWTError)
      process.stdout.write(`${backend.name}: ${(performance.now() - start).toFixed(1)} ms\n`)
      expect(performance.now() - start).toBeLessThan(1_000)
    },
  )
})

describe('a key in a header', () => {
  it.each([
    [4096, 65537],
    [2048, 0x80000001],
  ])('may make as much work as RSA of %i bits with the exponent %i', (bits, exponent) => {
    const { key } = jws.verifyWithEmbeddedKeySync(rsaToken(bits, exponent), { algorithms: ['RS256'] })
    expect(key.bits).toBe(bits)
  })

  it('is waited for by the async call, and refuses by it', async () => {
    const key = await jwk.generate('ES256')
    const token = await jws.sign('text', key, { headers: { jwk: await key.toJwk() } })
    const { thumbprint } = await jws.verifyWithEmbeddedKey(token, { algorithms: ['ES256'] })
    expect(thumbprint).toBe(await jwk.thumbprint(key))
    await expect(jws.verifyWithEmbeddedKey(token, { algorithms: ['ES384'] })).rejects.toBeInstanceOf(jws.JWSError)
  })

  it('that is too long is refused for its size', () => {
    const n = new Uint8Array(513).fill(0xff)
    const header = { alg: 'RS256', jwk: { kty: 'RSA', n: base64url.encode(n), e: 'AQAB' } }
    const token = `${base64url.encode(JSON.stringify(header))}.e30.AAAA`
    expect(() => jws.verifyWithEmbeddedKeySync(token, { algorithms: ['RS256'] })).toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ code: 'ERR_KEY_SIZE' }) }),
    )
  })

  it('has no member that a polluted prototype gives it', () => {
    const key = jwk.generateSync('ES256')
    const { kty, crv, x, y } = key.toJwkSync()
    const token = jws.signSync('text', key, { headers: { jwk: { kty, crv, x, y } } })
    const polluted = Object.prototype as { use?: string }
    polluted.use = 'enc'
    try {
      expect(jws.verifyWithEmbeddedKeySync(token, { algorithms: ['ES256'] }).key.use).toBeUndefined()
    } finally {
      delete polluted.use
    }
  })

  it('is of an algorithm with public keys, and the error names no other', () => {
    const verify = () => jws.verifyWithEmbeddedKeySync('a.b.c', { algorithms: ['HS256'] as never })
    expect(verify).toThrow(/takes names out of (?!.*HS).*RS256.*EdDSA/)
    expect(() => jws.verifyWithEmbeddedKeySync('a.b.c', { algorithms: undefined as never })).toThrow(
      "The option 'algorithms' is undefined",
    )
    expect(() => jws.verifyWithEmbeddedKeySync('a.b.c', { algorithms: 5 as never })).toThrow("The option 'algorithms'")
  })

  it('is known by a thumbprint that is a text', () => {
    const options = { algorithms: ['ES256'], thumbprint: ['A'.repeat(43)] } as never
    expect(() => jws.verifyWithEmbeddedKeySync('a.b.c', options)).toThrow("The option 'thumbprint'")
  })
})
