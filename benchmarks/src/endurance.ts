// Ten million verifications, each of a token that nobody has seen, and what the process holds after each million.
import { jwk, jwt } from '@jose/backend-node'
import type { FigureGoal, Figures, Row, TakeFigures } from './figures.ts'

const [calls, steps] = [10_000_000, 10]

export const endurance: readonly TakeFigures[] = [
  async (): Promise<Figures> => {
    const key = await jwk.generate('HS256')
    const verify = jwt.createVerifierSync(key)
    const cached = jwt.createVerifierSync(key, { cache: true })
    const tokens = Array.from({ length: 1000 }, (_, index) => jwt.encodeSync({ sub: `user ${index}` }, key))
    const octets = tokens.map((token) => new TextEncoder().encode(token))
    const decoder = new TextDecoder('latin1')
    const rows: Row[] = []
    for (let step = 0; step <= steps; step++) {
      if (step > 0)
        for (let call = 0; call < calls / steps; call++) {
          // A new string each time. Every tenth is remembered as well, under one of more texts than there is room for.
          const text = decoder.decode(octets[call % octets.length])
          if (call % 10 === 0) cached(jwt.encodeSync({ jti: `${step} ${call}` }, key))
          else verify(text)
        }
      rows.push({ name: `after ${step} million`, values: held() })
    }
    const subject = 'Ten million verifications of HS256'
    return { subject, rows, absent: [], goals: goalsOf(rows) }
  },
]

/** Megabytes, after a collection where one can be had. */
function held(): Row['values'] {
  ;(globalThis as { gc?: () => void }).gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  return { 'heap MB': heapUsed / 1e6, 'outside MB': external / 1e6, 'rss MB': rss / 1e6 }
}

/** The second million against the last: by then the engine has compiled what it will, and the caches are full. */
function goalsOf(rows: readonly Row[]): readonly FigureGoal[] {
  if ((globalThis as { gc?: () => void }).gc === undefined) return []
  const [early, late] = [rows[2], rows.at(-1)].map((row) => row?.values['heap MB'] ?? 0)
  const value = (late as number) - (early as number)
  return [{ text: 'heap after 10 million - after 2 million', unit: 'MB', wanted: 1, most: true, value }]
}
