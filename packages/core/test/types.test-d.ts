import { type Backend, createJose, type SyncBackend } from '@jose/core'
import { describe, expectTypeOf, it } from 'vitest'

declare const syncBackend: SyncBackend
declare const asyncBackend: Backend

describe('the sync twins', () => {
  it('are there on a backend that can answer at once', () => {
    const { jwt, jws, jwk } = createJose(syncBackend)
    expectTypeOf(jwt.encodeSync({ sub: 'a' }, 'secret')).toEqualTypeOf<string>()
    expectTypeOf(jws.signSync('payload', 'secret')).toEqualTypeOf<string>()
    expectTypeOf(jwk.constructSync('secret').signSync('data')).toEqualTypeOf<Uint8Array>()
  })

  it('are absent, in the types, on one that cannot', () => {
    const { jwt, jws, jwk } = createJose(asyncBackend)
    expectTypeOf(jwt.encode({ sub: 'a' }, 'secret')).resolves.toEqualTypeOf<string>()
    expectTypeOf(jwt).not.toHaveProperty('encodeSync')
    expectTypeOf(jwt).not.toHaveProperty('decodeSync')
    expectTypeOf(jwt).not.toHaveProperty('decodeCompleteSync')
    expectTypeOf(jwt).not.toHaveProperty('createSignerSync')
    expectTypeOf(jwt).not.toHaveProperty('createVerifierSync')
    expectTypeOf(jws).not.toHaveProperty('signSync')
    expectTypeOf(jws).not.toHaveProperty('verifySync')
    expectTypeOf(jwk).not.toHaveProperty('constructSync')
    expectTypeOf(jwk).not.toHaveProperty('generateSync')
    expectTypeOf(jwk.generate('ES256')).resolves.not.toHaveProperty('signSync')
    // @ts-expect-error: there is no such function
    jwt.encodeSync
  })

  it('stay absent when one part of a sync backend becomes async', () => {
    const remote = { ...syncBackend, sync: undefined }
    expectTypeOf(createJose(remote).jwt).not.toHaveProperty('encodeSync')
  })
})

describe('claims', () => {
  it('take the type the caller gives', () => {
    const { jwt } = createJose(syncBackend)
    const claims = jwt.decodeSync<{ role: 'admin' | 'user' }>('token', 'secret', { algorithms: ['HS256'] })
    expectTypeOf(claims.role).toEqualTypeOf<'admin' | 'user'>()
    expectTypeOf(claims.exp).toEqualTypeOf<number | undefined>()
  })

  it('may hold dates on the way in', () => {
    const { jwt } = createJose(syncBackend)
    void jwt.encode({ exp: new Date(), sub: 'a', role: 'admin' }, 'secret')
    // @ts-expect-error: no time
    void jwt.encode({ exp: 'tomorrow' }, 'secret')
    // @ts-expect-error: no string
    void jwt.encode({ sub: 5 }, 'secret')
    // @ts-expect-error: no date
    void jwt.encode({ sub: new Date() }, 'secret')
  })

  it('may be of a type that says no more than its own members', () => {
    interface Session {
      role: string
      sub?: string
    }
    const { jwt } = createJose(syncBackend)
    const session: Session = { role: 'admin' }
    expectTypeOf(jwt.encodeSync(session, 'secret')).toEqualTypeOf<string>()
    expectTypeOf(jwt.createSignerSync('secret')(session)).toEqualTypeOf<string>()
  })

  it('refuse options that do not exist', () => {
    const { jwt } = createJose(syncBackend)
    // @ts-expect-error: python-jose's name, not ours
    void jwt.decode('token', 'secret', { algorithms: ['HS256'], options: { verify_exp: false } })
    // @ts-expect-error: undefined would skip the check
    void jwt.decode('token', 'secret', { algorithms: ['HS256'], audience: undefined })
  })
})
