import type { Bytes, KeyMaterial } from '../backend.ts'
import type { Engine } from '../engine.ts'
import { JWKError } from '../errors.ts'
import { andThen, type Maybe } from '../maybe.ts'
import { checkOptionNames } from '../options.ts'
import { type DerForm, toPkcs1, toPkcs8, toSec1, toSpki } from './der.ts'
import { type JWK, writeJwk } from './jwk.ts'
import type { Key } from './key.ts'
import { publicAttributes } from './operations.ts'
import { partsOf } from './parts.ts'
import { writePem } from './pem.ts'

export type KeyFormat = Exclude<DerForm, 'x509'>

export interface ExportOptions {
  /** Export all of the key. Default false: the public half only. */
  readonly private?: boolean
}

export interface DerOptions extends ExportOptions {
  /** Default: `pkcs8` with `private: true`, else `spki`. */
  readonly format?: KeyFormat
}

export function exportJwk(engine: Engine, key: Key, options: ExportOptions = {}): Maybe<JWK> {
  checkOptionNames(options, ['private'])
  const whole = options.private === true
  const attributes = whole ? key : publicAttributes(key)
  return andThen(materialOf(engine, key, whole), (material) => writeJwk(material, attributes, engine.codec))
}

export function exportDer(engine: Engine, key: Key, options: DerOptions = {}): Maybe<Bytes> {
  const { format, whole } = formatOf(key, options)
  return andThen(materialOf(engine, key, whole), (material) => {
    if (format === 'pkcs1') return toPkcs1(material, whole)
    return format === 'sec1' ? toSec1(material) : whole ? toPkcs8(material) : toSpki(material)
  })
}

export function exportPem(engine: Engine, key: Key, options: DerOptions = {}): Maybe<string> {
  const { format, whole } = formatOf(key, options)
  const prefix = format === 'pkcs1' ? 'RSA ' : format === 'sec1' ? 'EC ' : ''
  return andThen(exportDer(engine, key, options), (der) =>
    writePem(`${prefix}${whole ? 'PRIVATE' : 'PUBLIC'} KEY`, der),
  )
}

function materialOf(engine: Engine, key: Key, whole: boolean): Maybe<KeyMaterial> {
  const { held } = partsOf(key)
  if (whole) {
    if (key.type === 'public') throw new JWKError('A public key has no private half to export')
    // The public half is what the backend computed, whether or not the private one comes with it.
    return andThen(engine.primitives.exportKey(held), (all) => ({ ...held.material, ...all }) as KeyMaterial)
  }
  if (held.material.kty === 'oct') throw new JWKError('A secret has no public half: export it with { private: true }')
  return held.material
}

function formatOf(key: Key, options: DerOptions): { readonly format: KeyFormat; readonly whole: boolean } {
  checkOptionNames(options, ['private', 'format'])
  const whole = options.private === true
  const format = options.format ?? (whole ? 'pkcs8' : 'spki')
  if (!['spki', 'pkcs8', 'pkcs1', 'sec1'].includes(format)) throw new TypeError(`Unknown key format`)
  const fits = format === 'spki' ? !whole : format === 'pkcs8' || format === 'sec1' ? whole : true
  if (!fits) throw new JWKError(`The format '${format}' is for ${whole ? 'public' : 'private'} keys`)
  if (key.kty === 'oct') throw new JWKError('A secret has no PEM or DER: export it as a JWK')
  return { format, whole }
}
