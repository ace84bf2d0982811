import { equal } from '../assert.ts'
import type { Operations } from '../modes.ts'
import { skip } from '../skip.ts'
import type { It } from '../suite.ts'
import { hasSigner, type KeyName, signers } from '../suites/test-keys.ts'
import { badEncryption } from './bad-encryption.ts'
import { badJwes } from './bad-jwe.ts'
import { badJweHeaders } from './bad-jwe-headers.ts'
import { badKeys } from './bad-keys.ts'
import { badTokens } from './bad-tokens.ts'

export type Call = () => Promise<unknown>

/** Input that is bad, or nearly. */
export interface BadInput {
  readonly title: string
  /** What a backend needs to have an opinion, for the reason of a skip. */
  readonly needs: string
  isAble(o: Operations): boolean
  /** What is given to each backend, made by the first: the very same input for all. */
  prepare(first: Operations): Promise<(o: Operations) => readonly Call[]>
  /** Some of it may be good after all: then all must accept it, and make the same of it. */
  readonly perhapsGood?: boolean
}

/** The needs of input that is made of a test key: each signature algorithm that the key is for. */
export function needing(name: KeyName): Pick<BadInput, 'needs' | 'isAble'> {
  const algorithms = signers.filter(([, key]) => key === name)
  return { needs: name, isAble: (o) => algorithms.every(([algorithm]) => hasSigner(o, algorithm, name)) }
}

/** On every such input all backends, in every mode, answer alike: the class and the code of the refusal (and its words, where decryption fails), or the same value. */
export function matrixVerdicts(all: readonly Operations[], it: It): void {
  for (const input of [...badKeys(), ...badTokens(), ...badEncryption(), ...badJweHeaders(), ...badJwes()]) {
    it(input.title, async () => {
      const able = all.filter((o) => input.isAble(o))
      const [first] = able
      if (first === undefined || new Set(able.map(({ backend }) => backend)).size < 2)
        skip(`fewer than two of these backends have ${input.needs}`)
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
    const { name, code, message } = error as { readonly [member in 'name' | 'code' | 'message']?: unknown }
    // Where decryption fails, the words may tell no more than the code does (RFC 7516 §11.5).
    if (code === 'ERR_JWE_DECRYPTION') return `${name} ${code} ${message}`
    if (typeof code === 'string' && code.startsWith('ERR_')) return `${name} ${code}`
    // What a platform throws by itself must never come out, nor may it differ.
    throw error
  }
}
