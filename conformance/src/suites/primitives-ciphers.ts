import type { Bytes, CipherPrimitive } from '@jose/core'
import file from '../../vectors/primitives/ciphers.json' with { type: 'json' }
import { equal } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { flipped } from './craft.ts'
import { fromHex, joined } from './der.ts'
import { eachBitChanged, hex, noise, primitiveCases } from './primitives-calls.ts'

/** Octets in hex; the tag of GCM stands behind the ciphertext. */
interface CipherVector {
  readonly name: string
  readonly source: string
  readonly primitive: CipherPrimitive
  readonly key: string
  readonly iv: string
  readonly additional: string
  readonly plaintext: string
  readonly ciphertext: string
}

interface Large {
  readonly primitive: CipherPrimitive
  readonly key: string
  readonly iv: string
  readonly additional: string
  readonly zeros: number
  readonly end: string
}

const vectors = file.ciphers as readonly CipherVector[]
const sizes = [128, 192, 256] as const
const empty = new Uint8Array(0)

/** By OpenSSL 3, which takes an IV of any length for GCM: `noise(8)` under 8 and under 16 bytes of it, without additional data. */
const underOtherIvs: { readonly [bits in 128 | 192 | 256]: readonly [string, string] } = {
  128: ['c71916d26168c00a712fa9687e4b09ffd011235b35f8471f', '6e1469b223bc7db3ca0b78e976d30bfccc8e9951e0bd62a5'],
  192: ['800924a2a41c4a933e84d5dc3b873baa4a3d85c91e4405e5', '3eda4d8d2c0435ffc2863ecd1e65d67417fe08bad0ef0a0f'],
  256: ['d5fa3614684489dcb0263f509c6e356c63ff4e6cd6fe16f2', 'a5b7c148b46d45bdccc7f3ad7b1e3ab84244a855837754f5'],
}

