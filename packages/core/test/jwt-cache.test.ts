// Verifiers that remember the tokens that were good, and when they have to look again.
import { nodeBackend } from '@jose/backend-node'
import { createJose, findKeys, type Wanted } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { code, thrownBy } from './refusals.ts'

const node = nodeBackend()
const now = 1_700_000_000
const { jwt, jwk } = createJose(node, { clock: () => now })
const secret = new Uint8Array(32).fill(7)
const algorithms = ['HS256']
const token = jwt.encodeSync({ a: 1 }, secret)

let [verified, time] = [0, now]
const counting = createJose(
  {
    ...node,
    sync: {
      ...node.sync,
      verifyMac(...given) {
        verified++
        return node.sync.verifyMac(...given)
      },
    },
  },
  { clock: () => time },
)

/** How often the backend verified the tokens. */
function verifiedBy(verifier: (token: string | Uint8Array) => unknown, ...tokens: (string | Uint8Array)[]): number {
  verified = 0
  for (const each of tokens) verifier(each)
  return verified
}

/** What tells two errors apart. */
function refusalOf(call: () => unknown): readonly unknown[] {
  const thrown = thrownBy(call)
  expect(thrown).toBeInstanceOf(Error)
  const error = thrown as Error & { readonly code?: string }
  return [error.constructor, error.code, error.message]
}

describe('a verifier that remembers', () => {
  it.each([
    [{ max: 0 }, "The cache's 'max'"],
    [{ max: 1.5 }, "The cache's 'max'"],
    [{ max: '5' }, "The cache's 'max'"],
    [{ ttl: 0 }, "The cache's 'ttl'"],
    [{ ttl: -1 }, "The cache's 'ttl'"],
    [{ ttl: Number.POSITIVE_INFINITY }, "The cache's 'ttl'"],
    [{ size: 5 }, "Unknown option 'size'"],
    ['yes', "The option 'cache'"],
    [null, "The option 'cache'"],
  ])('refuses cache: %j', (cache, message) => {
    const create = () => jwt.createVerifierSync(secret, { algorithms, cache: cache as never })
    expect(create).toThrow(TypeError)
    expect(create).toThrow(message)
  })

  it('asks the backend once a token, for so many tokens and so long', () => {
    const [a, b] = [jwt.encodeSync({ a: [{ b: 1 }] }, secret), jwt.encodeSync({ b: 1 }, secret)]
    const create = (cache: boolean | object) => counting.jwt.createVerifierSync(secret, { algorithms, cache })
    expect([verifiedBy(create(false), a, a), verifiedBy(create(true), a, a, b, b, a)]).toEqual([2, 2])
    expect([verifiedBy(create({ max: 1 }), a, a, b, b, a), verifiedBy(create({}), a, b, a, b)]).toEqual([3, 2])
    const brief = create({ ttl: 5 })
    expect(verifiedBy(brief, a)).toBe(1)
    time += 4
    expect(verifiedBy(brief, a)).toBe(0)
    time += 1
    expect(verifiedBy(brief, a, a)).toBe(1)
  })

  it('remembers tokens of up to 8192 characters', () => {
    const tokenOf = (length: number): string => {
      const base = jwt.encodeSync({ a: '' }, secret).length
      const found = [-1, 0, 1].map((more) =>
        jwt.encodeSync({ a: 'x'.repeat(Math.floor(((length - base) * 3) / 4) + more) }, secret),
      )
      return found.find((each) => each.length === length) as string
    }
    const verifier = counting.jwt.createVerifierSync(secret, { algorithms, cache: true })
    expect(verifiedBy(verifier, tokenOf(8192), tokenOf(8192))).toBe(1)
    expect(verifiedBy(verifier, tokenOf(8193), tokenOf(8193))).toBe(2)
  })

  it('remembers texts only: octets push none of them out', () => {
    const verifier = counting.jwt.createVerifierSync(secret, { algorithms, cache: { max: 1 } })
    const octets = new TextEncoder().encode(token)
    expect(verifiedBy(verifier, token, octets, octets, token)).toBe(3)
  })

  it.each([
    ['some', { sub: 'a', none: null, list: [1, { b: [1] }], deep: { a: {} } }],
    ['all', { list: [1, { b: [1] }], deep: { a: {} } }],
  ])('hands out claims that are the caller’s, where %s of them are objects', (_, claims) => {
    const verifier = jwt.createVerifierSync(secret, { algorithms, cache: true })
    const nested = jwt.encodeSync(claims, secret)
    for (let round = 0; round < 3; round++) {
      const found = verifier(nested) as { sub?: string; list: [number, { b: number[] }]; deep: { a: { b?: number } } }
      expect(found).toEqual(claims)
      found.sub = 'changed'
      found.list[1].b.push(2)
      found.list.push(3)
      found.deep.a.b = 1
    }
  })

  it('looks at the times at each call', () => {
    let time = now
    const verifier = createJose(node, { clock: () => time }).jwt.createVerifierSync(secret, { algorithms, cache: true })
    const token = jwt.encodeSync({ exp: now + 5 }, secret)
    expect(verifier(token)).toEqual({ exp: now + 5 })
    time += 5
    expect(() => verifier(token)).toThrow(code('ERR_JWT_EXPIRED'))
  })
})

