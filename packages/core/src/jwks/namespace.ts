import type { Engines } from '../engine.ts'
import { JWKSError } from '../errors.ts'
import { type LocalKeySet, type LocalSetInput, localKeySet } from './local.ts'
import { type RemoteKeySet, remoteKeySet } from './remote.ts'
import type { RemoteOptions } from './remote-options.ts'

/** Sets of keys (RFC 7517 §5), to be given as the key: `kid`, `alg`, `use`, `key_ops`, `kty` and `crv` choose. */
export interface Jwks {
  /**
   * A set in memory. It is copied and indexed now; a key is built when a token asks for it.
   *
   * @example
   * const keys = jwks.local({ keys: [await publicKey.toJwk()] })
   */
  local(set: LocalSetInput): LocalKeySet
  /**
   * The set that a server publishes, fetched when it is needed. In sync calls it answers from what was fetched last.
   *
   * @example
   * const keys = jwks.remote('https://issuer.example/.well-known/jwks.json', { staleIfError: 3600 })
   */
  remote(url: string | { readonly href: string }, options?: RemoteOptions): RemoteKeySet

  readonly JWKSError: typeof JWKSError
}

/** Sets of keys, bound to a backend: to its clock, and to how it reads text. */
export function bindJwks({ async: engine }: Engines): Jwks {
  return Object.freeze({
    local: (set: LocalSetInput) => localKeySet(set),
    remote: (url: string | { readonly href: string }, options?: RemoteOptions) => remoteKeySet(url, options, engine),
    JWKSError,
  })
}
