// What no backend may differ in, over generated cases: see conformance/properties/settings.ts for how many, and from where.
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { agree } from '../properties/agreement.ts'
import { changedTokens } from '../properties/cases-changed.ts'
import { craftedTokens } from '../properties/cases-crafted.ts'
import { changedPairs, changedSecrets, keyChoices } from '../properties/cases-keys.ts'
import { anyKeys, anyTokens, writtenTokens } from '../properties/cases-written.ts'
import { cells, ready } from '../properties/cells.ts'
import { cheapTokens, dearTokens } from '../properties/good-tokens.ts'
import { growthOf, ledgerText, openLedger, totalOf } from '../properties/ledger.ts'
import { explore, seedsOf } from '../properties/run.ts'
import { runs } from '../properties/settings.ts'
import type { Operations } from '../src/modes.ts'
import { altered } from '../src/suites/altered.ts'

beforeAll(ready)

const wrongs: readonly (readonly [what: string, verifyMac: () => boolean, where: 'crashes' | 'differences'])[] = [
  ['takes every MAC for good', () => true, 'crashes'],
  ['throws what is no error of ours', () => thrown(new RangeError('the platform’s own')), 'crashes'],
  ['takes no MAC for good', () => false, 'differences'],
]

it.each(wrongs)('a backend that %s is found', async (_, verifyMac, where) => {
  const [first] = cells as readonly [Operations]
  const { async } = first.backend
  const wrong = altered(first, { name: 'wrong', async: { ...async, verifyMac: async () => verifyMac() } })
  const ledger = openLedger('A wrong backend')
  const tokens = (await cheapTokens()).filter(({ title }) => /JW[ST], HS/.test(title))
  await explore(ledger, changedTokens('a token', tokens), 300, (each) => agree(ledger, each, [...cells, wrong]))
  expect(ledger[where]).not.toEqual([])
})

it('every backend in every mode gives the same verdict', { timeout: 60_000 + runs * 100 }, async () => {
  const cases = fc.oneof(
    { arbitrary: changedTokens('a token by a secret', await cheapTokens()), weight: 300 },
    { arbitrary: craftedTokens, weight: 300 },
    { arbitrary: await keyChoices(), weight: 100 },
    { arbitrary: writtenTokens, weight: 100 },
    { arbitrary: changedSecrets, weight: 70 },
    { arbitrary: anyTokens, weight: 60 },
    { arbitrary: anyKeys, weight: 30 },
    { arbitrary: changedTokens('a token by a key pair or a password', await dearTokens()), weight: 12 },
    { arbitrary: changedPairs, weight: 8 },
  )
  const ledger = openLedger('Verdicts')
  await explore(ledger, cases, runs, (each) => agree(ledger, each))
  process.stdout.write(ledgerText(ledger, seedsOf(runs)))
  expect(ledger.differences).toEqual([])
  expect(ledger.crashes).toEqual([])
  expect(totalOf(ledger)).toBeGreaterThanOrEqual(runs)
  expect(ledger.accepted).toBeGreaterThan(0)
  expect(ledger.longest.milliseconds).toBeLessThan(1000)
  expect(growthOf(ledger)).toBeLessThan(100e6)
})

function thrown(error: Error): never {
  throw error
}
