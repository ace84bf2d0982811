import * as forge from '@jose/backend-forge'
import * as node from '@jose/backend-node'
import * as webcrypto from '@jose/backend-webcrypto'
import type { Jwe } from '@jose/core'

export interface Backend {
  readonly name: string
  readonly jwe: Jwe
  /** Whether it has the algorithm, with this kind of key where the algorithm has several. */
  has(algorithm: string, curve?: unknown): boolean
}

await webcrypto.backend.ready

/** What encrypted tokens are shown on. */
export const backends: readonly Backend[] = Object.entries({ node, webcrypto, forge }).map(
  ([name, { jwe, supports }]) => ({
    name,
    jwe,
    has: (algorithm, curve) =>
      supports(algorithm, algorithm.startsWith('ECDH-ES') && typeof curve === 'string' ? { curve } : {}),
  }),
)
