import type { Bytes } from '../backend.ts'
import type { Engine } from '../engine.ts'
import { JWKError } from '../errors.ts'
import { andThen, type Maybe } from '../maybe.ts'
import { checkOptionNames } from '../options.ts'
import type { DerForm } from './der.ts'
import { toPkcs1, toPkcs8, toSec1, toSpki } from './der-write.ts'
import { encryptKey } from './encrypted-key.ts'
import { type ExportOptions, materialOf } from './export.ts'
import type { Key } from './key.ts'
import { passphraseOf } from './passphrase.ts'
import { writePem } from './pem.ts'

export type KeyFormat = Exclude<DerForm, 'x509'>

export interface DerOptions extends ExportOptions {
  /** Default: `pkcs8` with `private: true`, else `spki`. */
  readonly format?: KeyFormat
  /** Encrypt the private key, PKCS#8, by PBES2 with HMAC-SHA-256 and AES-256-CBC (RFC 8018); text stands for its UTF-8 octets. */
  readonly passphrase?: string | Bytes
  /** Of PBES2: from 1000 to the limit `p2c`. Default 310,000. */
  readonly iterations?: number
}

/** What an export shall be, checked. */
interface Export {
  readonly format: KeyFormat
  readonly whole: boolean
  readonly passphrase: Bytes | undefined
  readonly iterations: number
}

/** DER of the public half, or of all (RFC 5280 §4.1, RFC 5958, RFC 8017 appendix A.1, RFC 5915). Throws `JWKError`, `TypeError` for options, `InvalidKeyError` by the policy. */
export function exportDer(engine: Engine, key: Key, options: DerOptions = {}): Maybe<Bytes> {
  return derOf(engine, key, exportOf(engine, key, options))
}

/** The same as PEM (RFC 7468). */
export function exportPem(engine: Engine, key: Key, options: DerOptions = {}): Maybe<string> {
  const wanted = exportOf(engine, key, options)
  const { format, whole, passphrase } = wanted
  const prefix = passphrase ? 'ENCRYPTED ' : format === 'pkcs1' ? 'RSA ' : format === 'sec1' ? 'EC ' : ''
  return andThen(derOf(engine, key, wanted), (der) => writePem(`${prefix}${whole ? 'PRIVATE' : 'PUBLIC'} KEY`, der))
}

function derOf(engine: Engine, key: Key, { format, whole, passphrase, iterations }: Export): Maybe<Bytes> {
  return andThen(materialOf(engine, key, whole), (material) => {
    if (format === 'pkcs1') return toPkcs1(material, whole)
    if (format === 'sec1') return toSec1(material)
    if (!whole) return toSpki(material)
    const pkcs8 = toPkcs8(material)
    return passphrase === undefined ? pkcs8 : encryptKey(engine, pkcs8, passphrase, iterations)
  })
}

function exportOf(engine: Engine, key: Key, options: DerOptions): Export {
  // A passphrase that is missing would leave the key in the clear.
  checkOptionNames(options, ['private', 'format', 'passphrase', 'iterations'], ['passphrase'])
  const { iterations = 310_000, ...given } = options
  const whole = given.private === true
  const format = given.format ?? (whole ? 'pkcs8' : 'spki')
  if (!['spki', 'pkcs8', 'pkcs1', 'sec1'].includes(format)) throw new TypeError('Unknown key format')
  const passphrase = given.passphrase === undefined ? undefined : passphraseOf(engine, given.passphrase)
  if (passphrase !== undefined && !(whole && format === 'pkcs8'))
    throw new TypeError("The option 'passphrase' is for PKCS#8: it needs { private: true } and no other format")
  if (passphrase === undefined && options.iterations !== undefined)
    throw new TypeError("The option 'iterations' needs a passphrase")
  const { p2c } = engine.limits
  if (passphrase !== undefined && !(Number.isSafeInteger(iterations) && iterations >= 1000 && iterations <= p2c))
    throw new TypeError(`The option 'iterations' is an integer from 1000 to ${p2c}`)
  const fits = format === 'spki' ? !whole : format === 'pkcs8' || format === 'sec1' ? whole : true
  if (!fits) throw new JWKError(`The format '${format}' is for ${whole ? 'public' : 'private'} keys`)
  if (key.kty === 'oct') throw new JWKError('A secret has no PEM or DER: export it as a JWK')
  return { format, whole, passphrase, iterations }
}
