import type { Backend, Bytes, KeyMaterial, RsaPrivate } from '../backend.ts'
import type { Engine } from '../engine.ts'
import type { Encrypted } from '../jwe/content.ts'
import { decryptOwn, encryptOwn, unwrapByOwn, wrapByOwn } from '../jwe/own-key.ts'
import type { Maybe } from '../maybe.ts'
import { likeOf } from '../option-hints.ts'
import type { LikeOf } from '../options.ts'
import { completeRsa } from './complete-rsa.ts'
import { parseEncodedDer, parseEncodedText } from './encoded.ts'
import { type ExportOptions, exportJwk } from './export.ts'
import { type DerOptions, exportDer, exportPem } from './export-der.ts'
import type { JWK } from './jwk.ts'
import type { Key } from './key.ts'
import { kindOfObject, kindOfText } from './looks-like.ts'
import { signOwn, verifyOwn } from './own-signature.ts'

/**
 * What keys can do that takes code of its own: forms (PEM, DER, OpenSSH, RSA keys without CRT numbers), and what a
 * `Key` does by itself: export, signatures, encryption. And what a misspelt option may be meant for.
 * `createJose` brings it all; a flow that is bundled by itself goes without, and reads secrets, JWKs and native keys.
 */
export interface KeyAbilities {
  parseEncodedText(engine: Engine, text: string, passphrase: Bytes | undefined): Maybe<KeyMaterial>
  parseEncodedDer(engine: Engine, der: Bytes, passphrase: Bytes | undefined): Maybe<KeyMaterial>
  kindOfText(text: string): string | undefined
  kindOfObject(backend: Backend, input: object): string
  completeRsa(n: Bytes, e: Bytes, d: Bytes): RsaPrivate
  exportJwk(engine: Engine, key: Key, options?: ExportOptions): Maybe<JWK>
  exportDer(engine: Engine, key: Key, options?: DerOptions): Maybe<Bytes>
  exportPem(engine: Engine, key: Key, options?: DerOptions): Maybe<string>
  signOwn(engine: Engine, key: Key, data: string | Bytes): Maybe<Bytes>
  verifyOwn(engine: Engine, key: Key, data: string | Bytes, signature: Bytes): Maybe<boolean>
  encryptOwn(engine: Engine, key: Key, plaintext: string | Bytes, additional?: Bytes): Maybe<Encrypted>
  decryptOwn(engine: Engine, key: Key, ciphertext: Bytes, iv: Bytes, additional?: Bytes, tag?: Bytes): Maybe<Bytes>
  wrapByOwn(engine: Engine, key: Key, octets: Bytes): Maybe<Bytes>
  unwrapByOwn(engine: Engine, key: Key, wrapped: Bytes): Maybe<Bytes>
  readonly likeOf: LikeOf
}

export const keyAbilities: KeyAbilities = /* @__PURE__ */ Object.freeze({
  parseEncodedText,
  parseEncodedDer,
  kindOfText,
  kindOfObject,
  completeRsa,
  exportJwk,
  exportDer,
  exportPem,
  signOwn,
  verifyOwn,
  encryptOwn,
  decryptOwn,
  wrapByOwn,
  unwrapByOwn,
  likeOf,
})
