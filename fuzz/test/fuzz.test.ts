// A short run of each target, and the controls that show that a run finds what is there. The fuzzer has to be had: without it
// all of this fails.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bundle, bundle } from '../src/bundle.ts'
import { type Outcome, run, workFolder } from '../src/run.ts'
import { controls, targets } from '../src/targets.ts'

/** Of each target: with what it takes to start, less than a minute for all on two cores. It is counted, as machines are of different speed. */
const runs = 1500
const seed = 20261128
/** Seconds, where nothing is wrong but the machine is busy. */
const longest = 120

let bundled: Bundle
const outcomes = new Map<string, Outcome>()

beforeAll(async () => {
  bundled = await bundle(workFolder('bundle'))
}, 180_000)

afterAll(() => {
  const lines = [...outcomes].map(([name, { executions, perSecond, covered }]) => {
    return `  ${name}: ${executions} executions, ${perSecond} a second, ${covered} ways covered\n`
  })
  const total = [...outcomes.values()].reduce((sum, { executions }) => sum + executions, 0)
  process.stdout.write(`\nFuzzed with seed ${seed}\n${lines.join('')}  ${total} executions together\n`)
})

describe.concurrent('a short run', { timeout: 900_000 }, () => {
  // Two at a time, as a machine of two cores has room for.
  const names = Object.keys(targets)
  it.each([0, 1])('finds nothing in any of the targets (part %i)', async (part) => {
    for (const name of names.filter((_, index) => index % 2 === part)) {
      const outcome = await run(name, targets[name] as never, { entry: bundled.entry, runs, seed, seconds: longest })
      outcomes.set(name, outcome)
      expect(outcome.finding?.text, name).toBeUndefined()
      expect(outcome.executions, name).toBeGreaterThanOrEqual(runs)
      expect(outcome.covered, name).toBeGreaterThan(200)
    }
  })
})

describe('a bug behind six conditions', { timeout: 300_000 }, () => {
  const planted = controls.planted as never

  it('is found, as the fuzzer sees which of them an input fulfils', async () => {
    const { finding } = await run('planted', planted, { entry: bundled.entry, seconds: longest, seed })
    expect(finding?.text).toContain('RangeError: The planted bug')
  })

  it('is not found by one that does not see it', async () => {
    const { finding, executions } = await run('planted', planted, {
      entry: bundled.entry,
      seconds: longest,
      runs: 10_000,
      seed,
      guided: false,
    })
    expect(finding).toBeUndefined()
    expect(executions).toBeGreaterThanOrEqual(10_000)
  })
})
