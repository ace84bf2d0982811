// Which keys of a set are tried, in what order, and whose fault it is when there is none: in async calls, where keys take time.
import { nodeBackend } from '@jose/backend-node'
import {
  type Backend,
  createJose,
  type JWK,
  type Key,
  type KeyMaterial,
  type SyncKey,
  UnsupportedAlgorithmError,
} from '@jose/core'
import { describe, expect, it } from 'vitest'
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }

const node = nodeBackend()
const { jwk, jws, jwks } = createJose(node)
const made = ['a', 'b', 'c'].map((kid) => jwk.generateSync('ES256', { kid }))
const publics = made.map((key) => key.toJwkSync())
const tokens = made.map((key) => jws.signSync('x', key))
const nameless = publics.map(({ kid: _, ...rest }) => rest)
const algorithms = ['ES256']

/** Takes a turn of the event loop for each key; knows no key of those kinds. */
const slow = (...lacking: readonly string[]): Backend => ({
  ...node,
  name: 'slow',
  sync: undefined,
  supports: (primitive) => !lacking.includes(primitive.name) && node.supports(primitive),
  async: {
    ...node.async,
    async importKey(material: KeyMaterial) {
      await new Promise((resolve) => setTimeout(resolve, 1))
      if ('crv' in material && lacking.includes(material.crv)) throw new UnsupportedAlgorithmError(material.crv, 'slow')
      return node.async.importKey(material)
    },
  },
})

describe.each([
  ['a list', (keys: readonly object[]) => keys as readonly JWK[]],
  ['a JWKS', (keys: readonly object[]) => ({ keys: keys as readonly JWK[] })],
  ['a set in memory', (keys: readonly object[]) => jwks.local({ keys: keys as readonly JWK[] })],
])('%s', (_what, setOf) => {
  const { jws } = createJose(slow('Ed448'))

  it('of keys that all fit is tried to its end', async () => {
    const set = setOf(nameless)
    for (const token of [...tokens, ...tokens]) expect((await jws.verify(token, set, { algorithms })).text()).toBe('x')
  })

  it('with members that are none, or fit nothing, has its good ones tried', async () => {
    const bad = { ...nameless[0], y: nameless[0]?.x }
    const set = setOf([bad, testKeys.RS256.public, { kty: 'what' }, nameless[1] as object, bad, nameless[2] as object])
    for (const token of tokens.slice(1)) expect((await jws.verify(token, set, { algorithms })).text()).toBe('x')
    await expect(jws.verify(tokens[0] as string, set, { algorithms })).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE',
    })
  })

  it('is tried no further than the limit', async () => {
    const few = createJose(slow(), { limits: { keys: 2 } }).jws
    const set = setOf(nameless)
    for (const token of tokens.slice(0, 2)) expect((await few.verify(token, set, { algorithms })).text()).toBe('x')
    await expect(few.verify(tokens[2] as string, set, { algorithms })).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE',
    })
  })

  it('without a key that fits: the token is to blame, or the backend that lacks the kind', async () => {
    const none = jws.verify(tokens[0] as string, setOf([testKeys.RS256.public]), { algorithms })
    const message = 'No key of the set fits the token'
    await expect(none).rejects.toMatchObject({ code: 'ERR_KEY_NOT_FOUND', message })
    const token = createJose(node).jws.signSync('x', testKeys.Ed448.private, { algorithm: 'EdDSA' })
    const lacking = jws.verify(token, setOf([testKeys.Ed448.public, nameless[0] as object]), { algorithms: ['EdDSA'] })
    await expect(lacking).rejects.toMatchObject({ code: 'ERR_ALGORITHM_UNSUPPORTED', backend: 'slow' })
  })
})

describe('a list', () => {
  it('with a key of a kind that the backend lacks, and the algorithm does not want, has no key for the token', async () => {
    const { jws } = createJose(slow('Ed448'))
    const verifying = jws.verify(tokens[0] as string, [testKeys.Ed448.publicPem], { algorithms })
    await expect(verifying).rejects.toMatchObject({ code: 'ERR_KEY_NOT_FOUND' })
  })

  it('is read before the first wait: octets that are overwritten meanwhile are the keys that they were', async () => {
    const { jws } = createJose(slow())
    const [one, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)]
    const token = await jws.sign('x', other, { algorithm: 'HS256' })
    const [first, second] = [Uint8Array.from(one), Uint8Array.from(other)]
    const verifying = jws.verify(token, [first, second], { algorithms: ['HS256'] })
    second.fill(9)
    expect((await verifying).text()).toBe('x')
  })

  it('of keys that are ready is chosen from by their own kids; one without may be any', async () => {
    const byB = jws.signSync('x', made[1] as Key, { headers: { kid: 'b' } })
    expect((await jws.verify(byB, made, { algorithms })).key?.kid).toBe('b')
    const others = made.filter(({ kid }) => kid !== 'b')
    await expect(jws.verify(byB, others, { algorithms })).rejects.toMatchObject({ code: 'ERR_KEY_NOT_FOUND' })
    const anonymous = jwk.constructSync(nameless[1] as JWK, 'ES256')
    expect((await jws.verify(byB, [...others, anonymous], { algorithms })).key).toBe(anonymous)
    expect((await jws.verify(tokens[1] as string, made, { algorithms })).key?.kid).toBe('b')
  })

  it('is passed over key by key, by what each says of itself', async () => {
    const [good] = nameless as [JWK]
    const lists: readonly (readonly [member: object, code: string | undefined])[] = [
      [{ ...good, use: 'sig' }, undefined],
      [{ ...good, key_ops: ['verify'] }, undefined],
      [{ ...(made[0] as SyncKey).toJwkSync({ private: true }), key_ops: ['sign'] }, undefined],
      [{ ...good, use: 'enc' }, 'ERR_KEY_NOT_FOUND'],
      [{ ...good, key_ops: ['deriveBits'] }, 'ERR_KEY_NOT_FOUND'],
      [{ ...good, key_ops: [] }, 'ERR_KEY_NOT_FOUND'],
      [{ ...good, alg: 'ES384' }, 'ERR_KEY_NOT_FOUND'],
      [{ ...good, kty: 'OKP' }, 'ERR_KEY_NOT_FOUND'],
      [{ ...good, crv: 'P-384' }, 'ERR_KEY_NOT_FOUND'],
    ]
    for (const [member, code] of lists) {
      const found = await jws.verify(tokens[0] as string, [member], { algorithms }).then(
        () => undefined,
        (error) => error.code,
      )
      expect([member, found]).toEqual([member, code])
    }
  })

  it('of the caller’s, from which nothing signs: he is to blame', async () => {
    const signing = (keys: readonly object[]) => jws.sign('x', keys as readonly JWK[], { algorithm: 'ES256' })
    for (const keys of [
      [],
      [nameless[0] as object],
      [testKeys.RS256.private],
      [{ ...nameless[0], key_ops: ['verify'] }],
    ])
      await expect(signing(keys)).rejects.toMatchObject({ code: 'ERR_KEY_UNFIT', name: 'InvalidKeyError' })
    const { jws: poor } = createJose(slow('ECDSA'))
    await expect(poor.sign('x', [testKeys.RS256.private], { algorithm: 'ES256' })).rejects.toMatchObject({
      code: 'ERR_ALGORITHM_UNSUPPORTED',
    })
  })
})
