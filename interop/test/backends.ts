import * as forge from '@jose/backend-forge'
import * as node from '@jose/backend-node'
import * as webcrypto from '@jose/backend-webcrypto'
import type { Jwe } from '@jose/core'
import type { Pair } from '../src/index.ts'

/** What every token of a peer is decrypted by, and what makes every token for it. */
export interface Backend {
  readonly name: string
  readonly jwe: Jwe
  has(pair: Pick<Pair, 'algorithm' | 'keyName'>): boolean
  /** Whether it is quick enough to be tried with every `enc`. */
  isQuick(pair: Pick<Pair, 'algorithm' | 'keyName'>): boolean
}

await webcrypto.backend.ready

export const backends: readonly Backend[] = Object.entries({ node, webcrypto, forge }).map(
  ([name, { jwe, supports }]) => ({
    name,
    jwe,
    has: ({ algorithm, keyName }) => supports(algorithm, algorithm.startsWith('ECDH') ? { curve: keyName } : {}),
    isQuick: ({ algorithm, keyName }) =>
      name !== 'forge' || !(algorithm.startsWith('PBES2') || ['P-384', 'P-521'].includes(keyName)),
  }),
)
