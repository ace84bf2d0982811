import { type Bytes, base64url, type Hash, type MacPrimitive } from '@jose/core'
import digestFile from '../../vectors/primitives/digests.json' with { type: 'json' }
import macFile from '../../vectors/primitives/macs.json' with { type: 'json' }
import { equal } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { flipped, utf8 } from './craft.ts'
import { fromHex, joined } from './der.ts'
import { asciiOf, eachBitChanged, hex, noise, octetsOfMac, primitiveCases } from './primitives-calls.ts'

interface DigestVector {
  readonly name: string
  readonly source: string
  readonly hash: Hash
  readonly text: string
  readonly digest: string
}

interface MacVector {
  readonly name: string
  readonly source: string
  readonly primitive: MacPrimitive
  readonly key: string
  readonly data: string
  readonly tag: string
}

const hashes = ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const
const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).join('')

/** Digests and HMAC. */
export const primitivesHashes: Suite = (o, it) => {
  const when = primitiveCases(o, it)

  for (const { name, source, hash, text, digest } of digestFile.digests as readonly DigestVector[]) {
    when([{ name: 'digest', hash }], `digest: ${name}, as text and as octets (${source})`, async (p) => {
      equal(hex(await p.digest(hash, text)), digest, 'of the text')
      equal(hex(await p.digest(hash, utf8(text))), digest, 'of its octets')
    })
  }
  for (const hash of hashes) {
    when([{ name: 'digest', hash }], `digest: ${hash} of long data and of every ASCII character`, async (p) => {
      equal(hex(await p.digest(hash, 'a'.repeat(1_000_000))), digestFile.millionTimesA[hash])
      equal(hex(await p.digest(hash, ascii)), hex(await p.digest(hash, utf8(ascii))), 'ASCII')
      equal(
        hex(await p.digest(hash, noise(100_001).subarray(1, 3))),
        hex(await p.digest(hash, noise(3).slice(1))),
        'a view',
      )
    })
  }

  for (const { name, source, primitive, key: k, data, tag } of macFile.macs as readonly MacVector[]) {
    when([primitive], `HMAC: ${source} ${name}`, async (p) => {
      const key = await p.importKey({ kty: 'oct', k: fromHex(k) })
      const octets = fromHex(data)
      const text = asciiOf(octets)
      for (const each of text === undefined ? [octets] : [octets, text]) {
        equal(hex(octetsOfMac(await p.mac(primitive, key, each))), tag, `of ${typeof each}`)
        for (const good of [fromHex(tag), base64url.encode(fromHex(tag))]) {
          equal(await p.verifyMac(primitive, key, good, each), true, `${typeof good} over ${typeof each}`)
        }
      }
    })
  }
  for (const hash of hashes) {
    const primitive: MacPrimitive = { name: 'HMAC', hash }
    const needs = [primitive, { name: 'digest', hash }] as const
    when(needs, `HMAC: ${hash} of data of many lengths, with keys of many lengths (RFC 2104 §2)`, async (p) => {
      const block = hash === 'SHA-1' || hash === 'SHA-256' ? 64 : 128
      const padded = async (k: Bytes, pad: number): Promise<Bytes> => {
        const short = k.length > block ? await p.digest(hash, k) : k
        return Uint8Array.from({ length: block }, (_, index) => (short[index] ?? 0) ^ pad)
      }
      const expected = async (k: Bytes, data: Bytes): Promise<Bytes> =>
        p.digest(hash, joined(await padded(k, 0x5c), await p.digest(hash, joined(await padded(k, 0x36), data))))
      for (const keyLength of [1, 20, block - 1, block, block + 1, 300]) {
        const k = noise(keyLength)
        const key = await p.importKey({ kty: 'oct', k })
        for (const length of [0, 1, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 1000]) {
          const data = noise(length).map((octet) => octet & 0x7f)
          const tag = hex(await expected(k, data))
          for (const each of [data, asciiOf(data) as string]) {
            equal(hex(octetsOfMac(await p.mac(primitive, key, each))), tag, `${typeof each} of ${length} octets`)
          }
        }
      }
    })
    when([primitive], `HMAC: ${hash}, no other tag is good, whatever its length`, async (p) => {
      const key = await p.importKey({ kty: 'oct', k: noise(32) })
      const other = await p.importKey({ kty: 'oct', k: noise(33) })
      const data = 'some data'
      const tag = octetsOfMac(await p.mac(primitive, key, data))
      const lengths = Array.from({ length: tag.length }, (_, length) => tag.slice(0, length))
      const bad = [
        ...eachBitChanged(tag),
        ...lengths,
        ...lengths.map((start) => tag.slice(tag.length - start.length)),
        joined(tag, [0]),
        joined([0], tag),
        joined(tag, tag),
        new Uint8Array(tag.length),
        new Uint8Array(1000),
      ]
      for (const each of bad) {
        equal(await p.verifyMac(primitive, key, each, data), false, `octets ${hex(each)}`)
        equal(await p.verifyMac(primitive, key, base64url.encode(each), data), false, `text of ${hex(each)}`)
      }
      equal(await p.verifyMac(primitive, key, tag, `${data} `), false, 'other data')
      equal(await p.verifyMac(primitive, key, tag, flipped(utf8(data))), false, 'other octets')
      equal(await p.verifyMac(primitive, other, tag, data), false, 'another key')
      equal(await p.verifyMac(primitive, key, tag, data), true, 'the tag itself, after all')
    })
  }
}
