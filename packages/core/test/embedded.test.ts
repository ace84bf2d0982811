import { forgeBackend } from '@jose/backend-forge'
import { nodeBackend } from '@jose/backend-node'
import { webcryptoBackend } from '@jose/backend-webcrypto'
import { base64url, createEngines, createJose } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { bindJwt } from '../src/jwt/namespace.ts'

const { jwt, jwk } = createJose(nodeBackend())

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
