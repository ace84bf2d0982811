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
