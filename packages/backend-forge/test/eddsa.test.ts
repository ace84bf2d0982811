import './pure-javascript.ts'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { describe, expect, it } from 'vitest'
import { edwardsCurves } from '../src/curves.ts'
import { verifyEdwards } from '../src/eddsa.ts'
import { forgeBackend } from '../src/index.ts'

/** Signatures whose R or key has a part of small order: good by the equation with the cofactor, and only by that. */
describe('Ed25519 by the equation without the cofactor', () => {
  const { sync } = forgeBackend()
  const { Point } = ed25519
  const order8 = Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05')
  const littleEndian = (octets: Uint8Array): bigint => BigInt(`0x${Buffer.from(octets).reverse().toString('hex')}`)

  it.each(['R', 'the key', 'neither'])('a part of small order in %s', (place) => {
    const data = Buffer.from('x')
    const [secret, nonce] = [1234567n, 7654321n]
    const key = Point.BASE.multiply(secret)
      .add(place === 'the key' ? order8 : Point.ZERO)
      .toBytes()
    const r = Point.BASE.multiply(nonce)
      .add(place === 'R' ? order8 : Point.ZERO)
      .toBytes()
    const k = littleEndian(createHash('sha512').update(r).update(key).update(data).digest()) % Point.Fn.ORDER
    const signature = Buffer.concat([r, Point.Fn.toBytes(Point.Fn.create(nonce + k * secret))])
    const x = Buffer.from(key).toString('base64url')
    const openssl = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })

    const own = sync.importKey({ kty: 'OKP', crv: 'Ed25519', x: key })
    expect(ed25519.verify(signature, data, key, { zip215: false })).toBe(true)
    expect(sync.verify({ name: 'Ed25519' }, own, signature, data)).toBe(verify(null, data, openssl, signature))
    expect(sync.verify({ name: 'Ed25519' }, own, signature, data)).toBe(place === 'neither')
  })
})

describe.each(['Ed25519', 'Ed448'] as const)('%s refuses', (curve) => {
  const data = Buffer.from('x')
  const { Point, keygen, sign: signing, lengths } = edwardsCurves[curve]
  const { secretKey, publicKey } = keygen()
  const signature = signing(data, secretKey)
  const width = (lengths.signature as number) / 2
  const littleEndian = (number: bigint): Buffer =>
    Buffer.from(number.toString(16).padStart(2 * width, '0'), 'hex').reverse()

  it('signatures of other lengths', () => {
    expect(verifyEdwards(curve, publicKey, signature, data)).toBe(true)
    for (const other of [signature.slice(0, -1), Buffer.concat([signature, Buffer.of(0)]), new Uint8Array(0)]) {
      expect(verifyEdwards(curve, publicKey, other, data)).toBe(false)
    }
  })
  it('numbers that are not below the order (RFC 8032 §8.4)', () => {
    const s = BigInt(`0x${Buffer.from(signature.slice(width)).reverse().toString('hex')}`)
    for (const other of [s + Point.Fn.ORDER, Point.Fn.ORDER, 2n ** BigInt(8 * width) - 1n]) {
      const made = Buffer.concat([signature.slice(0, width), littleEndian(other)])
      expect(verifyEdwards(curve, publicKey, made, data)).toBe(false)
    }
  })
  it('keys that are no points, or are written with a number that is not below the prime', () => {
    const nonce = 7654321n
    const made = Buffer.concat([Point.BASE.multiply(nonce).toBytes(), littleEndian(nonce)])
    // The point zero is its own multiple: whatever it signs is good to who takes it for a key, as core never does.
    expect(verifyEdwards(curve, littleEndian(1n), made, data)).toBe(true)
    expect(verifyEdwards(curve, littleEndian(Point.Fp.ORDER + 1n), made, data)).toBe(false)
    for (let y = 2n; y < 10n; y++) expect(verifyEdwards(curve, littleEndian(y), made, data)).toBe(false)
  })
})
