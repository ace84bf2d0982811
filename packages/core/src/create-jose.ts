import type { Backend, SyncBackend } from './backend.ts'
import { createEngines, type JoseOptions } from './engine.ts'
import { bindJwe, type Jwe, type SyncJwe } from './jwe/namespace.ts'
import { bindJwk, type Jwk, type SyncJwk } from './jwk/namespace.ts'
import { bindJwks, type Jwks } from './jwks/namespace.ts'
import { bindJws, type Jws, type SyncJws } from './jws/namespace.ts'
import { bindJwt, type Jwt, type SyncJwt } from './jwt/namespace.ts'
import { checkOptionNames } from './options.ts'
import type { AlgorithmName } from './registry/names.ts'
import { algorithmNames, isSupported } from './registry/registry.ts'
import { type JoseReport, reportOf } from './report.ts'

interface Abilities {
  /** Whether the backend has every primitive that the algorithm needs; with `curve`, on that curve. */
  supports(algorithm: AlgorithmName, options?: { readonly curve?: string }): boolean
  /** The registered names that the backend supports. */
  readonly algorithms: readonly string[]
  /** What does the cryptography, and which algorithms backend and policy allow. Plain data, made for JSON. */
  report(): JoseReport
}

/** All of JOSE on one backend. */
export interface Jose extends Abilities {
  readonly jwt: Jwt
  readonly jws: Jws
  readonly jwe: Jwe
  readonly jwk: Jwk
  readonly jwks: Jwks
}

/** `Jose` with the sync twin of each operation. */
export interface SyncJose extends Abilities {
  readonly jwt: SyncJwt
  readonly jws: SyncJws
  readonly jwe: SyncJwe
  readonly jwk: SyncJwk
  readonly jwks: Jwks
}

/** `supports`, bound to a backend. */
export function bindSupports(backend: Backend): Abilities['supports'] {
  return (algorithm, options = {}) => {
    checkOptionNames(options, ['curve'])
    return isSupported(backend, algorithm, options.curve)
  }
}

/**
 * All of JOSE, bound to a backend. Throws `TypeError` for options that do not exist or do not fit.
 *
 * @example
 * const { jwt } = createJose(nodeBackend(), { policy: 'strict' })
 */
export function createJose(backend: SyncBackend, options?: JoseOptions): SyncJose
export function createJose(backend: Backend, options?: JoseOptions): Jose
export function createJose(backend: Backend, options?: JoseOptions): Jose {
  const engines = createEngines(backend, options)
  const supports = bindSupports(backend)
  return Object.freeze({
    jwt: bindJwt(engines),
    jws: bindJws(engines),
    jwe: bindJwe(engines),
    jwk: bindJwk(engines),
    jwks: bindJwks(engines),
    supports,
    // Asking a backend may cost it a probe, so nothing is asked before somebody wants to know.
    get algorithms(): readonly string[] {
      return algorithmNames.filter((name) => supports(name))
    },
    report: () => reportOf(backend, engines.async.policy),
  })
}
