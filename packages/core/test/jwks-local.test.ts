// Local key sets: how much a choice among ten thousand keys costs, counted and not timed.
import { inspect } from 'node:util'
import { nodeBackend } from '@jose/backend-node'
import {
  type Backend,
  createJose,
  findKeys,
  type JWK,
  JWKSError,
  type LocalKeySet,
  localKeySet,
  type SyncBackend,
  verifyJws,
} from '@jose/core'
import { describe, expect, it } from 'vitest'

const node = nodeBackend()
const imports = { count: 0 }
/** The node backend, which counts the keys that it builds. */
const counting: SyncBackend = {
  ...node,
  async: { ...node.async, importKey: (material) => counted(() => node.async.importKey(material)) },
  sync: { ...node.sync, importKey: (material) => counted(() => node.sync.importKey(material)) },
}
const { jws, jwk, jwks } = createJose(node)
const [es, rs, ed] = [await jwk.generate('ES256'), await jwk.generate('RS256'), await jwk.generate('EdDSA')]
const [esJwk, rsJwk, edJwk] = await Promise.all(
  [es, rs, ed].map(async (key) => {
    const { kid: _, alg: __, ...rest } = (await key.toJwk()) as { kid: string; alg: string }
    return rest as JWK
  }),
)
const size = 10_000
const algorithms = ['ES256', 'RS256', 'EdDSA']
const many = (member: (index: number) => unknown): LocalKeySet =>
  jwks.local({ keys: Array.from({ length: size }, (_, index) => member(index) as JWK) })

function counted<T>(build: () => T): T {
  imports.count++
  return build()
}

/** Keys built by verifying the token so many times by a backend that has built none yet; the members of its answer are counted too. */
async function costs(set: LocalKeySet, token: string, times: number): Promise<readonly number[]> {
  const { jws: fresh } = createJose(counting)
  const costs: number[] = []
  for (let time = 0; time < times; time++) {
    imports.count = 0
    await fresh.verify(token, set, { algorithms }).catch(() => {})
    fresh.verifySync(token, set, { algorithms })
    costs.push(imports.count)
  }
  return costs
}

/** Members that are looked at from now on when the token is verified: each is read through a proxy of its list. */
async function looks(set: LocalKeySet, token: string): Promise<number> {
  let count = 0
  const watched = {
    [findKeys](wanted: Parameters<LocalKeySet[typeof findKeys]>[0]) {
      const answer = set[findKeys](wanted) as { [name: symbol]: readonly (readonly object[])[] }
      const [name] = Object.getOwnPropertySymbols(answer) as [symbol]
      const lists = (answer[name] ?? []).map((list) => proxied(list))
      return { [name]: lists } as never
    },
  }
  const proxies = new Map<object, readonly object[]>()
  const proxied = (list: readonly object[]): readonly object[] => {
    const known = proxies.get(list)
    if (known !== undefined) return known
    const proxy = new Proxy(list, {
      get(target, member, receiver) {
        if (typeof member === 'string' && /^\d+$/.test(member)) count++
        return Reflect.get(target, member, receiver)
      },
    })
    proxies.set(list, proxy)
    return proxy
  }
  const { jws: fresh } = createJose(counting)
  await fresh.verify(token, watched, { algorithms })
  const first = count
  count = 0
  for (let time = 0; time < 10; time++) await fresh.verify(token, watched, { algorithms })
  expect(count, 'looks at members that were looked at before').toBe(0)
  return first
}

const sign = (key: typeof es, kid?: string): Promise<string> =>
  jws.sign('x', key, { headers: kid === undefined ? {} : { kid } })

