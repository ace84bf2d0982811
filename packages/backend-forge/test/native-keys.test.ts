import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import keys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { createJose, forgeBackend, InvalidKeyError, jwk, jws } from '../src/index.ts'
import { forgeKey } from './forge-keys.ts'
import { forge } from './pure-javascript.ts'

const algorithms = ['RS256']
const { private: whole, public: half, privatePem, publicPem } = keys.RS256

describe("node-forge's RSA keys", () => {
  it('sign and verify as they come from forge.pki', async () => {
    const [own, other] = [forge.pki.privateKeyFromPem(privatePem), forge.pki.publicKeyFromPem(publicPem)]
    const token = await jws.sign('x', own, { algorithm: 'RS256' })
    expect(token).toBe(jws.signSync('x', whole, { algorithm: 'RS256' }))
    for (const key of [other, own, [other], half]) expect(jws.verifySync(token, key, { algorithms }).text()).toBe('x')
    expect(jwk.constructSync(own).toPemSync({ private: true })).toBe(privatePem)
  })
  it('are read as they are at each call', () => {
    const key = forgeKey(half) as Record<string, unknown>
    const token = jws.signSync('x', whole, { algorithm: 'RS256' })
    expect(jws.verifySync(token, key, { algorithms }).text()).toBe('x')
    key.n = (key.n as { add(other: unknown): unknown }).add(new forge.jsbn.BigInteger('2'))
    expect(() => jws.verifySync(token, key, { algorithms })).toThrow()
  })
  it('are refused with numbers that are missing, too long or of other keys', () => {
    const other = forgeKey(jwk.generateSync('RS256').toJwkSync({ private: true }))
    for (const name of ['p', 'q', 'dP', 'dQ', 'qInv', 'd', 'n']) {
      const made: readonly unknown[] = [
        null,
        undefined,
        5,
        other[name],
        new forge.jsbn.BigInteger('1').shiftLeft(20_000),
      ]
      for (const value of made) {
        if (name === 'd' && value === undefined) continue
        expect(() =>
          jws.signSync('x', { ...forgeKey(whole), [name]: value } as object, { algorithm: 'RS256' }),
        ).toThrow(InvalidKeyError)
      }
    }
  })
  it('are known by their numbers alone: no getter of another object is called', () => {
    const trap = {
      get n(): never {
        throw new Error('called')
      },
      e: 1,
    }
    expect(() => jwk.constructSync(trap as object)).toThrow(InvalidKeyError)
    for (const value of [
      { n: 1, e: 2 },
      { n: {}, e: {} },
      { n: null, e: null },
      Object.create(forgeKey(half)),
      [],
      5,
      'x',
      null,
    ]) {
      expect(forgeBackend().adopt(value)).toBeUndefined()
    }
  })
})

describe('handles', () => {
  const names = ['HS256', 'RS256', 'ES256', 'Ed25519', 'ML-DSA-44'] as const

  it('are empty, and go between backends of this kind', () => {
    const [one, other] = [forgeBackend(), createJose(forgeBackend())]
    for (const name of names) {
      const key = createJose(one).jwk.constructSync(keys[name].private as object)
      const token = other.jws.signSync('x', key, { algorithm: name })
      expect(jws.verifySync(token, key, { algorithms: [name] }).text()).toBe('x')
    }
    const { handle } = one.sync.importKey({ kty: 'oct', k: new Uint8Array(32).fill(0xa5) })
    expect([inspect(handle, { showHidden: true }), JSON.stringify(handle), Reflect.ownKeys(handle as object)]).toEqual([
      '[Object: null prototype] {}',
      '{}',
      [],
    ])
    expect(Object.isFrozen(handle)).toBe(true)
    expect(one.adopt(handle)?.handle).toBe(handle)
  })
  it('of other kinds, and what is none, are refused', () => {
    const { sync } = forgeBackend()
    const secret = sync.importKey({ kty: 'oct', k: new Uint8Array(32) })
    const signing = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const
    for (const key of [secret, { ...secret, handle: {} }, { ...secret, handle: null }]) {
      expect(() => sync.sign(signing, key, 'x')).toThrow(InvalidKeyError)
      expect(() => sync.verify(signing, key, new Uint8Array(256), 'x')).toThrow(InvalidKeyError)
    }
    expect(() => sync.exportKey({ ...secret, handle: {} })).toThrow(InvalidKeyError)
  })
  it('keep octets of their own: neither what was given nor what is exported is theirs', () => {
    const { sync } = forgeBackend()
    const k = new Uint8Array(32).fill(7)
    const key = sync.importKey({ kty: 'oct', k })
    k.fill(8)
    const out = sync.exportKey(key) as { k: Uint8Array }
    expect(out.k[0]).toBe(7)
    out.k.fill(9)
    expect((sync.exportKey(key) as { k: Uint8Array }).k[0]).toBe(7)
  })
})
