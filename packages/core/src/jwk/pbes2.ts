import type { Bytes, Hash } from '../backend.ts'
import { fromBigInt } from '../encoding/bytes.ts'
import {
  contentOf,
  type Element,
  elements,
  encode,
  encodeUnsigned,
  inside,
  malformed,
  tags,
  unsigned,
} from '../encoding/der.ts'
import { InvalidKeyError } from '../errors.ts'
import { encodeOid, isOid, nameOf, type Oid } from './oids.ts'

/** PBES2 of RFC 8018 §6.2 with PBKDF2 and AES-CBC, as appendix A writes it. */
export interface Pbes2 {
  readonly hash: Hash
  readonly bits: 128 | 192 | 256
  readonly salt: Bytes
  readonly iterations: number
  readonly iv: Bytes
}

/** An encrypted private key (EncryptedPrivateKeyInfo, RFC 5958 §3). */
export interface EncryptedKey {
  readonly scheme: Pbes2
  readonly ciphertext: Bytes
}

const { sequence, octetString, integer, oid } = tags

const pkcs5: Oid = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05]
const pbes2: Oid = /* @__PURE__ */ pkcs5.concat(13)
const pbkdf2: Oid = /* @__PURE__ */ pkcs5.concat(12)
const scrypt: Oid = [0x2b, 0x06, 0x01, 0x04, 0x01, 0xda, 0x47, 0x04, 0x0b]

/** RFC 8018 appendix B.1. */
const digestAlgorithm: Oid = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02]
const prfs: { readonly [hash in Hash]: Oid } = {
  'SHA-1': /* @__PURE__ */ digestAlgorithm.concat(7),
  'SHA-256': /* @__PURE__ */ digestAlgorithm.concat(9),
  'SHA-384': /* @__PURE__ */ digestAlgorithm.concat(10),
  'SHA-512': /* @__PURE__ */ digestAlgorithm.concat(11),
}

/** RFC 3565 §4.1. */
const aes: Oid = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01]
const ciphers: { readonly [bits in '128' | '192' | '256']: Oid } = {
  '128': /* @__PURE__ */ aes.concat(2),
  '192': /* @__PURE__ */ aes.concat(22),
  '256': /* @__PURE__ */ aes.concat(42),
}

/** Whether DER has the shape of an encrypted private key. Throws `InvalidKeyError` for what is no DER. */
export function isEncryptedKey(der: Bytes): boolean {
  return (
    inside(der)
      .map(({ tag }) => tag)
      .join() === `${[sequence, octetString]}`
  )
}

/** The parts of an encrypted private key. Throws `InvalidKeyError` that says what to do for schemes other than these. */
export function parseEncryptedKey(der: Bytes): EncryptedKey {
  const [algorithm, data, ...more] = inside(der)
  if (more.length > 0) throw malformed()
  const ciphertext = contentOf(data, octetString)
  const [name, parameters] = algorithmOf(algorithm)
  if (!isOid(name, pbes2)) throw otherScheme('a scheme other than PBES2')
  const [derivation, encryption, ...rest] = elements(contentOf(parameters, sequence))
  if (rest.length > 0) throw malformed()
  const [cipher, iv] = algorithmOf(encryption)
  const bits = nameOf(ciphers, cipher)
  if (bits === undefined) throw otherScheme('a cipher other than AES-CBC')
  const scheme = {
    ...derivationOf(derivation, Number(bits)),
    bits: Number(bits) as 128,
    iv: contentOf(iv, octetString),
  }
  if (scheme.iv.length !== 16 || ciphertext.length === 0 || ciphertext.length % 16 !== 0) throw malformed()
  return { scheme, ciphertext }
}

export function writeEncryptedKey({ scheme, ciphertext }: EncryptedKey): Bytes {
  const { hash, salt, iterations, bits, iv } = scheme
  const prf = encode(sequence, encodeOid(prfs[hash]), encode(tags.null))
  const derivation = encode(sequence, encode(octetString, salt), encodeUnsigned(fromBigInt(BigInt(iterations))), prf)
  const parameters = encode(
    sequence,
    encode(sequence, encodeOid(pbkdf2), derivation),
    encode(sequence, encodeOid(ciphers[`${bits}`]), encode(octetString, iv)),
  )
  return encode(sequence, encode(sequence, encodeOid(pbes2), parameters), encode(octetString, ciphertext))
}

/** PBKDF2-params (RFC 8018 appendix A.2). */
function derivationOf(element: Element | undefined, bits: number): Pick<Pbes2, 'hash' | 'salt' | 'iterations'> {
  const [name, parameters] = algorithmOf(element)
  if (isOid(name, scrypt)) throw otherScheme('scrypt')
  if (!isOid(name, pbkdf2)) throw otherScheme('a derivation other than PBKDF2')
  const [salt, count, ...optional] = elements(contentOf(parameters, sequence))
  const [length, prf] = optional[0]?.tag === integer ? optional : [undefined, ...optional]
  if (optional.length > (length === undefined ? 1 : 2)) throw malformed()
  if (length !== undefined && numberOf(length) !== bits / 8) throw malformed()
  const iterations = numberOf(count)
  if (iterations < 1) throw malformed()
  return { hash: hashOf(prf), salt: contentOf(salt, octetString), iterations }
}

function hashOf(prf: Element | undefined): Hash {
  if (prf === undefined) return 'SHA-1'
  const [name, parameters] = algorithmOf(prf)
  if (parameters !== undefined && contentOf(parameters, tags.null).length > 0) throw malformed()
  const hash = nameOf(prfs, name)
  if (hash === undefined) throw otherScheme('an HMAC other than those of SHA-1, SHA-256, SHA-384 and SHA-512')
  return hash
}

function algorithmOf(element: Element | undefined): readonly [name: Bytes, parameters: Element | undefined] {
  const [name, parameters, ...rest] = elements(contentOf(element, sequence))
  if (rest.length > 0) throw malformed()
  return [contentOf(name, oid), parameters]
}

/** A number that may be far beyond any limit: then it is infinite. */
function numberOf(element: Element | undefined): number {
  const octets = unsigned(element)
  return octets.length > 6 ? Number.POSITIVE_INFINITY : octets.reduce((number, octet) => number * 256 + octet, 0)
}

function otherScheme(what: string): InvalidKeyError {
  return new InvalidKeyError(
    `The private key is encrypted by ${what}: encrypt it anew with \`openssl pkcs8 -topk8 -v2 aes-256-cbc -in key.pem\``,
  )
}
