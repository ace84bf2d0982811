import { createPrivateKey, createPublicKey, createSecretKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { createRequire } from 'node:module'
import { createSigner, createVerifier, type Algorithm as FastAlgorithm } from 'fast-jwt'
import * as jose from 'jose'
import jsonwebtoken from 'jsonwebtoken'
import type { Answer, Claims, Peer, PeerKey } from '../src/peer.ts'

export type Header = Readonly<Record<string, unknown>>

/** What each package does with its own calls. `signText` is a bare JWS, for those that have one. */
export interface Implementation {
  readonly name: string
  readonly version: string
  readonly algorithms: readonly string[]
  sign(claims: Claims, key: PeerKey, algorithm: string, header?: Header): Promise<string>
  verify(token: string, key: PeerKey, algorithm: string): Promise<Claims>
  signText?(text: string, key: PeerKey, algorithm: string, header?: Header): Promise<string>
}

/** The packages from npm as peers. */
export async function npmPeers(): Promise<Peer[]> {
  return (await npmImplementations()).map((implementation) => ({
    name: implementation.name,
    version: implementation.version,
    algorithms: implementation.algorithms,
    sign: (requests) =>
      Promise.all(
        requests.map(({ id, claims, key, algorithm }) =>
          answer(id, async () => ({ token: await implementation.sign(claims, key, algorithm) })),
        ),
      ),
    verify: (requests) =>
      Promise.all(
        requests.map(({ id, token, key, algorithm }) =>
          answer(id, async () => ({ claims: await implementation.verify(token, key, algorithm) })),
        ),
      ),
  }))
}

export async function npmImplementations(): Promise<Implementation[]> {
  return [await panvaJose(), jsonWebToken(), fastJwt()]
}

async function answer(id: string, work: () => Promise<{ token?: string; claims?: Claims }>): Promise<Answer> {
  try {
    return { id, ok: true, ...(await work()) }
  } catch (error) {
    return { id, ok: false, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
  }
}

const hmacAndRsa = ['HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']
const nist = ['ES256', 'ES384', 'ES512']

async function panvaJose(): Promise<Implementation> {
  return {
    name: 'panva-jose',
    version: installed('jose'),
    algorithms: [...hmacAndRsa, ...nist, 'EdDSA', 'Ed25519', ...(await postQuantum())],
    sign: async (claims, key, algorithm, header) =>
      new jose.SignJWT({ ...claims })
        .setProtectedHeader({ alg: algorithm, typ: 'JWT', ...header })
        .sign(await joseKey(key, algorithm, 'private')),
    verify: async (token, key, algorithm) =>
      (await jose.jwtVerify(token, await joseKey(key, algorithm, 'public'), { algorithms: [algorithm] })).payload,
    signText: async (text, key, algorithm, header) =>
      new jose.CompactSign(new TextEncoder().encode(text))
        .setProtectedHeader({ alg: algorithm, ...header })
        .sign(await joseKey(key, algorithm, 'private')),
  }
}

/** jose has ML-DSA where the runtime's WebCrypto has it (Node 24.7 and later). */
async function postQuantum(): Promise<string[]> {
  try {
    await jose.generateKeyPair('ML-DSA-44')
    return ['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87']
  } catch {
    return []
  }
}

export async function joseKey(key: PeerKey, algorithm: string, half: 'private' | 'public') {
  if ('jwk' in key) return jose.importJWK(key.jwk as jose.JWK, algorithm)
  if ('secret' in key) return new TextEncoder().encode(key.secret)
  return half === 'private' ? jose.importPKCS8(key.pem, algorithm) : jose.importSPKI(key.pem, algorithm)
}

function jsonWebToken(): Implementation {
  const options = (algorithm: string, header: Header | undefined) => ({
    algorithm: algorithm as jsonwebtoken.Algorithm,
    header: { alg: algorithm, ...header },
  })
  return {
    name: 'jsonwebtoken',
    version: installed('jsonwebtoken'),
    algorithms: [...hmacAndRsa, ...nist],
    // `noTimestamp` keeps it from adding `iat`, but would also remove one that is there.
    sign: async (claims, key, algorithm, header) =>
      jsonwebtoken.sign({ ...claims }, keyObject(key, 'private'), {
        ...options(algorithm, { typ: 'JWT', ...header }),
        noTimestamp: claims.iat === undefined,
      }),
    verify: async (token, key, algorithm) =>
      jsonwebtoken.verify(token, keyObject(key, 'public'), {
        algorithms: [algorithm as jsonwebtoken.Algorithm],
      }) as Claims,
    signText: async (text, key, algorithm, header) =>
      jsonwebtoken.sign(text, keyObject(key, 'private'), options(algorithm, header)),
  }
}

function fastJwt(): Implementation {
  return {
    name: 'fast-jwt',
    version: installed('fast-jwt'),
    algorithms: [...hmacAndRsa, ...nist, 'EdDSA'],
    sign: async (claims, key, algorithm, header) =>
      createSigner({
        key: fastKey(key, 'private'),
        algorithm: algorithm as FastAlgorithm,
        noTimestamp: claims.iat === undefined, // as in jsonwebtoken above
        ...(header === undefined ? {} : { header: { alg: algorithm, ...header } }),
      })({ ...claims }),
    verify: async (token, key, algorithm) =>
      createVerifier({ key: fastKey(key, 'public'), algorithms: [algorithm as FastAlgorithm] })(token) as Claims,
  }
}

/** fast-jwt reads PEM and secrets only. */
function fastKey(key: PeerKey, half: 'private' | 'public'): string | Buffer {
  const object = keyObject(key, half)
  if (object.type === 'secret') return object.export()
  return object.export({ format: 'pem', type: half === 'private' ? 'pkcs8' : 'spki' }) as string
}

function keyObject(key: PeerKey, half: 'private' | 'public'): KeyObject {
  if ('secret' in key) return createSecretKey(key.secret, 'utf8')
  if ('jwk' in key && key.jwk.kty === 'oct') return createSecretKey(String(key.jwk.k), 'base64url')
  const input = 'jwk' in key ? { key: key.jwk as JsonWebKey, format: 'jwk' as const } : key.pem
  return half === 'private' ? createPrivateKey(input) : createPublicKey(input)
}

function installed(name: string): string {
  const manifest: { version: string } = createRequire(import.meta.url)(`${name}/package.json`)
  return manifest.version
}
