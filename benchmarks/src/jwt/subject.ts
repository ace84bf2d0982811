// What every contender works on: one algorithm, its keys in every form, one set of claims, one token.
import { createSecretKey, generateKeyPairSync, type JsonWebKey, type KeyObject, randomBytes } from 'node:crypto'
import { rawSign } from './contenders/raw.ts'

export const algorithms = ['HS256', 'RS256', 'PS256', 'ES256', 'EdDSA'] as const
export type AlgorithmName = (typeof algorithms)[number]

/** The two halves of a key; of a secret both are the same. */
export interface Halves<T> {
  readonly signing: T
  readonly verifying: T
}

export type Claims = typeof claims

export interface Subject {
  readonly algorithm: AlgorithmName
  readonly claims: Claims
  readonly token: string
  /** As `token`, but its payload is another's: what a verifier must refuse. */
  readonly forged: string
  readonly keyObject: Halves<KeyObject>
  /** PEM, or for HMAC the secret itself. */
  readonly text: Halves<string>
  readonly jwk: Halves<JsonWebKey>
}

export const issuer = 'https://issuer.example'
export const audience = 'https://api.example'

const now = Math.floor(Date.now() / 1000)

// Not frozen: nobody's claims are, and engines are slower on objects that are.
const claims = {
  iss: issuer,
  sub: 'user-8f14e45fceea167a',
  aud: audience,
  exp: now + 86_400,
  iat: now,
  nbf: now,
  jti: 'c9f0f895-fb98-4b91-ad3f-2e1d5b1a7c3e',
}

export function createSubject(algorithm: AlgorithmName): Subject {
  const { keyObject, text } = createKeys(algorithm)
  const token = rawSign(algorithm, keyObject.signing, claims)
  const other = rawSign(algorithm, keyObject.signing, { ...claims, sub: 'somebody-else' })
  return {
    algorithm,
    claims,
    token,
    forged: [...other.split('.').slice(0, 2), token.split('.')[2]].join('.'),
    keyObject,
    text,
    jwk: {
      signing: keyObject.signing.export({ format: 'jwk' }),
      verifying: keyObject.verifying.export({ format: 'jwk' }),
    },
  }
}

function createKeys(algorithm: AlgorithmName): Pick<Subject, 'keyObject' | 'text'> {
  if (algorithm === 'HS256') {
    const secret = randomBytes(32).toString('hex')
    const key = createSecretKey(secret, 'utf8')
    return { keyObject: { signing: key, verifying: key }, text: { signing: secret, verifying: secret } }
  }
  const { privateKey, publicKey } = createPair(algorithm)
  return {
    keyObject: { signing: privateKey, verifying: publicKey },
    text: {
      signing: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
      verifying: publicKey.export({ format: 'pem', type: 'spki' }) as string,
    },
  }
}

function createPair(algorithm: AlgorithmName): { privateKey: KeyObject; publicKey: KeyObject } {
  if (algorithm === 'ES256') return generateKeyPairSync('ec', { namedCurve: 'P-256' })
  if (algorithm === 'EdDSA') return generateKeyPairSync('ed25519')
  return generateKeyPairSync('rsa', { modulusLength: 2048 })
}
