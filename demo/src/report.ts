import { installHint } from '@jose-internal/interop'
import type { Cell } from './table.ts'
import { styled } from './text.ts'

/** What a part of the demo found. */
export interface Findings {
  readonly summary: string
  /** What should not have been. */
  readonly surprises: readonly string[]
}

export function heading(title: string): void {
  console.log(`\n${styled('bold', title)}\n`)
}

/** A cell that says whether all is as it should be. */
export function mark(good: boolean, text = ''): Cell {
  return { text: `${good ? '✓' : '✗'} ${text}`.trimEnd(), style: good ? 'green' : 'red' }
}

/** Which of the known implementations are here, and how to get the others. */
export function showPresence(
  present: readonly { readonly name: string; readonly version: string }[],
  known: readonly string[],
): void {
  const absent = known.filter((name) => !present.some((peer) => peer.name === name))
  console.log(`here: ${present.map(({ name, version }) => `${name} ${version}`).join(', ')}`)
  console.log(absent.length === 0 ? 'not here: none' : `not here: ${absent.join(', ')} (${installHint(absent)})`)
}
