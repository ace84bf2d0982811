import type { Bytes, KeyMaterial, RsaPrivate } from '../backend.ts'
import type { Engine } from '../engine.ts'
import type { Encrypted } from '../jwe/content.ts'
import { decryptOwn, encryptOwn, unwrapByOwn, wrapByOwn } from '../jwe/own-key.ts'
import type { Maybe } from '../maybe.ts'
import { completeRsa } from './complete-rsa.ts'
import { parseKeyDer } from './der.ts'
import { type DerOptions, exportDer, exportPem } from './export-der.ts'
import type { Key } from './key.ts'
import { parsePem } from './pem.ts'

/**
 * What keys can do that takes code of its own: forms (PEM, DER, RSA keys without CRT numbers) and encryption.
 * `createJose` brings it all; a flow that is bundled by itself goes without, and reads secrets, JWKs and native keys.
 */
export interface KeyAbilities {
  parsePem(text: string): KeyMaterial
  parseKeyDer(der: Bytes): { readonly material: KeyMaterial }
  completeRsa(n: Bytes, e: Bytes, d: Bytes): RsaPrivate
  exportDer(engine: Engine, key: Key, options?: DerOptions): Maybe<Bytes>
  exportPem(engine: Engine, key: Key, options?: DerOptions): Maybe<string>
  encryptOwn(engine: Engine, key: Key, plaintext: string | Bytes, additional?: Bytes): Maybe<Encrypted>
  decryptOwn(engine: Engine, key: Key, ciphertext: Bytes, iv: Bytes, additional?: Bytes, tag?: Bytes): Maybe<Bytes>
  wrapByOwn(engine: Engine, key: Key, octets: Bytes): Maybe<Bytes>
  unwrapByOwn(engine: Engine, key: Key, wrapped: Bytes): Maybe<Bytes>
}

export const keyAbilities: KeyAbilities = /* @__PURE__ */ Object.freeze({
  parsePem,
  parseKeyDer,
  completeRsa,
  exportDer,
  exportPem,
  encryptOwn,
  decryptOwn,
  wrapByOwn,
  unwrapByOwn,
})
