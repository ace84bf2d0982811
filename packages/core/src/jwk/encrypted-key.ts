import type { BackendKey, Bytes, KeyMaterial } from '../backend.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError, JOSEError, UnsupportedAlgorithmError } from '../errors.ts'
import { andThen, type Maybe } from '../maybe.ts'
import { parseKeyDer } from './der.ts'
import { type Pbes2, parseEncryptedKey, writeEncryptedKey } from './pbes2.ts'

/** The key in an encrypted PKCS#8. Throws `InvalidKeyError`: `ERR_KEY_PASSPHRASE` where there is none, or not the right one. */
export function decryptKey(engine: Engine, der: Bytes, passphrase: Bytes | undefined): Maybe<KeyMaterial> {
  const { scheme, ciphertext } = parseEncryptedKey(der)
  if (passphrase === undefined) {
    throw new InvalidKeyError(
      'The private key is encrypted: give jwk.construct its passphrase, as in { passphrase }',
      'ERR_KEY_PASSPHRASE',
    )
  }
  const { iterations, bits, iv } = scheme
  if (iterations > engine.limits.p2c) {
    throw new InvalidKeyError(
      `The private key is encrypted with more than ${engine.limits.p2c} iterations, the limit 'p2c'`,
      'ERR_LIMIT',
    )
  }
  const refusal = refusalOf(engine, passphrase, scheme)
  if (refusal !== undefined) throw new InvalidKeyError(refusal, 'ERR_KEY_UNFIT')
  return andThen(wrappingKey(engine, scheme, passphrase), (key) =>
    andThen(engine.primitives.decrypt({ name: 'AES-CBC', bits }, key, iv, ciphertext), parseDecrypted),
  )
}

/** A PKCS#8 encrypted with HMAC-SHA-256 and AES-256-CBC, which every tool reads. Throws `InvalidKeyError` where the policy forbids it. */
export function encryptKey(engine: Engine, pkcs8: Bytes, passphrase: Bytes, iterations: number): Maybe<Bytes> {
  const { backend, primitives } = engine
  const scheme: Pbes2 = {
    hash: 'SHA-256',
    bits: 256,
    salt: backend.random(16),
    iterations,
    iv: backend.random(16),
  }
  const refusal = refusalOf(engine, passphrase, scheme)
  if (refusal !== undefined) throw new InvalidKeyError(refusal, 'ERR_KEY_UNFIT')
  return andThen(wrappingKey(engine, scheme, passphrase), (key) =>
    andThen(primitives.encrypt({ name: 'AES-CBC', bits: 256 }, key, scheme.iv, pkcs8), (ciphertext) =>
      writeEncryptedKey({ scheme, ciphertext }),
    ),
  )
}

function wrappingKey(engine: Engine, { hash, bits, salt, iterations }: Pbes2, passphrase: Bytes): Maybe<BackendKey> {
  const { backend, primitives } = engine
  const derivation = { name: 'PBKDF2', hash } as const
  if (!backend.supports(derivation) || !backend.supports({ name: 'AES-CBC', bits }))
    throw new UnsupportedAlgorithmError(`PBES2 with HMAC-${hash} and AES-${bits}-CBC`, backend.name)
  return andThen(primitives.derive(derivation, passphrase, salt, iterations, bits / 8), (k) =>
    primitives.importKey({ kty: 'oct', k }),
  )
}

/** What the policy has against it (SP 800-132 §5). */
function refusalOf({ policy }: Engine, passphrase: Bytes, { salt, iterations }: Pbes2): string | undefined {
  const { name, minimumPasswordBytes, minimumSaltBytes, minimumIterations } = policy
  if (passphrase.length < minimumPasswordBytes)
    return `The policy '${name}' wants passphrases of at least ${minimumPasswordBytes} bytes`
  if (salt.length < minimumSaltBytes)
    return `The policy '${name}' wants keys encrypted with a salt of at least ${minimumSaltBytes} bytes`
  return iterations < minimumIterations
    ? `The policy '${name}' wants keys encrypted with at least ${minimumIterations} iterations`
    : undefined
}

/** A wrong passphrase shows in the padding, or in what is no key: which of them, nobody learns. */
function parseDecrypted(pkcs8: Bytes | undefined): KeyMaterial {
  try {
    const key = pkcs8 && parseKeyDer(pkcs8)
    if (key?.form === 'pkcs8') return key.material
  } catch (error) {
    if (!(error instanceof JOSEError)) throw error
  }
  throw new InvalidKeyError(
    'The private key does not decrypt to a key of a kind that JOSE knows: the passphrase is wrong, or the key damaged',
    'ERR_KEY_PASSPHRASE',
  )
}
