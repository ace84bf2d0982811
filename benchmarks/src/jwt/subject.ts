// What every contender works on: one algorithm, its keys in every form, one set of claims, one token. Made by jose, which
// runs everywhere, browsers included.
import { base64url, exportJWK, exportPKCS8, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose'

export const algorithms = ['HS256', 'RS256', 'PS256', 'ES256', 'EdDSA'] as const
export type AlgorithmName = (typeof algorithms)[number]

/** The two halves of a key; of a secret both are the same. */
export interface Halves<T> {
  readonly signing: T
  readonly verifying: T
}

export type Claims = ReturnType<typeof createClaims>

export interface Subject {
  readonly algorithm: AlgorithmName
  readonly claims: Claims
  readonly token: string
  /** As `token`, but its payload is another's: what a verifier must refuse. */
  readonly forged: string
  /** PEM, or for HMAC the secret itself. */
  readonly text: Halves<string>
  readonly jwk: Halves<JWK>
}

export const issuer = 'https://issuer.example'
export const audience = 'https://api.example'

// Not frozen: nobody's claims are, and engines are slower on objects that are.
function createClaims(text?: string) {
  const now = Math.floor(Date.now() / 1000)
  return {
    iss: issuer,
    sub: 'user-8f14e45fceea167a',
    aud: audience,
    exp: now + 86_400,
    iat: now,
    nbf: now,
    jti: 'c9f0f895-fb98-4b91-ad3f-2e1d5b1a7c3e',
    ...(text !== undefined && { text }),
  }
}

/** `length`: of a further claim, in characters. */
export async function createSubject(algorithm: AlgorithmName, length?: number): Promise<Subject> {
  const claims = createClaims(length === undefined ? undefined : 'x'.repeat(length))
  const { text, jwk, key } = await createKeys(algorithm)
  const sign = (of: object): Promise<string> =>
    new SignJWT({ ...of }).setProtectedHeader({ alg: algorithm, typ: 'JWT' }).sign(key)
  const token = await sign(claims)
  const other = await sign({ ...claims, sub: 'somebody-else' })
  return {
    ...{ algorithm, claims, token, text, jwk },
    forged: [...other.split('.').slice(0, 2), token.split('.')[2]].join('.'),
  }
}

interface Keys extends Pick<Subject, 'text' | 'jwk'> {
  readonly key: Parameters<SignJWT['sign']>[0]
}

async function createKeys(algorithm: AlgorithmName): Promise<Keys> {
  if (algorithm === 'HS256') {
    const octets = new TextEncoder().encode(crypto.randomUUID() + crypto.randomUUID())
    const secret = new TextDecoder().decode(octets)
    const jwk = { kty: 'oct', k: base64url.encode(octets) }
    return { text: { signing: secret, verifying: secret }, jwk: { signing: jwk, verifying: jwk }, key: octets }
  }
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true })
  return {
    text: { signing: await exportPKCS8(privateKey), verifying: await exportSPKI(publicKey) },
    jwk: { signing: await exportJWK(privateKey), verifying: await exportJWK(publicKey) },
    key: privateKey,
  }
}
