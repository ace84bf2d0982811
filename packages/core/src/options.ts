import { likeOf } from './option-hints.ts'

/** What a name that is no option may be meant for, as the end of a sentence; empty where nobody knows. */
export type LikeOf = (name: string, known: readonly string[]) => string

/**
 * Programmer errors are decided first, before a token or anything remote is read: an option that does not exist,
 * and one given as `undefined` where leaving it out would skip a check. Throws `TypeError`.
 */
export function checkOptionNames(options: object, known: readonly string[], never?: readonly string[]): void {
  checkOptionsOf(hinting, options, known, never)
}

const hinting = { abilities: { likeOf } }

/** As `checkOptionNames`, for a flow that may be bundled by itself, and then knows no hints. */
export function checkOptionsOf(
  { abilities }: { readonly abilities: { readonly likeOf: LikeOf } | undefined },
  options: object,
  known: readonly string[],
  never: readonly string[] = [],
): void {
  if (!isPlain(options)) {
    const remedy = Array.isArray(options) ? ', as in { algorithms: [...] }, not a list' : ''
    throw new TypeError(`Options are a plain object, the last argument${remedy}`)
  }
  for (const name in options) {
    if (!Object.prototype.hasOwnProperty.call(options, name)) {
      // Somebody wrote on Object.prototype: what is not an option of ours is not our business.
      if (known.includes(name)) throw new TypeError(`The option '${name}' is inherited, from a polluted prototype`)
      continue
    }
    if (!known.includes(name)) throw new TypeError(`Unknown option '${name}'${abilities?.likeOf(name, known) ?? ''}`)
    if (never.includes(name) && (options as { [name: string]: unknown })[name] === undefined) {
      throw new TypeError(`The option '${name}' is undefined: leave it out, or give it a value`)
    }
  }
}

/** An object of no class, so that nothing inherited hides among its members; of any realm. */
export function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null
}

/** A list of names that a caller gave; absent means none. Throws `TypeError`. */
export function checkNames(names: unknown, option: string): readonly string[] {
  if (names === undefined) return []
  if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names
  throw new TypeError(`The option '${option}' is a list of names`)
}

/** Throws `TypeError` for what is not a finite number ≥ 0. `what` names it, and its unit. */
export function checkNumber(value: unknown, what: string): number {
  if (Number.isFinite(value) && (value as number) >= 0) return value as number
  throw new TypeError(`${what} must be a finite number of seconds, 0 or more`)
}
