import {
  type BackendKey,
  type Bytes,
  base64url,
  type CipherPrimitive,
  type ContentEncryption,
  contentEncryptions,
  type DecryptOptions,
  JWEInvalidAuth,
  type KeyMaterial,
  type MacPrimitive,
  type Primitives,
  type WrapPrimitive,
} from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import { type Part, segment, utf8 } from './craft.ts'
import { joined } from './der.ts'

export const encs: readonly string[] = Object.keys(contentEncryptions)

/** A secret of so many octets. */
export function secretOf(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 7 + length) & 255)
}

/** The size of the content key of an `enc`, in bytes. */
export function cekBytes(enc: string): number {
  return (contentEncryptions[enc] as ContentEncryption).cekBits / 8
}

/** What to make a compact JWE of. */
export interface Craft {
  /** The protected header: its text, or what its JSON stands for. */
  readonly header: Part
  /** How the content is encrypted, whatever the header says. */
  readonly enc?: string
  readonly cek?: Uint8Array
  readonly plaintext?: string | Uint8Array
  readonly encryptedKey?: Uint8Array
  /** Behind the protected header, what is authenticated besides. */
  readonly aad?: string
  /** Of CBC: without the block of padding, so that the plaintext itself ends with one, or with none. */
  readonly cut?: boolean
}

/**
 * A token that the library itself may refuse to write: the header is what it is, and the content under it is encrypted
 * as it should be.
 *
 * @example
 * const token = await craftJwe(o, { header: '{"alg":"dir","enc":"A256GCM","enc":"A256GCM"}' })
 */
export async function craftJwe(o: Operations, craft: Craft): Promise<string> {
  const { header, enc = 'A256GCM', plaintext = 'x', aad, cut = false, encryptedKey = new Uint8Array(0) } = craft
  const { cek = secretOf(cekBytes(enc)) } = craft
  const head = segment(header)
  const additional = utf8(aad === undefined ? head : `${head}.${aad}`)
  const octets = typeof plaintext === 'string' ? utf8(plaintext) : plaintext
  const { iv, ciphertext, tag } = await sealed(o, enc, cek, octets, additional, cut)
  return [head, ...[encryptedKey, iv, ciphertext, tag].map((each) => base64url.encode(each))].join('.')
}

/** A compact token as flattened JSON, with other members besides. */
export function flattened(token: string, members: object = {}): { readonly [member: string]: unknown } {
  const [head, key, iv, ciphertext, tag] = token.split('.')
  return { ...(head && { protected: head }), ...(key && { encrypted_key: key }), iv, ciphertext, tag, ...members }
}

/** A content key under a key management primitive. */
export async function wrapped(
  o: Operations,
  primitive: WrapPrimitive,
  by: KeyMaterial,
  octets: Uint8Array,
): Promise<Uint8Array> {
  const primitives = primitivesOf(o)
  return primitives.wrap(primitive, await primitives.importKey(by), octets)
}

/** The primitives of the mode. */
export function primitivesOf(o: Operations): Primitives {
  return o.backend[o.mode] as Primitives
}

/** Decryption fails, and nobody learns why. */
export async function failsToDecrypt(
  o: Operations,
  token: unknown,
  key: unknown,
  options?: DecryptOptions,
): Promise<void> {
  const error = await refuses(() => o.decrypt(token, key, options), { is: JWEInvalidAuth, code: 'ERR_JWE_DECRYPTION' })
  equal(
    [error.name, error.message, (error as { cause?: unknown }).cause],
    ['JWEInvalidAuth', 'Decryption failed', undefined],
  )
}

async function sealed(
  o: Operations,
  enc: string,
  cek: Bytes,
  plaintext: Bytes,
  additional: Bytes,
  cut: boolean,
): Promise<{ readonly iv: Bytes; readonly ciphertext: Bytes; readonly tag: Bytes }> {
  const primitives = primitivesOf(o)
  const [cipher, mac] = (contentEncryptions[enc] as ContentEncryption).primitives as [CipherPrimitive, MacPrimitive]
  const imported = async (k: Bytes): Promise<BackendKey> => primitives.importKey({ kty: 'oct', k })
  if (cipher.name === 'AES-GCM') {
    const iv = o.backend.random(12)
    const both = await primitives.encrypt(cipher, await imported(cek), iv, plaintext, additional)
    return { iv, ciphertext: both.slice(0, -16), tag: both.slice(-16) }
  }
  const half = cek.length / 2
  const iv = o.backend.random(16)
  const padded = await primitives.encrypt(cipher, await imported(cek.slice(half)), iv, plaintext)
  const ciphertext = cut ? padded.slice(0, -16) : padded
  const length = new Uint8Array(8)
  new DataView(length.buffer).setUint32(4, additional.length * 8)
  const input = joined(additional, iv, ciphertext, length)
  const made = await primitives.mac(mac, await imported(cek.slice(0, half)), input)
  return { iv, ciphertext, tag: (typeof made === 'string' ? base64url.decode(made) : made).slice(0, half) }
}
