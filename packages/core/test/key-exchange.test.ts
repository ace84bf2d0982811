// A key that one backend made and wrote, in every form, read by every other: the same key, to the octet.
import { forgeBackend } from '@jose/backend-forge'
import { nodeBackend } from '@jose/backend-node'
import { webcryptoBackend } from '@jose/backend-webcrypto'
import { type Backend, createJose, type DerOptions, type Jwk } from '@jose/core'
import { describe, expect, it } from 'vitest'

const passphrase = 'correct horse'

const backends: readonly Backend[] = [nodeBackend(), webcryptoBackend(), forgeBackend()]
const jwkOf = new Map<Backend, Jwk>(backends.map((backend) => [backend, createJose(backend).jwk]))

const kinds: readonly (readonly [algorithm: string, curve?: string])[] = [
  ['RS256'],
  ['ES256'],
  ['ES384'],
  ['ES512'],
  ['ES256K'],
  ['EdDSA', 'Ed25519'],
  ['EdDSA', 'Ed448'],
  ['ECDH-ES', 'X25519'],
  ['ECDH-ES', 'X448'],
  ['ML-DSA-44'],
  ['ML-DSA-65'],
  ['ML-DSA-87'],
]

function formatsOf(kty: string): readonly DerOptions[] {
  const all: DerOptions[] = [{}, { private: true }, { private: true, passphrase, iterations: 1000 }]
  if (kty === 'RSA') all.push({ format: 'pkcs1' }, { private: true, format: 'pkcs1' })
  if (kty === 'EC') all.push({ private: true, format: 'sec1' })
  return all
}

describe.each(kinds)('%j', (algorithm, curve) => {
  const options = curve === undefined ? {} : { curve }
  const able = async (): Promise<readonly Backend[]> => {
    for (const backend of backends) await backend.ready?.()
    return backends.filter((backend) => createJose(backend).supports(algorithm as string, options))
  }

  it('travels from each to each', { timeout: 30_000 }, async () => {
    const parts = await able()
    expect(parts.length).toBeGreaterThan(1)
    for (const from of parts) {
      const key = await (jwkOf.get(from) as Jwk).generate(algorithm as string, options)
      const whole = await key.toJwk({ private: true })
      const half = await key.toJwk()
      const { kid: _, alg: __, ...members } = whole
      const { kid: ___, alg: ____, ...publicMembers } = half
      // An AKP JWK names its algorithm, and so does what comes of its DER.
      const named = key.kty === 'AKP' ? { alg: algorithm } : {}
      for (const to of parts) {
        const there = jwkOf.get(to) as Jwk
        expect(await (await there.construct(whole)).toJwk({ private: true })).toEqual(whole)
        expect(await there.thumbprint(half)).toBe(key.kid)
        for (const format of formatsOf(key.kty)) {
          const secret = format.passphrase === undefined ? {} : { passphrase }
          for (const material of [await key.toPem(format), { der: await key.toDer(format) }]) {
            const read = await there.construct(material, undefined, secret)
            const expected = format.private ? members : publicMembers
            expect(await read.toJwk({ private: format.private === true })).toEqual({ ...expected, ...named })
            if (format.passphrase === undefined && typeof material === 'string')
              expect(await read.toPem(format)).toBe(material)
          }
        }
      }
    }
  })
})
