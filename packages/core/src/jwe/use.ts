import type { Primitive } from '../backend.ts'
import type { Engine } from '../engine.ts'
import { JWEError, UnsupportedAlgorithmError } from '../errors.ts'
import type { Use } from '../jwk/candidates.ts'
import { isBoundTo } from '../jwk/fit.ts'
import type { Key } from '../jwk/key.ts'
import { partsOf } from '../jwk/parts.ts'
import { contentWeakness, managementWeakness } from '../jwk/weakness.ts'
import { refusalOf } from '../policy.ts'
import { type ContentEncryption, type KeyManagementAlgorithm, keyManagementAlgorithms } from '../registry/jwe.ts'

export type Side = 'encrypt' | 'decrypt'

/** What a JWE names: how the content key reaches the recipient (`alg`), and how the content is encrypted (`enc`). */
export interface Encryption {
  readonly alg: KeyManagementAlgorithm
  readonly enc: ContentEncryption
}

/** Keys for one side of an encryption. */
export function encryptingBy(encryption: Encryption, side: Side): Use<Encryption> {
  const name = `${encryption.alg.name} ${encryption.enc.name} ${side}`
  const known = uses.get(name)
  if (known !== undefined) return known
  const use = createUse(encryption, side)
  uses.set(name, use)
  return use
}

const uses = /* @__PURE__ */ new Map<string, Use<Encryption>>()

function createUse(encryption: Encryption, side: Side): Use<Encryption> {
  const { alg, enc } = encryption
  const use: Use<Encryption> = {
    name: alg.name,
    kty: alg.kty,
    algs: algsOf(encryption),
    byToken: side === 'decrypt',
    primitives: alg.curves?.map((curve): Primitive => ({ name: 'ECDH', curve: curve as 'P-256' })) ?? [
      ...alg.primitives,
      ...(alg.management === 'direct' ? enc.primitives : []),
    ],
    fit(engine, key) {
      const { fits } = partsOf(key)
      const known = fits[side]
      if (known !== undefined && known.engine === engine && known.use === use) return known.verdict
      const verdict = judge(engine, key, encryption, side)
      fits[side] = { engine, use, verdict }
      return verdict
    },
    other(name) {
      const found = keyManagementAlgorithms[name]
      return found && encryptingBy({ alg: found, enc }, side)
    },
    refuse: (message, code, cause) => new JWEError(message, code, { cause }),
  }
  return use
}

/** A verdict, with what it was about. */
export interface EncryptionFit {
  readonly engine: Engine
  readonly use: Use<Encryption>
  readonly verdict: Encryption | string
}

/** A key for `dir` may name the content encryption instead, which is what it does. */
function algsOf({ alg, enc }: Encryption): readonly string[] {
  return alg.management === 'direct' ? [alg.name, enc.name] : [alg.name]
}

/**
 * How the key serves, or, as text, why it may not: everything that `kty`, `crv`, `alg`, `use`, `key_ops`, size and the
 * policy decide. Throws `UnsupportedAlgorithmError` where only the backend stands in the way.
 */
function judge(engine: Engine, key: Key, encryption: Encryption, side: Side): Encryption | string {
  const { alg, enc } = encryption
  const refusal = refusalOf(engine.policy, alg.name, key.crv) ?? refusalOf(engine.policy, enc.name, undefined)
  if (refusal !== undefined) return refusal
  if (!alg.kty.includes(key.kty)) return `${alg.name} needs a key of kty ${alg.kty.join(' or ')}, not ${key.kty}`
  if (alg.curves !== undefined && !alg.curves.some((curve) => curve === key.crv))
    return `${alg.name} needs a key on ${alg.curves.join(' or ')}`
  if (key.algorithm !== undefined && !algsOf(encryption).includes(key.algorithm))
    return `The key's alg does not allow ${alg.name}`
  if (key.use !== undefined && key.use !== 'enc') return "The key's use does not allow encryption"
  if (!mayDo(key, alg, side)) return `The key's key_ops do not allow to ${side} by ${alg.name}`
  const { bound } = partsOf(key).held
  if (bound !== undefined && !primitivesOf(key, encryption).some((primitive) => isBoundTo(bound, primitive)))
    return `The native key was made for ${[bound.name, bound.hash].filter(Boolean).join(' with ')}`
  if (side === 'decrypt' && key.type === 'public') return 'Decrypting needs a private key'
  const weakness = weaknessOf(engine, key, encryption)
  if (weakness !== undefined) return weakness
  const lacks = (primitives: readonly Primitive[]): boolean => primitives.some((one) => !engine.backend.supports(one))
  if (alg.management !== 'direct' && lacks([...primitivesOf(key, encryption), ...alg.primitives]))
    throw new UnsupportedAlgorithmError(alg.name, engine.backend.name)
  if (lacks(enc.primitives)) throw new UnsupportedAlgorithmError(enc.name, engine.backend.name)
  return encryption
}

/** What the key itself is used by. */
function primitivesOf(key: Key, { alg, enc }: Encryption): readonly Primitive[] {
  if (alg.curves !== undefined) return [{ name: 'ECDH', curve: key.crv as 'P-256' }]
  return alg.management === 'direct' ? enc.primitives : alg.primitives
}

/** `key_ops` (RFC 7517 §4.3) that let a key do its side; of a private key its public half encrypts, and its `key_ops` are the counterparts. */
const operations: {
  readonly [management in KeyManagementAlgorithm['management']]: { readonly [side in Side]: readonly string[] }
} = {
  direct: { encrypt: ['encrypt'], decrypt: ['decrypt'] },
  wrapping: { encrypt: ['wrapKey', 'encrypt'], decrypt: ['unwrapKey', 'decrypt'] },
  encryption: { encrypt: ['wrapKey', 'encrypt'], decrypt: ['unwrapKey', 'decrypt'] },
  agreement: { encrypt: ['deriveKey', 'deriveBits'], decrypt: ['deriveKey', 'deriveBits'] },
  'agreement-wrapping': { encrypt: ['deriveKey', 'deriveBits'], decrypt: ['deriveKey', 'deriveBits'] },
  password: { encrypt: ['deriveKey', 'deriveBits', 'wrapKey'], decrypt: ['deriveKey', 'deriveBits', 'unwrapKey'] },
}

function mayDo(key: Key, { management, curves }: KeyManagementAlgorithm, side: Side): boolean {
  const given = key.keyOps ?? partsOf(key).held.bound?.operations
  if (given === undefined) return true
  // A public key that derives has nothing to be allowed: WebCrypto exports it with an empty list (WebCrypto §24.4).
  if (curves !== undefined && key.type === 'public') return given.length === 0 || given.some(isDeriving)
  const wanted = operations[management][side]
  const counterparts = side === 'encrypt' && key.type === 'private' ? operations[management].decrypt : []
  return given.some((operation) => wanted.includes(operation) || counterparts.includes(operation))
}

function isDeriving(operation: string): boolean {
  return operation.startsWith('derive')
}

function weaknessOf(engine: Engine, key: Key, { alg, enc }: Encryption): string | undefined {
  return alg.management === 'direct' ? contentWeakness(key, enc) : managementWeakness(engine, key, alg)
}
