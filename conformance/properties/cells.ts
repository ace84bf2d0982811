import { forgeBackend } from '@jose/backend-forge'
import { nodeBackend } from '@jose/backend-node'
import { webcryptoBackend } from '@jose/backend-webcrypto'
import type { Backend } from '@jose/core'
import { Crypto } from '@peculiar/webcrypto'
import { modesOf, type Operations, readyOf } from '../src/modes.ts'
import { seed } from './settings.ts'

/** The time of every call, in seconds. */
export const now = 1_800_000_000

const options = { clock: () => now, limits: { p2c: 2000 } }
const backends: readonly Backend[] = [
  nodeBackend(),
  webcryptoBackend(),
  { ...webcryptoBackend({ crypto: new Crypto() }), name: 'peculiar' },
  forgeBackend(),
]

/** Every backend in every mode that it has: all must be of one mind. */
export const cells: readonly Operations[] = backends.flatMap((backend) => modesOf(backend).map((o) => o.with(options)))

/** Whose random octets are the seed's, so that the tokens to start from are the same in every run. */
export const writer: Operations = (modesOf(forgeBackend({ random: octets(seed) }))[1] as Operations).with(options)

export const nameOf = (o: Operations): string => `${o.backend.name} ${o.mode}`

/** Some backends learn late what they have. */
export async function ready(): Promise<void> {
  for (const backend of backends) await readyOf(backend)
}

/** The octets of mulberry32: made to be the same again, not to be unknown. */
function octets(from: number): (length: number) => Uint8Array {
  let state = from | 0
  return (length) =>
    Uint8Array.from({ length }, () => {
      state = (state + 0x6d2b79f5) | 0
      const mixed = Math.imul(state ^ (state >>> 15), 1 | state)
      return ((mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed) >>> 24
    })
}
