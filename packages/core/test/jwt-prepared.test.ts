// Signers and verifiers that are made once, of keys that may change and with little to check.
import { nodeBackend } from '@jose/backend-node'
import { createJose, findKeys, type Wanted } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { code } from './refusals.ts'

const node = nodeBackend()
const { jwt, jwk } = createJose(node)
const secret = new Uint8Array(32).fill(7)
const algorithms = ['HS256']
const token = jwt.encodeSync({ a: 1 }, secret)

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
