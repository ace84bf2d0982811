import type { BackendKey, Bytes, CipherPrimitive, MacPrimitive } from '../backend.ts'
import { decodeBase64url } from '../encoding/base64url.ts'
import { concat, equalInConstantTime } from '../encoding/bytes.ts'
import { concatLarge } from '../encoding/large.ts'
import type { Engine } from '../engine.ts'
import { andThen, type Maybe } from '../maybe.ts'
import type { ContentEncryption } from '../registry/jwe.ts'

/** A content encryption key as the primitives take it: one key for GCM, two for CBC with HMAC. */
export interface ContentKey {
  readonly cipher: BackendKey
  readonly mac?: BackendKey
}

/** What content becomes (RFC 7516 §5.1 steps 14–15). */
export interface Encrypted {
  readonly iv: Bytes
  readonly ciphertext: Bytes
  readonly tag: Bytes
}

/** Bytes of the parts of a JWE under an `enc`. */
export function sizesOf(enc: ContentEncryption): { readonly iv: number; readonly tag: number } {
  return isGcm(enc) ? { iv: 12, tag: 16 } : { iv: 16, tag: enc.cekBits / 16 }
}

/** The key of the octets, which are as many as `enc` wants. */
export function contentKey(engine: Engine, enc: ContentEncryption, cek: Bytes): Maybe<ContentKey> {
  const { importKey } = engine.primitives
  if (isGcm(enc)) return andThen(importKey({ kty: 'oct', k: cek }), (cipher) => ({ cipher }))
  // The first half is for the MAC, the second for the cipher (RFC 7518 §5.2.2.1).
  const half = cek.length / 2
  return andThen(importKey({ kty: 'oct', k: cek.slice(0, half) }), (mac) =>
    andThen(importKey({ kty: 'oct', k: cek.slice(half) }), (cipher) => ({ mac, cipher })),
  )
}

/** Encrypts under a fresh IV. */
export function encryptContent(
  engine: Engine,
  enc: ContentEncryption,
  key: ContentKey,
  plaintext: Bytes,
  additional: Bytes,
): Maybe<Encrypted> {
  const sizes = sizesOf(enc)
  const iv = engine.backend.random(sizes.iv)
  if (isGcm(enc)) {
    return andThen(engine.primitives.encrypt(cipherOf(enc), key.cipher, iv, plaintext, additional), (sealed) => {
      const end = sealed.length - sizes.tag
      return { iv, ciphertext: sealed.subarray(0, end), tag: sealed.subarray(end) }
    })
  }
  return andThen(engine.primitives.encrypt(cipherOf(enc), key.cipher, iv, plaintext), (ciphertext) =>
    andThen(tagOf(engine, enc, key, additional, iv, ciphertext), (tag) => ({ iv, ciphertext, tag })),
  )
}

/** The plaintext; `undefined` whatever is wrong. Lengths of `iv` and `tag` have been checked. */
export function decryptContent(
  engine: Engine,
  enc: ContentEncryption,
  key: ContentKey,
  { iv, ciphertext, tag }: Encrypted,
  additional: Bytes,
): Maybe<Bytes | undefined> {
  const { decrypt } = engine.primitives
  if (isGcm(enc)) return decrypt(cipherOf(enc), key.cipher, iv, joined(ciphertext, tag), additional)
  // The MAC first, and nothing of the padding is looked at before it is right (RFC 7518 §5.2.2.2).
  return andThen(tagOf(engine, enc, key, additional, iv, ciphertext), (expected) =>
    equalInConstantTime(expected, tag) ? decrypt(cipherOf(enc), key.cipher, iv, ciphertext) : undefined,
  )
}

/** The leading half of the MAC over additional data, IV, ciphertext and the length of the first in bits (RFC 7518 §5.2.2.1). */
function tagOf(
  engine: Engine,
  enc: ContentEncryption,
  { mac }: ContentKey,
  additional: Bytes,
  iv: Bytes,
  ciphertext: Bytes,
): Maybe<Bytes> {
  const bits = additional.length * 8
  const length = Uint8Array.of(0, 0, 0, bits / 2 ** 32, bits >>> 24, bits >>> 16, bits >>> 8, bits)
  return andThen(concatLarge(engine, additional, iv, ciphertext, length), (input) =>
    andThen(engine.primitives.mac(macOf(enc), mac as BackendKey, input), (encoded) => {
      const whole = typeof encoded === 'string' ? (decodeBase64url(encoded) as Bytes) : encoded
      return whole.slice(0, sizesOf(enc).tag)
    }),
  )
}

/** Both in one, without a copy where one lies behind the other. */
function joined(ciphertext: Bytes, tag: Bytes): Bytes {
  const { buffer, byteOffset, length } = ciphertext
  const adjoining = tag.buffer === buffer && tag.byteOffset === byteOffset + length
  return adjoining ? new Uint8Array(buffer as ArrayBuffer, byteOffset, length + tag.length) : concat(ciphertext, tag)
}

function isGcm(enc: ContentEncryption): boolean {
  return cipherOf(enc).name === 'AES-GCM'
}

function cipherOf({ primitives }: ContentEncryption): CipherPrimitive {
  return primitives[0] as CipherPrimitive
}

function macOf({ primitives }: ContentEncryption): MacPrimitive {
  return primitives[1] as MacPrimitive
}
