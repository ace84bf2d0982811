import {
  type BackendKey,
  type Bytes,
  type EcCurve,
  type Hash,
  InvalidKeyError,
  type MlDsaName,
  type OkpCurve,
} from '@jose/core'
import type { RsaNumbers, RsaPrivateNumbers } from './rsa.ts'

/** What stands behind a handle. The handle itself is empty, so that nothing shows in an inspection, a log or JSON. */
export type Held = Secret | Rsa | Ec | Okp | Akp

export interface Secret {
  readonly kty: 'oct'
  readonly k: Bytes
  /** HMACs of this key that have its pads behind them. */
  readonly macs: { [hash in Hash]?: unknown }
}

export interface Rsa {
  readonly kty: 'RSA'
  readonly public: RsaNumbers
  readonly private?: RsaPrivateNumbers
}

export interface Ec {
  readonly kty: 'EC'
  readonly crv: EcCurve
  /** Uncompressed (SEC 1 §2.3.3). */
  readonly point: Bytes
  readonly d?: Bytes
}

export interface Okp {
  readonly kty: 'OKP'
  readonly crv: OkpCurve
  readonly x: Bytes
  readonly d?: Bytes
}

export interface Akp {
  readonly kty: 'AKP'
  readonly alg: MlDsaName
  readonly pub: Bytes
  /** The seed (RFC 9964 §3), and the private key that FIPS 204 makes of it. */
  readonly priv?: Bytes
  readonly expanded?: Bytes
}

const known = new WeakMap<object, Held>()

/** A fresh handle for the key. */
export function hold(held: Held): object {
  const handle = Object.freeze(Object.create(null))
  known.set(handle, held)
  return handle
}

/** `undefined` for any other value than a handle. */
export function heldBehind(handle: unknown): Held | undefined {
  return known.get(handle as object)
}

export function secretHeld(key: BackendKey): Secret {
  return heldAs(key, 'oct') as Secret
}

/** The key's numbers. Throws `InvalidKeyError` for a handle of another backend or a key of another kind. */
export function heldAs<K extends Held['kty']>({ handle }: BackendKey, kty: K): Extract<Held, { kty: K }> {
  const held = heldBehind(handle)
  if (held?.kty !== kty) throw new InvalidKeyError(`The forge backend needs a key of its own of kty ${kty}`)
  return held as Extract<Held, { kty: K }>
}
