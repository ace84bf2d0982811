import * as forge from '@jose/backend-forge'
import * as node from '@jose/backend-node'
import * as webcrypto from '@jose/backend-webcrypto'
import type { Jwk, Jwks, Jwt } from '@jose/core'

/** What the tests take of a backend. */
export interface Namespace {
  readonly jwt: Jwt
  readonly jwk: Jwk
  readonly jwks: Jwks
}

export const backends: readonly (readonly [name: string, namespace: Namespace])[] = [
  ['node', node],
  ['webcrypto', webcrypto],
  ['forge', forge],
]
