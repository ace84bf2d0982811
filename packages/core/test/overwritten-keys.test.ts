// A caller may do as he likes with his octets once he has called: what waits works by what they were.
import { nodeBackend } from '@jose/backend-node'
import { webcryptoBackend } from '@jose/backend-webcrypto'
import { createJose, type KeyInput } from '@jose/core'
import { describe, expect, it } from 'vitest'

const { jwk, jws } = createJose(nodeBackend())
// Waits for everything, where node's backend waits for little.
const waiting = createJose(webcryptoBackend()).jws
const octets = new Uint8Array(32).fill(7)
const key = jwk.generateSync('ES256')
const stranger = jwk.generateSync('ES256')

describe('a list of keys whose octets are overwritten during a call', () => {
  // The first signature is no good, so that the second is looked at after a wait.
  const algorithms = ['ES256', 'HS256'] as const
  const token = jws.signGeneralSync('text', [{ key }, { key: octets }])

  it.each([
    ['octets alone', (own: Uint8Array): KeyInput => [own]],
    ['octets beside another key', (own: Uint8Array): KeyInput => [stranger.toJwkSync(), own]],
  ])('verifies by what it was: %s', async (_, listOf) => {
    const own = Uint8Array.from(octets)
    const verified = waiting.verify(token, listOf(own), { algorithms })
    own.fill(0)
    expect((await verified).signatures?.map(({ index }) => index)).toEqual([1])
  })

  it.each([
    ['octets alone', (own: Uint8Array): KeyInput => [own]],
    ['octets beside another key', (own: Uint8Array): KeyInput => [own, stranger.toJwkSync({ private: true })]],
  ])('signs by what it was: %s', async (_, listOf) => {
    const own = Uint8Array.from(octets)
    const signed = waiting.signGeneral('text', [
      { key: key.toJwkSync({ private: true }) },
      { key: listOf(own), algorithm: 'HS256' },
    ])
    own.fill(0)
    expect(jws.verifySync(await signed, octets, { algorithms }).header.alg).toBe('HS256')
  })
})

it('octets that nobody can overwrite during a sync call become a key once', () => {
  const token = jws.signFlattenedSync('text', { key: octets })
  const { key: first } = jws.verifySync(token, octets, { algorithms: ['HS256'] })
  expect(jws.verifySync(token, octets, { algorithms: ['HS256'] }).key).toBe(first)
})
