import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format } from 'node:util'
import * as forge from '@jose/backend-forge'
import * as node from '@jose/backend-node'
import * as webcrypto from '@jose/backend-webcrypto'
import { vi } from 'vitest'

export const folder: string = fileURLToPath(new URL('../guide/', import.meta.url))
export const read = (file: string): string => readFileSync(`${folder}${file}`, 'utf8')

/** What an example's one import gives, by the backend that a reader may name there. */
export const backends = { node, webcrypto, forge } as const
export type BackendName = keyof typeof backends

/** Run a program of the guide as it is, with the module of its one import replaced. What it printed, and what it exports. */
export async function run<Exports>(name: string, backend: BackendName) {
  const printed: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((...values) => void printed.push(format(...values)))
  vi.doMock('@jose/backend-node', () => backends[backend])
  vi.resetModules()
  try {
    const exported: Exports = await import(`../guide/${name}.ts`)
    return { printed, exported }
  } finally {
    vi.doUnmock('@jose/backend-node')
    log.mockRestore()
  }
}

/**
 * What the comments of a program say it prints: those behind what prints, and those right below it or below the loop that
 * it stands in. `…` stands for any text.
 */
export function promises(source: string): RegExp[] {
  const found: string[] = []
  let isBelow = false
  for (const line of source.split('\n')) {
    const [, behind] = /^(?: *console\.log\(.*\)|\s*\)) \/\/ (.*)$/.exec(line) ?? []
    const [, below] = /^\/\/ (.*)$/.exec(line) ?? []
    if (behind !== undefined) found.push(behind)
    else if (isBelow && below !== undefined) found.push(below)
    isBelow = (isBelow && below !== undefined) || /^(?: *console\.log\(.*\)|\)|\})$/.test(line)
  }
  return found.map((text) => new RegExp(`^${text.split('…').map(literally).join('[^]*?')}$`))
}

/** The text with each gap as one space, as a console breaks objects into lines where it likes. */
export const onOneLine = (text: string): string => text.replace(/\s+/g, ' ')

const literally = (text: string): string => onOneLine(text).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
