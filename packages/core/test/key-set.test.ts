// The members of a set that a token's kid does not exclude.
import { nodeBackend } from '@jose/backend-node'
import { createJose } from '@jose/core'
import { describe, expect, it } from 'vitest'
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { chosenKeys, isPemsByKid, listsOf, matching, type SetMember } from '../src/jwk/key-set.ts'

const key = createJose(nodeBackend()).jwk.constructSync({ ...testKeys.ES256.public, kid: 'k' })
const pem = testKeys.ES256.publicPem
const [a, b, none, number] = [{ kid: 'a' }, { kid: 'b' }, { kty: 'EC' }, { kid: 5 }]
const inputs = (found: readonly SetMember[] | undefined): readonly unknown[] | undefined =>
  found?.map(({ input }) => input)

describe('a set', () => {
  it.each([
    ['a list', [a, none, b, number]],
    ['a JWKS', { keys: [a, none, b, number] }],
    ['a list of sets', [{ keys: [a, none] }, b, { keys: [number] }]],
  ])('that is %s gives those of the kid, then those without', (_what, set) => {
    for (let round = 0; round < 2; round++) {
      expect(inputs(matching(set, undefined))).toEqual([a, none, b, number])
      expect(inputs(matching(set, 'a'))).toEqual([a, none, number])
      expect(inputs(matching(set, 'b'))).toEqual([b, none, number])
      expect(inputs(matching(set, 'c'))).toEqual([none, number])
      expect(inputs(matching(set, '__proto__'))).toEqual([none, number])
    }
  })

  it('of PEMs by kid gives the one of the kid', () => {
    const set = { a: pem, b: `# a comment\n${pem}` }
    expect(matching(set, 'b')).toEqual([{ input: set.b, kid: 'b' }])
    expect(matching(set, undefined)).toEqual([
      { input: pem, kid: 'a' },
      { input: set.b, kid: 'b' },
    ])
    for (const kid of ['c', 'toString']) expect(matching(set, kid)).toEqual([])
    for (const record of [{}, { a: pem, b: 'x' }, { a: pem, b: 5 }, { a: '-----BEGIN' }])
      expect([isPemsByKid(record), matching(record, 'a')]).toEqual([false, undefined])
  })

  it('is none of these', () => {
    for (const input of [undefined, null, pem, 5, new Uint8Array(3), key, a, { keys: 5 }, Object.create({ keys: [a] })])
      expect(matching(input, 'a')).toBeUndefined()
    expect(inputs(matching([{ keys: 5 }, [a]], 'a'))).toEqual([{ keys: 5 }, [a]])
  })

  it('that the caller changes is looked at again', () => {
    const changes: readonly (readonly [(keys: { kid?: string }[]) => unknown, a: number, z: number])[] = [
      [(keys) => Object.assign(keys[0] as object, { kid: 'z' }), 0, 1],
      [(keys) => keys.splice(0, 1, { kid: 'z' }), 0, 1],
      [(keys) => keys.push({ kid: 'z' }), 1, 1],
      [(keys) => keys.unshift({ kid: 'z' }), 1, 1],
      [(keys) => keys.splice(0, 1), 0, 0],
    ]
    for (const [change, ofA, ofZ] of changes) {
      for (const before of ['a', 'z', undefined]) {
        const set = { keys: [{ kid: 'a' }, { kid: 'b' }] }
        matching(set, before)
        change(set.keys)
        expect([matching(set, 'a')?.length, matching(set, 'z')?.length]).toEqual([ofA, ofZ])
        expect(inputs(matching(set, undefined))).toEqual(set.keys)
      }
    }
    const set = { keys: [a, b] }
    expect(matching(set, 'a')).toHaveLength(1)
    set.keys = [b, a, a]
    expect(matching(set, 'a')).toHaveLength(2)
  })

  it('that is a list holds no key set that chooses', () => {
    const choosing = createJose(nodeBackend()).jwks.local({ keys: [testKeys.ES256.public] })
    expect(() => matching([choosing], undefined)).toThrow(TypeError)
  })
})

it('what a key set has chosen is known by its symbol, and frozen', () => {
  const lists = [[{ input: a, kid: 'a' }]]
  const answer = chosenKeys(lists)
  expect(listsOf(answer)).toBe(lists)
  expect([Object.isFrozen(answer), Object.isFrozen(lists)]).toEqual([true, true])
  for (const other of [undefined, null, 'x', {}, [], key]) expect(listsOf(other)).toBeUndefined()
})

describe('a JWKS that was asked before', () => {
  const other = { kid: 'a', kty: 'EC' }

  it('is read again where its list is another, as long as the one before', () => {
    const set = { keys: [a, b] }
    expect(inputs(matching(set, 'a'))).toEqual([a])
    set.keys = [a, other]
    expect(inputs(matching(set, 'a'))).toEqual([a, other])
  })

  it('is read again where one of those that were found is another', () => {
    const set = { keys: [a, other] }
    expect(inputs(matching(set, 'a'))).toEqual([a, other])
    const third = { kid: 'a', kty: 'RSA' }
    set.keys[0] = third
    expect(inputs(matching(set, 'a'))).toEqual([third, other])
  })
})
