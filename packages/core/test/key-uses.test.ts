// Keys in use: for what their owner lets them do, made once, and of this library.
import { nodeBackend } from '@jose/backend-node'
import { type BackendKey, createJose, InvalidKeyError, type KeyMaterial } from '@jose/core'
import { describe, expect, it } from 'vitest'
import certificates from '../../../conformance/vectors/certificates.json' with { type: 'json' }
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }

const node = nodeBackend()
const { jwk, jws } = createJose(node)
const { ES256, RS256, Ed25519, Ed448 } = testKeys

describe('a key by itself', () => {
  it('verifies where its key_ops say so, or say that it signs', () => {
    const key = jwk.constructSync({ ...ES256.private, key_ops: ['sign'] }, 'ES256')
    const signature = key.signSync('data')
    expect(key.verifySync('data', signature)).toBe(true)
    const half = jwk.constructSync({ ...ES256.public, key_ops: ['verify'] }, 'ES256')
    expect(half.verifySync('data', signature)).toBe(true)
    const other = jwk.constructSync({ ...ES256.public, key_ops: ['deriveBits'] }, 'ES256')
    expect(() => other.verifySync('data', signature)).toThrow(expect.objectContaining({ code: 'ERR_KEY_UNFIT' }))
  })

  it('says what it wanted data for', () => {
    const key = jwk.constructSync(ES256.private, 'ES256')
    expect(() => key.signSync(5 as never)).toThrow('Data to sign or verify')
    expect(() => key.verifySync({} as never, new Uint8Array(64))).toThrow('Data to sign or verify')
  })

  it('has its thumbprints, and those of certificates, in a promise as at once', async () => {
    const { publicPem } = ES256
    for (const hash of ['SHA-256', 'SHA-512'] as const) {
      expect(await jwk.thumbprint(publicPem, hash)).toBe(jwk.thumbprintSync(publicPem, hash))
      expect(await jwk.thumbprintUri(publicPem, hash)).toBe(jwk.thumbprintUriSync(publicPem, hash))
    }
    for (const hash of ['SHA-1', 'SHA-256'] as const)
      expect(await jwk.certificateThumbprint(certificates.ES256, hash)).toBe(
        jwk.certificateThumbprintSync(certificates.ES256, hash),
      )
  })
})

describe('a key of elsewhere', () => {
  it('is none where another copy of the library made it: to be passed as a JWK', () => {
    const foreign = { kty: 'EC', [Symbol.for('jose.key')]: true }
    for (const use of [
      () => jwk.constructSync(foreign),
      () => jws.signSync('x', foreign, { algorithm: 'ES256' }),
      () => jws.verifySync(jws.signSync('x', ES256.private, { algorithm: 'ES256' }), foreign, { algorithms: 'ES256' }),
    ]) {
      expect(use).toThrow(InvalidKeyError)
      expect(use).toThrow('The key was made by another copy of @jose/core: pass it as a JWK')
    }
  })

  it('has no public half where its platform does not give one out', () => {
    const held: BackendKey = {
      handle: {},
      type: 'private',
      material: { kty: 'RSA', bits: 2048, e: Uint8Array.of(1, 0, 1) },
    }
    for (const exported of [
      { kty: 'oct', k: new Uint8Array(32) },
      { kty: 'OKP', crv: 'Ed25519', d: new Uint8Array(32) },
    ] as const satisfies readonly KeyMaterial[]) {
      const odd = createJose({ ...node, adopt: () => held, sync: { ...node.sync, exportKey: () => exported } })
      const key = odd.jwk.constructSync({}, 'RS256')
      for (const use of [() => key.publicKeySync(), () => key.toJwkSync(), () => key.toPemSync()]) {
        expect(use).toThrow(InvalidKeyError)
        expect(use).toThrow('The native key does not give out its public half')
      }
    }
  })
})

describe('what is made of a key', () => {
  /** An instance, and how many keys its backend was asked to make. */
  const counting = () => {
    const counted = { made: 0 }
    const importKey = (material: KeyMaterial): BackendKey => {
      counted.made++
      return node.sync.importKey(material)
    }
    return { counted, ...createJose({ ...node, sync: { ...node.sync, importKey } }) }
  }

  it('is made once of a text, whatever the text stands for', () => {
    for (const [text, algorithm] of [
      [RS256.privatePem, 'RS256'],
      ['a secret of at least thirty-two octets', 'HS256'],
    ] as const) {
      const { counted, jws } = counting()
      for (let round = 0; round < 3; round++) jws.signSync('x', text, { algorithm })
      expect(counted.made).toBe(1)
    }
  })

  it('of a text that was a secret is none of an asymmetric key: nothing is read into it later', () => {
    const secret = 'a secret of at least thirty-two octets'
    const token = jws.signSync('x', RS256.private, { algorithm: 'RS256' })
    const { jws: fresh } = createJose(node)
    const verify = () => fresh.verifySync(token, secret, { algorithms: ['RS256'] })
    const refusal = expect.objectContaining({ code: 'ERR_KEY_INVALID', name: 'InvalidKeyError' })
    expect(verify).toThrow(refusal)
    fresh.signSync('x', secret, { algorithm: 'HS256' })
    expect(verify).toThrow(refusal)
  })

  it('is not made of a member of a set that is on another curve than the algorithm’s', () => {
    const token = jws.signSync('x', Ed25519.private, { algorithm: 'Ed25519' })
    const nameless = ({ alg: _alg, kid: _kid, ...key }: { readonly [member: string]: unknown }) => key
    const { counted, jws: instance } = counting()
    const keys = [nameless(Ed448.public), nameless(Ed25519.public)]
    expect(instance.verifySync(token, { keys }, { algorithms: ['Ed25519'] }).text()).toBe('x')
    expect(counted.made).toBe(1)
  })
})
