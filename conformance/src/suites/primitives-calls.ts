import {
  type Bytes,
  base64url,
  type Encoded,
  type KeyMaterial,
  type Primitive,
  type Primitives,
  type RsaPrivate,
} from '@jose/core'
import { ok } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { It } from '../suite.ts'
import { type KeyName, skipLacking, testKeys } from './test-keys.ts'

/** Registers a case of primitives that a backend may lack; then the case is skipped. The body gets them watched. */
export type PrimitiveCase = (needs: readonly Primitive[], title: string, body: (p: Primitives) => Promise<void>) => void

export function primitiveCases(o: Operations, it: It): PrimitiveCase {
  return (needs, title, body) =>
    it(title, async () => {
      for (const primitive of needs) {
        if (!o.backend.supports(primitive)) skipLacking(o, Object.values(primitive).join(' '))
      }
      await body(watched(o))
    })
}

/** The primitives as the backend has them. */
export function primitivesOf({ backend, mode }: Operations): Primitives {
  return (mode === 'sync' ? backend.sync : backend.async) as Primitives
}

/**
 * The primitives of the mode, each answer awaited. Whatever a case is about, a sync primitive must answer at once, octets
 * that go in must stay as they are, and octets that come out must lie elsewhere.
 */
export function watched(o: Operations): Primitives {
  return new Proxy({} as Primitives, {
    get: (_, name: keyof Primitives) => {
      const primitives = primitivesOf(o)
      const operation = primitives[name] as (...args: readonly unknown[]) => unknown
      return async (...args: readonly unknown[]) => {
        const given = args.filter(isBytes)
        const before = given.map((each) => each.slice())
        const answer = operation.apply(primitives, args as unknown[])
        if (o.mode === 'sync') {
          ok(typeof (answer as PromiseLike<unknown> | undefined)?.then !== 'function', `${name} answers at once`)
        }
        const value = await answer
        given.forEach((each, index) => {
          ok(same(each, before[index]), `what was given to ${name} as it was`)
          ok(!overlap(value, each), `an answer of ${name} in memory of its own`)
        })
        return value
      }
    },
  })
}

/** Whether both are octets that share some of their memory. */
export function overlap(one: unknown, other: unknown): boolean {
  if (!isBytes(one) || !isBytes(other) || one.buffer !== other.buffer) return false
  return one.byteOffset < other.byteOffset + other.length && other.byteOffset < one.byteOffset + one.length
}

/** Whether both are octets and alike; quick, however many they are. */
export function same(one: unknown, other: unknown): boolean {
  return (
    isBytes(one) && isBytes(other) && one.length === other.length && one.every((octet, index) => octet === other[index])
  )
}

export function isBytes(value: unknown): value is Bytes {
  return value instanceof Uint8Array
}

/** The members of a JWK that are numbers, and what says how to read them. */
export interface NumbersJwk {
  readonly kty: string
  readonly crv?: string
  readonly alg?: string
  readonly [member: string]: unknown
}

/** The key of a vector: a JWK, or the name of a test key. */
export type VectorKey = NumbersJwk | KeyName

export function jwkOf(key: VectorKey): NumbersJwk {
  return typeof key === 'string' ? (testKeys[key].private as NumbersJwk) : key
}

/** The numbers of a JWK whose members are as wide as they should be. */
export function materialOf(jwk: NumbersJwk): KeyMaterial {
  const all = octetsOfMembers(jwk, ['k', 'n', 'e', 'x', 'y', 'pub', 'd', 'p', 'q', 'dp', 'dq', 'qi', 'priv'])
  if (jwk.kty === 'oct') return { kty: 'oct', k: all.k as Bytes }
  if (jwk.kty === 'AKP') return { kty: 'AKP', alg: jwk.alg, ...all } as KeyMaterial
  if (jwk.kty !== 'RSA') return { kty: jwk.kty, crv: jwk.crv, ...all } as KeyMaterial
  const { n, e, ...numbers } = all as unknown as { n: Bytes; e: Bytes } & RsaPrivate
  return numbers.d === undefined ? { kty: 'RSA', n, e } : { kty: 'RSA', n, e, private: numbers }
}

export function publicMaterialOf(jwk: NumbersJwk): Exclude<KeyMaterial, { kty: 'oct' }> {
  const { d: _, p, q, dp, dq, qi, priv, ...half } = jwk
  return materialOf(half) as Exclude<KeyMaterial, { kty: 'oct' }>
}

function octetsOfMembers(jwk: NumbersJwk, names: readonly string[]): { readonly [member: string]: Bytes } {
  const present = names.filter((name) => jwk[name] !== undefined)
  return Object.fromEntries(present.map((name) => [name, base64url.decode(jwk[name] as string)]))
}

/** A MAC as octets, whichever way the backend wrote it. */
export function octetsOfMac(mac: Encoded): Bytes {
  return typeof mac === 'string' ? base64url.decode(mac) : mac
}

export function hex(octets: Bytes): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('')
}

/** The octets as the text that stands for them, where they are ASCII. */
export function asciiOf(octets: Bytes): string | undefined {
  return octets.every((octet) => octet < 0x80)
    ? Array.from(octets, (octet) => String.fromCharCode(octet)).join('')
    : undefined
}

/** The octets with one bit changed, for each bit of them. */
export function eachBitChanged(octets: Bytes): readonly Bytes[] {
  return Array.from({ length: octets.length * 8 }, (_, bit) => {
    const changed = Uint8Array.from(octets)
    changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7))
    return changed
  })
}

/** Octets that look random and are the same every time. */
export function noise(length: number): Bytes {
  let state = 1
  return Uint8Array.from({ length }, () => {
    // MINSTD: the products stay below 2^53.
    state = (state * 48271) % 0x7fffffff
    return state >> 8
  })
}
