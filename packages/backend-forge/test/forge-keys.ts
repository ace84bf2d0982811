import type { JWK } from '@jose/core'
import { forge } from './pure-javascript.ts'

/** An RSA key of node-forge's from a JWK. */
export function forgeKey(jwk: JWK): { readonly [member: string]: unknown } {
  const number = (text: unknown): unknown =>
    new forge.jsbn.BigInteger(Buffer.from(text as string, 'base64url').toString('hex'), 16)
  const { n, e, d, p, q, dp, dq, qi } = jwk
  if (d === undefined) return forge.pki.setRsaPublicKey(number(n), number(e))
  return forge.pki.setRsaPrivateKey(...[n, e, d, p, q, dp, dq, qi].map(number))
}
