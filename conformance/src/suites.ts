import type { Suite } from './suite.ts'

/** All groups of cases, by the name they are reported under. */
export const suites: { readonly [name: string]: Suite } = {}
