import { Skipped } from './skip.ts'

/** Assertions that need no runtime: the suite runs in browsers and bare engines too. */

export function equal(actual: unknown, expected: unknown, what = 'value'): void {
  const [found, wanted] = [show(actual), show(expected)]
  if (found !== wanted) throw new Error(`${what}: expected ${wanted}, found ${found}`)
}

export function ok(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`expected: ${what}`)
}

/** What an error must be: the name of its class (own or inherited), its code, a part of its message. */
export interface Refusal {
  readonly is?: abstract new (...args: never[]) => Error
  readonly code?: string
  readonly message?: string
  readonly claim?: string
  readonly reason?: string
}

/** The call must fail with that error. Answers the error. */
export async function refuses(call: () => unknown, refusal: Refusal): Promise<Error & { code?: string }> {
  let error: unknown
  try {
    await call()
  } catch (thrown) {
    error = thrown
  }
  if (error instanceof Skipped) throw error
  if (error === undefined) throw new Error('expected a refusal, but the call succeeded')
  if (!(error instanceof Error)) throw new Error('expected an Error')
  const { is, message, ...members } = refusal
  const found: Error = error
  if (is !== undefined && !(error instanceof is))
    throw new Error(`expected ${is.name}, found ${found.name}: ${found.message}`)
  if (is === TypeError && message === undefined && isAccident(found.message))
    throw new Error(`expected a TypeError that was meant, found '${found.message}'`)
  for (const [name, value] of Object.entries(members))
    equal((found as unknown as Record<string, unknown>)[name], value, `error's ${name}`)
  if (message !== undefined && !found.message.includes(message)) {
    throw new Error(`expected a message with '${message}', found '${found.message}'`)
  }
  return found
}

/** Whether an engine says this (V8, JavaScriptCore, SpiderMonkey, QuickJS) where a program trips over a value, and not the library. */
function isAccident(message: string): boolean {
  return [
    /Cannot (?:read|set|convert|destructure|mix|access|assign|redefine|define|add|delete|create)/i,
    /is not (?:a function|iterable|an object|defined|a constructor|callable|async iterable|extensible)/,
    /(?:undefined|null) (?:is not|has no)|not a function|can't (?:access|convert)|Invalid array length|Reduce of empty/,
    /must be of type|Illegal invocation|Illegal constructor|(?:parameter|argument) \d is not|Failed to execute|ERR_INVALID_ARG/,
    /Private field|incompatible receiver|Invalid value used as weak|on proxy|property descriptor|BigInt/i,
  ].some((pattern) => pattern.test(message))
}

/** A text that is the same for equal values: JSON with sorted members, and the kinds that JSON lacks. */
function show(value: unknown): string {
  if (value === undefined) return 'undefined'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? String(value)
  if (value instanceof Uint8Array) return `bytes ${Array.from(value).join(' ')}`
  if (Array.isArray(value)) return `[${value.map(show).join()}]`
  const members = Object.keys(value).sort()
  return `{${members.map((name) => `${JSON.stringify(name)}:${show((value as Record<string, unknown>)[name])}`).join()}}`
}
