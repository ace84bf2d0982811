// Which keys a ring gives, and what it makes of changes that are refused.
import { nodeBackend } from '@jose/backend-node'
import { createJose, findKeys, type JWK, type KeySet } from '@jose/core'
import { describe, expect, it } from 'vitest'

const { jwk } = createJose(nodeBackend())
const fresh = (kid: string): JWK => jwk.generateSync('ES256', { kid }).toJwkSync({ private: true })
const wanted = (kid?: string) =>
  ({ header: { alg: 'ES256', ...(kid && { kid }) }, side: 'read', mode: 'sync' }) as const

describe('a ring', () => {
  it('gives the keys of the kid that is asked for, all where none is, and says where it has none', () => {
    const ring = jwk.createKeyRingSync({ current: fresh('a'), next: [fresh('b')] })
    const set = ring as unknown as KeySet
    const kids = (kid?: string): unknown =>
      (set[findKeys](wanted(kid)) as readonly { kid: string }[] | undefined)?.map((key) => key.kid)
    expect([kids('a'), kids('b'), kids('c'), kids()]).toEqual([['a'], ['b'], undefined, ['a', 'b']])
  })

  it('does not promote the key that signs already', () => {
    const ring = jwk.createKeyRingSync({ current: fresh('a'), next: [fresh('b')], retireAfter: 60 })
    expect(() => ring.promote({ kid: 'a' })).toThrow('The ring has no such key that could sign next')
    expect(ring.keys.map(({ key, state }) => `${key.kid} ${state}`)).toEqual(['a current', 'b next'])
  })

  it('keeps the order of the calls where one between them is refused at once', async () => {
    const backend = nodeBackend()
    let wait = 0
    const importKey: typeof backend.async.importKey = async (material) => {
      await new Promise((resolve) => setTimeout(resolve, wait))
      wait = 0
      return backend.async.importKey(material)
    }
    const current = fresh('a')
    const slow = createJose({ ...backend, sync: undefined, async: { ...backend.async, importKey } })
    const ring = await slow.jwk.createKeyRing({ current, retireAfter: 60 })
    wait = 60
    const changes = [ring.rotate(fresh('b')), ring.rotate({ key: 5 } as never), ring.rotate(fresh('c'))]
    const outcomes = await Promise.allSettled(changes)
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(ring.keys.map(({ key }) => key.kid)).toEqual(['c', 'b', 'a'])
  })
})
