import type { Operations } from '../modes.ts'
import { altered } from './altered.ts'
import { joined } from './der.ts'

/** Bytes whose `slice` is a view of the same memory, as Node's Buffer has it. */
class View extends Uint8Array {
  override slice(start?: number, end?: number): Uint8Array<ArrayBuffer> {
    return this.subarray(start, end) as Uint8Array<ArrayBuffer>
  }
}

/** The octets in each kind of array that a caller may have: alone, inside a larger buffer, of a class of its own. */
export const arrays: { readonly [kind: string]: (octets: Uint8Array) => Uint8Array } = {
  'a Uint8Array': (octets) => Uint8Array.from(octets),
  'a part of a larger buffer': (octets) => joined([1, 2, 3], octets, [4, 5]).subarray(3, 3 + octets.length),
  'an array whose slice is a view': (octets) => View.from(octets),
}

/** What comes of a call whose octets the caller overwrites as soon as it has the promise. */
export async function overwritten<T>(octets: readonly Uint8Array[], call: () => Promise<T>): Promise<T> {
  const pending = call()
  for (const each of octets) each.fill(0x55)
  return pending
}

/** What makes a call wait, in the mode that has waiting. */
export function waiting(o: Operations): {
  /** A key that comes from a resolver. */
  later(key: unknown): () => unknown
  /** A backend that takes its time for every key. */
  readonly slow: Operations
} {
  const primitives = o.backend.async
  return {
    later: (key) => (o.mode === 'sync' ? () => key : async () => key),
    slow: altered(o, { async: { ...primitives, importKey: async (material) => primitives.importKey(material) } }),
  }
}
