import { ofCore } from './core.ts'
import { ofForge } from './forge.ts'
import { ofNode } from './node.ts'
import { ofWebcrypto } from './webcrypto.ts'

/** A mutant that no test can notice, and why nobody could. */
export interface Explained {
  readonly file: string
  /** The line of the source where the mutant begins, trimmed. */
  readonly line: string
  /** What is written there instead, as the report of the living shows it; one or several. */
  readonly became: string | readonly string[]
  readonly why: string
}

export const explained: readonly Explained[] = [...ofCore, ...ofNode, ...ofWebcrypto, ...ofForge]
