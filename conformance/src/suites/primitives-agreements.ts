import type { AgreementPrimitive, EcCurve, PasswordPrimitive, Primitives } from '@jose/core'
import file from '../../vectors/primitives/agreements.json' with { type: 'json' }
import passwordFile from '../../vectors/primitives/passwords.json' with { type: 'json' }
import { equal } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { fromHex } from './der.ts'
import { hex, materialOf, type NumbersJwk, noise, primitiveCases, publicMaterialOf } from './primitives-calls.ts'

interface AgreementVector {
  readonly name: string
  readonly source: string
  readonly primitive: AgreementPrimitive
  readonly private: NumbersJwk
  readonly public: NumbersJwk
  readonly z: string
}

interface PasswordVector {
  readonly name: string
  readonly source: string
  readonly primitive: PasswordPrimitive
  readonly password: string
  readonly salt: string
  readonly iterations: number
  readonly derived: string
}

const vectors = file.agreements as readonly AgreementVector[]
const curves = ['P-256', 'P-384', 'P-521', 'secp256k1', 'X25519', 'X448'] as const

/** ECDH, on curves of points and on those of RFC 7748. */
export const primitivesAgreements: Suite = (o, it) => {
  const when = primitiveCases(o, it)

  for (const { name, source, primitive, z, ...keys } of vectors) {
    when([primitive], `ECDH ${primitive.curve}: ${source} ${name}`, async (p) => {
      const publicKey = await p.importKey(publicMaterialOf(keys.public))
      equal(hex((await p.agree(primitive, await p.importKey(materialOf(keys.private)), publicKey)) as Uint8Array), z)
    })
  }
  for (const curve of curves) {
    const primitive: AgreementPrimitive = { name: 'ECDH', curve }
    when([primitive], `ECDH ${curve}: both sides of fresh keys come to the same`, async (p) => {
      const make = () =>
        p.generateKey(
          curve.startsWith('X') ? { kty: 'OKP', crv: curve as 'X448' } : { kty: 'EC', crv: curve as EcCurve },
        )
      const [ours, theirs] = [await make(), await make()]
      const [ourHalf, theirHalf] = [
        await p.importKey(ours.material as never),
        await p.importKey(theirs.material as never),
      ]
      const secret = await p.agree(primitive, ours, theirHalf)
      equal(secret, await p.agree(primitive, theirs, ourHalf))
      equal(secret?.length, { 'P-384': 48, 'P-521': 66, X448: 56 }[curve as string] ?? 32, 'bytes')
    })
  }
  for (const jwk of file.smallOrder as readonly NumbersJwk[]) {
    const primitive = { name: 'ECDH', curve: jwk.crv } as AgreementPrimitive
    when([primitive], `ECDH ${jwk.crv}: the secret of all zeros is refused, of ${jwk.x} (RFC 7748 §6)`, async (p) => {
      equal(await agreedWith(p, primitive, jwk), undefined)
    })
  }
  for (const jwk of file.notOnTheCurve as readonly NumbersJwk[]) {
    const primitive = { name: 'ECDH', curve: jwk.crv } as AgreementPrimitive
    when([primitive], `ECDH ${jwk.crv}: no secret with what is no point of the curve, ${jwk.x}`, async (p) => {
      equal(await agreedWith(p, primitive, jwk), undefined)
    })
  }
}

/** What comes of a public key that is none; importing it may be refused. */
async function agreedWith(p: Primitives, primitive: AgreementPrimitive, jwk: NumbersJwk): Promise<unknown> {
  const ours = vectors.find((vector) => vector.primitive.curve === jwk.crv) as AgreementVector
  const privateKey = await p.importKey(materialOf(ours.private))
  const imported = async () => p.importKey(publicMaterialOf(jwk))
  const publicKey = await imported().catch(() => undefined)
  return publicKey && p.agree(primitive, privateKey, publicKey)
}

/** PBKDF2. */
export const primitivesPasswords: Suite = (o, it) => {
  const when = primitiveCases(o, it)

  for (const {
    name,
    source,
    primitive,
    iterations,
    ...octets
  } of passwordFile.passwords as readonly PasswordVector[]) {
    when([primitive], `PBKDF2 ${primitive.hash}: ${source} ${name}`, async (p) => {
      const [password, salt] = [fromHex(octets.password), fromHex(octets.salt)]
      const derived = await p.derive(primitive, password, salt, iterations, octets.derived.length / 2)
      equal(hex(derived), octets.derived)
    })
  }
  for (const hash of ['SHA-256', 'SHA-384', 'SHA-512'] as const) {
    const primitive: PasswordPrimitive = { name: 'PBKDF2', hash }
    when(
      [primitive],
      `PBKDF2 ${hash}: every input counts, and a shorter key is the beginning of a longer one`,
      async (p) => {
        const derive = async (password: Uint8Array, salt: Uint8Array, iterations: number, length: number) =>
          hex(await p.derive(primitive, password, salt, iterations, length))
        const whole = await derive(noise(10), noise(16), 5, 200)
        for (const length of [1, 16, 24, 32, 63, 64, 65]) {
          equal(await derive(noise(10), noise(16), 5, length), whole.slice(0, length * 2), `${length} bytes`)
        }
        const others = [
          await derive(noise(11), noise(16), 5, 32),
          await derive(noise(10), noise(17), 5, 32),
          await derive(noise(10), noise(16), 6, 32),
        ]
        equal(new Set([whole.slice(0, 64), ...others]).size, 4, 'different keys')
      },
    )
  }
}
