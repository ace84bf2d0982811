import { JOSEError } from '@jose/core'
import fc from 'fast-check'
import type { Operations } from '../src/modes.ts'
import { cells, nameOf } from './cells.ts'
import { count, type Ledger } from './ledger.ts'

/** One generated input: what every backend is asked about it, and what must come of that. */
export interface Case {
  readonly kind: string
  /** For the report of a failure. */
  readonly input: unknown
  /** Who has what it takes. Default: all. */
  readonly isAble?: (o: Operations) => boolean
  /** Answers what can be compared. */
  readonly call: (o: Operations) => Promise<unknown>
  /** What is wrong with the value that a call answered, if anything is: by default any value is right, as long as all answer it. */
  readonly fault?: (value: unknown) => string | undefined
  /** Whether the programmer may be told of a mistake, by a `TypeError`. */
  readonly isMisuse?: boolean
}

export class Disagreement extends Error {}

interface Verdict {
  readonly text: string
  readonly lacks: boolean
  readonly milliseconds: number
}

/** The same verdict of every backend in every mode, and nothing but a `JOSEError` out of any. Throws what is wrong. */
export async function agree(ledger: Ledger, each: Case, among: readonly Operations[] = cells): Promise<void> {
  count(ledger, each.kind)
  let expected: Verdict | undefined
  let first = ''
  for (const o of among) {
    if (each.isAble?.(o) === false) continue
    const verdict = await timed(ledger, each, o)
    // An algorithm that one backend lacks and another has is the one difference there may be.
    if (verdict.lacks) continue
    if (expected === undefined) {
      expected = verdict
      first = nameOf(o)
    } else if (verdict.text !== expected.text) {
      throw new Disagreement(`${first}: ${expected.text}\n${nameOf(o)}: ${verdict.text}`)
    }
  }
}

/** A case that fails prints what it is, not how it works. */
export function shown(each: Case): Case {
  return Object.assign(each, { [fc.toStringMethod]: () => `${each.kind}: ${fc.stringify(each.input)}` })
}

async function timed(ledger: Ledger, each: Case, o: Operations): Promise<Verdict> {
  const verdict = await verdictOf(ledger, each, o)
  ledger.calls++
  if (verdict.milliseconds <= ledger.longest.milliseconds) return verdict
  // What took long because garbage was collected meanwhile does not take long again.
  const again = await verdictOf(ledger, each, o)
  const milliseconds = Math.min(verdict.milliseconds, again.milliseconds)
  if (milliseconds > ledger.longest.milliseconds) ledger.longest = { milliseconds, what: `${each.kind}, ${nameOf(o)}` }
  return verdict
}

async function verdictOf(ledger: Ledger, { call, fault, isMisuse = false }: Case, o: Operations): Promise<Verdict> {
  const start = process.cpuUsage()
  let value: unknown
  try {
    value = await call(o)
  } catch (error) {
    const milliseconds = spentSince(start)
    if (error instanceof JOSEError) {
      const { name, code, message } = error
      return { text: `${name} ${code}: ${message}`, lacks: code === 'ERR_ALGORITHM_UNSUPPORTED', milliseconds }
    }
    if (isMisuse && error instanceof TypeError)
      return { text: `TypeError: ${error.message}`, lacks: false, milliseconds }
    throw new Error(`${nameOf(o)} let an error out that is none of ours`, { cause: error })
  }
  const milliseconds = spentSince(start)
  ledger.accepted++
  const wrong = fault?.(value)
  if (wrong !== undefined) throw new Error(`${nameOf(o)} ${wrong}`)
  return { text: `accepted ${textOf(value)}`, lacks: false, milliseconds }
}

/** Milliseconds of work, on whatever thread: how long it takes depends on who else is there. */
function spentSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** Text that is the same for equal values, octets and numbers that JSON lacks included. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => {
    if (member instanceof Uint8Array) return `octets ${Buffer.from(member).toString('base64url')}`
    return typeof member === 'number' && !Number.isFinite(member) ? String(member) : member
  })
}
