import { type Bytes, base64url, type EcCurve, type SignaturePrimitive, signatureAlgorithms } from '@jose/core'
import file from '../../vectors/primitives/signatures.json' with { type: 'json' }
import rfc7515 from '../../vectors/rfc/rfc7515.json' with { type: 'json' }
import rfc8037 from '../../vectors/rfc/rfc8037.json' with { type: 'json' }
import rfc9964 from '../../vectors/rfc/rfc9964.json' with { type: 'json' }
import { equal } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { flipped, utf8 } from './craft.ts'
import { der, fromHex, fromNumber, joined, toNumber } from './der.ts'
import {
  asciiOf,
  hex,
  jwkOf,
  materialOf,
  type NumbersJwk,
  primitiveCases,
  publicMaterialOf,
  type VectorKey,
} from './primitives-calls.ts'

interface SignatureVector {
  readonly name: string
  readonly source: string
  readonly primitive: SignaturePrimitive
  readonly key: VectorKey
  /** Octets in hex. */
  readonly data: string
  readonly signature: string
  readonly deterministic?: boolean
}

const orders: { readonly [curve in EcCurve]: bigint } = {
  'P-256': 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  'P-384': 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  'P-521':
    0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  secp256k1: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
}
const edwards = {
  Ed25519: (1n << 252n) + 27742317777372353535851937790883648493n,
  Ed448: (1n << 446n) - 13818066809895115352007386748515426880336692474882178609894547503885n,
}

/** Signatures of every kind. */
export const primitivesSignatures: Suite = (o, it) => {
  const when = primitiveCases(o, it)

  for (const { name, source, primitive, key, signature, deterministic, data } of [
    ...(file.signatures as readonly SignatureVector[]),
    ...[rfc7515, rfc8037, rfc9964].flatMap(tokensOf),
  ]) {
    const title = `${titleOf(primitive)}: ${source} ${name}`
    const [made, octets] = [fromHex(signature), fromHex(data)]
    const text = asciiOf(octets)
    when([primitive], `${title}: is good`, async (p) => {
      const half = await p.importKey(publicMaterialOf(jwkOf(key)))
      equal(await p.verify(primitive, half, made, octets), true, 'over octets')
      if (text !== undefined) equal(await p.verify(primitive, half, made, text), true, 'over text')
    })
    when([primitive], `${title}: nothing else is good, and none of it an error`, async (p) => {
      const half = await p.importKey(publicMaterialOf(jwkOf(key)))
      for (const each of [...altered(made), ...others(primitive, made, jwkOf(key))].filter((bad) =>
        differs(bad, made),
      )) {
        equal(await p.verify(primitive, half, each, octets), false, hex(each))
      }
      for (const each of [joined(octets, [0]), octets.length === 0 ? utf8('x') : flipped(octets, 0)]) {
        equal(await p.verify(primitive, half, made, each), false, 'other data')
      }
    })
    when([primitive], `${title}: the key signs ${deterministic ? 'the same again' : 'as well'}`, async (p) => {
      const pair = await p.importKey(materialOf(jwkOf(key)))
      const half = await p.importKey(publicMaterialOf(jwkOf(key)))
      for (const each of text === undefined ? [octets] : [octets, text]) {
        const again = await p.sign(primitive, pair, each)
        equal(again.length, made.length, 'length')
        equal(await p.verify(primitive, half, again, octets), true, 'its own signature')
        if (deterministic) equal(hex(again), signature, 'signature')
      }
    })
  }

  for (const curve of Object.keys(orders) as readonly EcCurve[]) {
    const { primitive, key } = (file.signatures as readonly SignatureVector[]).find(
      (vector) => 'curve' in vector.primitive && vector.primitive.curve === curve && vector.source !== 'RFC 7520',
    ) as SignatureVector
    when([primitive], `${titleOf(primitive)}: r and s keep the zeros they begin with`, async (p) => {
      const pair = await p.importKey(materialOf(jwkOf(key)))
      const half = await p.importKey(publicMaterialOf(jwkOf(key)))
      const width = widthOf(curve)
      // One in a hundred or so has one; P-521 has more of them.
      for (let count = 0; count < 400; count++) {
        const made = await p.sign(primitive, pair, `${count}`)
        equal(made.length, width * 2, 'length')
        if (made[0] !== 0 && made[width] !== 0) continue
        equal(await p.verify(primitive, half, made, `${count}`), true, hex(made))
        return
      }
    })
  }
  for (const [hash, saltLength] of [
    ['SHA-256', 32],
    ['SHA-384', 48],
    ['SHA-512', 64],
  ] as const) {
    const pss: SignaturePrimitive = { name: 'RSA-PSS', hash, saltLength }
    const pkcs1: SignaturePrimitive = { name: 'RSASSA-PKCS1-v1_5', hash }
    when([pss, pkcs1], `RSA ${hash}: a signature is good for its own padding and hash alone`, async (p) => {
      const pair = await p.importKey(materialOf(jwkOf('RS256')))
      const half = await p.importKey(publicMaterialOf(jwkOf('RS256')))
      const primitives: readonly SignaturePrimitive[] = (['SHA-256', 'SHA-384', 'SHA-512'] as const).flatMap(
        (other) => [
          { name: 'RSA-PSS', hash: other, saltLength: Number(other.slice(4)) / 8 },
          { name: 'RSASSA-PKCS1-v1_5', hash: other },
        ],
      )
      for (const own of [pss, pkcs1]) {
        const made = await p.sign(own, pair, 'data')
        for (const each of primitives.filter((primitive) => o.backend.supports(primitive))) {
          equal(await p.verify(each, half, made, 'data'), titleOf(each) === titleOf(own), titleOf(each))
        }
        for (const length of [0, 20, saltLength - 1, saltLength + 1]) {
          const other: SignaturePrimitive = { name: 'RSA-PSS', hash, saltLength: length }
          if (!o.backend.supports(other)) continue
          equal(await p.verify(other, half, made, 'data'), false, `a salt of ${length} bytes`)
        }
      }
    })
  }
}

