import type { Operations } from './modes.ts'
import type { Runner } from './runner.ts'

/** A group of cases: `it` registers one; `o` has the operations of one backend in one mode. */
export type Suite = (o: Operations, it: Runner['it']) => void
