import { type Bytes, type EcCurve, JWKError, type KeyMaterial } from '@jose/core'
import { type Files, file } from './files.ts'
import { imported, type Mode } from './mode.ts'
import { equal, flagged, octets, read, type Vector } from './vectors.ts'

export function agreement(files: Files): void {
  ecdh(files, 'ecdh_secp256r1_webcrypto_test.json', 'P-256')
  ecdh(files, 'ecdh_secp384r1_webcrypto_test.json', 'P-384')
  xdh(files, 'x25519_test.json', 'X25519', 32)
  xdh(files, 'x448_test.json', 'X448', 56)
}

interface Jwk {
  readonly crv: EcCurve
  readonly x: string
  readonly y: string
  readonly d?: string
}

interface EcdhTest {
  readonly public: Jwk
  readonly private: Jwk
  readonly shared: string
}

function ecdh(files: Files, name: string, curve: EcCurve): void {
  file(files, name, [{ name: 'ECDH', curve }], async (mode, tally) => {
    for (const { tests } of read<object, EcdhTest>(name)) {
      for (const test of tests) {
        if (test.public.crv !== curve || test.private.crv !== curve) {
          tally.leave('keys of two curves, which core looks at')
          continue
        }
        const secret = await agreed(mode, curve, materialOf(test.private), materialOf(test.public))
        tally.judge(test.tcId, test.result === 'valid' ? equal(secret, test.shared) : secret === undefined, test.result)
      }
    }
  })
}

function materialOf({ crv, x, y, d }: Jwk): KeyMaterial {
  const decode = (text: string): Bytes => Uint8Array.from(Buffer.from(text, 'base64url'))
  return { kty: 'EC', crv, x: decode(x), y: decode(y), ...(d !== undefined && { d: decode(d) }) }
}

interface XdhTest {
  readonly public: string
  readonly private: string
  readonly shared: string
}

function xdh(files: Files, name: string, crv: 'X25519' | 'X448', width: number): void {
  file(files, name, [{ name: 'ECDH', curve: crv }], async (mode, tally) => {
    for (const { tests } of read<object, XdhTest>(name)) {
      for (const test of tests) {
        const [d, x] = [octets(test.private), octets(test.public)]
        if (x.length !== width) {
          tally.judge(
            test.tcId,
            await isRefusedByCore(mode, crv, x),
            test.result,
            'of them of a length that core refuses',
          )
          continue
        }
        const secret = await agreed(mode, crv, { kty: 'OKP', crv, d }, { kty: 'OKP', crv, x })
        tally.judge(test.tcId, isZero(test) ? secret === undefined : equal(secret, test.shared), kindOf(test))
      }
    }
  })
}

/** A backend sees no public key of another length. */
async function isRefusedByCore({ operations }: Mode, crv: string, x: Bytes): Promise<boolean> {
  try {
    await operations.construct({ kty: 'OKP', crv, x: Buffer.from(x).toString('base64url') }, 'ECDH-ES')
    return false
  } catch (error) {
    if (error instanceof JWKError) return true
    throw error
  }
}

/** A secret of zeros is none (RFC 7748 §6.1); all the others, those of points on the twist too, are what X25519 and X448 say. */
function isZero(test: XdhTest & Vector): boolean {
  return flagged(test, 'ZeroSharedSecret') || /^0*$/.test(test.shared)
}

function kindOf(test: XdhTest & Vector): string {
  return isZero(test) ? 'of zeros refused' : test.result
}

async function agreed(
  mode: Mode,
  curve: EcCurve | 'X25519' | 'X448',
  privateMaterial: KeyMaterial,
  publicMaterial: KeyMaterial,
): Promise<Bytes | undefined> {
  const privateKey = await imported(mode, privateMaterial)
  const publicKey = await imported(mode, publicMaterial)
  if (privateKey === undefined || publicKey === undefined) return undefined
  return await mode.primitives.agree({ name: 'ECDH', curve }, privateKey, publicKey)
}