/** The compact tokens of an RFC that a public key verifies: the signature is over what stands before it. */
function tokensOf({
  source,
  tokens,
}: {
  readonly source: string
  readonly tokens: readonly unknown[]
}): readonly SignatureVector[] {
  return (tokens as readonly { readonly [member: string]: unknown }[]).flatMap((vector) => {
    const { name, algorithm, serialization, token, key, privateKey, deterministic } = vector
    const jwk = ((privateKey ?? key) as { readonly jwk?: NumbersJwk } | undefined)?.jwk
    if (serialization !== 'compact' || jwk === undefined || jwk.kty === 'oct') return []
    const variants = signatureAlgorithms[algorithm as string]?.variants ?? []
    const primitive = (variants.find(({ crv }) => crv === jwk.crv) ?? variants[0])?.primitive as SignaturePrimitive
    const at = (token as string).lastIndexOf('.')
    return [
      {
        name: name as string,
        source,
        primitive,
        key: jwk,
        data: hex(utf8((token as string).slice(0, at))),
        signature: hex(base64url.decode((token as string).slice(at + 1))),
        deterministic: deterministic === true,
      },
    ]
  })
}

/** One bit changed, and every length that is not the one. */
function altered(made: Bytes): readonly Bytes[] {
  return [
    ...[0, made.length >> 2, made.length >> 1, (made.length >> 1) - 1, -1].map((at) => flipped(made, at)),
    new Uint8Array(0),
    made.slice(0, 1),
    made.slice(0, made.length >> 1),
    made.slice(1),
    made.slice(0, -1),
    made.slice(0, -2),
    joined([0], made),
    joined(made, [0]),
    joined(made, [0, 0]),
    joined(made, made),
    new Uint8Array(made.length),
    new Uint8Array(made.length).fill(0xff),
  ]
}

/** Without zeros that it began with, an RSA signature is the same number: that it is as long as the modulus, core has seen. */
function differs(signature: Bytes, made: Bytes): boolean {
  return made[0] !== 0 || signature.length >= made.length || toNumber(signature) !== toNumber(made)
}

/** What one or the other verifier has taken for a signature of that kind. */
function others(primitive: SignaturePrimitive, made: Bytes, jwk: NumbersJwk): readonly Bytes[] {
  const half = made.length / 2
  if (primitive.name === 'ECDSA') {
    const order = orders[primitive.curve]
    const [left, right] = [made.slice(0, half), made.slice(half)]
    const [r, s] = [toNumber(left), toNumber(right)]
    const most = (1n << BigInt(half * 8)) - 1n
    const numbers: readonly (readonly [bigint, bigint])[] = [
      ...[0n, order, order + 1n, order - 1n, most].flatMap(
        (value) =>
          [
            [value, s],
            [r, value],
            [value, value],
          ] as const,
      ),
      [1n, 1n],
      [s, r],
      [r + order, s],
      [r, s + order],
      [order - r, s],
    ]
    const integer = (octets: Bytes) => der(2, minimal(octets))
    return [
      ...numbers.filter((pair) => pair.every((value) => value <= most)).map((pair) => pairOf(pair, half)),
      der(0x30, integer(left), integer(right)),
    ]
  }
  if (primitive.name === 'Ed25519' || primitive.name === 'Ed448') {
    // Numbers here are little-endian (RFC 8032 §5.1.2); s has to be less than the order (§5.1.7).
    const s = toNumber(made.slice(half).reverse()) + edwards[primitive.name]
    return [joined(made.slice(0, half), fromNumber(s, half).reverse())]
  }
  if (jwk.kty !== 'RSA') return []
  // A number that is not less than the modulus (RFC 8017 §5.2.2), where it has room.
  const sum = fromNumber(toNumber(made) + toNumber(base64url.decode(jwk.n as string)), made.length)
  return sum.length === made.length ? [sum] : []
}

function pairOf([r, s]: readonly [bigint, bigint], width: number): Bytes {
  return joined(fromNumber(r, width), fromNumber(s, width))
}

/** The octets of a DER INTEGER (X.690 §8.3). */
function minimal(octets: Bytes): Bytes {
  const first = octets.findIndex((octet) => octet !== 0)
  const short = octets.slice(first)
  return (short[0] as number) >= 0x80 ? joined([0], short) : short
}

function widthOf(curve: EcCurve): number {
  return curve === 'P-521' ? 66 : curve === 'P-384' ? 48 : 32
}

function titleOf(primitive: SignaturePrimitive): string {
  return Object.values(primitive).join(' ')
}
