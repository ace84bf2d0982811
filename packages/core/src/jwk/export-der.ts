import type { Bytes } from '../backend.ts'
import type { Engine } from '../engine.ts'
import { JWKError } from '../errors.ts'
import { andThen, type Maybe } from '../maybe.ts'
import { checkOptionNames } from '../options.ts'
import { type DerForm, toPkcs1, toPkcs8, toSec1, toSpki } from './der.ts'
import { type ExportOptions, materialOf } from './export.ts'
import type { Key } from './key.ts'
import { writePem } from './pem.ts'

export type KeyFormat = Exclude<DerForm, 'x509'>

export interface DerOptions extends ExportOptions {
  /** Default: `pkcs8` with `private: true`, else `spki`. */
  readonly format?: KeyFormat
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
