/** SECURITY.md names the tests of each class of attack: the files are there, and the tests are in them. */
import { existsSync } from 'node:fs'
import { nodeBackend } from '@jose/backend-node'
import { describe, expect, it } from 'vitest'
import { modesOf, type Operations } from '../conformance/src/modes.ts'
import { casesOf } from '../conformance/src/run.ts'
import type { Suite } from '../conformance/src/suite.ts'
import { suites } from '../conformance/src/suites.ts'
import { read, root } from './documents.ts'

interface Reference {
  readonly group: string
  readonly file: string
  /** Parts of the titles of cases. */
  readonly titles: readonly string[]
}

const [o] = modesOf(nodeBackend()) as readonly [Operations]
const titlesOf = (suite: Suite | undefined): readonly string[] =>
  suite === undefined ? [] : casesOf((register) => suite(o, register)).map(({ title }) => title)

const text = read('SECURITY.md')
const classes = [...text.matchAll(/^\| (?!class|---)(.+?) \| .*? \| .*? \| (.*) \|$/gm)].map(
  ([, name = '', tests = '']) => ({
    name,
    references: referencesIn(tests),
  }),
)

describe.each(classes)('$name', ({ references }) => {
  it('has a test', () => expect(references.length).toBeGreaterThan(0))
  it.each(references)('$group in $file', async ({ group, file, titles }) => {
    const cases = titlesOf(suites[group])
    expect(cases.length, `cases of the group '${group}'`).toBeGreaterThan(0)
    for (const title of titles) expect(cases.filter((each) => each.includes(title)).length, title).toBeGreaterThan(0)
    const module: object = await import(`${root}${file}`)
    const inFile = Object.values(module).flatMap((each) => (isSuite(each) ? titlesOf(each) : []))
    expect(inFile).toEqual(expect.arrayContaining([...cases]))
  })
})

it('has a row for each class', () => expect(classes.length).toBeGreaterThanOrEqual(24))

it('links to files that are there', () => {
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, link = '']) => link)
  expect(links.filter((link) => !existsSync(`${root}${link}`))).toEqual([])
})

function referencesIn(tests: string): readonly Reference[] {
  const found = tests.matchAll(/\[([^\]]+)\]\((conformance\/src\/suites\/[\w-]+\.ts)\)((?:,? \*[^*]+\*)*)/g)
  return [...found].map(([, group = '', file = '', list = '']) => ({
    group,
    file,
    titles: [...list.matchAll(/\*([^*]+)\*/g)].map(([, title = '']) => title),
  }))
}

function isSuite(value: unknown): value is Suite {
  return typeof value === 'function' && value.length === 2
}
