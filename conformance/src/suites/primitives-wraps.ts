import type { Bytes, WrapPrimitive } from '@jose/core'
import file from '../../vectors/primitives/wraps.json' with { type: 'json' }
import { equal, ok } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { flipped } from './craft.ts'
import { fromHex, joined } from './der.ts'
import {
  eachBitChanged,
  hex,
  jwkOf,
  materialOf,
  noise,
  primitiveCases,
  publicMaterialOf,
  type VectorKey,
} from './primitives-calls.ts'
import { testKeys } from './test-keys.ts'

interface WrapVector {
  readonly name: string
  readonly source: string
  readonly primitive: WrapPrimitive
  readonly key: VectorKey
  readonly octets: string
  readonly wrapped: string
}

const rsa: readonly WrapPrimitive[] = [
  ...(['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const).map((hash) => ({ name: 'RSA-OAEP', hash }) as const),
  { name: 'RSAES-PKCS1-v1_5' },
]

/** By OpenSSL 3: `noise(16)`, wrapped from zeros, from the value of RFC 5649, and from 5A, 5A, … in place of A6, A6, … */
const byOtherValues: { readonly [bits in 128 | 192 | 256]: readonly string[] } = {
  128: [
    'a9ee8c66f38d14d272b617f4d0ab9e867e5422fddb0926cd',
    '02dadc97f2b6ed0fecb2ed8ed0fa170190b0731397c21797',
    '0c5844f51e0740a69a86f5ed12c050f26881840f703d53da',
  ],
  192: [
    '51985ee823fc7d8799debdf1343a2638d868104babf15955',
    '88cb5e0b10d481c3c6e853f7ea996ba770f5698917556ef2',
    '3deaebe154e7df0d26f65c9454122175f2d779acdb02cc5c',
  ],
  256: [
    '65ec478c3bd71bf03e3a5c6815e0a48c3ad1a77eb99a0f8c',
    'd2b9f7737cc0f93fff7fe0230bbc80e468dd511a4c90af68',
    'db05ce203a47c1645839f9e70dac59f17cb7ce9d6d580c82',
  ],
}

/** AES Key Wrap, RSAES-OAEP, RSAES-PKCS1-v1_5. */
export const primitivesWraps: Suite = (o, it) => {
  const when = primitiveCases(o, it)

  for (const vector of file.wraps as readonly WrapVector[]) {
    const { primitive } = vector
    when([primitive], `${titleOf(primitive)}: ${vector.source} ${vector.name}`, async (p) => {
      const [octets, wrapped] = [fromHex(vector.octets), fromHex(vector.wrapped)]
      const key = await p.importKey(materialOf(jwkOf(vector.key)))
      equal(await p.unwrap(primitive, key, wrapped), octets, 'unwrapped')
      if (primitive.name === 'AES-KW') {
        equal(hex(await p.wrap(primitive, key, octets)), vector.wrapped, 'wrapped')
        return
      }
      const half = await p.importKey(publicMaterialOf(jwkOf(vector.key)))
      const made = await p.wrap(primitive, half, octets)
      equal(made.length, wrapped.length, 'length')
      equal(await p.unwrap(primitive, key, made), octets, 'wrapped and unwrapped')
      for (const each of otherLengths(wrapped)) equal(await p.unwrap(primitive, key, each), undefined, hex(each))
      for (const each of garbage(wrapped)) {
        const answer = await p.unwrap(primitive, key, each)
        // Padding of PKCS#1 v1.5 that is none may come to octets that mean nothing, so that nobody learns of it.
        if (primitive.name === 'RSA-OAEP') equal(answer, undefined, hex(each))
        else ok(answer === undefined || hex(answer) !== vector.octets, `other octets or none of ${hex(each)}`)
      }
    })
  }

  for (const bits of [128, 192, 256] as const) {
    const primitive: WrapPrimitive = { name: 'AES-KW', bits }
    when([primitive], `AES-KW ${bits}: any bit that is changed is seen, and any other length`, async (p) => {
      const key = await p.importKey({ kty: 'oct', k: noise(bits / 8) })
      const other = await p.importKey({ kty: 'oct', k: flipped(noise(bits / 8)) })
      for (const size of [16, 24, 32, 48, 64]) {
        const wrapped = await p.wrap(primitive, key, noise(size))
        equal(wrapped.length, size + 8, 'length')
        equal(await p.unwrap(primitive, key, wrapped), noise(size), 'unwrapped')
        equal(await p.unwrap(primitive, other, wrapped), undefined, 'by another key')
        if (size === 16) {
          for (const each of eachBitChanged(wrapped)) equal(await p.unwrap(primitive, key, each), undefined, hex(each))
        }
        for (let length = 0; length < wrapped.length; length++) {
          equal(await p.unwrap(primitive, key, wrapped.slice(0, length)), undefined, `${length} of ${size + 8} bytes`)
        }
        for (const more of [1, 7, 8, 16]) {
          equal(await p.unwrap(primitive, key, joined(wrapped, new Uint8Array(more))), undefined, `${more} bytes more`)
        }
      }
      for (const length of [0, 8, 16, 24, 40]) {
        equal(await p.unwrap(primitive, key, new Uint8Array(length)), undefined, `${length} zeros`)
      }
      for (const each of byOtherValues[bits]) equal(await p.unwrap(primitive, key, fromHex(each)), undefined, each)
    })
  }

  for (const primitive of rsa) {
    when([primitive], `${titleOf(primitive)}: keys of every size, and no two alike`, async (p) => {
      const jwk = jwkOf('RS256')
      const key = await p.importKey(materialOf(jwk))
      const half = await p.importKey(publicMaterialOf(jwk))
      for (const size of [1, 16, 24, 32, 48, 64]) {
        const wrapped = await p.wrap(primitive, half, noise(size))
        equal(wrapped.length, 256, 'length')
        equal(await p.unwrap(primitive, key, wrapped), noise(size), `${size} bytes`)
        ok(hex(wrapped) !== hex(await p.wrap(primitive, half, noise(size))), 'another one the second time')
      }
    })
    when([primitive], `${titleOf(primitive)}: another hash, another padding, another key`, async (p) => {
      const key = await p.importKey(materialOf(jwkOf('RS256')))
      const half = await p.importKey(publicMaterialOf(testKeys.RS256.private as never))
      const octets = noise(32)
      const wrapped = await p.wrap(primitive, half, octets)
      for (const other of rsa.filter((each) => titleOf(each) !== titleOf(primitive) && o.backend.supports(each))) {
        const answer = await p.unwrap(other, key, wrapped)
        ok(
          answer === undefined || (other.name !== 'RSA-OAEP' && hex(answer) !== hex(octets)),
          `none as ${titleOf(other)}`,
        )
      }
      const stranger = (file.wraps as readonly WrapVector[]).find(({ name }) => name === 'A.1')?.key as VectorKey
      const answer = await p.unwrap(primitive, await p.importKey(materialOf(jwkOf(stranger))), wrapped)
      ok(answer === undefined || hex(answer) !== hex(octets), 'not by another key')
    })
  }
}

function titleOf(primitive: WrapPrimitive): string {
  return Object.values(primitive).join(' ')
}

/** What is not as long as the modulus (RFC 8017 §7.1.2, §7.2.2), even where the number is the same. */
function otherLengths(wrapped: Bytes): readonly Bytes[] {
  return [
    new Uint8Array(0),
    wrapped.slice(0, 1),
    wrapped.slice(1),
    wrapped.slice(0, -1),
    joined([0], wrapped),
    joined(wrapped, [0]),
    joined(wrapped, wrapped),
  ]
}

/** What is as long, and was not made by wrapping; the last is more than the modulus. */
function garbage(wrapped: Bytes): readonly Bytes[] {
  return [
    ...[0, wrapped.length >> 1, -1].map((at) => flipped(wrapped, at)),
    new Uint8Array(wrapped.length),
    new Uint8Array(wrapped.length).fill(1, -1),
    new Uint8Array(wrapped.length).fill(0xff),
  ]
}
