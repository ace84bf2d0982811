import './pure-javascript.ts'
import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { forgeBackend } from '../src/index.ts'
import { bitLength, byteLength, fromNumber, toNumber } from '../src/octets.ts'

describe('numbers and octets', () => {
  it('go into each other', () => {
    for (const number of [0n, 1n, 255n, 256n, 65_535n, 65_536n, 2n ** 64n - 1n, 2n ** 1024n + 7n]) {
      const octets = fromNumber(number)
      const length = number === 0n ? 0 : Math.ceil(number.toString(2).length / 8)
      expect([toNumber(octets), octets.length, byteLength(number)]).toEqual([number, length, length])
      expect(toNumber(fromNumber(number, octets.length + 3))).toBe(number)
      expect(bitLength(number)).toBe(number === 0n ? 0 : number.toString(2).length)
    }
    expect([...fromNumber(0x0102an, 4)]).toEqual([0, 0, 0x10, 0x2a])
    expect([...fromNumber(0n)]).toEqual([])
    expect(toNumber(new Uint8Array(0))).toBe(0n)
  })
})

/** A Buffer is a Uint8Array whose slice copies nothing: whoever reverses or masks one would change the caller's octets. */
describe('a Buffer of the caller', () => {
  const { sync, async, random } = forgeBackend()
  const bytes = (length: number): Buffer => Buffer.from(random(length))

  /** The answer of the call, when neither it nor its promise has changed the octets it was given. */
  async function unchanged<T>(given: readonly Buffer[], call: () => T | PromiseLike<T>): Promise<T> {
    const before = given.map((buffer) => buffer.toString('hex'))
    const answer = await call()
    expect(given.map((buffer) => buffer.toString('hex'))).toEqual(before)
    if (ArrayBuffer.isView(answer)) expect(Object.getPrototypeOf(answer)).toBe(Uint8Array.prototype)
    return answer
  }

  it('stays as it is when it is signed and verified', async () => {
    const pairs = [
      [
        { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
        { kty: 'RSA', bits: 2048 },
      ],
      [
        { name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 },
        { kty: 'RSA', bits: 2048 },
      ],
      [
        { name: 'ECDSA', hash: 'SHA-256', curve: 'P-256' },
        { kty: 'EC', crv: 'P-256' },
      ],
      [{ name: 'Ed25519' }, { kty: 'OKP', crv: 'Ed25519' }],
      [{ name: 'Ed448' }, { kty: 'OKP', crv: 'Ed448' }],
      [{ name: 'ML-DSA-44' }, { kty: 'AKP', alg: 'ML-DSA-44' }],
    ] as const
    const data = bytes(100)
    for (const [primitive, request] of pairs) {
      const key = sync.generateKey(request)
      for (const primitives of [sync, async]) {
        const signature = Buffer.from(await unchanged([data], () => primitives.sign(primitive, key, data)))
        expect(await unchanged([signature, data], () => primitives.verify(primitive, key, signature, data))).toBe(true)
      }
    }
    const secret = bytes(32)
    const key = await unchanged([secret], () => sync.importKey({ kty: 'oct', k: secret }))
    const tag = Buffer.from(
      (await unchanged([data], () => sync.mac({ name: 'HMAC', hash: 'SHA-256' }, key, data))) as Uint8Array,
    )
    expect(sync.verifyMac({ name: 'HMAC', hash: 'SHA-256' }, key, tag, data)).toBe(true)
  })
  it('stays as it is when it is encrypted, wrapped and deflated', async () => {
    const secret = sync.importKey({ kty: 'oct', k: bytes(32) })
    const rsa = sync.generateKey({ kty: 'RSA', bits: 2048 })
    const ciphers = [
      [{ name: 'AES-GCM', bits: 256 }, bytes(12), bytes(20)],
      [{ name: 'AES-CBC', bits: 256 }, bytes(16), undefined],
    ] as const
    const wraps = [
      [{ name: 'AES-KW', bits: 256 }, secret],
      [{ name: 'RSA-OAEP', hash: 'SHA-256' }, rsa],
      [{ name: 'RSAES-PKCS1-v1_5' }, rsa],
    ] as const
    for (const primitives of [sync, async]) {
      for (const length of [0, 100, 200_000]) {
        const text = bytes(length)
        for (const [primitive, iv, additional] of ciphers) {
          const given = additional === undefined ? [iv, text] : [iv, text, additional]
          const sealed = Buffer.from(
            await unchanged(given, () => primitives.encrypt(primitive, secret, iv, text, additional)),
          )
          const opened = await unchanged([sealed], () => primitives.decrypt(primitive, secret, iv, sealed, additional))
          expect(text.equals(opened as Uint8Array)).toBe(true)
        }
        const small = Buffer.from(await unchanged([text], () => primitives.deflate(text)))
        expect(text.equals((await unchanged([small], () => primitives.inflate(small, length))) as Uint8Array)).toBe(
          true,
        )
      }
      const cek = bytes(32)
      for (const [primitive, key] of wraps) {
        const wrapped = Buffer.from(await unchanged([cek], () => primitives.wrap(primitive, key, cek)))
        expect(
          cek.equals((await unchanged([wrapped], () => primitives.unwrap(primitive, key, wrapped))) as Uint8Array),
        ).toBe(true)
      }
    }
  })
})