/** AES-GCM and AES-CBC. */
export const primitivesCiphers: Suite = (o, it) => {
  const when = primitiveCases(o, it)

  for (const { name, source, primitive, ...octets } of vectors) {
    const isGcm = primitive.name === 'AES-GCM'
    when([primitive], `${primitive.name} ${primitive.bits}: ${source} ${name}`, async (p) => {
      const [iv, plaintext, ciphertext] = [fromHex(octets.iv), fromHex(octets.plaintext), fromHex(octets.ciphertext)]
      const key = await p.importKey({ kty: 'oct', k: fromHex(octets.key) })
      // No additional data is the same as none of it.
      const additional = [fromHex(octets.additional), ...(octets.additional === '' ? [undefined] : [])]
      for (const each of additional) {
        equal(hex(await p.encrypt(primitive, key, iv, plaintext, each)), octets.ciphertext, 'ciphertext')
        equal(await p.decrypt(primitive, key, iv, ciphertext, each), plaintext, 'plaintext')
      }
      if (!isGcm) return
      const [aad] = additional as [Bytes]
      const bad: readonly (readonly [Bytes, Bytes, Bytes])[] = [
        ...[0, ciphertext.length - 16, -1].map((at) => [iv, flipped(ciphertext, at), aad] as const),
        ...[0, 5, -1].map((at) => [flipped(iv, at), ciphertext, aad] as const),
        ...(aad.length === 0 ? [] : [0, -1].map((at) => [iv, ciphertext, flipped(aad, at)] as const)),
        [iv, ciphertext, joined(aad, [0])],
        [iv, joined([0], ciphertext), aad],
        [iv, joined(ciphertext, [0]), aad],
        [iv, ciphertext.slice(1), aad],
        // Tags of 15, 12 and 0 bytes.
        ...[15, 12, 0].map((left) => [iv, ciphertext.slice(0, ciphertext.length - 16 + left), aad] as const),
      ]
      for (const [otherIv, other, otherAad] of bad) {
        equal(await p.decrypt(primitive, key, otherIv, other, otherAad), undefined, `${hex(otherIv)} ${hex(other)}`)
      }
    })
  }

  for (const bits of sizes) {
    const gcm: CipherPrimitive = { name: 'AES-GCM', bits }
    when([gcm], `AES-GCM ${bits}: any bit that is changed is seen`, async (p) => {
      const key = await p.importKey({ kty: 'oct', k: noise(bits / 8) })
      const [iv, aad] = [noise(12), noise(5)]
      const ciphertext = await p.encrypt(gcm, key, iv, noise(7), aad)
      equal(ciphertext.length, 7 + 16)
      for (const each of eachBitChanged(ciphertext)) equal(await p.decrypt(gcm, key, iv, each, aad), undefined)
      for (const each of eachBitChanged(iv)) equal(await p.decrypt(gcm, key, each, ciphertext, aad), undefined)
      for (const each of eachBitChanged(aad)) equal(await p.decrypt(gcm, key, iv, ciphertext, each), undefined)
      for (const each of [undefined, empty]) equal(await p.decrypt(gcm, key, iv, ciphertext, each), undefined)
      equal(await p.decrypt(gcm, key, iv, ciphertext, aad), noise(7), 'unchanged')
    })
    when([gcm], `AES-GCM ${bits}: less than a tag, and another key`, async (p) => {
      const key = await p.importKey({ kty: 'oct', k: noise(bits / 8) })
      const other = await p.importKey({ kty: 'oct', k: flipped(noise(bits / 8)) })
      const iv = noise(12)
      const tag = await p.encrypt(gcm, key, iv, empty)
      equal(tag.length, 16)
      for (let length = 0; length < 16; length++) {
        equal(await p.decrypt(gcm, key, iv, tag.slice(0, length)), undefined, `${length} bytes`)
      }
      equal(await p.decrypt(gcm, other, iv, tag), undefined, 'another key')
      equal(await p.decrypt(gcm, key, iv, tag), empty, 'the key')
    })
    when([gcm], `AES-GCM ${bits}: under an IV of 8 or 16 bytes nothing is encrypted or decrypted`, async (p) => {
      const key = await p.importKey({ kty: 'oct', k: noise(bits / 8) })
      for (const sealed of underOtherIvs[bits]) {
        const iv = noise(sealed === underOtherIvs[bits][0] ? 8 : 16)
        // Core asks for neither: a backend may answer as it does for a tag that does not fit, or throw.
        const opened = await outcomeOf(() => p.decrypt(gcm, key, iv, fromHex(sealed)))
        const made = await outcomeOf(() => p.encrypt(gcm, key, iv, noise(8)))
        equal([opened, made], [undefined, undefined], `${iv.length} bytes`)
      }
    })

    const cbc: CipherPrimitive = { name: 'AES-CBC', bits }
    when([cbc], `AES-CBC ${bits}: no whole blocks, or none`, async (p) => {
      const key = await p.importKey({ kty: 'oct', k: noise(bits / 8) })
      const ciphertext = await p.encrypt(cbc, key, noise(16), noise(20))
      equal(ciphertext.length, 32)
      for (const length of [0, 1, 8, 15, 17, 31]) {
        equal(await p.decrypt(cbc, key, noise(16), ciphertext.slice(0, length)), undefined, `${length} bytes`)
      }
      equal(await p.decrypt(cbc, key, noise(16), joined(ciphertext, [0])), undefined, '33 bytes')
      equal(await p.decrypt(cbc, key, noise(16), ciphertext), noise(20), 'the whole')
    })
  }
  for (const { name, ...octets } of file.badPadding) {
    const primitive = octets.primitive as CipherPrimitive
    when([primitive], `AES-CBC ${primitive.bits}: padding that is none: ${name}`, async (p) => {
      const key = await p.importKey({ kty: 'oct', k: fromHex(octets.key) })
      equal(await p.decrypt(primitive, key, fromHex(octets.iv), fromHex(octets.ciphertext)), undefined)
    })
  }

  for (const { primitive, zeros, end, ...octets } of file.large as readonly Large[]) {
    when([primitive], `${primitive.name} ${primitive.bits}: ${zeros} octets`, async (p) => {
      const key = await p.importKey({ kty: 'oct', k: fromHex(octets.key) })
      const [iv, aad] = [fromHex(octets.iv), fromHex(octets.additional)]
      const ciphertext = await p.encrypt(primitive, key, iv, new Uint8Array(zeros), aad)
      equal(hex(ciphertext.slice(-16)), end, 'the last octets')
      const plaintext = await p.decrypt(primitive, key, iv, ciphertext, aad)
      equal([plaintext?.length, plaintext?.every((octet) => octet === 0)], [zeros, true])
      if (primitive.name === 'AES-GCM')
        equal(await p.decrypt(primitive, key, iv, flipped(ciphertext, 0), aad), undefined)
    })
  }
}

/** What the call comes to; `undefined` where it throws. */
async function outcomeOf<T>(call: () => T): Promise<Awaited<T> | undefined> {
  try {
    return await call()
  } catch {
    return undefined
  }
}
