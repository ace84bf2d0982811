import { beforeAll, describe, expect, it } from 'vitest'
import { keyRuleMutants } from './mutants/core-keys.ts'
import { limitMutants } from './mutants/core-limits.ts'
import { bundleCore, bundleSuite, type Change, moduleOf } from './mutants/core-mutant.ts'
import { readingMutants } from './mutants/core-reading.ts'
import { writingMutants } from './mutants/core-writing.ts'
import type { Failure } from './run-suite.ts'

const timeout = 60_000
const mutants = [...readingMutants, ...limitMutants, ...keyRuleMutants, ...writingMutants]
const groups = [...new Set(mutants.flatMap(({ caughtBy }) => caughtBy))]

describe('each rule of core about encryption, left out, is missed by every group that looks at it', () => {
  let suite = ''

  beforeAll(async () => {
    suite = await bundleSuite()
    expect(suite).toMatch(/from ["']@jose\/core["']/)
  }, timeout)

  /** What fails on node's backend, with a core like that, and a suite that uses that core too. */
  async function failing(changes: readonly Change[], asked: readonly string[]): Promise<readonly Failure[]> {
    const core = moduleOf(await bundleCore(changes))
    const url = moduleOf(suite.replace(/(from ["'])@jose\/core(["'])/g, (_, before, behind) => before + core + behind))
    const { runSuite, nodeBackend } = (await import(/* @vite-ignore */ url)) as typeof import('./mutants/core-entry.ts')
    const { failures } = await runSuite(nodeBackend(), { groups: asked, untilFailure: true })
    return failures
  }

  for (const { what, changes, caughtBy, modes = ['async', 'sync'] } of mutants) {
    it(what, { timeout }, async () => {
      const groups = (await failing(changes, caughtBy)).map(({ group }) => group)
      expect(groups.sort()).toEqual(modes.flatMap((mode) => caughtBy.map((group) => `${mode}: ${group}`)).sort())
    })
  }
  it('nothing fails where nothing is changed', { timeout }, async () => {
    expect(await failing([], groups)).toEqual([])
  })
  it('a change that fits no more, or twice, is an error', { timeout }, async () => {
    for (const change of [
      ['jwe/header.ts', 'there is no such text', ''],
      ['jwe/header.ts', 'malformedHeader', ''],
      ['jwe/no-such-file.ts', 'x', ''],
    ] as const)
      await expect(bundleCore([change])).rejects.toThrow(/times in|no file/)
  })
})
