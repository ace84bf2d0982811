// Signers and verifiers that are made once, of keys that may change and with little to check.
import { nodeBackend } from '@jose/backend-node'
import { createJose, findKeys, type Wanted } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { code, thrownBy } from './refusals.ts'

const node = nodeBackend()
const { jwt, jwk } = createJose(node)
const secret = new Uint8Array(32).fill(7)
const algorithms = ['HS256']
const token = jwt.encodeSync({ a: 1 }, secret)

let verified = 0
const counting = createJose({
  ...node,
  sync: {
    ...node.sync,
    verifyMac(...given) {
      verified++
      return node.sync.verifyMac(...given)
    },
  },
})

/** How often the backend verified the tokens, and what was thrown. */
function verifiedBy(verifier: (token: string | Uint8Array) => unknown, ...tokens: (string | Uint8Array)[]): number {
  verified = 0
  for (const each of tokens) verifier(each)
  return verified
}

it('a signer by a ring insists on the same extensions when the ring has rotated', () => {
  const [a, b] = ['a', 'b'].map((kid) => jwk.generateSync('ES256', { kid })) as [object, object]
  const ring = jwk.createKeyRingSync({ current: a, retireAfter: 60 })
  const crit = ['x']
  const sign = jwt.createSignerSync(ring, { headers: { x: 1 }, crit })
  crit.push('y')
  ring.rotateSync(b)
  const expected = { alg: 'ES256', crit: ['x'], kid: 'b', typ: 'JWT', x: 1 }
  expect([sign({}), sign({})].map((signed) => jwt.getUnverifiedHeader(signed))).toEqual([expected, expected])
})

it('async signers and verifiers answer as the sync ones do', async () => {
  const signed = await jwt.createSigner(secret)({ a: 1 })
  expect(signed).toBe(token)
  expect(await jwt.createVerifier(secret, { algorithms })(signed)).toEqual({ a: 1 })
  await expect(jwt.createVerifier(secret, { algorithms: ['HS512'] })(signed)).rejects.toThrow(
    code('ERR_ALGORITHM_NOT_ALLOWED'),
  )
  const encrypted = await jwt.encrypt({ a: 1 }, secret)
  expect(await jwt.decrypt(encrypted, secret)).toEqual({ a: 1 })
  expect(jwt.decryptSync(encrypted, secret)).toEqual({ a: 1 })
})

describe('a verifier that asks for no signature', () => {
  const unknown: unknown = { [findKeys]: () => secret }
  it.each([
    ['no key', null],
    ['a key', secret],
    ['a set that names no algorithms', unknown],
  ])('needs no algorithms, with %s', (_, source) => {
    const verify = jwt.createVerifierSync(source as never, { options: { verifySignature: false } })
    expect(verify(token)).toEqual({ a: 1 })
  })

  it('asks nobody for a key, though it remembers the token', () => {
    const down = (): never => {
      throw new Error('the server of the keys is down')
    }
    for (const source of [down, { [findKeys]: down, algorithms: undefined }]) {
      const verify = jwt.createVerifierSync(source, { cache: true, options: { verifySignature: false } })
      expect([verify(token), verify(token)]).toEqual([{ a: 1 }, { a: 1 }])
    }
  })
})

describe('a verifier that remembers', () => {
  it('verifies a token again when, and only when, the key that verified it is no answer any more', () => {
    const { constructSync } = counting.jwk
    const [old, other] = [constructSync(secret, 'HS256'), constructSync(new Uint8Array(32), 'HS256')]
    let answer: unknown = old
    const verifier = counting.jwt.createVerifierSync(() => answer as typeof old, { algorithms, cache: true })
    expect(verifiedBy(verifier, token, token, token)).toBe(1)
    answer = [other, old]
    expect(verifiedBy(verifier, token, token)).toBe(0)
    // The same secret, but as another key of the caller's.
    answer = constructSync(secret, 'HS256')
    expect(verifiedBy(verifier, token)).toBe(1)
    answer = other
    expect(() => verifiedBy(verifier, token)).toThrow(code('ERR_JWT_SIGNATURE'))
    expect(verified).toBe(1)
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
      const [known, fresh] = [verifier, jwt.createVerifierSync((() => answer) as never, { algorithms })].map((verify) =>
        thrownBy(() => verify(token)),
      )
      expect(known).toBeInstanceOf(Error)
      expect(known).toEqual(fresh)
    }
  })

  it('says that an answer is no key, and does not ask for another', () => {
    const answers: unknown[] = [secret, [{ [findKeys]: () => secret }], secret]
    const verifier = jwt.createVerifierSync((() => answers.shift()) as never, { algorithms, cache: true })
    expect(verifier(token)).toEqual({ a: 1 })
    expect(() => verifier(token)).toThrow(TypeError)
    expect(answers).toEqual([secret])
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

  it('hands out claims that are the caller’s, if all of them are objects', () => {
    const verifier = jwt.createVerifierSync(secret, { algorithms, cache: true })
    const nested = jwt.encodeSync({ list: [1], none: null, deep: { a: {} } }, secret)
    for (let round = 0; round < 3; round++) {
      const found = verifier(nested) as { list: number[]; deep: { a: { b?: number } } }
      expect(found).toEqual({ list: [1], none: null, deep: { a: {} } })
      found.list.push(2)
      found.deep.a.b = 1
    }
  })
})

it('a set of keys is told which side of the algorithm is wanted', () => {
  const asked: string[] = []
  const set = {
    [findKeys]({ side, header }: Wanted) {
      asked.push(`${side} ${header.alg}`)
      return secret
    },
  }
  expect(jwt.decodeSync(jwt.encodeSync({ a: 1 }, set), set, { algorithms })).toEqual({ a: 1 })
  expect(asked).toEqual(['write HS256', 'read HS256'])
})
