import './pure-javascript.ts'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { describe, expect, it } from 'vitest'
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
