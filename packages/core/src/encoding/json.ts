import { isWellFormed } from './utf8.ts'

/** Makes the error for a text that is refused; `reason` says what is wrong with it, nothing of its content. `code` where a limit or `crit` is the reason. */
export type Refuse = (reason: string, code?: 'ERR_LIMIT' | 'ERR_CRIT') => Error

export interface JsonLimits {
  /** Levels of nesting. */
  readonly depth: number
  /** Members of all objects together. */
  readonly members?: number
}

export type JsonObject = { [member: string]: unknown }

/**
 * JSON as RFC 8259 has it and I-JSON wants it (RFC 7493 §2): no duplicate member names, no lone surrogates,
 * bounded depth. `JSON.parse` does the parsing; duplicates show as fewer members in the value than in the text.
 */
export function parseJson(text: string, limits: JsonLimits, refuse: Refuse): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // Some engines do not parse what is nested deeply.
    throw depthOf(text) > limits.depth ? tooDeep(refuse) : refuse('is not JSON')
  }
  const members = membersOf(value, limits.depth)
  if (members < 0) throw tooDeep(refuse)
  if (members > (limits.members ?? Number.POSITIVE_INFINITY)) throw refuse('has too many members', 'ERR_LIMIT')
  if (members !== membersIn(text)) throw refuse('has duplicate members')
  if (text.includes('\\u') && !hasWellFormedText(value)) throw refuse('has a lone surrogate')
  return value
}

function tooDeep(refuse: Refuse): Error {
  return refuse('is nested too deeply', 'ERR_LIMIT')
}

/** As `parseJson`, for a text that must be an object. */
export function parseJsonObject(text: string, limits: JsonLimits, refuse: Refuse): JsonObject {
  const value = parseJson(text, limits, refuse)
  if (!isObject(value)) throw refuse('is not a JSON object')
  return value
}

/** The nesting of a JSON text, found without parsing it. */
export function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 34) index = endOfString(text, index)
    else if (code === 91 || code === 123) deepest = Math.max(deepest, ++depth)
    else if (code === 93 || code === 125) depth--
  }
  return deepest
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function hasOwn(value: object, member: string): boolean {
  return Object.prototype.hasOwnProperty.call(value, member)
}

/** Own member or `undefined`: `constructor` and `__proto__` are names like any other. */
export function own(value: JsonObject, member: string): unknown {
  return hasOwn(value, member) ? value[member] : undefined
}

/** Members of all objects in the value, or −1 when it is nested deeper than allowed. */
function membersOf(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0
  if (depth === 0) return -1
  let count = 0
  if (Array.isArray(value)) {
    for (const item of value) {
      const inner = membersOf(item, depth - 1)
      if (inner < 0) return -1
      count += inner
    }
    return count
  }
  const names = Object.keys(value)
  for (const name of names) {
    const item = (value as JsonObject)[name]
    if (typeof item !== 'object') continue
    const inner = membersOf(item, depth - 1)
    if (inner < 0) return -1
    count += inner
  }
  return count + names.length
}

/** Members in a text that is known to be JSON: its strings that a colon follows. */
function membersIn(text: string): number {
  let count = 0
  for (let start = text.indexOf('"'); start !== -1; ) {
    let next = endOfString(text, start) + 1
    let code = text.charCodeAt(next)
    while (code === 32 || code === 10 || code === 13 || code === 9) code = text.charCodeAt(++next)
    if (code === 58) count++
    start = text.indexOf('"', next)
  }
  return count
}

/** Index of the quote that ends the string which begins at `start`; the text's end when none does. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end !== -1) {
    let slashes = end
    while (text.charCodeAt(slashes - 1) === 92) slashes--
    if ((end - slashes) % 2 === 0) return end
    end = text.indexOf('"', end + 1)
  }
  return text.length
}

function hasWellFormedText(value: unknown): boolean {
  if (typeof value === 'string') return isWellFormed(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.keys(value).every((name) => isWellFormed(name) && hasWellFormedText((value as JsonObject)[name]))
}

/** JSON text of a value that a caller gave, as JSON.stringify writes it, or an error made by `refuse`: no cycle, no BigInt, no lone surrogate. */
export function stringifyJson(
  value: unknown,
  refuse: Refuse,
  replacer?: (name: string, value: unknown) => unknown,
): string {
  let text: string | undefined
  try {
    text = JSON.stringify(value, replacer)
  } catch {
    throw refuse('cannot be written as JSON')
  }
  if (text === undefined) throw refuse('cannot be written as JSON')
  // JSON.stringify spells a lone surrogate as an escape; whether one was meant, only the value tells. Engines older than
  // that rule of ES2019, such as Hermes, write it as it is.
  if (!isWellFormed(text)) throw refuse('has a lone surrogate')
  if (text.includes('\\ud') && !hasWellFormedText(JSON.parse(text))) throw refuse('has a lone surrogate')
  return text
}
