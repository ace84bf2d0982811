import type { Backend } from '@jose/core'
import { modesOf, type Operations } from '../modes.ts'

/** The same operations, in the same mode, on a backend with some of its parts replaced. */
export function altered(o: Operations, changes: Partial<Backend>): Operations {
  const { name, codec, async, sync } = o.backend
  const backend: Backend = {
    name,
    supports: (primitive) => o.backend.supports(primitive),
    random: (length) => o.backend.random(length),
    adopt: (native) => o.backend.adopt(native),
    async,
    sync,
    ...(codec === undefined ? {} : { codec }),
    ...changes,
  }
  return modesOf(backend).find(({ mode }) => mode === o.mode) as Operations
}
