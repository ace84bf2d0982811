import { equal } from '../assert.ts'
import type { Operations } from '../modes.ts'
import { skip } from '../skip.ts'
import type { It } from '../suite.ts'
import { hasSigner, type KeyName, signers } from '../suites/test-keys.ts'
import { badKeys } from './bad-keys.ts'
import { badTokens } from './bad-tokens.ts'

export type Call = () => Promise<unknown>

/** Input that is bad, or nearly. */
export interface BadInput {
  readonly title: string
  /** The test key that it is made of. */
  readonly name: KeyName
  /** What is given to each backend, made by the first: the very same input for all. */
  prepare(first: Operations): Promise<(o: Operations) => readonly Call[]>
  /** Some of it may be good after all: then all must accept it, and make the same of it. */
  readonly perhapsGood?: boolean
}

/** On every such input all backends, in every mode, answer alike: the class and the code of the refusal, or the same value. */
export function matrixVerdicts(all: readonly Operations[], it: It): void {
  for (const input of [...badKeys(), ...badTokens()]) {
    it(input.title, async () => {
      const able = all.filter((o) =>
        signers.every(([algorithm, key]) => key !== input.name || hasSigner(o, algorithm, key)),
      )
      const [first] = able
      if (first === undefined || new Set(able.map(({ backend }) => backend)).size < 2)
        skip(`fewer than two of these backends have ${input.name}`)
      const calls = await input.prepare(first)
      const expected = await verdictsOf(calls(first))
      for (const verdict of expected) {
        if (verdict.startsWith('accepted') && input.perhapsGood !== true) throw new Error(`${who(first)} accepts it`)
      }
      for (const o of able) equal(await verdictsOf(calls(o)), expected, `${who(o)}, where ${who(first)} decided`)
    })
  }
}

const who = (o: Operations): string => `${o.backend.name} ${o.mode}`

async function verdictsOf(calls: readonly Call[]): Promise<readonly string[]> {
  const verdicts: string[] = []
  for (const call of calls) verdicts.push(await verdictOf(call))
  return verdicts
}

async function verdictOf(call: Call): Promise<string> {
  try {
    return `accepted ${JSON.stringify(await call())}`
  } catch (error) {
    const { name, code } = error as { readonly name?: unknown; readonly code?: unknown }
    if (typeof code === 'string' && code.startsWith('ERR_')) return `${name} ${code}`
    // What a platform throws by itself must never come out, nor may it differ.
    throw error
  }
}
