import type { Bytes, CipherPrimitive, Primitive, Primitives, SignaturePrimitive } from '@jose/core'
import { equal, ok } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { utf8 } from './craft.ts'
import {
  hex,
  jwkOf,
  materialOf,
  noise,
  octetsOfMac,
  primitiveCases,
  primitivesOf,
  publicMaterialOf,
  same,
  type VectorKey,
} from './primitives-calls.ts'

const large = 300_000

/** Whose memory is whose: what goes in is read before the call returns, and what came out does not change any more. */
export const primitivesMemory: Suite = (o, it) => {
  const when = primitiveCases(o, it)
  /** What comes of octets that the caller changes as soon as it has the call behind it. */
  const afterwards = async <T>(
    octets: readonly Bytes[],
    call: (p: Primitives, ...given: Bytes[]) => T,
  ): Promise<Awaited<T>> => {
    const given = octets.map((each) => Uint8Array.from(each))
    const answer = call(primitivesOf(o), ...given)
    for (const each of given) each.fill(0x55)
    return await answer
  }
  const secret = (p: Primitives, bytes: number) => p.importKey({ kty: 'oct', k: noise(bytes) })
  const pair = (p: Primitives, key: VectorKey) => p.importKey(materialOf(jwkOf(key)))
  const half = (p: Primitives, key: VectorKey) => p.importKey(publicMaterialOf(jwkOf(key)))

  const hmac = { name: 'HMAC', hash: 'SHA-256' } as const
  when([{ name: 'digest', hash: 'SHA-256' }, hmac], 'digest and HMAC read what they are given at once', async (p) => {
    const key = await secret(p, 32)
    for (const length of [10, large]) {
      const data = noise(length)
      const [digest, tag] = [await p.digest('SHA-256', data), octetsOfMac(await p.mac(hmac, key, data))]
      equal(await afterwards([data], (raw, given) => raw.digest('SHA-256', given as Bytes)), digest, 'digest')
      const again = await afterwards([data], (raw, given) => raw.mac(hmac, key, given as Bytes))
      equal(octetsOfMac(again), tag, 'tag')
      equal(
        await afterwards([tag, data], (raw, first, second) =>
          raw.verifyMac(hmac, key, first as Bytes, second as Bytes),
        ),
        true,
        'verified',
      )
    }
  })
  for (const [primitive, name] of [
    [{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, 'RS256'],
    [{ name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 }, 'RS256'],
    [{ name: 'ECDSA', hash: 'SHA-256', curve: 'P-256' }, 'ES256'],
    [{ name: 'ECDSA', hash: 'SHA-512', curve: 'P-521' }, 'ES512'],
    [{ name: 'ECDSA', hash: 'SHA-256', curve: 'secp256k1' }, 'ES256K'],
    [{ name: 'Ed25519' }, 'Ed25519'],
    [{ name: 'Ed448' }, 'Ed448'],
    [{ name: 'ML-DSA-44' }, 'ML-DSA-44'],
  ] as readonly (readonly [SignaturePrimitive, 'RS256'])[]) {
    when([primitive], `${Object.values(primitive).join(' ')} reads what it is given at once`, async (p) => {
      const [ours, theirs] = [await pair(p, name), await half(p, name)]
      const data = noise(1000)
      const made = await afterwards([data], (raw, given) => raw.sign(primitive, ours, given as Bytes))
      equal(await p.verify(primitive, theirs, made, data), true, 'signed')
      const good = await afterwards([made, data], (raw, signature, given) =>
        raw.verify(primitive, theirs, signature as Bytes, given as Bytes),
      )
      equal(good, true, 'verified')
    })
  }
  for (const primitive of [
    { name: 'AES-GCM', bits: 128 },
    { name: 'AES-CBC', bits: 128 },
  ] as readonly CipherPrimitive[]) {
    when([primitive], `${primitive.name} reads what it is given at once`, async (p) => {
      const key = await secret(p, 16)
      for (const length of [20, large]) {
        const [iv, plaintext, aad] = [noise(primitive.name === 'AES-GCM' ? 12 : 16), noise(length), noise(9)]
        const ciphertext = await p.encrypt(primitive, key, iv, plaintext, aad)
        const again = await afterwards([iv, plaintext, aad], (raw, ...[a, b, c]) =>
          raw.encrypt(primitive, key, a as Bytes, b as Bytes, c as Bytes),
        )
        ok(same(again, ciphertext), 'the ciphertext')
        const back = await afterwards([iv, ciphertext, aad], (raw, ...[a, b, c]) =>
          raw.decrypt(primitive, key, a as Bytes, b as Bytes, c as Bytes),
        )
        ok(same(back, plaintext), 'the plaintext')
      }
    })
  }
  for (const [primitive, key] of [
    [{ name: 'AES-KW', bits: 128 }, undefined],
    [{ name: 'RSA-OAEP', hash: 'SHA-256' }, 'RS256'],
    [{ name: 'RSAES-PKCS1-v1_5' }, 'RS256'],
  ] as const) {
    when([primitive], `${Object.values(primitive).join(' ')} reads what it is given at once`, async (p) => {
      const [ours, theirs] =
        key === undefined ? [await secret(p, 16), await secret(p, 16)] : [await pair(p, key), await half(p, key)]
      const wrapped = await afterwards([noise(32)], (raw, given) => raw.wrap(primitive, theirs, given as Bytes))
      equal(await p.unwrap(primitive, ours, wrapped), noise(32), 'wrapped')
      equal(await afterwards([wrapped], (raw, given) => raw.unwrap(primitive, ours, given as Bytes)), noise(32))
    })
  }
  const password = { name: 'PBKDF2', hash: 'SHA-256' } as const
  when([password], 'PBKDF2 reads what it is given at once', async (p) => {
    const derived = await p.derive(password, noise(8), noise(16), 1000, 32)
    const again = await afterwards([noise(8), noise(16)], (raw, secretOctets, salt) =>
      raw.derive(password, secretOctets as Bytes, salt as Bytes, 1000, 32),
    )
    equal(again, derived)
  })
  when([{ name: 'DEFLATE' }], 'DEFLATE reads what it is given at once', async (p) => {
    for (const octets of [utf8('abc'.repeat(100)), noise(large)]) {
      const deflated = await afterwards([octets], (raw, given) => raw.deflate(given as Bytes))
      const inflated = await p.inflate(deflated, large)
      ok(same(inflated, octets), 'what was deflated')
      const again = await afterwards([deflated], (raw, given) => raw.inflate(given as Bytes, large))
      ok(same(again, octets), 'what was inflated')
    }
  })
  when([hmac], 'importKey reads what it is given at once', async (p) => {
    const tag = octetsOfMac(await p.mac(hmac, await secret(p, 32), 'data'))
    const key = await afterwards([noise(32)], (raw, k) => raw.importKey({ kty: 'oct', k: k as Bytes }))
    equal(octetsOfMac(await p.mac(hmac, key, 'data')), tag)
  })

  const gcm: CipherPrimitive = { name: 'AES-GCM', bits: 256 }
  const needs: readonly Primitive[] = [hmac, gcm, { name: 'digest', hash: 'SHA-256' }]
  when(needs, 'many calls at a time come to what each comes to alone, and answers stay as they are', async (p) => {
    const [macKey, key] = [await secret(p, 32), await secret(p, 32)]
    const calls = Array.from({ length: 40 }, (_, index) => async (): Promise<readonly unknown[]> => {
      const data = noise(index * 100)
      const tag = await p.mac(hmac, macKey, data)
      const ciphertext = await p.encrypt(gcm, key, noise(12), data, noise(index))
      const plaintext = await p.decrypt(gcm, key, noise(12), ciphertext, noise(index))
      return [await p.digest('SHA-256', data), octetsOfMac(tag), ciphertext, plaintext]
    })
    const written = (answers: readonly unknown[]) => answers.map((octets) => hex(octets as Bytes))
    const first: (readonly unknown[])[] = []
    const alone: (readonly string[])[] = []
    for (const call of calls) {
      const answers = await call()
      first.push(answers)
      alone.push(written(answers))
    }
    const together = await Promise.all(calls.map((call) => call()))
    equal(together.map(written), alone, 'at a time')
    equal(first.map(written), alone, 'the first answers')
  })
}
