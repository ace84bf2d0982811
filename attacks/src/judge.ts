import type { Attack, Inputs, Way } from './attack.ts'
import type { Library } from './library.ts'

/** What a library did with a hostile input. */
export interface Verdict {
  /** `unread`: it cannot read such tokens at all, not even the good one. */
  readonly outcome: 'refused' | 'read as data' | 'accepted' | 'wrong error' | 'unread'
  readonly milliseconds: number
  /** The error, where there was one: its class and code. */
  readonly error?: string
  /** Where the good token was refused, the attack says nothing. */
  readonly control: 'accepted' | 'unread' | string
}

/** Gives the good input, then the hostile one. */
export async function judge(each: Attack, library: Library): Promise<Verdict> {
  const read = library.reads[each.way] as ((input: Inputs[Way]) => unknown) | undefined
  if (read === undefined) return { outcome: 'unread', milliseconds: 0, control: 'unread' }
  const control = await attempt(read, each.good)
  const { value, error, milliseconds } = await attempt(read, each.bad)
  const base = { milliseconds, control: control.error === undefined ? 'accepted' : said(control.error) }
  if (error !== undefined)
    return { ...base, outcome: library.isOwn(error) ? 'refused' : 'wrong error', error: said(error) }
  const isData = each.careful === 'read as data' && each.isHarmed?.(value) === false
  return { ...base, outcome: isData ? 'read as data' : 'accepted' }
}

/** Whether a library answered as a careful one does. */
export function isCareful({ careful }: Attack, { outcome }: Verdict): boolean {
  return outcome === 'unread' || outcome === 'refused' || outcome === careful
}

interface Attempt {
  readonly value?: unknown
  readonly error?: unknown
  readonly milliseconds: number
}

async function attempt(read: (input: Inputs[Way]) => unknown, input: Inputs[Way]): Promise<Attempt> {
  const start = performance.now()
  try {
    const value = await read(input)
    return { value, milliseconds: performance.now() - start }
  } catch (thrown) {
    return { error: thrown ?? 'nothing', milliseconds: performance.now() - start }
  }
}

function said(error: unknown): string {
  const { name, code } = Object(error) as { readonly name?: unknown; readonly code?: unknown }
  return [typeof name === 'string' ? name : typeof error, code].filter((each) => each !== undefined).join(' ')
}
