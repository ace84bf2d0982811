import { inspect } from 'node:util'
import { runInNewContext } from 'node:vm'
import { nodeBackend } from '@jose/backend-node'
import { createJose, currentKey, findKeys } from '@jose/core'
import { describe, expect, it } from 'vitest'

const { jwt, jws, jwk } = createJose(nodeBackend())

describe('a ring of keys', () => {
  it('shows nothing of its keys, nor of what its engine remembers', async () => {
    const secret = 'a secret of at least thirty-two bytes'
    const ring = await jwk.createKeyRing({ current: { key: secret, kid: 'k', algorithm: 'HS256' } })
    await jwt.decode(await jwt.encode({}, secret), secret, { algorithms: ['HS256'] })
    for (const text of [
      inspect(ring, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
      JSON.stringify(ring),
      String(ring),
    ])
      expect(text).not.toContain(secret)
    expect([Object.isFrozen(ring), Object.keys(ring)]).toEqual([true, []])
  })

  it('takes keys by the names that they have, and says why it does not take one', async () => {
    const whole = await (await jwk.generate('ES256', { kid: 'a' })).toJwk({ private: true })
    const ring = await jwk.createKeyRing({ current: { key: whole, kid: 'a' }, retireAfter: 60 })
    // A JWK is one, whatever other members it has.
    await ring.announce({ ...whole, kid: 'b', key: 'x' })
    ring.promote()
    expect(ring.keys.map(({ key, state }) => [key.kid, state])).toEqual([
      ['b', 'current'],
      ['a', 'previous'],
    ])
    const { kid: _, alg: __, ...half } = await (await jwk.generate('RSA-OAEP')).toJwk()
    for (const [key, says] of [
      [{ key: whole, kid: 'c' }, 'The key has another kid itself'],
      [{ key: half, algorithm: 'RSA-OAEP' }, 'Decrypting needs a private key'],
      [{ key: 'a secret of at least thirty-two bytes', algorithm: 'HS256' }, "A secret of a ring needs a 'kid'"],
      [{ key: half }, 'A key of a ring names its algorithm'],
      [{ key: whole, kid: 5 }, "The 'kid' of a key is a string"],
      [{ key: whole, retireAt: 5 }, "Unknown option 'retireAt'"],
      [whole, 'Two keys of the ring have the same kid'],
    ] as const)
      await expect(ring.announce(key as object)).rejects.toThrow(says)
  })

  it('has no sync twins on a backend that cannot answer at once', async () => {
    const asyncOnly = createJose({ ...nodeBackend(), sync: undefined })
    expect(asyncOnly.jwk).not.toHaveProperty('createKeyRingSync')
    expect(asyncOnly.jwt).not.toHaveProperty('decodeWithEmbeddedKeySync')
    expect(asyncOnly.jws).not.toHaveProperty('verifyWithEmbeddedKeySync')
    const ring = await asyncOnly.jwk.createKeyRing({ current: await asyncOnly.jwk.generate('ES256') })
    expect('rotateSync' in ring || 'announceSync' in ring).toBe(false)
    expect('rotateSync' in (await jwk.createKeyRing({ current: await jwk.generate('ES256') }))).toBe(true)
  })

  it('is not made of what only looks like lists', async () => {
    const current = await jwk.generate('ES256')
    const list = { map: () => [], length: 0 }
    for (const lists of [{ next: list }, { previous: list }] as unknown as readonly { next: [] }[])
      await expect(jwk.createKeyRing({ current, ...lists })).rejects.toThrow('are lists of keys')
  })

  it('of one instance serves another on the same backend', async () => {
    const backend = nodeBackend()
    const [one, other] = [createJose(backend), createJose(backend, { policy: 'strict' })]
    const ring = await one.jwk.createKeyRing({ current: await one.jwk.generate('ES256') })
    expect(await other.jwt.decode(await one.jwt.encode({ a: 1 }, ring), ring)).toEqual({ a: 1 })
  })

  it('is asked once for a token, so that algorithm, kid and signature are of one key', async () => {
    const [a, b] = [await jwk.generate('ES256', { kid: 'a' }), await jwk.generate('RS256', { kid: 'b' })]
    let asked = 0
    // Another key at each look.
    const flickering = {
      get [currentKey]() {
        return asked++ % 2 === 0 ? a : b
      },
      [findKeys]: () => [a, b],
      algorithms: ['ES256', 'RS256'],
    }
    for (let round = 0; round < 4; round++) {
      const before = asked
      const verified = await jws.verify(await jws.sign('x', flickering), flickering)
      expect(verified.key?.kid).toBe(verified.header.kid)
      expect(asked - before).toBe(1)
      asked += round
    }
  })

  it('makes its changes in the order of the calls, however long their keys take', async () => {
    const backend = nodeBackend()
    let wait = 60
    const importKey: typeof backend.async.importKey = async (material) => {
      wait -= 20
      await new Promise((resolve) => setTimeout(resolve, wait))
      return backend.async.importKey(material)
    }
    const slow = createJose({ ...backend, sync: undefined, async: { ...backend.async, importKey } })
    const jwks = await Promise.all(
      ['a', 'b', 'c'].map(async (kid) => (await jwk.generate('ES256', { kid })).toJwk({ private: true })),
    )
    const ring = await slow.jwk.createKeyRing({ current: jwks[0] as object, retireAfter: 60 })
    await Promise.all([ring.rotate(jwks[1] as object), ring.rotate(jwks[2] as object)])
    expect(ring.keys.map(({ key }) => key.kid)).toEqual(['c', 'b', 'a'])
  })

  it('leaves no rejection behind when one of its keys is refused at once and another later', async () => {
    const unhandled: unknown[] = []
    const note = (error: unknown): void => void unhandled.push(error)
    process.on('unhandledRejection', note)
    const bad = { key: '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', kid: 'a', algorithm: 'ES256' }
    const later = createJose({ ...nodeBackend(), sync: undefined })
    for (const next of [
      { key: bad.key, kid: 5 },
      { key: bad.key, kid: 'b', algorithm: 'ES256' },
    ]) {
      const making = later.jwk.createKeyRing({ current: bad, next: [next as typeof bad] })
      await expect(making).rejects.toThrow()
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
    process.off('unhandledRejection', note)
    expect(unhandled).toEqual([])
  })

  it('takes a Date of another realm, as whole seconds', async () => {
    const date = runInNewContext('new Date(1900)') as Date
    const current = await jwk.generate('ES256')
    const clock = createJose(nodeBackend(), { clock: () => 1 })
    const ring = await clock.jwk.createKeyRing({
      current,
      previous: [{ key: await jwk.generate('ES256'), retireAt: date }],
    })
    expect(ring.keys.length).toBe(1)
  })
})
