import {
  type Backend,
  createJose,
  type EmbeddedJWS,
  type Key,
  type KeyRing,
  type SyncBackend,
  type SyncKey,
  type SyncKeyRing,
} from '@jose/core'
import { describe, expectTypeOf, it } from 'vitest'

declare const syncBackend: SyncBackend
declare const asyncBackend: Backend

describe('rings of keys', () => {
  it('have sync twins where the backend has', () => {
    const [sync, async] = [createJose(syncBackend), createJose(asyncBackend)]
    expectTypeOf(sync.jwk.createKeyRing({ current: 'x' })).resolves.toEqualTypeOf<SyncKeyRing>()
    expectTypeOf(sync.jwk.createKeyRingSync({ current: 'x' }).current).toEqualTypeOf<SyncKey>()
    expectTypeOf(async.jwk.createKeyRing({ current: 'x' })).resolves.toEqualTypeOf<KeyRing>()
    expectTypeOf(async.jwk).not.toHaveProperty('createKeyRingSync')
    expectTypeOf<KeyRing>().not.toHaveProperty('rotateSync')
  })

  it('are keys to all that takes one', () => {
    const { jwt, jws } = createJose(syncBackend)
    const use = (ring: SyncKeyRing, other: KeyRing): void => {
      void jwt.encode({}, other)
      jwt.decodeSync('token', ring)
      jwt.createSignerSync(ring)
      jwt.createVerifierSync(other, { cache: true })
      jws.verifySync('token', ring)
      void jwt.encrypt({}, 'x', { sign: { key: ring } })
    }
    expectTypeOf(use).toBeFunction()
  })
})

describe('keys of headers', () => {
  it('are verified by under names that must be there, and are always in the result', () => {
    const [sync, async] = [createJose(syncBackend), createJose(asyncBackend)]
    expectTypeOf(sync.jws.verifyWithEmbeddedKeySync('token', { algorithms: 'ES256' }).key).toEqualTypeOf<SyncKey>()
    expectTypeOf(async.jws.verifyWithEmbeddedKey('token', { algorithms: ['ES256'] })).resolves.toEqualTypeOf<
      EmbeddedJWS<Key>
    >()
    expectTypeOf(async.jwt).not.toHaveProperty('decodeWithEmbeddedKeySync')
    const decoded = sync.jwt.decodeWithEmbeddedKeySync<{ htm: string }>('token', { algorithms: 'ES256' })
    expectTypeOf(decoded.thumbprint).toEqualTypeOf<string>()
    expectTypeOf(decoded.claims.htm).toEqualTypeOf<string>()
    // @ts-expect-error: algorithms are required
    void sync.jwt.decodeWithEmbeddedKey('token', {})
    // @ts-expect-error: an undefined thumbprint would skip the check
    void sync.jwt.decodeWithEmbeddedKey('token', { algorithms: 'ES256', thumbprint: undefined })
  })
})
