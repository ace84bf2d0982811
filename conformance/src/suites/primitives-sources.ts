import type { BackendKey } from '@jose/core'
import { equal, ok } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { Suite } from '../suite.ts'
import {
  hex,
  materialOf,
  type NumbersJwk,
  noise,
  overlap,
  primitiveCases,
  publicMaterialOf,
} from './primitives-calls.ts'
import { testKeys } from './test-keys.ts'

/** The source of randomness. */
export const primitivesRandom: Suite = (o, it) => {
  it('random: as many bytes as were asked for, never the same ones', () => {
    for (const length of [0, 1, 12, 16, 32, 65_536, 65_537, 100_000]) {
      const octets = o.backend.random(length)
      ok(octets instanceof Uint8Array, 'octets')
      equal(octets.length, length)
    }
    const seen = new Set(Array.from({ length: 1000 }, () => hex(o.backend.random(16))))
    equal(seen.size, 1000, 'different values')
  })
  it('random: every value of an octet, in every part of a long answer', () => {
    const octets = o.backend.random(100_000)
    for (let from = 0; from < octets.length; from += 20_000) {
      // One octet in 256 is missing from 20,000 with a chance of one in 10^31.
      equal(new Set(octets.subarray(from, from + 20_000)).size, 256, `from ${from}`)
    }
  })
  it('random: an answer stays as it is', () => {
    const first = o.backend.random(32)
    const before = hex(first)
    const second = o.backend.random(32)
    ok(!overlap(first, second), 'memory of its own')
    second.fill(0)
    o.backend.random(32)
    equal(hex(first), before)
  })
}

/** `adopt`: a handle of the backend's own, and nothing else. */
export const primitivesAdopt: Suite = (o, it) => {
  const when = primitiveCases(o, it)

  const hmac = { name: 'HMAC', hash: 'SHA-256' } as const
  when([hmac], 'adopt: the handle of a secret', async (p) => {
    const key = await p.importKey({ kty: 'oct', k: noise(32) })
    const tag = await p.mac(hmac, key, 'data')
    equal(await p.verifyMac(hmac, adoptedBy(o, key), tag, 'data'), true)
    equal(await p.exportKey(adoptedBy(o, key)), { kty: 'oct', k: noise(32) })
  })
  for (const [needs, name] of [
    [{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, 'RS256'],
    [{ name: 'ECDSA', hash: 'SHA-256', curve: 'P-256' }, 'ES256'],
    [{ name: 'ECDSA', hash: 'SHA-256', curve: 'secp256k1' }, 'ES256K'],
    [{ name: 'Ed25519' }, 'Ed25519'],
    [{ name: 'ML-DSA-44' }, 'ML-DSA-44'],
  ] as const) {
    when([needs], `adopt: the handles of a pair for ${Object.values(needs).join(' ')}`, async (p) => {
      const jwk = testKeys[name].private as NumbersJwk
      const key = await p.importKey(materialOf(jwk))
      const half = await p.importKey(publicMaterialOf(jwk))
      const made = await p.sign(needs, adoptedBy(o, key), 'data')
      equal(await p.verify(needs, half, made, 'data'), true, 'signed')
      equal(await p.verify(needs, adoptedBy(o, half), made, 'data'), true, 'verified')
      equal(await p.verify(needs, adoptedBy(o, half), made, 'other data'), false)
    })
  }
  it('adopt: nothing else', () => {
    const others: readonly unknown[] = [
      ...[undefined, null, true, false, 0, 1, Number.NaN, 1n, '', 'secret', 'CryptoKey', Symbol('key')],
      ...[
        {},
        [],
        [1],
        () => {},
        class {},
        new Map(),
        new Date(0),
        /x/,
        new Error('x'),
        Promise.resolve(),
        Object.create(null),
      ],
      ...[new Uint8Array(32), new ArrayBuffer(32), new DataView(new ArrayBuffer(8)), new Proxy({}, {})],
      ...[testKeys.ES256.private, testKeys.RS256.publicPem, { kty: 'oct', k: noise(32) }, { keys: [] }],
      ...['secret', 'public', 'private'].map((type) => ({ type, handle: {}, material: { kty: 'oct', bits: 256 } })),
      { type: 'secret', algorithm: { name: 'HMAC' }, extractable: true, usages: ['sign'] },
      { [Symbol.toStringTag]: 'CryptoKey' },
      { [Symbol.toStringTag]: 'KeyObject' },
      Object.freeze({ type: 'secret', symmetricKeySize: 32, export: () => noise(32) }),
    ]
    others.forEach((each, index) => {
      equal(o.backend.adopt(each), undefined, `value ${index}`)
    })
  })
}

function adoptedBy(o: Operations, { handle, type, material }: BackendKey): BackendKey {
  const key = o.backend.adopt(handle)
  ok(key !== undefined, 'a key')
  equal([key.type, key.material], [type, material])
  return key
}
