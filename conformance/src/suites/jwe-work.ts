import { type DecryptOptions, JWEError, JWEInvalidAuth } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { Suite } from '../suite.ts'
import { altered } from './altered.ts'
import { segment, utf8 } from './craft.ts'
import { craftJwe, flattened, secretOf } from './jwe-craft.ts'

const alg = 'PBES2-HS256+A128KW'
const accept: DecryptOptions = { algorithms: [alg, 'A256KW'] }
const limit = 1_200_000
const p2s = 'AAAAAAAAAAAAAAAAAAAAAA'

/** What a password costs (RFC 7518 §8.1, CVE-2022-36083): a token may ask for so many iterations, and no more by any trick. */
export const jweWork: Suite = (o, it) => {
  const passwords = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => `a password, of which there are many: ${index}`)
  const compact = async (p2c: number): Promise<string> =>
    craftJwe(o, { header: { alg, enc: 'A256GCM', p2s, p2c }, encryptedKey: secretOf(40) })
  const general = async (counts: readonly number[], others: readonly object[] = []): Promise<object> => {
    const { iv, ciphertext, tag } = flattened(await craftJwe(o, { header: { enc: 'A256GCM' } }))
    const recipients = counts.map((p2c) => ({ header: { alg, p2s, p2c }, encrypted_key: segment(secretOf(40)) }))
    return { protected: segment({ enc: 'A256GCM' }), recipients: [...recipients, ...others], iv, ciphertext, tag }
  }
  const sets = (keys: readonly string[]): readonly unknown[] => [
    keys,
    () => keys,
    { keys: keys.map((key) => ({ kty: 'oct', k: segment(key) })) },
  ]

  it('a token tried with many passwords costs what one may cost', async () => {
    const { idle, spent } = counting(o)
    for (const p2c of [limit, 600_001, 600_000, 100_000, 75_001]) {
      const token = await compact(p2c)
      for (const keys of sets(passwords(16))) {
        const done = await spent(() => refuses(() => idle.decrypt(token, keys, accept), { is: JWEInvalidAuth }))
        equal(done, p2c * Math.floor(limit / p2c), `iterations for ${p2c}`)
      }
    }
  })
  it('so do several recipients of passwords, with one key and with many', async () => {
    const { idle, spent } = counting(o)
    const list = [[100_000, 100_000, 100_000, 100_000], Array(12).fill(100_000), Array(100).fill(12_000), [limit]]
    for (const counts of list) {
      const token = await general(counts)
      for (const keys of [passwords(1)[0], ...sets(passwords(16))]) {
        const done = await spent(() => refuses(() => idle.decrypt(token, keys, accept), { is: JWEError }))
        ok(done > 0 && done <= limit, `at most ${limit} iterations for ${counts.length} recipients; they were ${done}`)
      }
    }
  })
  it('recipients that ask for more together are refused before any work, wherever they stand', async () => {
    const { idle, spent } = counting(o)
    const wrapped = { header: { alg: 'A256KW' }, encrypted_key: segment(secretOf(40)) }
    for (const token of [
      await general([600_000, 600_001]),
      await general([1000, limit]),
      await general(Array(100).fill(12_001)),
      await general([limit, 1000], [wrapped]),
    ]) {
      for (const keys of sets(passwords(2))) {
        const done = await spent(() =>
          refuses(() => idle.decrypt(token, keys, accept), { is: JWEError, code: 'ERR_LIMIT' }),
        )
        equal(done, 0)
      }
    }
  })
  it('the right one of several passwords is found within the limit, and not beyond', async () => {
    const less = o.with({ limits: { p2c: 4000 } })
    const token = await o.encrypt('x', 'the right password', { algorithm: alg, p2c: 1000 })
    for (const before of [0, 1, 3]) {
      const keys = [...passwords(before), 'the right password']
      equal((await less.decrypt(token, keys, accept)).text(), 'x')
    }
    await refuses(() => less.decrypt(token, [...passwords(4), 'the right password'], accept), {
      is: JWEInvalidAuth,
      code: 'ERR_JWE_DECRYPTION',
    })
    // The one that the token names comes first.
    const named = await o.encrypt('x', 'the right password', { algorithm: alg, p2c: 4000, kid: 'right' })
    const jwk = (text: string, kid?: string) => ({ kty: 'oct', k: segment(utf8(text)), ...(kid && { kid }) })
    const set = { keys: [...passwords(9).map((text) => jwk(text)), jwk('the right password', 'right')] }
    equal((await less.decrypt(named, set, accept)).text(), 'x')
  })
  it('the limit is no hindrance for recipients without passwords', async () => {
    const key = secretOf(32)
    const token = await o.encryptGeneral('x', [
      { key: 'a password', algorithm: alg, p2c: 1000 },
      { key, algorithm: 'A256KW' },
    ])
    const less = o.with({ limits: { p2c: 1000 } })
    for (const reader of [key, [...passwords(3), key], 'a password'])
      equal((await less.decrypt(token, reader, accept)).text(), 'x')
  })
  it('many recipients of large content are refused by the work that they would cost together', async () => {
    const less = o.with({ limits: { jwe: 20_000 } })
    const key = secretOf(32)
    const made = await less.encryptGeneral(new Uint8Array(9000), [
      { key: secretOf(16), algorithm: 'A128KW' },
      { key, algorithm: 'A256KW' },
    ])
    const [other, own] = made.recipients as readonly [object, object]
    const several = (count: number) => ({ ...made, recipients: [...Array(count - 1).fill(other), own] })
    equal((await less.decrypt(several(8), key)).plaintext.length, 9000)
    for (const count of [9, 20])
      await refuses(() => less.decrypt(several(count), key), { is: JWEError, code: 'ERR_LIMIT' })
  })
}

/** The same backend, whose passwords cost nothing and open nothing, and how many iterations a call asked it for. */
function counting(o: Operations): {
  readonly idle: Operations
  spent(call: () => Promise<unknown>): Promise<number>
} {
  let iterations = 0
  const derive = (_primitive: object, _password: Uint8Array, _salt: Uint8Array, count: number, length: number) => {
    iterations += count
    return new Uint8Array(length).fill(7)
  }
  const { async, sync } = o.backend
  const idle = altered(o, { async: { ...async, derive }, sync: sync && { ...sync, derive } })
  return {
    idle,
    async spent(call) {
      iterations = 0
      await call()
      return iterations
    },
  }
}
