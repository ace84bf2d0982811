// Every form of a key, cut off and changed: the three backends say the same about each, in each mode, and soon.
// JOSE_KEY_ROUNDS=100 makes it more than a million inputs; JOSE_KEY_SEED=… begins elsewhere.
import { forgeBackend } from '@jose/backend-forge'
import { nodeBackend } from '@jose/backend-node'
import { webcryptoBackend } from '@jose/backend-webcrypto'
import { createJose, JOSEError, type Key, type KeyMaterialInput } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { changes, jwkChanges } from './key-changes.ts'
import { forms, jwkForms } from './key-forms.ts'

const rounds = Number(process.env.JOSE_KEY_ROUNDS ?? 1)
const firstSeed = Number(process.env.JOSE_KEY_SEED ?? 1)
/** What a call may take, in milliseconds, but for the derivation of a key from a passphrase. */
const longest = 100

/** Milliseconds of this thread's own work: whatever else the machine does meanwhile does not count. */
function worked(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

type Construct = (input: KeyMaterialInput, passphrase?: string) => Key | Promise<Key>

const options = { limits: { p2c: 2100 } }
const given = (passphrase?: string) => (passphrase === undefined ? {} : { passphrase })

/** Each call makes one that knows no text from before. */
const makers: { readonly [name: string]: () => Construct } = {
  'node, sync': () => {
    const { jwk } = createJose(nodeBackend(), options)
    return (input, passphrase) => jwk.constructSync(input, undefined, given(passphrase))
  },
  node: () => {
    const { jwk } = createJose(nodeBackend(), options)
    return (input, passphrase) => jwk.construct(input, undefined, given(passphrase))
  },
  forge: () => {
    const { jwk } = createJose(forgeBackend(), options)
    return (input, passphrase) => jwk.constructSync(input, undefined, given(passphrase))
  },
  webcrypto: () => {
    const { jwk } = createJose(webcryptoBackend(), options)
    return (input, passphrase) => jwk.construct(input, undefined, given(passphrase))
  },
}

/** The numbers of the key, or the error. */
async function verdict(construct: () => Key | Promise<Key>): Promise<string> {
  try {
    const key = await construct()
    return JSON.stringify(await key.toJwk({ private: key.type !== 'public' }))
  } catch (error) {
    if (!(error instanceof JOSEError)) throw error
    return `${error.code}: ${error.message}`
  }
}

const parties = Object.entries(makers).map(([name, make]) => ({ name, make, construct: make(), slowest: 0, of: '' }))
type Party = (typeof parties)[number]
const count = { all: 0, good: 0 }

async function timed(party: Party, of: string, input: KeyMaterialInput, passphrase?: string): Promise<string> {
  const start = worked()
  const found = await verdict(() => party.construct(input, passphrase))
  const time = worked() - start
  if (passphrase !== undefined || time <= party.slowest) return found
  // Compiling and collecting garbage take their time now and then, and not again and again.
  let least = time
  for (let again = 0; again < 3 && least > party.slowest; again++) {
    const construct = party.make()
    const restart = worked()
    await verdict(() => construct(input))
    least = Math.min(least, worked() - restart)
  }
  if (least > party.slowest) Object.assign(party, { slowest: least, of })
  return found
}

async function compare(of: string, input: KeyMaterialInput, passphrase?: string): Promise<void> {
  const [first, ...others] = parties
  const expected = await timed(first as Party, of, input, passphrase)
  count.all++
  if (expected.startsWith('{')) count.good++
  for (const other of others) {
    const found = await timed(other, of, input, passphrase)
    // A kind of key that a backend has no use for: whether such a one is good shows elsewhere.
    if (!found.startsWith('ERR_ALGORITHM_UNSUPPORTED: ')) expect(found, `${other.name}, ${of}`).toBe(expected)
  }
}

/** The seeds of a form's rounds. Each comes again alone by JOSE_KEY_SEED. */
function seedsOf(every = 1): readonly number[] {
  return Array.from({ length: Math.ceil(rounds / every) }, (_, round) => firstSeed + round)
}

describe('the same verdict on every backend', { timeout: 60_000 * rounds }, () => {
  it.each(forms)('$name', async ({ name, octets, material, passphrase, every }) => {
    for (const seed of seedsOf(every)) {
      const other = forms[
        (forms.findIndex((form) => form.name === name) + seed) % forms.length
      ] as (typeof forms)[number]
      for (const changed of changes(octets, other.octets, seed))
        await compare(`${name}, seed ${seed}`, material(changed) as KeyMaterialInput, passphrase)
    }
  })

  it.each(jwkForms)('$name as a JWK', async ({ name, jwk, every }) => {
    const others = jwkForms.map((form) => form.jwk)
    for (const seed of seedsOf(every))
      for (const changed of jwkChanges(jwk, others, seed)) await compare(`${name} as a JWK, seed ${seed}`, changed)
  })

  it('no call took long', () => {
    const seeds = `${firstSeed} to ${firstSeed + rounds - 1}`
    process.stdout.write(`keys: ${count.all} inputs of seeds ${seeds}, of which ${count.good} are keys\n`)
    for (const { name, slowest, of } of parties) {
      process.stdout.write(`keys: the longest call on ${name} took ${slowest.toFixed(1)} ms (${of})\n`)
      expect(slowest).toBeLessThan(longest)
    }
  })
})
