import { nodeBackend } from '@jose/backend-node'
import { type Claims, compose, createJose, type JWKS } from '@jose/core'
import { remoteBackend } from './backend.ts'
import type { KeyServiceOptions } from './service.ts'

/** Signs tokens by one key of a key service, whose private half this process never has. */
export interface Issuer {
  /** What those who verify the tokens need. */
  readonly jwks: JWKS
  issue(claims: Claims): Promise<string>
}

export async function createIssuer(service: KeyServiceOptions, id: string, algorithm: string): Promise<Issuer> {
  const remote = remoteBackend(nodeBackend(), service)
  const { jwt } = createJose(compose(remote, nodeBackend()))
  const key = await remote.key(id)
  return { jwks: { keys: [key.jwk] }, issue: jwt.createSigner(key, { algorithm, headers: { kid: id } }) }
}
