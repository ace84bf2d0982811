import './pure-javascript.ts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import keys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { createJose, forgeBackend } from '../src/index.ts'

afterEach(() => void vi.unstubAllGlobals())

const { jws, jwk } = createJose(forgeBackend())
const algorithm = 'RS256'
const key = keys.RS256.private

/** How many times the event loop turned while the work was done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0
  let over = false
  const count = (): void => {
    turns++
    if (!over) setImmediate(count)
  }
  setImmediate(count)
  await work().finally(() => {
    over = true
  })
  return turns
}

describe('long work in async mode', () => {
  it('leaves the event loop a turn between operations that are asked for at once', async () => {
    const signing = (): Promise<unknown> =>
      Promise.all(Array.from({ length: 12 }, (_, index) => jws.sign(`text ${index}`, key, { algorithm })))
    expect(await turnsDuring(signing)).toBeGreaterThanOrEqual(12)
  })
  it('leaves it turns while primes are looked for', async () => {
    expect(await turnsDuring(() => jwk.generate('RS256', { size: 3072 }))).toBeGreaterThanOrEqual(5)
  }, 60_000)
  it('can be put off by core as well, where the runtime has turns', async () => {
    const { turn } = forgeBackend()
    expect(await turnsDuring(async () => turn?.())).toBeGreaterThanOrEqual(1)
    for (const name of ['setImmediate', 'MessageChannel', 'setTimeout']) vi.stubGlobal(name, undefined)
    expect('turn' in forgeBackend()).toBe(false)
    // Taken while there were turns.
    await turn?.()
  })
  it.each(['MessageChannel', 'setTimeout'])('comes to an end with %s alone', async (name) => {
    const others = ['setImmediate', 'MessageChannel', 'setTimeout'].filter((other) => other !== name)
    for (const other of others) vi.stubGlobal(other, undefined)
    const tokens = await Promise.all([1, 2, 3].map((index) => jws.sign(`text ${index}`, key, { algorithm })))
    vi.unstubAllGlobals()
    for (const token of tokens) expect(jws.verifySync(token, key, { algorithms: [algorithm] }).text()).toMatch(/^text/)
  })
  it('comes to an end where there is nothing of the kind, and after a failure', async () => {
    for (const name of ['setImmediate', 'MessageChannel', 'setTimeout']) vi.stubGlobal(name, undefined)
    const { async } = forgeBackend()
    const rsa = await async.importKey({ kty: 'RSA', n: new Uint8Array(256).fill(255), e: Uint8Array.of(3) })
    const primitive = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const
    expect(() => async.sign(primitive, rsa, 'x')).toThrow()
    vi.unstubAllGlobals()
    await expect(async.sign(primitive, rsa, 'x')).rejects.toThrow()
    expect((await jws.sign('x', key, { algorithm })).split('.').length).toBe(3)
  })
  it('has read all octets before it begins to wait', async () => {
    const { async, sync } = forgeBackend()
    const pairs = [
      [{ name: 'Ed448' }, { kty: 'OKP', crv: 'Ed448' }],
      [{ name: 'ML-DSA-44' }, { kty: 'AKP', alg: 'ML-DSA-44' }],
      [
        { name: 'ECDSA', hash: 'SHA-512', curve: 'P-521' },
        { kty: 'EC', crv: 'P-521' },
      ],
      [
        { name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 },
        { kty: 'RSA', bits: 2048 },
      ],
    ] as const
    for (const [primitive, request] of pairs) {
      const own = sync.generateKey(request)
      const data = new Uint8Array(100).fill(1)
      const pending = async.sign(primitive, own, data)
      data.fill(2)
      const signature = Uint8Array.from(await pending)
      const copy = signature.slice()
      const message = new Uint8Array(100).fill(1)
      const verdict = async.verify(primitive, own, copy, message)
      copy.fill(0)
      message.fill(0)
      expect([await verdict, sync.verify(primitive, own, signature, new Uint8Array(100).fill(1))]).toEqual([true, true])
    }
  })
})
