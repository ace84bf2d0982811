import { getRandomValues, webcrypto } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { constants, createContext, runInContext } from 'node:vm'
import { describe, expect, inject, it } from 'vitest'
import { bundlers } from '../bundlers/index.ts'
import { expected, programOf } from '../src/programs.ts'

const project = inject('project')

/** What is in the engine beside the language. */
const surroundings = {
  webcrypto: { crypto: webcrypto },
  forge: { random: (length: number) => getRandomValues(new Uint8Array(length)) },
} as const

describe.each(bundlers)('$name $version', ({ bundle }) => {
  it.each(['webcrypto', 'forge'] as const)('bundles %s, and what it made answers right', async (backend) => {
    const entry = `${backend}.mjs`
    writeFileSync(`${project}/${entry}`, programOf(backend))
    expect(await answerOf(await bundle(project, entry), surroundings[backend])).toBe(expected)
  })
})

/** What the script leaves in `answer`, run in an engine that has nothing else. */
function answerOf(script: string, surroundings: object): Promise<unknown> {
  const context = Object.assign(createContext(constants.DONT_CONTEXTIFY), surroundings)
  return runInContext(`${script}\n;globalThis.answer`, context)
}
