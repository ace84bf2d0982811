import { type Backend, base64url, type JWK, type KeyMaterial, type Primitives } from '@jose/core'
import { equal, ok } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { Suite } from '../suite.ts'
import { altered } from './altered.ts'
import { flipped, octetsOf, replaced } from './craft.ts'
import { cekBytes, craftJwe, encs, failsToDecrypt, primitivesOf, secretOf, wrapped } from './jwe-craft.ts'
import { password } from './jwe-recipes.ts'
import { needAlgorithms, testKeys } from './test-keys.ts'

const { private: read, public: write } = testKeys.RS256

/** Decryption that fails is one error and one path, whyever it fails (RFC 7516 §11.5, RFC 7518 §5.2.2.2). */
export const jweFailure: Suite = (o, it) => {
  it('another key of the same kind', async () => {
    const cases = [
      ['dir', secretOf(32), secretOf(32).reverse()],
      ['A256KW', secretOf(32), secretOf(32).reverse()],
      ['A256GCMKW', secretOf(32), secretOf(32).reverse()],
      ['PBES2-HS256+A128KW', password, `${password}.`],
    ] as const
    for (const [algorithm, right, wrong] of cases) {
      if (!o.jose.supports(algorithm)) continue
      const token = await o.encrypt('x', right, { algorithm, p2c: 1000 })
      await failsToDecrypt(o, token, wrong, { algorithms: [algorithm] })
      await failsToDecrypt(o, token, [wrong, wrong], { algorithms: [algorithm] })
    }
  })
  it('the parts of two good tokens, mixed', async () => {
    const key = secretOf(32)
    for (const encryption of ['A256GCM', 'A128CBC-HS256']) {
      const one = await o.encrypt('one text', key, { encryption })
      const two = octetsOf(await o.encrypt('another', key, { encryption }))
      for (const index of [2, 3, 4]) await failsToDecrypt(o, replaced(one, index, two[index] as Uint8Array), key)
    }
  })
  it('octets that went from the tag into the ciphertext, and back', async () => {
    const key = secretOf(32)
    const token = await o.encrypt('a longer text than a block', key)
    const [, , , ciphertext, tag] = octetsOf(token) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array]
    const all = Uint8Array.from([...ciphertext, ...tag])
    for (const at of [0, 10, all.length - 32]) {
      const moved = Uint8Array.from([...all.slice(0, at), ...all.slice(at + 16), ...all.slice(at, at + 16)])
      await failsToDecrypt(o, replaced(replaced(token, 3, moved.slice(0, -16)), 4, moved.slice(-16)), key)
    }
  })
  for (const enc of encs.filter((name) => name.includes('CBC'))) {
    it(`${enc}: bad padding under a good MAC, and ciphertexts that are no blocks`, async () => {
      needAlgorithms(o, enc)
      const key = secretOf(cekBytes(enc))
      const header = { alg: 'dir', enc }
      const endings = [[0], [17], [255], [1, 2], [3, 2, 3], Array(15).fill(16), [0x80, 0], [0, 0, 3]]
      for (const ending of endings) {
        const plaintext = Uint8Array.from([...Array(32 - ending.length).fill(0x61), ...ending])
        await failsToDecrypt(o, await craftJwe(o, { header, enc, plaintext, cut: true }), key)
      }
      const good = await craftJwe(o, {
        header,
        enc,
        plaintext: Uint8Array.from([...Array(15).fill(0x61), 1]),
        cut: true,
      })
      equal((await o.decrypt(good, key)).plaintext.length, 15)
      await failsToDecrypt(o, await craftJwe(o, { header, enc, plaintext: new Uint8Array(0), cut: true }), key)
      for (const octets of [new Uint8Array(0), new Uint8Array(1), new Uint8Array(15), new Uint8Array(17)])
        await failsToDecrypt(o, replaced(good, 3, octets), key)
    })
    it(`${enc}: with a bad MAC nothing is decrypted, and with bad padding no more is done than with good`, async () => {
      needAlgorithms(o, enc)
      const { counted, calls } = counting(o)
      const made = (await counted.construct(secretOf(cekBytes(enc)))).key
      const header = { alg: 'dir', enc }
      const good = await craftJwe(o, { header, enc })
      await counted.decrypt(good, made)
      const work = async (token: string, fails: boolean): Promise<readonly string[]> => {
        calls.length = 0
        await (fails ? failsToDecrypt(counted, token, made) : counted.decrypt(token, made))
        return [...calls]
      }
      const right = await work(good, false)
      ok(
        right.some((call) => call.startsWith('decrypt AES-CBC')),
        'decrypted',
      )
      const padding = await craftJwe(o, { header, enc, plaintext: new Uint8Array(16), cut: true })
      equal(await work(padding, true), right)
      for (const index of [2, 3, 4]) {
        const done = await work(replaced(good, index, flipped(octetsOf(good)[index] as Uint8Array)), true)
        ok(!done.some((call) => call.startsWith('decrypt')), 'not decrypted')
      }
    })
  }
  for (const [algorithm, primitive] of [
    ['A128KW', { name: 'AES-KW', bits: 128 }],
    ['RSA-OAEP-256', { name: 'RSA-OAEP', hash: 'SHA-256' }],
    ['RSA1_5', { name: 'RSAES-PKCS1-v1_5' }],
  ] as const) {
    it(`${algorithm}: a content key of another length`, async () => {
      needAlgorithms(o, algorithm)
      const by = algorithm === 'A128KW' ? secretOf(16) : read
      for (const enc of ['A256GCM', 'A128CBC-HS256', 'A256CBC-HS512']) {
        for (const length of [16, 24, 32, 40, 48, 64]) {
          const encryptedKey = await wrapped(o, primitive, material(by), secretOf(length))
          const fits = length === cekBytes(enc)
          const token = await craftJwe(o, { header: { alg: algorithm, enc }, enc, encryptedKey })
          if (fits) equal((await o.decrypt(token, by, { algorithms: [algorithm] })).text(), 'x')
          else await failsToDecrypt(o, token, by, { algorithms: [algorithm] })
        }
      }
    })
    it(`${algorithm}: encrypted keys that are none, or too short`, async () => {
      needAlgorithms(o, algorithm)
      const by = algorithm === 'A128KW' ? secretOf(16) : read
      const header = { alg: algorithm, enc: 'A128GCM' }
      for (const length of [0, 1, 7, 8, 15, 16, 17, 23, 25, 255, 256, 257, 512]) {
        const token = await craftJwe(o, { header, enc: 'A128GCM', encryptedKey: secretOf(length) })
        await failsToDecrypt(o, token, by, { algorithms: [algorithm] })
      }
    })
  }
  it('A256GCMKW: a content key of another length', async () => {
    needAlgorithms(o, 'A256GCMKW')
    const primitives = primitivesOf(o)
    const by = await primitives.importKey({ kty: 'oct', k: secretOf(32) })
    for (const length of [0, 1, 16, 24, 31, 32, 33, 64]) {
      const iv = secretOf(12)
      const sealed = await primitives.encrypt({ name: 'AES-GCM', bits: 256 }, by, iv, secretOf(length))
      const [encryptedKey, tag] = [sealed.slice(0, -16), base64url.encode(sealed.slice(-16))]
      const header = { alg: 'A256GCMKW', enc: 'A256GCM', iv: base64url.encode(iv), tag }
      const token = await craftJwe(o, { header, encryptedKey })
      if (length === 32) equal((await o.decrypt(token, secretOf(32))).text(), 'x')
      else await failsToDecrypt(o, token, secretOf(32))
    }
  })
  for (const enc of ['A128GCM', 'A128CBC-HS256']) {
    it(`RSA1_5, ${enc}: bad padding, a key of another length and a bad tag are one error, and one and the same work`, async () => {
      needAlgorithms(o, 'RSA1_5')
      const { counted, calls } = counting(o)
      const made = (await counted.construct(read)).key
      const primitive = { name: 'RSAES-PKCS1-v1_5' } as const
      const header = { alg: 'RSA1_5', enc }
      const token = async (encryptedKey: Uint8Array) => craftJwe(o, { header, enc, encryptedKey })
      const good = await token(await wrapped(o, primitive, material(write), secretOf(cekBytes(enc))))
      const work = async (each: string, fails: boolean): Promise<readonly string[]> => {
        calls.length = 0
        await (fails
          ? failsToDecrypt(counted, each, made, { algorithms: ['RSA1_5'] })
          : counted.decrypt(each, made, { algorithms: ['RSA1_5'] }))
        return [...calls]
      }
      await work(good, false)
      const badTag = await work(replaced(good, 4, flipped(octetsOf(good)[4] as Uint8Array)), true)
      ok(
        badTag.some((call) => call.startsWith('unwrap')),
        'unwrapped',
      )
      for (const length of [0, 1, 5, 15, 24, 33, 100])
        equal(
          await work(await token(await wrapped(o, primitive, material(write), secretOf(length))), true),
          badTag,
          `${length} bytes`,
        )
      for (const first of [0, 1, 2, 3, 4, 5]) {
        const unpadded = Uint8Array.from({ length: 256 }, (_, index) => (index * first + 3) & 0x7f)
        equal(await work(await token(unpadded), true), badTag, 'bad padding')
      }
    })
  }
}

