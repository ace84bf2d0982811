// Good keys in every form, for a test to spoil: the octets that it changes, and the material that is made of them.
import encryptionKeys from '../../../conformance/vectors/encryption-keys.json' with { type: 'json' }
import foreign from '../../../conformance/vectors/foreign-keys.json' with { type: 'json' }
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { derOf } from './encodings.ts'

export interface Form {
  readonly name: string
  readonly octets: Uint8Array
  material(octets: Uint8Array): unknown
  readonly passphrase?: string
  /** How often fewer rounds it gets than others: what is slow to check, or long, takes its share of the time, not more. */
  readonly every?: number
}

export interface JwkForm {
  readonly name: string
  readonly jwk: { readonly [member: string]: unknown }
  readonly every?: number
}

const der = (octets: Uint8Array): unknown => ({ der: octets })
const latin1 = (octets: Uint8Array): unknown => Buffer.from(octets).toString('latin1')
const base64 = (octets: Uint8Array): string => Buffer.from(octets).toString('base64')

/** Points of 384 and 521 bits, and keys made of a seed, take a few milliseconds. */
const costOf = (name: string): { readonly every?: number } => (/ES384|ES512|ML-DSA/.test(name) ? { every: 8 } : {})

const own = ['RS256', 'ES256', 'ES384', 'ES512', 'ES256K', 'Ed25519', 'Ed448', 'ML-DSA-44'] as const

const texts = own.flatMap((name): readonly Form[] => {
  const { privatePem, publicPem, private: jwk } = testKeys[name]
  return [
    { name: `${name} PEM`, octets: Uint8Array.from(Buffer.from(privatePem)), material: latin1, ...costOf(name) },
    {
      name: `${name} JWK`,
      octets: Uint8Array.from(Buffer.from(JSON.stringify(jwk))),
      material: latin1,
      ...costOf(name),
    },
    { name: `${name} SPKI`, octets: derOf(publicPem), material: der, ...costOf(name) },
    { name: `${name} PKCS#8`, octets: derOf(privatePem), material: der, ...costOf(name) },
  ]
})

/** Of other tools: traditional forms, certificates, OpenSSH, and encrypted ones whose keys take few iterations. */
const ofTools = foreign.keys
  .filter(({ name }) => /certificate|OpenSSH$|line|traditional|RSAPublic|encrypted, .*iter/.test(name))
  .map(({ name, by, text = '', passphrase }): Form => {
    const named = { name: `${name} by ${by}`, ...costOf(name), ...(passphrase && { passphrase }) }
    if (/line/.test(name)) {
      const [type, blob = ''] = text.split(' ')
      return {
        ...named,
        octets: Uint8Array.from(Buffer.from(blob, 'base64')),
        material: (all) => `${type} ${base64(all)}`,
      }
    }
    const armour = (octets: Uint8Array): string =>
      `-----BEGIN OPENSSH PRIVATE KEY-----\n${base64(octets)}\n-----END OPENSSH PRIVATE KEY-----\n`
    return { ...named, octets: derOf(text), material: text.includes('OPENSSH') ? armour : der }
  })

export const forms: readonly Form[] = [...texts, ...ofTools]

export const jwkForms: readonly JwkForm[] = [
  ...own.flatMap((name) => [
    { name: `${name} private`, jwk: testKeys[name].private, ...costOf(name) },
    { name: `${name} public`, jwk: testKeys[name].public, ...costOf(name) },
  ]),
  { name: 'HS256', jwk: testKeys.HS256.private },
  { name: 'X25519 private', jwk: encryptionKeys.X25519.private },
  { name: 'X25519 public', jwk: encryptionKeys.X25519.public },
]
