import type { BackendKey, KeyRequest } from '../backend.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError, UnsupportedAlgorithmError } from '../errors.ts'
import { andThen, type Maybe } from '../maybe.ts'
import { checkOptionNames } from '../options.ts'
import { refusalOf } from '../policy.ts'
import { contentEncryptions, keyManagementAlgorithms } from '../registry/jwe.ts'
import { signatureAlgorithms } from '../registry/jws.ts'
import { isSupported } from '../registry/registry.ts'
import { ecCurves } from './curves.ts'
import type { Key } from './key.ts'
import { thumbprint } from './thumbprint.ts'
import { unknownAlgorithm } from './unknown-algorithm.ts'

export interface GenerateOptions {
  /** Bits of an RSA modulus (default 2048) or of a secret (default: what the algorithm wants). */
  readonly size?: number
  /** For algorithms of several curves: `EdDSA` (default Ed25519), `ECDH-ES…` (default P-256). */
  readonly curve?: string
  /** Default: the key's thumbprint (RFC 7638). */
  readonly kid?: string
  readonly use?: 'sig' | 'enc'
  /**
   * Called while primes for RSA are searched for in JavaScript, which takes seconds: with the number of candidates tried so
   * far, each time the event loop is about to get a turn or more often. Some 100 candidates are tried for a key of 2048 bits,
   * give or take as many: they tell that it goes on, not how long it takes. Does nothing where the platform makes the key in
   * one go, as in Node and WebCrypto, and for other kinds of keys.
   */
  readonly onProgress?: (attempts: number) => void
}

type Request = KeyRequest | { readonly kty: 'oct'; readonly bits: number }

/**
 * A fresh key for an algorithm: a secret, or a private key whose `publicKey()` gives its half. Throws `TypeError` for
 * an unknown algorithm, curve or size, `UnsupportedAlgorithmError` where the backend has none.
 */
export function generateKey(engine: Engine, algorithm: string, options: GenerateOptions = {}): Maybe<Key> {
  checkOptionNames(options, ['size', 'curve', 'kid', 'use', 'onProgress'])
  const { kid, use, onProgress } = options
  if (kid !== undefined && typeof kid !== 'string') throw new TypeError("The option 'kid' is a string")
  if (use !== undefined && use !== 'sig' && use !== 'enc') throw new TypeError("The option 'use' is 'sig' or 'enc'")
  if (onProgress !== undefined && typeof onProgress !== 'function')
    throw new TypeError("The option 'onProgress' is a function")
  const request = requestFor(engine, algorithm, options)
  const crv = 'crv' in request ? request.crv : undefined
  const refusal = refusalOf(engine.policy, algorithm, crv)
  if (refusal !== undefined) throw new InvalidKeyError(refusal, 'ERR_KEY_UNFIT')
  if (!isSupported(engine.backend, algorithm, crv)) throw new UnsupportedAlgorithmError(algorithm, engine.backend.name)
  return andThen(generated(engine, request, onProgress), (held) => {
    if (kid !== undefined) return engine.newKey(held, { algorithm, kid, use })
    return andThen(thumbprint(engine, engine.newKey(held, { algorithm })), (name) =>
      engine.newKey(held, { algorithm, kid: name, use }),
    )
  })
}

function generated(engine: Engine, request: Request, onProgress: GenerateOptions['onProgress']): Maybe<BackendKey> {
  if (request.kty !== 'oct') return engine.primitives.generateKey(request, onProgress)
  return engine.primitives.importKey({ kty: 'oct', k: engine.backend.random(request.bits / 8) })
}

function requestFor(engine: Engine, algorithm: string, { size, curve }: GenerateOptions): Request {
  const signature = signatureAlgorithms[algorithm]
  const management = keyManagementAlgorithms[algorithm]
  const encryption = contentEncryptions[algorithm]
  const kty = signature?.kty ?? management?.kty[0] ?? (encryption && 'oct')
  if (kty === undefined) throw unknownAlgorithm(algorithm)
  if (size !== undefined && kty !== 'oct' && kty !== 'RSA') throw new TypeError(`${algorithm} has no choice of sizes`)
  const curves = signature?.variants.flatMap(({ crv }) => crv ?? []) ?? management?.curves ?? []
  if (curve !== undefined && !curves.some((crv) => crv === curve)) throw new TypeError(`${algorithm} has no such curve`)
  const crv = curves.find((name) => name === curve) ?? curves[0]
  if (kty === 'RSA')
    return {
      kty,
      bits: sizeOf(size ?? Math.max(2048, engine.policy.minimumRsaBits), engine.policy.minimumRsaBits, 16384),
    }
  if (kty === 'AKP') return { kty, alg: algorithm as 'ML-DSA-44' }
  if (crv !== undefined)
    return crv in ecCurves ? { kty: 'EC', crv: crv as 'P-256' } : { kty: 'OKP', crv: crv as 'Ed25519' }
  const bits = (signature?.variants[0]?.signatureBytes ?? 0) * 8 || management?.bits || encryption?.cekBits
  if (bits === undefined && size === undefined) throw new TypeError(`${algorithm} needs a size`)
  const exact = signature === undefined && bits !== undefined
  return { kty: 'oct', bits: sizeOf(size ?? bits ?? 0, bits ?? 128, exact ? bits : 8192) }
}

function sizeOf(bits: number, least: number, most: number): number {
  if (Number.isSafeInteger(bits) && bits % 8 === 0 && bits >= least && bits <= most) return bits
  throw new TypeError(`The size must be a multiple of 8 bits from ${least} to ${most}`)
}
