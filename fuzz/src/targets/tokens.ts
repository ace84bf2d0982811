// Tokens whose seal is right, whatever stands in them: what is read behind it is reached by every input.
import { createCipheriv, createHmac } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import type { JWK, JWKS, KeyManagementName } from '@jose/core'
import { testKeys } from '../../../conformance/src/suites/test-keys.ts'
import encryptionKeys from '../../../conformance/vectors/encryption-keys.json' with { type: 'json' }

/** What signed tokens are verified with. */
export const verifying: JWKS = { keys: [testKeys.HS256.private, testKeys.ES256.public] }

const {
  '256 bits': contentKey,
  '128 bits': shortKey,
  'P-256': agreement,
} = encryptionKeys as unknown as {
  readonly [name: string]: { readonly private: JWK }
}

/** What encrypted tokens are decrypted with. */
export const decrypting: JWKS = { keys: [contentKey, shortKey, agreement].map((pair) => pair?.private as JWK) }

export const managements: readonly KeyManagementName[] = [
  ...(['dir', 'A128KW', 'A256KW', 'A128GCMKW', 'A256GCMKW', 'ECDH-ES', 'ECDH-ES+A128KW'] as const),
  'PBES2-HS256+A128KW',
]

/** A compact JWS over these octets as its header, MACed with the secret of `verifying`. */
export function signed(header: Uint8Array, payload: Uint8Array, isPlain = false): string {
  const content = isPlain ? Buffer.from(payload).toString() : base64url(payload)
  const input = `${base64url(header)}.${content}`
  return `${input}.${createHmac('sha256', octetsOf(testKeys.HS256.private)).update(input).digest('base64url')}`
}

/** A compact JWE under these octets as its header, encrypted directly (A256GCM) with the first key of `decrypting`. */
export function encrypted(header: Uint8Array, plaintext: Uint8Array, isDeflated = false): string {
  const iv = new Uint8Array(12)
  const cipher = createCipheriv('aes-256-gcm', octetsOf(contentKey?.private), iv).setAAD(Buffer.from(base64url(header)))
  const content = isDeflated ? deflateRawSync(plaintext) : plaintext
  const ciphertext = Buffer.concat([cipher.update(content), cipher.final()])
  return [header, '', iv, ciphertext, cipher.getAuthTag()].map(base64url).join('.')
}

/** The member of the JSON object that the octets are, if they are one. */
export function memberOf(octets: Uint8Array, member: string): unknown {
  try {
    return JSON.parse(Buffer.from(octets).toString())[member]
  } catch {
    return undefined
  }
}

function base64url(octets: string | Uint8Array): string {
  return Buffer.from(octets as string).toString('base64url')
}

function octetsOf(jwk: JWK | undefined): Buffer {
  return Buffer.from(jwk?.k as string, 'base64url')
}
