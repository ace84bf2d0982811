// What the members of a set are, which of them may come over the network, and which are found for a token.
import { nodeBackend } from '@jose/backend-node'
import { createJose, JWKSError } from '@jose/core'
import { describe, expect, it } from 'vitest'
import certificates from '../../../conformance/vectors/certificates.json' with { type: 'json' }
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { listsOf, type SetMember } from '../src/jwk/key-set.ts'
import { IndexOfKeys } from '../src/jwks/index-of-keys.ts'
import { isPublic, reusing } from '../src/jwks/public-members.ts'
import { membersOf, parseSet } from '../src/jwks/read-set.ts'

const { jwk } = createJose(nodeBackend())
const { ES256, RS256, Ed25519, HS256, 'ML-DSA-44': mlDsa } = testKeys
const key = jwk.constructSync({ ...ES256.public, kid: 'k' }, 'ES256')
const pem = ES256.publicPem
const member = (input: unknown, kid?: string): SetMember => ({ input, kid })

describe('the members of a set', () => {
  it('are its JWKs and keys, with their kids; what is neither is left out', () => {
    const odd = [null, 5, 'text', [], new Map(), () => {}, undefined]
    const found = membersOf({ keys: [...odd, { kty: 'EC', kid: 'a' }, { kid: 5 }, key, {}], more: 1 })
    expect(found).toEqual([member({ kty: 'EC', kid: 'a' }, 'a'), member({ kid: 5 }), member(key, 'k'), member({})])
    expect(found[2]?.input).toBe(key)
  })

  it('are as they were, whatever becomes of what they were made from', () => {
    const given = { kty: 'EC', x5c: ['a', { deep: [1] }], more: { x: 1 }, date: new Date(0) }
    const [{ input }] = membersOf({ keys: [given] }) as unknown as [{ input: typeof given }]
    given.x5c.push('b')
    given.more.x = 2
    expect(input).toEqual({ kty: 'EC', x5c: ['a', { deep: [1] }], more: { x: 1 }, date: new Date(0) })
    for (const part of [input, input.x5c, input.x5c[1], input.more]) expect(Object.isFrozen(part)).toBe(true)
    expect(input.date).toBe(given.date)
    expect(membersOf({ keys: [given] }).every((each) => Object.isFrozen(each))).toBe(true)
  })

  it('are copied to a depth, and no deeper', () => {
    const nested = (levels: number): object => (levels === 0 ? {} : { in: nested(levels - 1) })
    const given = nested(20)
    const [{ input }] = membersOf({ keys: [given] }) as unknown as [{ input: object }]
    let [one, other, level]: [object, object, number] = [input, given, 0]
    for (; one !== other; level++) [one, other] = [(one as { in: object }).in, (other as { in: object }).in]
    expect(level).toBe(16)
  })

  it('are copied to that depth where they are lists, too', () => {
    const nested = (levels: number): unknown[] => (levels === 0 ? [] : [nested(levels - 1)])
    const given = nested(20)
    const [{ input }] = membersOf({ keys: [{ x5c: given }] }) as unknown as [{ input: { x5c: unknown[] } }]
    let [one, other, level]: [unknown[], unknown[], number] = [input.x5c, given, 1]
    for (; one !== other; level++) [one, other] = [one[0] as unknown[], other[0] as unknown[]]
    expect(level).toBe(16)
  })

  it('are PEMs by kid where there are no keys', () => {
    expect(membersOf({ a: pem, b: certificates.ES256 })).toEqual([member(pem, 'a'), member(certificates.ES256, 'b')])
    expect(Object.isFrozen(membersOf({ a: pem })[0])).toBe(true)
  })

  it.each([
    [null, 'is not a JSON object'],
    ['{}', 'is not a JSON object'],
    [[pem], 'is not a JSON object'],
    [{}, "has no 'keys'"],
    [{ keys: {} }, "has no 'keys'"],
    [{ a: 'x' }, "has no 'keys'"],
    [Object.create({ keys: [] }), "has no 'keys'"],
  ])('%j has none', (set, says) => {
    expect(() => membersOf(set)).toThrow(expect.objectContaining({ code: 'ERR_JWKS_INVALID' }))
    expect(() => membersOf(set)).toThrow(says)
    expect(() => membersOf(set)).toThrow(JWKSError)
  })

  it('come from strict JSON of 16 levels at most', () => {
    const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`
    expect(() => parseSet(nested(16))).not.toThrow()
    for (const levels of [17, 100_000])
      expect(() => parseSet(nested(levels))).toThrow(expect.objectContaining({ code: 'ERR_LIMIT' }))
    for (const text of ['{"a":1,"a":2}', '{', ''])
      expect(() => parseSet(text)).toThrow(expect.objectContaining({ code: 'ERR_JWKS_INVALID' }))
  })
})

describe('a member that came over the network', () => {
  it.each([
    ES256.public,
    RS256.public,
    Ed25519.public,
    mlDsa.public,
    ...[pem, RS256.publicPem, certificates.ES256, `  \n${pem}`],
    ...['X509 CERTIFICATE', 'RSA PUBLIC KEY'].map((label) => pem.replace(/PUBLIC KEY/g, label)),
  ])('may be a public key (%#)', (input) => {
    expect(isPublic(member(input))).toBe(true)
  })

  it.each([
    ES256.private,
    RS256.private,
    mlDsa.private,
    HS256.private,
    { ...ES256.public, kty: 'oct' },
    { ...ES256.public, kty: undefined },
    { ...ES256.public, k: undefined },
    Object.create(ES256.public),
    key,
    null,
    5,
    ES256.privatePem,
    pem + ES256.privatePem,
    `text ${pem}`,
    pem.replace(/PUBLIC KEY/g, 'OPENSSH PRIVATE KEY'),
    pem.replace(/PUBLIC KEY/g, 'X509 CRL'),
    pem.replace(/PUBLIC KEY/g, 'CERTIFICATE REQUEST'),
    pem.replace('-----BEGIN', '----BEGIN'),
    '',
  ])('is nothing else (%#)', (input) => {
    expect(isPublic(member(input))).toBe(false)
  })

  it('stays the member that it was, where it says the same', () => {
    const before = [member({ kty: 'EC', kid: 'a' }, 'a'), member(pem, 'b'), member({ kty: 'EC' })]
    const after = [
      member({ kty: 'EC' }),
      member({ kty: 'EC', kid: 'a', use: 'sig' }, 'a'),
      member(pem, 'b'),
      member(pem, 'c'),
    ]
    const found = reusing(after, before)
    expect(found).toEqual(after)
    expect(found.map((each) => before.includes(each))).toEqual([true, false, true, false])
  })
})

describe('the index of a set', () => {
  const [a, a2, b, none] = [
    member({ kty: 'EC', kid: 'a' }, 'a'),
    member(pem, 'a'),
    member(key, 'b'),
    member({ kty: 'RSA' }),
  ]
  const index = new IndexOfKeys([a, none, a2, b])
  const chosen = (index: IndexOfKeys, kid?: unknown) => listsOf(index.choose({ alg: 'ES256', kid } as { alg: string }))

  it('has the distinct kids', () => {
    expect(index.kids).toEqual(['a', 'b'])
    expect(new IndexOfKeys([none]).kids).toEqual([])
  })

  it('chooses those of the kid, then those without; all for a token without', () => {
    expect(chosen(index, 'a')).toEqual([[a, a2], [none]])
    expect(chosen(index, 'b')).toEqual([[b], [none]])
    for (const kid of ['c', '__proto__', '']) expect(chosen(index, kid)).toEqual([[none]])
    for (const kid of [undefined, 5, null]) expect(chosen(index, kid)).toEqual([[a, none, a2, b]])
    expect(chosen(new IndexOfKeys([a]), 'c')).toEqual([])
    expect(index.choose({ alg: 'ES256', kid: 'a' })).toBe(index.choose({ alg: 'RS256', kid: 'a' }))
    expect(index.choose({ alg: 'ES256', kid: 'c' })).not.toBe(index.choose({ alg: 'ES256', kid: 'c' }))
  })

  it('knows a kid, or for a token without one, a key of the kind of its algorithm', () => {
    const knows = (of: IndexOfKeys, alg: string, kid?: string) => [
      of.knows({ alg, ...(kid !== undefined && { kid }) }),
      of.hasCandidates({ alg, ...(kid !== undefined && { kid }) }),
    ]
    expect([knows(index, 'none', 'a'), knows(index, 'ES256', 'c')]).toEqual([
      [true, true],
      [false, true],
    ])
    expect(knows(new IndexOfKeys([a]), 'ES256', 'c')).toEqual([false, false])
    const rows: readonly (readonly [input: unknown, alg: string, knows: boolean])[] = [
      [{ kty: 'EC' }, 'ES256', true],
      [{ kty: 'EC' }, 'ECDH-ES', true],
      [{ kty: 'OKP' }, 'ECDH-ES', true],
      [{ kty: 'EC' }, 'RS256', false],
      [{ kty: 'EC' }, 'what', false],
      [{ kty: 'EC', alg: 'ES256' }, 'ES256', true],
      [{ kty: 'EC', alg: 'ES384' }, 'ES256', false],
      [{ kty: 'oct', alg: 'A256GCM' }, 'dir', true],
      [{ kty: 'oct', alg: 'HS256' }, 'HS512', false],
      [{}, 'ES256', false],
      [Object.create({ kty: 'EC' }), 'ES256', false],
      [key, 'ES256', true],
      [key, 'ES384', false],
      [pem, 'RS256', true],
    ]
    for (const [input, alg, known] of rows) {
      const one = new IndexOfKeys([member({ kty: 'other' }), member(input)])
      for (let round = 0; round < 2; round++)
        expect([input, alg, ...knows(one, alg)]).toEqual([input, alg, known, known])
    }
  })
})
