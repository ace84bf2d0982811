import type { KeyMaterial } from '../backend.ts'
import type { Engine } from '../engine.ts'
import { JWKError } from '../errors.ts'
import { andThen, type Maybe } from '../maybe.ts'
import { checkOptionNames } from '../options.ts'
import { type JWK, writeJwk } from './jwk.ts'
import type { Key } from './key.ts'
import { publicAttributes, publicMaterial } from './operations.ts'
import { partsOf } from './parts.ts'

export interface ExportOptions {
  /** Export all of the key. Default false: the public half only. */
  readonly private?: boolean
}

export function exportJwk(engine: Engine, key: Key, options: ExportOptions = {}): Maybe<JWK> {
  checkOptionNames(options, ['private'])
  const whole = options.private === true
  const attributes = whole ? key : publicAttributes(key)
  return andThen(materialOf(engine, key, whole), (material) => writeJwk(material, attributes, engine.codec))
}

/** The numbers to export: all, or those of the public half. Throws `JWKError`. */
export function materialOf(engine: Engine, key: Key, whole: boolean): Maybe<KeyMaterial> {
  const { held } = partsOf(key)
  if (whole) {
    if (key.type === 'public') throw new JWKError('A public key has no private half to export')
    // The public half is what the backend computed, whether or not the private one comes with it.
    return andThen(engine.primitives.exportKey(held), (all) => ({ ...held.material, ...all }) as KeyMaterial)
  }
  if (held.material.kty === 'oct') throw new JWKError('A secret has no public half: export it with { private: true }')
  return publicMaterial(engine, held)
}