/** The operations on a backend that notes what it is asked for, and with how many octets. */
function counting(o: Operations): { readonly counted: Operations; readonly calls: string[] } {
  const calls: string[] = []
  const noting = <P extends Primitives>(primitives: P): P =>
    Object.fromEntries(
      Object.entries(primitives).map(([name, run]) => [
        name,
        (...args: readonly unknown[]) => {
          calls.push([name, ...args.map(noteOf)].join(' '))
          return (run as (...given: readonly unknown[]) => unknown)(...args)
        },
      ]),
    ) as unknown as P
  const { async, sync } = o.backend
  const changes: Partial<Backend> = { async: noting(async), sync: sync && noting(sync) }
  return { counted: altered(o, changes), calls }
}

function noteOf(value: unknown): string {
  if (value instanceof Uint8Array || typeof value === 'string') return `${value.length}`
  const { name, k } = (value ?? {}) as { readonly name?: string; readonly k?: Uint8Array }
  return name ?? (k === undefined ? '' : `k${k.length}`)
}

/** A JWK, or the octets of a secret, as numbers. */
function material(key: JWK | Uint8Array): KeyMaterial {
  if (key instanceof Uint8Array) return { kty: 'oct', k: key }
  return { kty: 'RSA', n: base64url.decode(key.n as string), e: base64url.decode(key.e as string) }
}
