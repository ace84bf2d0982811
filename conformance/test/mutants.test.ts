import { describe, expect, it } from 'vitest'
import { suites } from '../src/suites.ts'
import { compressionMutants } from './mutants/compression.ts'
import { contentMutants } from './mutants/content.ts'
import { derivationMutants } from './mutants/derivation.ts'
import { encryptionMutants } from './mutants/encryption.ts'
import { keyManagementMutants } from './mutants/key-management.ts'
import { keyMutants } from './mutants/keys.ts'
import { macMutants } from './mutants/macs.ts'
import { node } from './mutants/mutant.ts'
import { native } from './mutants/native.ts'
import { cryptoKeys, nativeMutants, webcrypto } from './mutants/natives.ts'
import { signatureMutants } from './mutants/signatures.ts'
import { runSuite } from './run-suite.ts'

const timeout = 120_000
const mutants = [
  ...[...macMutants, ...signatureMutants, ...keyMutants],
  ...[
    ...encryptionMutants,
    ...contentMutants,
    ...compressionMutants,
    ...keyManagementMutants,
    ...derivationMutants,
    ...nativeMutants,
  ],
]

describe('each broken backend is caught, by every group that looks at what is broken', () => {
  for (const { what, caughtBy, backend, modes = ['async', 'sync'], native: own = native } of mutants) {
    it(what, { timeout }, async () => {
      const { failures } = await runSuite(backend, { groups: caughtBy, native: own, untilFailure: true })
      const expected = modes.flatMap((mode) => caughtBy.map((group) => `${mode}: ${group}`))
      expect(failures.map(({ group }) => group).sort()).toEqual(expected.sort())
    })
  }
})

for (const [right, own] of [
  [node, native],
  [webcrypto, cryptoKeys],
] as const) {
  it(`the right backend, ${right.name}, passes the same groups in the same way`, { timeout }, async () => {
    const groups = Object.keys(suites).filter((group) =>
      mutants.some(({ caughtBy, native: given = native }) => given === own && caughtBy.includes(group)),
    )
    const { failures, report } = await runSuite(right, { groups, native: own })
    expect(failures).toEqual([])
    for (const { passed, skipped, cases } of report.modes) {
      expect(passed + skipped.reduce((sum, each) => sum + each.cases.length, 0)).toBe(cases)
    }
  })
}
