// Every form of a key, cut off and changed: the three backends say the same about each, in each mode. JOSE_KEY_ROUNDS=200
// makes it a million inputs; JOSE_KEY_SEED=… begins elsewhere.
import { forgeBackend } from '@jose/backend-forge'
import { nodeBackend } from '@jose/backend-node'
import { webcryptoBackend } from '@jose/backend-webcrypto'
import { createJose, JOSEError, type Key, type SyncKey } from '@jose/core'
import { describe, expect, it } from 'vitest'
import foreign from '../../../conformance/vectors/foreign-keys.json' with { type: 'json' }
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }

const rounds = Number(process.env.JOSE_KEY_ROUNDS ?? 1)
const firstSeed = Number(process.env.JOSE_KEY_SEED ?? 1)
const limits = { p2c: 2100 }
const node = createJose(nodeBackend(), { limits })
const forge = createJose(forgeBackend(), { limits })
const webcrypto = createJose(webcryptoBackend(), { limits })

interface Form {
  readonly name: string
  readonly octets: Uint8Array
  material(octets: Uint8Array): unknown
  readonly passphrase?: string
}

const der = (octets: Uint8Array): unknown => ({ der: octets })
const body = (pem: string): Uint8Array => Uint8Array.from(Buffer.from(pem.replace(/-----.*-----|\s/g, ''), 'base64'))

const ascii = (octets: Uint8Array): unknown => Buffer.from(octets).toString('latin1')

const forms: readonly Form[] = [
  ...(['RS256', 'ES256', 'Ed25519'] as const).flatMap((name) => [
    { name: `${name} PEM`, octets: Uint8Array.from(Buffer.from(testKeys[name].privatePem)), material: ascii },
    {
      name: `${name} JWK`,
      octets: Uint8Array.from(Buffer.from(JSON.stringify(testKeys[name].private))),
      material: ascii,
    },
  ]),
  ...(['RS256', 'ES256', 'ES384', 'Ed25519'] as const).flatMap((name) => [
    { name: `${name} SPKI`, octets: body(testKeys[name].publicPem), material: der },
    { name: `${name} PKCS#8`, octets: body(testKeys[name].privatePem), material: der },
  ]),
  ...foreign.keys
    .filter(
      ({ name, by, key }) =>
        /certificate|OpenSSH$|line|traditional|encrypted, .*iter/.test(name) &&
        key !== 'Ed448' &&
        !by.startsWith('python'),
    )
    .flatMap(({ name, text = '', passphrase }): readonly Form[] => {
      if (/line/.test(name)) {
        const [type, blob = ''] = text.split(' ')
        const material = (octets: Uint8Array): unknown => `${type} ${Buffer.from(octets).toString('base64')}`
        return [{ name, octets: Uint8Array.from(Buffer.from(blob, 'base64')), material }]
      }
      const isSsh = text.includes('OPENSSH')
      const armour = (octets: Uint8Array): unknown =>
        `-----BEGIN OPENSSH PRIVATE KEY-----\n${Buffer.from(octets).toString('base64')}\n-----END OPENSSH PRIVATE KEY-----\n`
      return [{ name, octets: body(text), material: isSsh ? armour : der, ...(passphrase && { passphrase }) }]
    }),
]

/** A generator of its own, so that a failure comes again (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Cut off at every tenth octet, an octet changed in every fifth place, an octet put in or taken out now and then. */
function* changes(octets: Uint8Array, seed: number): Generator<Uint8Array> {
  const random = randomOf(seed)
  yield octets
  for (let length = 0; length < octets.length; length += 1 + Math.floor(random() * 20)) yield octets.slice(0, length)
  for (let index = 0; index < octets.length; index += index < 64 ? 1 : 1 + Math.floor(random() * 16)) {
    const mask = 1 + Math.floor(random() * 255)
    yield Uint8Array.from(octets, (octet, at) => (at === index ? octet ^ mask : octet))
    if (random() < 0.1) yield Uint8Array.of(...octets.slice(0, index), mask, ...octets.slice(index))
    if (random() < 0.1) yield Uint8Array.of(...octets.slice(0, index), ...octets.slice(index + 1))
  }
}

function* inputs(
  octets: Uint8Array,
  index: number,
): Generator<{ readonly seed: number; readonly changed: Uint8Array }> {
  for (let round = 0; round < rounds; round++) {
    const seed = firstSeed + index + round * 1000
    for (const changed of changes(octets, seed)) yield { seed, changed }
  }
}

async function verdict(construct: () => Key | Promise<Key>): Promise<string> {
  try {
    const key = await construct()
    return JSON.stringify(await key.toJwk({ private: key.type === 'private' }))
  } catch (error) {
    if (!(error instanceof JOSEError)) throw error
    return `${error.code}: ${error.message}`
  }
}

describe('the same verdict on every backend', () => {
  const slowest = { name: '', time: 0 }
  let count = 0
  for (const [index, { name, octets, material, passphrase }] of forms.entries()) {
    it(name, { timeout: 60_000 * rounds }, async () => {
      for (const { seed, changed } of inputs(octets, index)) {
        const input = material(changed) as string
        const options = passphrase === undefined ? {} : { passphrase }
        const start = performance.now()
        const expected = await verdict(() => node.jwk.constructSync(input, undefined, options) as SyncKey)
        const time = performance.now() - start
        // What took long because of something else on the machine does not take long again.
        if (passphrase === undefined && time > slowest.time) {
          const restart = performance.now()
          await verdict(() => node.jwk.constructSync(input, undefined, options))
          const least = Math.min(time, performance.now() - restart)
          if (least > slowest.time) Object.assign(slowest, { name, time: least })
        }
        count++
        const at = `seed ${seed}`
        expect(await verdict(() => forge.jwk.constructSync(input, undefined, options)), `forge, ${at}`).toBe(expected)
        expect(await verdict(() => node.jwk.construct(input, undefined, options)), `node, ${at}`).toBe(expected)
        expect(await verdict(() => webcrypto.jwk.construct(input, undefined, options)), `webcrypto, ${at}`).toBe(
          expected,
        )
      }
    })
  }
  it('no call took long', () => {
    process.stdout.write(`${count} inputs; the slowest on node took ${slowest.time.toFixed(1)} ms (${slowest.name})\n`)
    expect(slowest.time).toBeLessThan(100)
  })
})
