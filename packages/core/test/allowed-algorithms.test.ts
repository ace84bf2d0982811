// What a token may choose from, where the keys alone say so.
import { nodeBackend } from '@jose/backend-node'
import { createJose, type JWK, JWSAlgorithmError } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { segmentOf } from './encodings.ts'
import { code } from './refusals.ts'

const { jwk, jws } = createJose(nodeBackend())
const [ec, okp, akp] = (['ES256', 'EdDSA', 'ML-DSA-44'] as const).map((alg) => jwk.generateSync(alg))
const all = [ec, okp, akp].flatMap((key) => key ?? [])
const [first] = all as [(typeof all)[number]]
const publicJwk = (key: (typeof all)[number]): JWK => key.publicKeySync().toJwkSync()

describe('keys that name their algorithm', () => {
  it.each(all)('are enough for $algorithm, in a set of every kind of key', (key) => {
    const token = jws.signSync('text', key)
    const keys = all.map(publicJwk)
    expect(jws.verifySync(token, { keys }).header.alg).toBe(key.algorithm)
  })

  it('are enough where a set has a member beside them whose alg is no name', () => {
    const token = jws.signSync('text', first)
    const stray = { ...publicJwk(jwk.generateSync('ES256')), alg: ['ES256'] } as unknown as JWK
    const keys = [stray, publicJwk(first)]
    expect(jws.verifySync(token, { keys }).header.alg).toBe('ES256')
  })

  it('are JWKs: another object with an alg of its own names nothing', () => {
    const object = { alg: 'HS256', k: 'AA' } as never
    expect(() => jws.verifySync('a.b.c', object)).toThrow("The option 'algorithms' is required")
  })

  // An algorithm that signs nothing has no signature to look at: without this, such a token would pass as an unsecured one.
  it.each(['dir', 'A256KW', 'HS257', 'NONE'])('do not let a token through by naming %s', (alg) => {
    const key = { kty: 'oct', k: 'A'.repeat(43), alg }
    for (const signature of ['', 'AA']) {
      const token = `${segmentOf({ alg })}.e30.${signature}`
      expect(() => jws.verifySync(token, key)).toThrow(JWSAlgorithmError)
      expect(() => jws.verifySync(token, { keys: [key] })).toThrow(code('ERR_ALGORITHM_NOT_ALLOWED'))
    }
  })
})

it('an unsecured token takes no key, with a code that says so', () => {
  const key = new Uint8Array(32)
  expect(() => jws.verifySync('a.b.', key, { algorithms: ['none'] })).toThrow(code('ERR_KEY_UNFIT'))
  expect(() => jws.signSync('text', key, { algorithm: 'none' })).toThrow(code('ERR_KEY_UNFIT'))
})

it("a 'crit' lists names: a number is none, even where a member is called so", () => {
  const token = `${segmentOf({ alg: 'HS256', crit: [5], 5: true })}.e30.AA`
  const verify = () => jws.verifySync(token, new Uint8Array(32), { algorithms: ['HS256'], crit: ['5'] })
  expect(verify).toThrow(code('ERR_CRIT'))
  expect(verify).toThrow('does not list names of extensions')
})
