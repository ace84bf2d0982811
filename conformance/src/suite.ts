import type { Operations } from './modes.ts'

/** Registers one case. A body that ends with `skip(reason)` does not apply to the backend. */
export type It = (title: string, body: () => void | Promise<void>) => void

/**
 * A group of cases: `it` registers one; `o` has the operations of one backend in one mode. It registers the same cases
 * for every backend, and asks nothing of the backend before a case runs.
 */
export type Suite = (o: Operations, it: It) => void
