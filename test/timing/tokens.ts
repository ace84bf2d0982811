// Tokens whose tag, padding or key is wrong in a chosen way. They are made by node:crypto, for whichever backend refuses them.
//
// Each has content of its own, and so another right tag: what can be seen of the tokens of two classes is then the same,
// and they differ only by what they are to somebody who has the key.
import {
  type CipherGCMTypes,
  constants,
  createCipheriv,
  createHmac,
  type KeyObject,
  publicEncrypt,
  randomBytes,
  randomInt,
} from 'node:crypto'

/** A change to octets. */
export type Change = (octets: Buffer) => Buffer

export const unchanged: Change = (octets) => octets
export const firstOctet: Change = (octets) => changedAt(octets, 0)
export const lastOctet: Change = (octets) => changedAt(octets, octets.length - 1)
export const allOctets: Change = ({ length }) => randomBytes(length)

function changedAt(octets: Buffer, index: number): Buffer {
  const copy = Buffer.from(octets)
  copy[index] = (copy[index] as number) ^ randomInt(1, 256)
  return copy
}

/** A JWT by HS256. */
export function signed(secret: Buffer, change: Change): string {
  const input = `${segment({ alg: 'HS256' })}.${segment({ sub: 'alice', jti: base64url(randomBytes(24)) })}`
  return `${input}.${base64url(change(createHmac('sha256', secret).update(input).digest()))}`
}

/** What stands before the content of a compact JWE. */
export interface Head {
  readonly alg: string
  readonly encryptedKey?: Buffer
}

/** A JWE by A256GCM. */
export function sealed({ alg, encryptedKey }: Head, cek: Buffer, change: Change): string {
  const header = segment({ alg, enc: 'A256GCM' })
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', cek, iv).setAAD(Buffer.from(header))
  const ciphertext = Buffer.concat([cipher.update(randomBytes(64)), cipher.final()])
  return [
    header,
    ...[encryptedKey ?? Buffer.alloc(0), iv, ciphertext, change(cipher.getAuthTag())].map(base64url),
  ].join('.')
}

/** A JWE by A128CBC-HS256 and `dir`, of a plaintext that has its padding (RFC 7518 §5.2.2.1). */
export function sealedByCbc(key: Buffer, padded: Buffer, change: Change): string {
  const header = segment({ alg: 'dir', enc: 'A128CBC-HS256' })
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-128-cbc', key.subarray(16), iv).setAutoPadding(false)
  const ciphertext = Buffer.concat([cipher.update(padded), cipher.final()])
  const length = Buffer.alloc(8)
  length.writeUInt32BE(header.length * 8, 4)
  const mac = createHmac('sha256', key.subarray(0, 16)).update(header).update(iv).update(ciphertext).update(length)
  return [header, '', ...[iv, ciphertext, change(mac.digest().subarray(0, 16))].map(base64url)].join('.')
}

/** Four blocks, with padding as PKCS#7 wants it. */
export function wellPadded(): Buffer {
  const padding = randomInt(1, 17)
  return Buffer.concat([randomBytes(64 - padding), Buffer.alloc(padding, padding)])
}

/** Four blocks with a last octet that is no length of padding. */
export function illPadded(): Buffer {
  return Buffer.concat([randomBytes(63), Buffer.of(randomInt(17, 256))])
}

/** AES Key Wrap (RFC 3394) by a key of 256 bits. */
export function wrapped(kek: Buffer, cek: Buffer): Buffer {
  return createCipheriv('id-aes256-wrap' as CipherGCMTypes, kek, Buffer.alloc(8, 0xa6)).update(cek)
}

/** RSA of a whole block (RFC 8017 §5.1.1), whatever padding it has. The keys here have 2048 bits. */
export function rsa(key: KeyObject, block: Buffer): Buffer {
  return publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, block)
}

/** EME-PKCS1-v1_5 (RFC 8017 §7.2.1) around the octets, of which `type` should be 2. */
export function pkcs1(octets: Buffer, type: number): Buffer {
  const padding = Buffer.from(Array.from({ length: 253 - octets.length }, () => randomInt(1, 256)))
  return Buffer.concat([Buffer.of(0, type), padding, Buffer.of(0), octets])
}

/** A content key of 256 bits by RSA-OAEP-256. */
export function oaep(key: KeyObject): Buffer {
  return publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, randomBytes(32))
}

function segment(value: object): string {
  return base64url(Buffer.from(JSON.stringify(value)))
}

function base64url(octets: Buffer): string {
  return octets.toString('base64url')
}
