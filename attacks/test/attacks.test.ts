/** The report of attacks: all of ours answer as a careful library does, and the page says what comes of it. */
import { beforeAll, expect, it } from 'vitest'
import { attacks } from '../src/list.ts'
import { blockOf, lasting, writtenBlock } from '../src/page.ts'
import { counts, long, text } from '../src/report.ts'
import { failures, flaws, libraries, type Row, run } from '../src/run.ts'

let rows: readonly Row[]
beforeAll(async () => {
  rows = await run()
}, 300_000)

const rowOf = (what: string): Row => {
  const found = rows.find(({ attack }) => attack.what === what)
  if (found === undefined) throw new Error(`There is no attack '${what}'`)
  return found
}
const outcomeOf = (what: string, library: string): string | undefined =>
  rowOf(what).verdicts[libraries.findIndex(({ name }) => name === library)]?.outcome

it('every library accepts the good token beside each hostile one', () => {
  expect(flaws(rows)).toEqual([])
})

it('all of ours refuse every one, with an error of ours, and soon', () => {
  expect(failures(rows)).toEqual([])
  const slow = rows.flatMap(({ attack, verdicts }) =>
    verdicts.slice(0, 3).flatMap(({ milliseconds }) => (milliseconds > long ? [attack.what] : [])),
  )
  expect(slow).toEqual([])
})

it('tells refusing, accepting, another kind of error and what cannot be read apart', () => {
  expect(outcomeOf("'=' behind the signature", 'jose')).toBe('accepted')
  expect(outcomeOf("'=' behind the signature", 'jsonwebtoken')).toBe('refused')
  expect(outcomeOf('the payload []', 'jsonwebtoken')).toBe('accepted')
  expect(outcomeOf('the payload null', 'jsonwebtoken')).toBe('wrong error')
  expect(outcomeOf('a tag of 12 octets', 'fast-jwt')).toBe('unread')
  expect(outcomeOf('__proto__ as a claim', 'ours on node')).toBe('read as data')
})

it('names each attack once', () => {
  const names = attacks.map((each) => `${each.class}: ${each.what}`)
  expect(new Set(names).size).toBe(names.length)
})

it('prints a line an attack, and a sum a library', () => {
  expect(text(libraries, rows).split('\n')).toHaveLength(attacks.length + 1)
  for (const sum of counts(libraries, rows).split('\n').slice(0, 3))
    expect(sum).toMatch(/: of \d+ inputs 0 accepted, 0 ended in an error of another kind, \d+ answered/)
})

it('the table in docs/security.md is in step: `pnpm attacks --write` renews it', () => {
  expect(lasting(writtenBlock())).toBe(lasting(blockOf(rows, '2026-01-01')))
})
