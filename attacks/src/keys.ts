import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign,
} from 'node:crypto'
import certificates from '../../conformance/vectors/certificates.json' with { type: 'json' }
import json from '../../conformance/vectors/keys.json' with { type: 'json' }
import type { Inputs } from './attack.ts'
import { segment } from './craft.ts'

export const rsa = {
  pem: json.RS256.publicPem,
  jwk: json.RS256.public,
  private: json.RS256.privatePem,
  certificate: certificates.RS256,
}
export const ec = {
  pem: json.ES256.publicPem,
  jwk: json.ES256.public as JsonWebKey,
  private: json.ES256.privatePem,
  privateJwk: json.ES256.private as JsonWebKey,
}

/** The public key in PKCS#1. */
export const pkcs1: string = createPublicKey(rsa.pem).export({ type: 'pkcs1', format: 'pem' }).toString()

const attacker = generateKeyPairSync('rsa', { modulusLength: 2048 })
const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })

/** Whom nobody trusts. */
export const stranger = { jwk: attacker.publicKey.export({ format: 'jwk' }), private: attacker.privateKey }
export const small = {
  pem: weak.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  private: weak.privateKey,
}

/** A JWT by RS256 or ES256 under a private key. */
export function signedBy(
  key: string | KeyObject,
  header: { readonly alg: string; readonly [member: string]: unknown },
  claims: object = { sub: 'me' },
): string {
  const input = `${segment(header)}.${segment(claims)}`
  const from = typeof key === 'string' ? createPrivateKey(key) : key
  const made = sign('sha256', Buffer.from(input), { key: from, dsaEncoding: 'ieee-p1363' })
  return `${input}.${made.toString('base64url')}`
}

/** A good token of the server, and what its readers have. */
export function ofServer(algorithms: readonly string[]): Inputs['publicKey'] {
  return { token: signedBy(rsa.private, { alg: 'RS256', typ: 'JWT' }), pem: rsa.pem, algorithms }
}
