import { base64url, InvalidKeyError, JWSError } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { octetsOf, replaced, secret } from './craft.ts'
import { der, fromHex, fromNumber, joined, toNumber } from './der.ts'
import { refuseSignature } from './refuse-signature.ts'
import { needAlgorithms, needing, testKeys, verifierOf } from './test-keys.ts'

const orders = {
  ES256: 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551',
  ES384: 'ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973',
  ES512:
    '01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409',
  ES256K: 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141',
} as const

/** Signatures that are not exactly what the algorithm makes. */
export const attacksSignatures: Suite = (o, it) => {
  for (const name of ['ES256', 'ES384', 'ES512', 'ES256K'] as const) {
    const order = toNumber(fromHex(orders[name]))
    const width = fromHex(orders[name]).length
    const sign = () => o.sign('x', testKeys[name].private, { algorithm: name })

    needing(o, it, [name, name], `${name}: r or s that is 0, the order, or more (CVE-2022-21449)`, async () => {
      const token = await sign()
      const made = octetsOf(token)[2] as Uint8Array
      const [r, s] = [toNumber(made.slice(0, width)), toNumber(made.slice(width))]
      const most = (1n << BigInt(width * 8)) - 1n
      const bad = [0n, order, order + 1n, most, r + order, order * 2n].filter((value) => value <= most)
      for (const value of bad) {
        const pairs = [
          [value, s],
          [r, value],
          [value, value],
          [value, 1n],
          [1n, value],
        ] as const
        for (const [left, right] of pairs) await refuseSignature(o, name, token, pair(left, right, width))
      }
      for (const [left, right] of [
        [1n, 1n],
        [r, 1n],
        [s, r],
        [r, s + order],
      ] as const) {
        if (right <= most) await refuseSignature(o, name, token, pair(left, right, width))
      }
    })
    needing(
      o,
      it,
      [name, name],
      `${name}: both s and the order less s are good, as RFC 7518 has no rule of low s`,
      async () => {
        const token = await sign()
        const made = octetsOf(token)[2] as Uint8Array
        const other = pair(toNumber(made.slice(0, width)), order - toNumber(made.slice(width)), width)
        for (const each of [token, replaced(token, 2, other)]) {
          equal((await o.verify(each, verifierOf(name), { algorithms: [name] })).text(), 'x')
        }
      },
    )
    needing(o, it, [name, name], `${name}: DER, and lengths that are one off`, async () => {
      const token = await sign()
      const made = octetsOf(token)[2] as Uint8Array
      const [r, s] = [made.slice(0, width), made.slice(width)]
      const integer = (octets: Uint8Array) => der(2, (octets[0] ?? 0) >= 0x80 ? joined([0], octets) : octets)
      const bad = [
        der(0x30, integer(r), integer(s)),
        made.slice(1),
        made.slice(0, -1),
        joined([0], made),
        joined(made, [0]),
        joined([0], r, [0], s),
        joined(s, r),
        joined(made, made),
        r,
        new Uint8Array(0),
      ]
      for (const signature of bad) await refuseSignature(o, name, token, signature)
    })
  }
  it('ES256 by a key on P-521, ES512 by one on P-256', async () => {
    needAlgorithms(o, 'ES256', 'ES512')
    for (const [algorithm, name] of [
      ['ES256', 'ES512'],
      ['ES512', 'ES256'],
    ] as const) {
      const token = await o.sign('x', testKeys[algorithm].private, { algorithm })
      await refuses(() => o.verify(token, verifierOf(name), { algorithms: [algorithm] }), { is: InvalidKeyError })
      await refuses(() => o.verify(token, verifierOf(name), { algorithms: [algorithm, name] }), { is: JWSError })
      await refuses(() => o.verify(token, { keys: [verifierOf(name)] }, { algorithms: [algorithm] }), { is: JWSError })
    }
  })

  it('HMAC: tags of other lengths and of other hashes', async () => {
    const lengths = { HS256: 32, HS384: 48, HS512: 64 } as const
    for (const [algorithm, length] of Object.entries(lengths)) {
      const token = await o.sign('x', secret, { algorithm })
      const made = octetsOf(token)[2] as Uint8Array
      equal(made.length, length)
      for (const size of [0, 1, 16, length - 1]) {
        await refuseSignature(o, algorithm, token, made.slice(0, size), 'HS512', secret)
      }
      await refuseSignature(o, algorithm, token, joined(made, [0]), 'HS512', secret)
      const input = token.slice(0, token.lastIndexOf('.'))
      for (const other of Object.keys(lengths).filter((name) => name !== algorithm)) {
        const wrong = await (await o.construct(secret, other)).sign(input)
        await refuseSignature(o, algorithm, token, wrong, 'HS512', secret)
        await refuseSignature(o, algorithm, token, wrong.slice(0, length), 'HS512', secret)
      }
    }
  })
  it('a secret for HS256 verifies no HS512', async () => {
    const jwk = { kty: 'oct', k: base64url.encode(secret), alg: 'HS256' }
    const token = await o.sign('x', secret, { algorithm: 'HS512' })
    await refuses(() => o.verify(token, jwk), { is: JWSError })
    await refuses(() => o.verify(token, jwk, { algorithms: ['HS256', 'HS512'] }), { is: JWSError })
    await refuses(() => o.verify(token, jwk, { algorithms: ['HS512'] }), { is: InvalidKeyError })
    await refuses(() => o.verify(token, { keys: [jwk] }, { algorithms: ['HS512'] }), { is: JWSError })
  })
  for (const name of ['Ed25519', 'Ed448'] as const) {
    needing(o, it, [name, name], `${name}: lengths that are one off, and s of the order or more`, async () => {
      const token = await o.sign('x', testKeys[name].private, { algorithm: name })
      const made = octetsOf(token)[2] as Uint8Array
      const half = made.length / 2
      const order =
        name === 'Ed25519'
          ? (1n << 252n) + 27742317777372353535851937790883648493n
          : (1n << 446n) - 13818066809895115352007386748515426880336692474882178609894547503885n
      const s = toNumber(made.slice(half).reverse()) + order
      const malleable = joined(made.slice(0, half), fromNumber(s, half).reverse())
      const bad = [
        malleable,
        made.slice(1),
        made.slice(0, -1),
        joined(made, [0]),
        joined([0], made),
        new Uint8Array(made.length),
      ]
      for (const signature of bad) await refuseSignature(o, name, token, signature)
    })
  }
}

function pair(r: bigint, s: bigint, width: number): Uint8Array {
  return joined(fromNumber(r, width), fromNumber(s, width))
}