describe('a set of 10,000 keys', () => {
  it('by kid: one member is looked at, one key is built, once', async () => {
    const set = many((index) => ({ ...esJwk, kid: `k${index}` }))
    expect([set.size, set.kids.length]).toEqual([size, size])
    for (const kid of ['k0', 'k5000', 'k9999']) {
      expect(await costs(set, await sign(es, kid), 3)).toEqual([1, 0, 0])
      expect(await looks(set, await sign(es, kid))).toBe(1)
    }
    const strange = await sign(es, 'other')
    await expect(jws.verify(strange, set, { algorithms })).rejects.toMatchObject({ code: 'ERR_KEY_NOT_FOUND' })
  })
  it('by kid, beside keys without kid: those of the kid, and as many of the others as may be tried', async () => {
    const set = many((index) => (index === 9000 ? { ...esJwk, kid: 'k' } : { ...esJwk }))
    const [first, ...later] = await costs(set, await sign(es, 'k'), 3)
    expect(first).toBeLessThanOrEqual(17)
    expect(later).toEqual([0, 0])
    expect(await looks(set, await sign(es, 'k'))).toBe(17)
  })
  it('without kid: what cannot fit is passed over once, without being built', async () => {
    const barred = { ...esJwk, key_ops: ['deriveBits'] }
    const others = [
      rsJwk,
      edJwk,
      { ...esJwk, alg: 'ES384' },
      { ...esJwk, crv: 'P-384' },
      { ...esJwk, use: 'enc' },
      barred,
    ]
    const set = many((index) => (index === 9999 ? esJwk : others[index % others.length]))
    expect(await costs(set, await sign(es), 3)).toEqual([1, 0, 0])
    expect(await looks(set, await sign(es))).toBe(size)
  })
  it('without kid: members that no key can be made from are tried once', async () => {
    const bad = { ...esJwk, y: esJwk?.x }
    const keys = Array.from(
      { length: 1000 },
      (_, index) => (index === 999 ? esJwk : { ...bad, kid: `${index}` }) as JWK,
    )
    const set = jwks.local({ keys })
    expect(await costs(set, await sign(es), 3)).toEqual([1, 0, 0])
    expect(await looks(set, await sign(es))).toBe(1000)
  })
  it('all of one kid: no more are built than may be tried', async () => {
    const set = many(() => ({ ...esJwk, kid: 'k' }))
    const [first, ...later] = await costs(set, await sign(es, 'k'), 3)
    expect(first).toBeLessThanOrEqual(16)
    expect(later).toEqual([0, 0])
    expect(await looks(set, await sign(es, 'k'))).toBe(16)
  })
  it('a hundred calls at once build the key they need, and no other', async () => {
    const { jws: fresh } = createJose(counting as Backend)
    const set = many((index) => ({ ...esJwk, kid: `k${index}` }))
    const token = await sign(es, 'k77')
    imports.count = 0
    await Promise.all(Array.from({ length: 100 }, () => fresh.verify(token, set, { algorithms })))
    expect(imports.count).toBeLessThanOrEqual(100)
  })
})

describe('a local set', () => {
  it('shows how many keys it has and their kids, and nothing of them', async () => {
    const secret = { kty: 'oct', k: 'aGlkZGVuIGhpZGRlbiBoaWRkZW4', kid: 's', alg: 'HS256' }
    const set = jwks.local({ keys: [secret, { ...(await es.toJwk({ private: true })), kid: 'e' }] })
    const { d } = (await es.toJwk({ private: true })) as { d: string }
    expect({ ...set }).toMatchObject({ size: 2, kids: ['s', 'e'], algorithms: ['HS256', 'ES256'] })
    const shown = `${inspect(set, { depth: 9, showHidden: true })}${JSON.stringify(set)}`
    for (const hidden of [secret.k, d]) expect(shown).not.toContain(hidden)
  })
  it('of a flow that is bundled by itself needs no backend', async () => {
    const verified = await verifyJws(node, await sign(es), localKeySet({ keys: [esJwk as JWK] }), { algorithms })
    expect(verified.text()).toBe('x')
  })
  it('serves engines of different policies and backends, each by its own rules', async () => {
    const set = jwks.local({ keys: [{ kty: 'oct', k: 'c2hvcnQ' }] })
    const token = await jws.sign('x', 'short')
    const strict = createJose(node, { policy: 'strict' })
    await expect(strict.jws.verify(token, set, { algorithms: ['HS256'] })).rejects.toMatchObject({
      code: 'ERR_KEY_NOT_FOUND',
    })
    expect((await jws.verify(token, set, { algorithms: ['HS256'] })).text()).toBe('x')
    await expect(strict.jws.verify(token, set, { algorithms: ['HS256'] })).rejects.toThrow()
  })
  it.each([
    [[]],
    [{}],
    ['{}'],
    ['[]'],
    ['x'],
    [''],
    [{ keys: {} }],
    ['{"keys":[],"keys":[]}'],
    [{ kty: 'oct', k: 'AA' }],
  ])('%j is no set', (input) => {
    expect(() => jwks.local(input as never)).toThrow(JWKSError)
  })
  it.each([undefined, null, 5, () => {}])('%j is a programmer’s mistake', (input) => {
    expect(() => jwks.local(input as never)).toThrow(TypeError)
  })
})
