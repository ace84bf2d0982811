import { base64url, InvalidKeyError, JWKError, type KeyMaterial } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { Suite } from '../suite.ts'
import { altered } from './altered.ts'
import { flipped } from './craft.ts'
import { armoured, der, fromHex, fromNumber, joined, toNumber, unarmoured } from './der.ts'
import { hasKey, needAlgorithms, testKeys, verifierOf } from './test-keys.ts'
import { rsa1024 } from './weak-keys.ts'

const number = (text: string | undefined): bigint => toNumber(base64url.decode(text ?? ''))
const member = (value: bigint, width = 0): string => base64url.encode(fromNumber(value, width))

/** Numbers that make no key, or a weak one, are refused when the key is constructed, whoever brings them. */
export const keyNumbers: Suite = (o, it) => {
  const { RS256: rsa, ES256: p256, ES512: p521 } = testKeys
  const n = number(rsa.public.n)

  it('RSA: 1024 bits, in every form, to sign and to verify', async () => {
    const { n: modulus = '', e = '' } = rsa1024
    const pkcs1 = der(0x30, der(2, [0], base64url.decode(modulus)), der(2, base64url.decode(e)))
    const forms = [rsa1024, { kty: 'RSA', n: modulus, e }, { der: pkcs1 }, armoured('RSA PUBLIC KEY', pkcs1)]
    for (const material of forms) await refuseNumbers(o, material, { code: 'ERR_KEY_SIZE' })
    for (const algorithm of ['RS256', 'PS256']) {
      await refuses(() => o.sign('x', rsa1024, { algorithm }), { is: InvalidKeyError })
      const token = await o.sign('x', rsa.private, { algorithm })
      await refuses(() => o.verify(token, rsa1024, { algorithms: [algorithm] }), { is: InvalidKeyError })
    }
  })
  it('RSA: 2047 bits, 2048 bits, over 16384 bits', async () => {
    await refuseNumbers(o, { ...rsa.public, n: member(n >> 1n) }, { code: 'ERR_KEY_SIZE' })
    equal((await o.construct({ ...rsa.public, n: member((1n << 2048n) - 2009n) })).key.bits, 2048)
    await refuseNumbers(o, { ...rsa.public, n: member((1n << 16384n) + 1n) }, { code: 'ERR_KEY_SIZE' })
    await refuseNumbers(o, { ...rsa.public, n: 'AA' }, {})
  })
  it('RSA: an exponent that is 0, 1, even, or over 64 bits', async () => {
    for (const e of [0n, 1n, 2n, 4n, 65536n, (1n << 64n) + 1n, (1n << 2047n) + 1n]) {
      await refuseNumbers(o, { ...rsa.public, e: member(e) }, { is: InvalidKeyError })
    }
    for (const e of [3n, 17n, 65537n]) equal((await o.construct({ ...rsa.public, e: member(e) })).key.kty, 'RSA')
  })
  it('RSA: an even modulus', async () => {
    await refuseNumbers(o, { ...rsa.public, n: member(n - 1n) }, { is: InvalidKeyError })
    await refuseNumbers(o, { ...rsa.public, n: member(1n << 2047n) }, { is: InvalidKeyError })
  })
  it('RSA: a modulus with the fingerprint of ROCA (CVE-2017-15361)', async () => {
    for (const k of [1n, 5n, 1234567n]) {
      const weak = rocaModulus(k)
      const error = await refuseNumbers(o, { ...rsa.public, n: member(weak) }, { is: InvalidKeyError })
      ok(error.message.includes('ROCA'), 'a message that names it')
      equal((await o.construct({ ...rsa.public, n: member(weak + 2n) })).key.bits, 2048, 'the next odd number')
    }
  })
  it('RSA: private numbers that do not belong to the modulus, or to each other', async () => {
    const wrong = ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const
    for (const name of wrong) {
      const value = number(rsa.private[name])
      for (const changed of [value + 2n, value - 2n, 1n, 0n, n]) {
        await refuseNumbers(o, { ...rsa.private, [name]: member(changed) }, {})
      }
    }
    await refuseNumbers(o, { ...rsa.private, e: 'Aw' }, {})
    await refuseNumbers(o, { ...rsa.private, n: member(n - 2n) }, {})
    await refuseNumbers(o, { ...rsa.private, p: rsa.private.q }, {})
    await refuseNumbers(o, { ...rsa.private, p: member(1n), q: rsa.private.n }, {})
    // Each of these breaks one rule and keeps all others.
    const [d, p, q] = [number(rsa.private.d), number(rsa.private.p), number(rsa.private.q)]
    const off = d + (p - 1n)
    await refuseNumbers(o, { ...rsa.private, d: member(off % n), dq: member((off % n) % (q - 1n)) }, {})
    await refuseNumbers(o, { ...rsa.private, d: member(d + (p - 1n) * (q - 1n)) }, {})
    await refuseNumbers(o, { ...rsa.private, qi: member(number(rsa.private.qi) + p) }, {})
    await refuseNumbers(o, { ...rsa.private, p: member(p - 2n) }, {})
    const { p: _, q: __, dp: ___, dq: ____, qi: _____, ...bare } = rsa.private
    for (const d of [0n, 1n, 2n, number(bare.d) + 2n, n - 2n]) await refuseNumbers(o, { ...bare, d: member(d) }, {})
  })

  it('EC: a point off the curve', async () => {
    for (const name of ['ES256', 'ES384', 'ES512', 'ES256K'] as const) {
      const jwk = testKeys[name].public
      const width = base64url.decode(jwk.x ?? '').length
      const [x, y] = [number(jwk.x), number(jwk.y)]
      const zero = member(0n, width)
      const points: readonly object[] = [
        { y: member(y ^ 1n, width) },
        { x: member(x ^ 1n, width) },
        { x: jwk.y, y: jwk.x },
        { x: zero, y: zero },
        { x: zero, y: member(1n, width) },
        { x: base64url.encode(new Uint8Array(width).fill(255)) },
      ]
      for (const point of points) await refuseNumbers(o, { ...jwk, ...point }, {})
      const spki = unarmoured(testKeys[name].publicPem)
      await refuseNumbers(o, { der: flipped(spki) }, {})
      await refuseNumbers(o, armoured('PUBLIC KEY', flipped(spki)), {})
    }
  })
  it('EC: a coordinate of p or more that fits the width', async () => {
    const p = (1n << 521n) - 1n
    for (const coordinate of ['x', 'y']) {
      const value = number(p521.public[coordinate] as string)
      await refuseNumbers(o, { ...p521.public, [coordinate]: member(value + p, 66) }, {})
    }
  })
  it('EC: a private number that is 0, or not below the order', async () => {
    const order = toNumber(fromHex('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'))
    for (const d of [0n, order, order + 1n, (1n << 256n) - 1n]) {
      await refuseNumbers(o, { ...p256.private, d: member(d, 32) }, {})
    }
    await refuseNumbers(o, { ...p256.private, d: member(number(p256.private.d) + order, 33) }, {})
  })
  for (const name of ['ES256', 'ES384', 'ES512', 'ES256K', 'Ed25519', 'Ed448', 'ML-DSA-44'] as const) {
    it(`${name}: a private half of another key`, async () => {
      needAlgorithms(o, name)
      const jwk = testKeys[name].private
      const other = await (await o.generate(name)).toJwk({ private: true })
      const half = name.startsWith('ML') ? 'priv' : 'd'
      await refuseNumbers(o, { ...jwk, [half]: other[half] }, { is: InvalidKeyError })
      equal((await o.construct({ ...other, [half]: other[half] })).key.type, 'private')
      if (!name.startsWith('ES')) return
      // PKCS#8 and SEC1 end with the public point.
      const point = unarmoured(await (await o.construct(other)).toPem())
      const width = base64url.decode(jwk.x ?? '').length
      const mixed = joined(unarmoured(testKeys[name].privatePem).slice(0, -2 * width), point.slice(-2 * width))
      await refuseNumbers(o, { der: mixed }, { is: InvalidKeyError })
    })
  }

  const edwards25519 = (1n << 255n) - 19n
  const order8 = [
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  ]
  const littleEndian = (value: bigint, width: number): Uint8Array => fromNumber(value, width).reverse()
  const signed = (octets: Uint8Array): Uint8Array =>
    joined(octets.slice(0, -1), [(octets[octets.length - 1] ?? 0) | 0x80])
  it('Ed25519: points of small order, in all their encodings, and coordinates of p or more', async () => {
    const encodings = [
      ...[0n, 1n, edwards25519 - 1n, edwards25519, edwards25519 + 1n].map((y) => littleEndian(y, 32)),
      ...order8.map(fromHex),
      ...[(1n << 255n) - 1n, edwards25519 + 5n].map((y) => littleEndian(y, 32)),
    ]
    for (const octets of encodings) {
      for (const x of [octets, signed(octets)]) {
        await refuseNumbers(o, { kty: 'OKP', crv: 'Ed25519', x: base64url.encode(x) }, { is: InvalidKeyError })
        const spki = der(0x30, der(0x30, der(6, fromHex('2b6570'))), der(3, [0], x))
        await refuseNumbers(o, { der: spki }, { is: InvalidKeyError })
      }
    }
  })
  it('Ed448: points of small order, and coordinates of p or more', async () => {
    const p = (1n << 448n) - (1n << 224n) - 1n
    for (const y of [0n, 1n, p - 1n, p, p + 1n, (1n << 448n) - 1n, 1n << 448n]) {
      for (const octets of [littleEndian(y, 57), signed(littleEndian(y, 57))]) {
        await refuseNumbers(o, { kty: 'OKP', crv: 'Ed448', x: base64url.encode(octets) }, { is: InvalidKeyError })
      }
    }
  })
  it('X25519 and X448: points of small order, reduced or not', async () => {
    const p448 = (1n << 448n) - (1n << 224n) - 1n
    const low = [
      'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
      '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
    ]
    const u = [0n, 1n, edwards25519 - 1n, edwards25519, edwards25519 + 1n].map((value) => littleEndian(value, 32))
    for (const octets of [...u, ...low.map(fromHex)]) {
      for (const x of [octets, signed(octets)]) {
        await refuseNumbers(o, { kty: 'OKP', crv: 'X25519', x: base64url.encode(x) }, { is: InvalidKeyError })
      }
    }
    for (const value of [0n, 1n, p448 - 1n, p448, p448 + 1n]) {
      const x = base64url.encode(littleEndian(value, 56))
      await refuseNumbers(o, { kty: 'OKP', crv: 'X448', x }, { is: InvalidKeyError })
    }
  })
  it('core decides all of this before the backend is asked', async () => {
    const asked: KeyMaterial[] = []
    const importKey = (material: KeyMaterial): never => {
      asked.push(material)
      throw new Error('asked')
    }
    const { async, sync } = o.backend
    const core = altered(o, { async: { ...async, importKey }, sync: sync && { ...sync, importKey } })
    const order = toNumber(fromHex('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'))
    const y = number(p256.public.y)
    const bad = [
      rsa1024,
      { ...rsa.public, e: 'AQ' },
      { ...rsa.public, n: member(n - 1n) },
      { ...rsa.private, qi: 'AQ' },
      { ...p256.public, y: member(y ^ 1n, 32) },
      { ...p521.public, x: member(number(p521.public.x) + (1n << 521n) - 1n, 66) },
      { ...p256.private, d: member(order, 32) },
      { ...p256.private, d: member(0n, 32) },
      { kty: 'OKP', crv: 'Ed25519', x: base64url.encode(new Uint8Array(32)) },
      { kty: 'oct', k: '' },
    ]
    for (const jwk of bad) await refuses(() => core.construct(jwk), { is: JWKError })
    equal(asked.length, 0, 'keys that the backend was asked to import')
    await refuses(() => core.construct(p256.public), { message: 'asked' })
  })
  it('every test key passes these checks', async () => {
    for (const name of ['RS256', 'ES256', 'ES384', 'ES512', 'ES256K', 'Ed25519', 'Ed448'] as const) {
      if (hasKey(o, name)) equal((await o.construct(verifierOf(name))).key.type, 'public', name)
    }
  })
}

async function refuseNumbers(o: Operations, material: object | string, refusal: object): Promise<Error> {
  return refuses(() => o.construct(material), { is: JWKError, ...refusal })
}

/** An odd number of 2048 bits that is a power of 65537 modulo each prime from 3 to 167. */
function rocaModulus(k: bigint): bigint {
  let product = 1n
  for (let candidate = 3; candidate <= 167; candidate += 2) {
    if (Array.from({ length: candidate - 2 }, (_, index) => index + 2).every((divisor) => candidate % divisor !== 0)) {
      product *= BigInt(candidate)
    }
  }
  let power = 1n
  for (let step = 0n; step < k % 1000n; step++) power = (power * 65537n) % product
  const start = (3n << 2046n) / product
  const found = power + product * start
  return found % 2n === 1n ? found : found + product
}
