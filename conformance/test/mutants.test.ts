import { describe, expect, it } from 'vitest'
import { suites } from '../src/suites.ts'
import { encryptionMutants } from './mutants/encryption.ts'
import { keyMutants } from './mutants/keys.ts'
import { macMutants } from './mutants/macs.ts'
import { node } from './mutants/mutant.ts'
import { native } from './mutants/native.ts'
import { signatureMutants } from './mutants/signatures.ts'
import { runSuite } from './run-suite.ts'

const timeout = 120_000
const mutants = [...macMutants, ...signatureMutants, ...keyMutants, ...encryptionMutants]

describe('each broken backend is caught, by every group that looks at what is broken', () => {
  for (const { what, caughtBy, backend, modes = ['async', 'sync'] } of mutants) {
    it(what, { timeout }, async () => {
      const { failures } = await runSuite(backend, { groups: caughtBy, native, untilFailure: true })
      const expected = modes.flatMap((mode) => caughtBy.map((group) => `${mode}: ${group}`))
      expect(failures.map(({ group }) => group).sort()).toEqual(expected.sort())
    })
  }
})

it('the right backend passes the same groups in the same way', { timeout }, async () => {
  const groups = Object.keys(suites).filter((group) => mutants.some(({ caughtBy }) => caughtBy.includes(group)))
  const { failures, report } = await runSuite(node, { groups, native })
  expect(failures).toEqual([])
  for (const { passed, skipped, cases } of report.modes) {
    expect(passed + skipped.reduce((sum, each) => sum + each.cases.length, 0)).toBe(cases)
  }
})
