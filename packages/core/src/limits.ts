import { checkOptionNames } from './options.ts'

/** What is refused: sizes (in bytes) before anything is decoded, depths and counts before it is used. */
export interface Limits {
  /** A JWT, whole. */
  readonly jwt: number
  /** A JWS, whole (detached payloads included). */
  readonly jws: number
  /** A JWE, whole. */
  readonly jwe: number
  /** Content after inflating. */
  readonly inflated: number
  /** Signatures or recipients of one JSON serialization. */
  readonly signatures: number
  /** A header, decoded. */
  readonly header: number
  /** Levels of nesting in a header. */
  readonly headerDepth: number
  /** Members of a header, nested ones included. */
  readonly headerMembers: number
  /** Levels of nesting in claims and JSON payloads. */
  readonly depth: number
  /** Keys tried for one signature. */
  readonly keys: number
  /** PBES2 iterations. */
  readonly p2c: number
}

export const defaultLimits: Limits = /* @__PURE__ */ Object.freeze({
  jwt: 256 * 1024,
  jws: 16 * 1024 * 1024,
  jwe: 16 * 1024 * 1024,
  inflated: 256_000,
  signatures: 100,
  header: 16 * 1024,
  headerDepth: 8,
  headerMembers: 64,
  depth: 128,
  keys: 16,
  p2c: 1_200_000,
})

/** The defaults with the caller's own numbers in place. Throws `TypeError` for an unknown name or a value that is no positive integer. */
export function withLimits(changes: Partial<Limits> = {}): Limits {
  checkOptionNames(changes, Object.keys(defaultLimits))
  for (const [name, value] of Object.entries(changes)) {
    if (!Number.isSafeInteger(value) || value < 1) throw new TypeError(`The limit '${name}' must be a positive integer`)
  }
  return Object.freeze({ ...defaultLimits, ...changes })
}
