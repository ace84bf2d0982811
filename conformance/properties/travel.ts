import fc from 'fast-check'
import type { Operations } from '../src/modes.ts'
import { Disagreement, textOf } from './agreement.ts'
import { cells, nameOf } from './cells.ts'
import { count, type Ledger } from './ledger.ts'

/** What one backend writes and another, or itself, reads: it must come back as it was. */
export interface Travel {
  readonly kind: string
  /** For the report of a failure. */
  readonly input: unknown
  isAble(o: Operations): boolean
  write(o: Operations): Promise<unknown>
  read(o: Operations, written: never): Promise<unknown>
  readonly expected: unknown
}

/** Who writes and who reads, among those that have what it takes. */
export const journeys: fc.Arbitrary<readonly [from: number, to: number]> = fc.tuple(fc.nat(1000), fc.nat(1000))

/** Throws where something else comes back, or nothing. */
export async function journey(ledger: Ledger, each: Travel, [from, to]: readonly [number, number]): Promise<void> {
  const able = cells.filter((o) => each.isAble(o))
  const [writer, reader] = [able[from % able.length], able[to % able.length]]
  if (writer === undefined || reader === undefined) return
  count(ledger, each.kind)
  ledger.calls += 2
  const start = process.cpuUsage()
  const found = textOf(await each.read(reader, (await each.write(writer)) as never))
  const { user, system } = process.cpuUsage(start)
  const milliseconds = (user + system) / 1000
  const what = `${each.kind}, ${nameOf(writer)} to ${nameOf(reader)}`
  if (milliseconds > ledger.longest.milliseconds) ledger.longest = { milliseconds, what }
  if (found !== textOf(each.expected)) throw new Disagreement(`${what}: ${found}, not ${textOf(each.expected)}`)
  ledger.accepted++
}

export function shownTravel(each: Travel): Travel {
  return Object.assign(each, { [fc.toStringMethod]: () => `${each.kind}: ${fc.stringify(each.input)}` })
}
