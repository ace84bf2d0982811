// Signers and verifiers that are made once, and what a verifier remembers.
import { nodeBackend } from '@jose/backend-node'
import { createJose, findKeys, type Wanted } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { code } from './refusals.ts'

const node = nodeBackend()
const now = 1_700_000_000
const { jwt, jwk } = createJose(node, { clock: () => now })
const secret = new Uint8Array(32).fill(7)
const algorithms = ['HS256']
const key = jwk.generateSync('ES256')

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
    const after = (verifier: (token: string) => unknown, ...tokens: readonly string[]): number => {
      verified = 0
      for (const token of tokens) verifier(token)
      return verified
    }
    const [a, b] = [jwt.encodeSync({ a: [{ b: 1 }] }, secret), jwt.encodeSync({ b: 1 }, secret)]
    const create = (cache: boolean | object) => counting.jwt.createVerifierSync(secret, { algorithms, cache })
    expect([after(create(false), a, a), after(create(true), a, a, b, b, a)]).toEqual([2, 2])
    expect([after(create({ max: 1 }), a, a, b, b, a), after(create({}), a, b, a, b)]).toEqual([3, 2])
    const brief = create({ ttl: 5 })
    expect(after(brief, a)).toBe(1)
    time += 4
    expect(after(brief, a)).toBe(0)
    time += 1
    expect(after(brief, a, a)).toBe(1)
    const long = jwt.encodeSync({ a: 'x'.repeat(8192) }, secret)
    expect(after(create(true), long, long)).toBe(2)
  })

  it('hands out claims that are the caller’s', () => {
    const verifier = jwt.createVerifierSync(secret, { algorithms, cache: true })
    const claims = { sub: 'a', none: null, list: [{ b: [1] }] }
    const token = jwt.encodeSync(claims, secret)
    for (let round = 0; round < 3; round++) {
      const found = verifier(token) as { sub: string; list: { b: number[] }[] }
      expect(found).toEqual(claims)
      found.sub = 'changed'
      found.list[0]?.b.push(2)
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

  it('asks a resolver whether the key is still the one', () => {
    const [old, other] = [jwk.constructSync(secret, 'HS256'), jwk.constructSync(new Uint8Array(32), 'HS256')]
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
      const verifier = jwt.createVerifierSync(source, { algorithms, cache: true })
      const token = jwt.encodeSync({ a: 1 }, secret)
      expect([verifier(token), verifier(token)]).toEqual([{ a: 1 }, { a: 1 }])
      answer = [other, old]
      expect(verifier(token)).toEqual({ a: 1 })
      answer = other
      expect(() => verifier(token)).toThrow(code('ERR_JWT_SIGNATURE'))
      answer = undefined
      expect(() => verifier(token)).toThrow(code('ERR_KEY_NOT_FOUND'))
      answer = key
      expect(() => verifier(token)).toThrow(code('ERR_KEY_UNFIT'))
    }
    expect(new Set(asked)).toEqual(new Set(['read']))
  })
})

it('what a signer or a verifier was made of is copied', () => {
  const octets = Uint8Array.from(secret)
  const jwks = { keys: [{ kty: 'oct', k: Buffer.from(secret).toString('base64url'), alg: 'HS256' }] }
  const list = [octets]
  const [signer, bySet, byList] = [
    jwt.createSignerSync(octets),
    jwt.createVerifierSync(jwks),
    jwt.createVerifierSync(list, { algorithms }),
  ]
  octets.fill(0)
  list.length = 0
  jwks.keys[0] = { kty: 'oct', k: 'AAAA', alg: 'HS256' }
  const token = signer({ a: 1 })
  expect([bySet(token), byList(token), jwt.decodeSync(token, secret, { algorithms })]).toEqual([
    { a: 1 },
    { a: 1 },
    { a: 1 },
  ])
})
