// The plain way: node:crypto, Buffer's base64url and JSON, without any check but the signature's.
import {
  constants,
  createHmac,
  sign as cryptoSign,
  verify as cryptoVerify,
  type KeyObject,
  type SignKeyObjectInput,
  timingSafeEqual,
} from 'node:crypto'
import type { Contenders } from '../contests.ts'
import { keyObjectsOf } from '../key-objects.ts'
import type { AlgorithmName, Subject } from '../subject.ts'

export function raw(subject: Subject): Contenders {
  const { algorithm } = subject
  const { signing, verifying } = keyObjectsOf(subject)
  const sign = (claims: unknown): string => rawSign(algorithm, signing, claims as object)
  const verify = (token: unknown): object => rawVerify(algorithm, verifying, token as string)
  const isRsa = algorithm === 'RS256' || algorithm === 'PS256'
  return {
    sign: [
      { name: 'raw', mode: 'sync', call: sign },
      {
        name: 'raw',
        mode: 'async',
        // Signing with RSA is what pays for the way to libuv's thread pool.
        call: isRsa
          ? (claims) => rawSignElsewhere(algorithm, signing, claims as object)
          : async (claims) => sign(claims),
      },
    ],
    verify: [
      { name: 'raw', mode: 'sync', call: verify },
      { name: 'raw', mode: 'async', call: async (token) => verify(token) },
    ],
  }
}

function rawSign(algorithm: AlgorithmName, key: KeyObject, claims: object): string {
  const input = signingInput(algorithm, claims)
  if (algorithm === 'HS256') return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`
  const signature = cryptoSign(hashes[algorithm], Buffer.from(input), keyFor(algorithm, key))
  return `${input}.${signature.toString('base64url')}`
}

function rawSignElsewhere(algorithm: AlgorithmName, key: KeyObject, claims: object): Promise<string> {
  const input = signingInput(algorithm, claims)
  return new Promise((resolve, reject) => {
    cryptoSign(hashes[algorithm], Buffer.from(input), keyFor(algorithm, key), (error, signature) =>
      error ? reject(error) : resolve(`${input}.${signature.toString('base64url')}`),
    )
  })
}

function rawVerify(algorithm: AlgorithmName, key: KeyObject, token: string): object {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const input = `${header}.${payload}`
  const octets = Buffer.from(signature, 'base64url')
  const good =
    algorithm === 'HS256'
      ? timingSafeEqual(createHmac('sha256', key).update(input).digest(), octets)
      : cryptoVerify(hashes[algorithm], Buffer.from(input), keyFor(algorithm, key), octets)
  if (!good) throw new Error('The signature is not good')
  return JSON.parse(Buffer.from(payload, 'base64url').toString())
}

function signingInput(algorithm: AlgorithmName, claims: object): string {
  return `${headers[algorithm]}.${base64urlJson(claims)}`
}

function base64urlJson(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

// The header never changes, so that nobody would write it anew for each token.
const headers: { readonly [algorithm in AlgorithmName]: string } = {
  HS256: base64urlJson({ alg: 'HS256', typ: 'JWT' }),
  RS256: base64urlJson({ alg: 'RS256', typ: 'JWT' }),
  PS256: base64urlJson({ alg: 'PS256', typ: 'JWT' }),
  ES256: base64urlJson({ alg: 'ES256', typ: 'JWT' }),
  EdDSA: base64urlJson({ alg: 'EdDSA', typ: 'JWT' }),
}

/** Ed25519 hashes for itself. */
const hashes: { readonly [algorithm in AlgorithmName]: string | null } = {
  HS256: 'sha256',
  RS256: 'sha256',
  PS256: 'sha256',
  ES256: 'sha256',
  EdDSA: null,
}

/** The key with the options it needs; RSASSA-PKCS1-v1_5 and Ed25519 need none, and node is faster without. */
function keyFor(algorithm: AlgorithmName, key: KeyObject): KeyObject | SignKeyObjectInput {
  if (algorithm === 'PS256') return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
  return algorithm === 'ES256' ? { key, dsaEncoding: 'ieee-p1363' } : key
}
