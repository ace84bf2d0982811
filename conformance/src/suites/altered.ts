import type { Backend } from '@jose/core'
import { modesOf, type Operations, readyOf } from '../modes.ts'

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
    ...(o.backend.ready === undefined ? {} : { ready: () => readyOf(o.backend) as PromiseLike<void> }),
    ...changes,
  }
  return modesOf(backend, o.native).find(({ mode }) => mode === o.mode) as Operations
}