describe('a verifier that remembers, and its key', () => {
  it('verifies a token again when, and only when, the key that verified it is no answer any more', () => {
    const { constructSync } = counting.jwk
    const [old, other] = [constructSync(secret, 'HS256'), constructSync(new Uint8Array(32), 'HS256')]
    let answer: unknown = old
    const asked: string[] = []
    const set = {
      algorithms,
      [findKeys]({ side }: Wanted) {
        asked.push(side)
        return answer as typeof old
      },
    }
    for (const source of [() => answer as typeof old, set]) {
      answer = old
      const verifier = counting.jwt.createVerifierSync(source, { algorithms, cache: true })
      expect([verifiedBy(verifier, token, token, token), verifier(token)]).toEqual([1, { a: 1 }])
      answer = [other, old]
      expect([verifiedBy(verifier, token, token), verifier(token)]).toEqual([0, { a: 1 }])
      // The same secret, but as another key of the caller's.
      answer = constructSync(secret, 'HS256')
      expect([verifiedBy(verifier, token), verifier(token)]).toEqual([1, { a: 1 }])
      answer = other
      expect(() => verifiedBy(verifier, token)).toThrow(code('ERR_JWT_SIGNATURE'))
      expect(verified).toBe(1)
      answer = undefined
      expect(() => verifier(token)).toThrow(code('ERR_KEY_NOT_FOUND'))
      answer = jwk.generateSync('ES256')
      expect(() => verifier(token)).toThrow(code('ERR_KEY_UNFIT'))
    }
    expect(new Set(asked)).toEqual(new Set(['read']))
  })

  it('has nothing to ask where it was given the key, even one of another instance', () => {
    const [own, foreign] = [counting.jwk, jwk].map(({ constructSync }) => constructSync(secret, 'HS256'))
    for (const key of [own, foreign, secret, [foreign as object], 'x'.repeat(32)]) {
      const known = jwt.encodeSync({}, key as string)
      expect(
        verifiedBy(counting.jwt.createVerifierSync(key as string, { algorithms, cache: true }), known, known),
      ).toBe(1)
    }
  })

  it('refuses what it knew as if it had never seen it', () => {
    const es256 = jwk.generateSync('ES256')
    for (const later of [undefined, null, [], { keys: [] }, [es256], es256, new Uint8Array(32), { kty: 'x' }]) {
      let answer: unknown = secret
      const verifier = jwt.createVerifierSync((() => answer) as never, { algorithms, cache: true })
      verifier(token)
      answer = later
      const fresh = jwt.createVerifierSync((() => answer) as never, { algorithms })
      expect(refusalOf(() => verifier(token))).toEqual(refusalOf(() => fresh(token)))
    }
  })

  it('says that an answer is no key, and does not ask for another', () => {
    const answers: unknown[] = [secret, [{ [findKeys]: () => secret }], secret]
    const verifier = jwt.createVerifierSync((() => answers.shift()) as never, { algorithms, cache: true })
    expect(verifier(token)).toEqual({ a: 1 })
    expect(() => verifier(token)).toThrow(TypeError)
    expect(answers).toEqual([secret])
  })
})
