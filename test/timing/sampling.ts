import { randomBytes } from 'node:crypto'
import { compare, type Difference } from './welch.ts'

/** Two classes of tokens that fail, and of which nobody may learn by the time which is which. */
export interface Contrast {
  readonly name: string
  /** A new token of the first class, or of the second. */
  readonly token: (second: boolean) => string
  /** Refuses the token, at once or later. */
  readonly refuse: (token: string) => unknown
  /** Of the error. */
  readonly code: string
  /** The share of the measurements that quick operations get. */
  readonly share: number
  /** Why a difference is to be known, and is none to be refused; absent where there must be none. */
  readonly toldOnly?: string
}

/** Tokens that are made before the first of them is measured, at most. */
const batch = 500

/** `samples` measurements of each class, after some that are not counted. The next token's class is always a coin's. */
export async function measure(contrast: Contrast, samples: number): Promise<Difference> {
  const times = [new Float64Array(samples), new Float64Array(samples)] as const
  const counts: [number, number] = [0, 0]
  await measureBatch(contrast, Math.min(samples, 4 * batch), () => {})
  while (counts[0] < samples || counts[1] < samples) {
    await measureBatch(contrast, Math.min(samples, batch), (second, time) => {
      const side = second ? 1 : 0
      if (counts[side] < samples) times[side][counts[side]++] = time
    })
  }
  return compare(...times)
}

/**
 * All tokens are made first and in the same way, text in memory of its own, and the garbage of it is collected: what
 * was done before a measurement is then the same for both classes.
 */
async function measureBatch(
  { token, refuse, code }: Contrast,
  size: number,
  record: (second: boolean, time: number) => void,
): Promise<void> {
  const sides = Array.from(randomBytes(size), (octet) => (octet & 1) === 1)
  const tokens = sides.map((second) => ownText(token(second)))
  collect()
  for (const [index, text] of tokens.entries()) {
    let error: unknown
    let end: bigint
    const begin = process.hrtime.bigint()
    try {
      const answer = refuse(text)
      if (answer instanceof Promise) await answer
      end = process.hrtime.bigint()
    } catch (thrown) {
      end = process.hrtime.bigint()
      error = thrown
    }
    // A token that is accepted, or refused for another reason, measures something else.
    if ((error as { code?: unknown } | undefined)?.code !== code) throw error ?? new Error('A token was accepted')
    record(sides[index] as boolean, Number(end - begin))
  }
}

function ownText(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1')
}

/** Not all of it: engines drop compiled code then. */
function collect(): void {
  ;(globalThis as { gc?: (options: { type: 'minor' }) => void }).gc?.({ type: 'minor' })
}
