import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What came of a run: printed at its end. */
export interface Ledger {
  readonly title: string
  /** Generated inputs, by their kind. */
  readonly cases: Map<string, number>
  calls: number
  accepted: number
  /** Where backends disagree, and what that was. */
  readonly differences: string[]
  /** What no caller may see: another error than a `JOSEError`, or something accepted that is not the token. */
  readonly crashes: string[]
  longest: { readonly milliseconds: number; readonly what: string }
  /** Heap in use when it began, in bytes. */
  readonly heap: number
}

export function openLedger(title: string): Ledger {
  return {
    title,
    cases: new Map(),
    calls: 0,
    accepted: 0,
    differences: [],
    crashes: [],
    longest: { milliseconds: 0, what: 'none' },
    heap: heapInUse(),
  }
}

export function count(ledger: Ledger, kind: string): void {
  ledger.cases.set(kind, (ledger.cases.get(kind) ?? 0) + 1)
}

export function totalOf({ cases }: Ledger): number {
  return [...cases.values()].reduce((sum, each) => sum + each, 0)
}

/** Growth of the heap since the ledger was opened, in bytes, after garbage is collected. */
export function growthOf({ heap }: Ledger): number {
  return heapInUse() - heap
}

export function ledgerText(ledger: Ledger, seeds: string): string {
  const { title, cases, calls, accepted, differences, crashes, longest } = ledger
  const kinds = [...cases].map(([kind, number]) => `  ${kind}: ${number}\n`).join('')
  const found = `${differences.length} differences, ${crashes.length} crashes`
  const cost = `longest call ${longest.milliseconds.toFixed(1)} ms (${longest.what})`
  const growth = `heap grew by ${(growthOf(ledger) / 1e6).toFixed(1)} MB`
  return `\n${title}: ${totalOf(ledger)} cases, ${calls} calls, ${accepted} accepted: ${found}; ${cost}; ${growth}; ${seeds}\n${kinds}`
}

function heapInUse(): number {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
  return process.memoryUsage().heapUsed
}
