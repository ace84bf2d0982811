import './pure-javascript.ts'
import { generateKeyPairSync } from 'node:crypto'
import type { JWK } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { forgeBackend } from '../src/index.ts'
import { fromForge } from '../src/rsa-forge.ts'
import { forgeKey } from './forge-keys.ts'

const jwk = generateKeyPairSync('rsa', { modulusLength: 512 }).privateKey.export({ format: 'jwk' }) as JWK
const [whole, half] = [forgeKey(jwk), forgeKey({ kty: 'RSA', n: jwk.n, e: jwk.e } as JWK)]
const number = (name: string): bigint => BigInt(`0x${Buffer.from(jwk[name] as string, 'base64url').toString('hex')}`)
const refused = expect.objectContaining({ name: 'InvalidKeyError' })

/** A number as node-forge's are, of any copy of it. */
function like(value: bigint | string, bits?: number): object {
  const bitLength = (): number => bits ?? value.toString(2).length
  return { bitLength, modPow() {}, toString: (radix: number) => value.toString(radix) }
}

describe("node-forge's RSA keys", () => {
  it('have all their numbers', () => {
    const { p, q, d, dp, dq, qi } = Object.fromEntries(
      ['p', 'q', 'd', 'dp', 'dq', 'qi'].map((each) => [each, number(each)]),
    )
    const numbers = { n: number('n'), e: 65537n, bits: 512, bytes: 64 }
    expect(fromForge(whole)).toEqual({ public: numbers, private: { p, q, d, dp, dq, qi, blinding: {} } })
    expect(fromForge(half)).toEqual({ public: numbers })
    const adopted = [whole, half].map((key) => forgeBackend().adopt?.(key))
    expect(adopted.map((key) => key?.type)).toEqual(['private', 'public'])
  })
  it('are taken from any copy of node-forge, by what its numbers can', () => {
    const n = number('n')
    expect(fromForge({ n: like(n), e: like(3n) })?.public).toMatchObject({ n, e: 3n })
    const { bitLength, modPow } = like(n) as { [name: string]: unknown }
    for (const other of [
      undefined,
      null,
      5,
      'n',
      n,
      {},
      { bitLength },
      { modPow, toString: () => 'f' },
      { bitLength: 512, modPow },
    ]) {
      expect(fromForge({ n: other, e: like(3n) })).toBe(undefined)
      expect(fromForge({ n: like(n), e: other })).toBe(undefined)
    }
    expect(fromForge({ n: { bitLength, modPow: 1 }, e: like(3n) })).toBe(undefined)
  })
  it('are no other values, whose getters stay uncalled', () => {
    const trap = {
      get n(): never {
        throw new Error('called')
      },
      e: like(3n),
    }
    const call = Object.assign(() => {}, { n: like(number('n')), e: like(3n) })
    const inherited = Object.create({ n: like(number('n')), e: like(3n) })
    for (const other of [undefined, null, 5, 'x', call, {}, [], { n: like(5n) }, { e: like(3n) }, inherited, trap]) {
      expect(fromForge(other)).toBe(undefined)
    }
  })
  it('are refused with numbers that are missing, too long, or none', () => {
    for (const name of ['d', 'p', 'q', 'dP', 'dQ', 'qInv']) {
      const others = [null, 5, {}, like(5n), like(-5n), like(''), like('x'), like('5 '), like('5\n5'), like(5n, 16385)]
      for (const other of name === 'd' ? others : [undefined, ...others]) {
        expect(() => fromForge({ ...whole, [name]: other }), `${name} ${other}`).toThrow(refused)
      }
    }
    // One that is 16384 bits long is read, and only one.
    const most = 2n ** 16384n - 1n
    expect(fromForge({ n: like(most), e: like(3n) })?.public.bits).toBe(16384)
    const asked: number[] = []
    const long = { ...like(most, 16385), toString: (radix: number) => String(asked.push(radix)) }
    expect(() => fromForge({ n: long, e: like(3n) })).toThrow(refused)
    expect(asked).toEqual([])
  })
})
