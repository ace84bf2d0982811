// What a ring of keys reads of the keys that it is given, and when they retire.
import { nodeBackend } from '@jose/backend-node'
import { createJose, InvalidKeyError, JWKError } from '@jose/core'
import { describe, expect, it } from 'vitest'
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }

const node = nodeBackend()
const { jwk } = createJose(node)
const { jwk: at100 } = createJose(node, { clock: () => 100 })
const [a, b, c] = ['a', 'b', 'c'].map((kid) => jwk.generateSync('ES256', { kid })) as [never, never, never]
const { ES256, RS256 } = testKeys

describe('a key of a ring', () => {
  it('that has its name and algorithm already is the caller’s, not another like it', () => {
    const ring = jwk.createKeyRingSync({ current: a, next: [b], retireAfter: 60 })
    expect(ring.current).toBe(a)
    ring.promote()
    expect(ring.current).toBe(b)
  })

  it('is for the algorithm that its JWK names, and only without one for the ring’s', () => {
    const [named, nameless] = [
      { ...ES256.private, kid: 'a', alg: 'ES256' },
      { ...RS256.private, kid: 'b' },
    ]
    const ring = jwk.createKeyRingSync({ current: named, next: [nameless], algorithm: 'PS256' })
    expect(ring.keys.map(({ key }) => key.algorithm)).toEqual(['ES256', 'PS256'])
    expect(ring.algorithms).toEqual(['ES256', 'PS256'])
  })

  it('whose JWK names its algorithm by something other than a text is a bad key, not a bad call', () => {
    for (const alg of [5, null, ['ES256']]) {
      const create = () => jwk.createKeyRingSync({ current: { ...ES256.private, alg } as never })
      expect(create).toThrow("'alg' must be a string")
      expect(create).toThrow(JWKError)
    }
  })

  it('is named in a plain object: what else has a key is none', () => {
    class Holder {
      readonly key = a
    }
    for (const given of [new Holder(), null, undefined, 5, [{ key: a }], Object.assign(() => {}, { key: a })]) {
      expect(() => jwk.createKeyRingSync({ current: given as never })).toThrow(InvalidKeyError)
      expect(() => jwk.createKeyRingSync({ current: given as never })).toThrow(
        /^(The key is of no known form|A key cannot be)/,
      )
    }
  })

  it('may be verified by where its key_ops say no more than that, unless it is to sign', () => {
    const half = { ...ES256.public, kid: 'b', alg: 'ES256', key_ops: ['verify'] }
    const ring = jwk.createKeyRingSync({ current: a, previous: [half] })
    expect(ring.keys.map(({ key, state }) => [key.kid, state])).toEqual([
      ['a', 'current'],
      ['b', 'previous'],
    ])
    const whole = { ...ES256.private, kid: 'b', alg: 'ES256', key_ops: ['verify'] }
    for (const next of [half, whole])
      expect(() => jwk.createKeyRingSync({ current: a, next: [next] })).toThrow(
        expect.objectContaining({ name: 'InvalidKeyError', code: 'ERR_KEY_UNFIT' }),
      )
  })
})

describe('the retirement of a key', () => {
  it('is at the time that a change says, or so long after it, whatever is usual in the ring', () => {
    for (const [retirement, retireAt] of [
      [{}, 160],
      [{ retireAfter: 5 }, 105],
      [{ retireAt: 1000 }, 1000],
      [{ retireAt: new Date(1_000_900) }, 1000],
    ] as const) {
      const ring = at100.createKeyRingSync({ current: a, next: [c], retireAfter: 60 })
      ring.rotateSync(b, retirement)
      ring.promote(retirement)
      expect(ring.keys.map(({ key, ...entry }) => [key.kid, entry])).toEqual([
        ['c', { state: 'current' }],
        ['b', { state: 'previous', retireAt }],
        ['a', { state: 'previous', retireAt }],
      ])
    }
  })

  it.each([
    [{}, "Say with 'retireAfter' (seconds) or 'retireAt' when the current key retires"],
    [{ retireAfter: undefined }, "Say with 'retireAfter' (seconds) or 'retireAt' when the current key retires"],
    [{ retireAfter: 1, retireAt: 1 }, "The options 'retireAt' and 'retireAfter' exclude each other"],
    [{ retireAfter: -1 }, "The option 'retireAfter' must be a finite number of seconds, 0 or more"],
    [{ retireAfter: '1' }, "The option 'retireAfter' must be a finite number of seconds, 0 or more"],
    [{ retireAt: Number.NaN }, "The option 'retireAt', a Date or a number, must be a finite number of seconds"],
    [{ retireAt: '1970' }, "The option 'retireAt', a Date or a number, must be a finite number of seconds"],
    [{ retireat: 1 }, "Unknown option 'retireat'"],
  ])('is said in every change, as %j is not', (retirement, says) => {
    const ring = at100.createKeyRingSync({ current: a, next: [c] })
    for (const change of [() => ring.rotateSync(b, retirement as object), () => ring.promote(retirement as object)]) {
      expect(change).toThrow(TypeError)
      expect(change).toThrow(says)
    }
    expect(ring.keys.map(({ key }) => key.kid)).toEqual(['a', 'c'])
  })

  it('is a number of seconds where it is said for the whole ring', () => {
    const create = () => jwk.createKeyRingSync({ current: a, retireAfter: -1 })
    expect(create).toThrow(TypeError)
    expect(create).toThrow("The option 'retireAfter' must be a finite number of seconds, 0 or more")
  })

  it('is not decided by a clock that tells no time', () => {
    const { jwk } = createJose(node, { clock: () => Number.NaN })
    const ring = jwk.createKeyRingSync({ current: a, previous: [{ key: b, retireAt: 5 }] })
    expect(() => ring.keys).toThrow(TypeError)
    expect(() => ring.keys).toThrow('The clock must be a finite number of seconds')
  })
})
