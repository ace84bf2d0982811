import { equalBytes, isBytes } from '../encoding/bytes.ts'
import { Memory } from '../memory.ts'
import { isKey, type Key } from './key.ts'

interface Remembered {
  readonly key: Key
  readonly secret: boolean
  readonly snapshot: Snapshot
}

/** What a material said when its key was made. */
type Snapshot = { readonly [member: string]: unknown } | Uint8Array

/**
 * Keys by the material they were made from, so that the second call with the same PEM costs nothing. Text is
 * found by its content; an object by its identity, and only while it still says what it said.
 */
export class KeyMemory {
  private readonly secrets = new Memory<Key>(256, 65536)
  private readonly texts = new Memory<Key>(256, 65536)
  private readonly objects = new WeakMap<object, Remembered>()
  /** What was found in lists that never change, by the list and by what keys are wanted for. */
  readonly searches: WeakMap<object, Map<object, unknown>> = new WeakMap()

  /** `secret`: whether a string or octets stand for a secret, or for the text of an asymmetric key. */
  find(input: unknown, secret: boolean): Key | undefined {
    if (typeof input === 'string') return (secret ? this.secrets : this.texts).get(input)
    if (typeof input !== 'object' || input === null || isKey(input)) return undefined
    const known = this.objects.get(input)
    const same =
      known !== undefined && (known.secret === secret || !isBytes(input)) && isUnchanged(input, known.snapshot)
    return same ? known.key : undefined
  }

  /** A function that remembers the key made from the material as it is now, even if it has changed by then. */
  keeper(input: unknown, secret: boolean): (key: Key) => void {
    if (typeof input === 'string') return (key) => (secret ? this.secrets : this.texts).set(input, key)
    if (typeof input !== 'object' || input === null || isKey(input)) return () => {}
    const snapshot = snapshotOf(input)
    return (key) => {
      this.objects.set(input, { key, secret, snapshot })
    }
  }
}

function snapshotOf(input: object): Snapshot {
  if (isBytes(input)) return Uint8Array.from(input)
  // Without a prototype, '__proto__' is a member like any other.
  const snapshot: { [member: string]: unknown } = Object.create(null)
  for (const [member, value] of Object.entries(input)) snapshot[member] = isList(value) ? Array.from(value) : value
  return snapshot
}

function isUnchanged(input: object, snapshot: Snapshot): boolean {
  if (isBytes(snapshot)) return equalBytes(input as Uint8Array, snapshot)
  let count = 0
  for (const member in snapshot) {
    const [now, before] = [(input as { [member: string]: unknown })[member], snapshot[member]]
    if (now !== before && !(isList(now) && isList(before) && isSameList(now, before))) return false
    count++
  }
  return Object.keys(input).length === count
}

/** Lists in a key: `key_ops`, `x5c`, the octets of `{ der }`. */
type List = readonly unknown[] | Uint8Array

function isList(value: unknown): value is List {
  return Array.isArray(value) || isBytes(value)
}

function isSameList(now: List, before: List): boolean {
  return now.length === before.length && before.every((item: unknown, index: number) => item === now[index])
}
