import { ofCore } from './core.ts'
import { ofForge } from './forge.ts'
import { ofNode } from './node.ts'
import { ofWebcrypto } from './webcrypto.ts'

/** Mutants that no test can notice, by source and by why nobody could. */
export interface Explained {
  readonly [source: string]: { readonly [why: string]: readonly Living[] }
}

/** The line of the source where mutants begin, trimmed, and what in it may become what, as the report of the living shows it. */
export type Living = readonly [line: string, ...changes: (readonly [was: string, ...became: string[]])[]]

/** By the source's place in the repository. */
export const explained: Explained = {
  ...inPackage('core', ofCore),
  ...inPackage('backend-node', ofNode),
  ...inPackage('backend-webcrypto', ofWebcrypto),
  ...inPackage('backend-forge', ofForge),
}

/** Why the mutant cannot be noticed; `undefined` where nobody has said. */
export function whyOf(file: string, { line, was, became }: Mutant): string | undefined {
  const reasons = Object.entries(explained[file] ?? {})
  return reasons.find(([, living]) =>
    living.some(
      ([at, ...changes]) => at === line && changes.some(([from, ...to]) => from === was && to.includes(became)),
    ),
  )?.[0]
}

interface Mutant {
  readonly line: string
  readonly was: string
  readonly became: string
}

function inPackage(name: string, ofPackage: Explained): Explained {
  return Object.fromEntries(
    Object.entries(ofPackage).map(([source, reasons]) => [`packages/${name}/src/${source}`, reasons]),
  )
}
