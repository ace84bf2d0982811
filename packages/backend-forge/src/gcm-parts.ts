// AES-GCM (NIST SP 800-38D §7) of long content, step by step, so that the event loop can turn in between: noble's gcm
// takes all of it at once. CTR, GHASH and AES itself are noble's; what is composed here is figures 3 and 4.
import { type Bytes, concat, equalInConstantTime } from '@jose/core'
import { ghash } from '@noble/ciphers/_polyval.js'
import { ctr, ecb } from '@noble/ciphers/aes.js'
import { partLength } from './parts.ts'

/** Bytes. */
const tagLength = 16
const blockLength = 16

/** `output` is the plaintext with room for the tag, is written over, and is the answer. */
export function* encryptGcm(key: Bytes, iv: Bytes, output: Bytes, additional: Bytes): Generator<void, Bytes> {
  const content = output.subarray(0, -tagLength)
  const tag = startTag(key, iv, additional, content.length)
  for (let from = 0; from < content.length; from += partLength) {
    applyKeystream(key, iv, content, from)
    tag.update(partOf(content, from))
    yield
  }
  output.set(tag.digest(), content.length)
  return output
}

/** The tag is checked before anything is decrypted, in constant time as far as JavaScript can. `input` is written over. */
export function* decryptGcm(
  key: Bytes,
  iv: Bytes,
  input: Bytes,
  additional: Bytes,
): Generator<void, Bytes | undefined> {
  const content = input.subarray(0, -tagLength)
  const tag = startTag(key, iv, additional, content.length)
  for (let from = 0; from < content.length; from += partLength) {
    tag.update(partOf(content, from))
    yield
  }
  if (!equalInConstantTime(tag.digest(), input.subarray(-tagLength))) return undefined
  for (let from = 0; from < content.length; from += partLength) {
    applyKeystream(key, iv, content, from)
    yield
  }
  return content
}

interface Tag {
  /** A part of the ciphertext: whole blocks, but for the last. */
  update(part: Bytes): void
  digest(): Bytes
}

function startTag(key: Bytes, iv: Bytes, additional: Bytes, length: number): Tag {
  const aes = (block: Bytes): Bytes => ecb(key, { disablePadding: true }).encrypt(block)
  // Noble's tables grow with the length it is told, and its update pads what it is given with zeros to whole blocks.
  const hash = ghash.create(aes(new Uint8Array(blockLength)), length).update(additional)
  return {
    update(part) {
      hash.update(part)
    },
    digest() {
      const mask = aes(counterBlock(iv, 1))
      return hash
        .update(concat(bitLength(additional.length), bitLength(length)))
        .digest()
        .map((octet, index) => octet ^ (mask[index] as number))
    },
  }
}

function applyKeystream(key: Bytes, iv: Bytes, content: Bytes, from: number): void {
  const part = partOf(content, from)
  ctr(key, counterBlock(iv, 2 + from / blockLength)).encrypt(part, part)
}

function partOf(content: Bytes, from: number): Bytes {
  return content.subarray(from, from + partLength)
}

/** The IV of 96 bits and a counter of 32 behind it. */
function counterBlock(iv: Bytes, counter: number): Bytes {
  const block = new Uint8Array(blockLength)
  block.set(iv)
  new DataView(block.buffer).setUint32(12, counter)
  return block
}

/** Of so many bytes, in 64 bits. */
function bitLength(bytes: number): Bytes {
  const octets = new Uint8Array(8)
  const view = new DataView(octets.buffer)
  view.setUint32(0, Math.floor(bytes / 2 ** 29))
  view.setUint32(4, (bytes * 8) % 2 ** 32)
  return octets
}
