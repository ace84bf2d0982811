/** The tests of a page of docs/migrating: what it says of both libraries is what both do. */
import { KeyObject } from 'node:crypto'
import * as node from '@jose/backend-node'
import { describe, expect, it } from 'vitest'
import { fixtures } from './fixtures.ts'
import { codeOf, type Page, rowsUnder } from './page.ts'
import { comparable, evaluate } from './run.ts'

/** A row of the errors or of the differences: when, what is run there, and what here. */
export type Case = readonly [when: string, theirs: string, ours: string]

export interface Cases {
  readonly errors: readonly Case[]
  readonly differences: readonly Case[]
}

export interface Peer {
  readonly page: Page
  /** As the page must say it: what was compared. */
  readonly version: string
  readonly cases: Cases
  /** Run its code. Errors are thrown as they are. */
  run(code: string): Promise<unknown>
  /** How the page names an error of its. */
  nameError(error: unknown): string
  /** The options that it has, by the heading that their table stands under. */
  readonly options: { readonly [heading: string]: readonly string[] }
}

const ours = (code: string): Promise<unknown> => evaluate(code, { ...fixtures, ...node, KeyObject })

/** Headings of the tables whose cells are outcomes; in all others they are code. */
const outcomes = { errors: 'Errors', differences: 'What behaves differently, and why' } as const

/** The rows whose cells are code. */
export function codeTables({ tables }: Page): Page['tables'] {
  return tables.filter(({ heading }) => !(Object.values(outcomes) as string[]).includes(heading))
}

export function checkPage({ page, version, cases, run, nameError, options }: Peer): void {
  it('names the version that it is compared with', () => expect(page.compared).toBe(version))

  for (const { heading, rows } of codeTables(page)) {
    const coded = rows.map(([what = '', theirs, here]) => [what, codeOf(theirs), codeOf(here)] as const)
    describe(heading, () => {
      it.each(coded.filter(([, ...codes]) => codes.some(Boolean)))('%s', async (_what, theirs, here) => {
        const values = [theirs && (await run(theirs)), here && (await ours(here))]
        // The other side has no such thing: then it is enough that the code runs.
        if (theirs === undefined || here === undefined) return
        const now = Date.now() / 1000
        const [found, expected] = await Promise.all(values.map((value) => comparable(value, now)))
        expect(found).toEqual(expected)
      })
    })
  }

  for (const [heading, names] of Object.entries(options)) {
    it(`${heading}: each has a row`, () => {
      const told = rowsUnder(page, heading).map(([name = '']) => name)
      expect(names.filter((name) => !told.some((text) => text.includes(`\`${name}\``)))).toEqual([])
    })
  }

  for (const [kind, heading] of Object.entries(outcomes) as [keyof Cases, string][]) {
    describe(heading, () => {
      const rows = rowsUnder(page, heading)
      it.each(cases[kind])('%s', async (when, theirs, here) => {
        const row = rows.find(([text]) => text === when)
        const found = [await outcomeOf(() => run(theirs), nameError), await outcomeOf(() => ours(here), nameOurs)]
        expect(row?.slice(1, 3) ?? 'no row').toEqual(found)
      })
      it('has no row that is not run', () => {
        expect(rows.map(([when]) => when).filter((when) => !cases[kind].some(([name]) => name === when))).toEqual([])
      })
    })
  }
}

async function outcomeOf(run: () => Promise<unknown>, name: (error: unknown) => string): Promise<string> {
  try {
    const value = await run()
    return (typeof value === 'object' && value !== null) || typeof value === 'function' ? 'accepted' : `\`${value}\``
  } catch (error) {
    return name(error)
  }
}

function nameOurs(error: unknown): string {
  const { name, code } = error as { name: string; code?: string }
  return code === undefined ? `\`${name}\`` : `\`${name}\` \`${code}\``
}

/** A program of the page, run with its imports taken from `modules`: the lines that it prints, and those that it says it prints. */
export async function runProgram(code: string, modules: object): Promise<{ printed: string[]; said: string[] }> {
  const said = [...code.matchAll(/^ *console\.log\(.*\) \/\/ (.*)$/gm)].map(([, text = '']) => text)
  const body = code.replace(
    /^import (?:\* as )?(.*) from '(.*)'$/gm,
    (_line, names: string, from: string) => `const ${names} = modules['${from}']`,
  )
  const printed: string[] = []
  const log = { log: (value: unknown) => void printed.push(String(value)) }
  await new Function('console', 'modules', `return (async () => {\n${body}\n})()`)(log, modules)
  return { printed, said }
}
