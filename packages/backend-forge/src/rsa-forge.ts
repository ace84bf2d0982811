import { InvalidKeyError } from '@jose/core'
import { type RsaNumbers, type RsaPrivateNumbers, rsaNumbers, rsaPrivateNumbers } from './rsa.ts'

/** A number of node-forge's (`forge.jsbn.BigInteger`), of whichever copy of it the application has. */
interface ForgeNumber {
  bitLength(): number
  modPow(exponent: ForgeNumber, modulus: ForgeNumber): ForgeNumber
  toString(radix: number): string
}

interface RsaPair {
  readonly public: RsaNumbers
  readonly private?: RsaPrivateNumbers
}

/** The numbers of `forge.pki.rsa`'s keys, as they are now; `undefined` for any other value. Throws `InvalidKeyError`. */
export function fromForge(native: unknown): RsaPair | undefined {
  if (typeof native !== 'object' || native === null) return undefined
  const [n, e, d] = ['n', 'e', 'd'].map((name) => member(native, name))
  if (!isForgeNumber(n) || !isForgeNumber(e)) return undefined
  const half = rsaNumbers(numberOf(n), numberOf(e))
  if (d === undefined) return { public: half }
  const numbers = {
    d: numberOf(d),
    p: numberOf(member(native, 'p')),
    q: numberOf(member(native, 'q')),
    dp: numberOf(member(native, 'dP')),
    dq: numberOf(member(native, 'dQ')),
    qi: numberOf(member(native, 'qInv')),
  }
  return { public: half, private: rsaPrivateNumbers(half, numbers) }
}

/** What a member holds, without calling a getter: any object of the caller's may pass here. */
function member(object: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(object, name)?.value
}

function isForgeNumber(value: unknown): value is ForgeNumber {
  const methods = value as Partial<ForgeNumber> | null
  return (
    typeof methods === 'object' &&
    methods !== null &&
    typeof methods.bitLength === 'function' &&
    typeof methods.modPow === 'function'
  )
}

/** Also for a number that should be there and is not. */
function numberOf(value: unknown): bigint {
  const digits = isForgeNumber(value) && value.bitLength() <= 16384 ? value.toString(16) : ''
  if (!/^[0-9a-f]+$/.test(digits))
    throw new InvalidKeyError("The RSA key of node-forge's lacks a number, or has one too long")
  return BigInt(`0x${digits}`)
}
