import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
// Not the global ones, which tests replace.
import { clearInterval, setInterval } from 'node:timers'
import type { InstrumenterContext, MutantCoverage } from '@stryker-mutator/api/core'
import {
  type DryRunResult,
  DryRunStatus,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  type TestRunnerCapabilities,
  TestStatus,
} from '@stryker-mutator/api/test-runner'
import { type Bundle, bundle } from './bundle.ts'
import { testsOf } from './evaluate.ts'
import { keyOf, told } from './settings.ts'
import { isAsyncTwin, isLeftOut } from './tests.ts'
import { clearUp, Passed, type Test } from './vitest.ts'

/** A test that passes where there is no mutant. Its place in the list is what Stryker knows it by. */
interface Known {
  readonly file: string
  readonly name: string
  /** Milliseconds of the processor. */
  readonly cost: number
  /** Milliseconds of the clock. */
  readonly took: number
}

/** What the first worker finds out, for the ones that follow one that was stopped. */
interface Found {
  readonly known: readonly Known[]
  /** By mutant: how often one test reaches it at most. */
  readonly reached: Readonly<Record<string, number>>
  /** By mutant of a module's top level, for which Stryker has all tests run: those that reach it later too. */
  readonly again: Readonly<Record<string, readonly number[]>>
  /** By source, from the sandbox's root: the tests that reach any mutant of it that is not of the top level. */
  readonly near: Readonly<Record<string, readonly number[]>>
}

/**
 * Runs the tests in this process, which is started in the sandbox. Each mutant has the sources evaluated anew with it already
 * active, so that one at a module's top level is like any other and nothing is left of the mutant before.
 */
export function inProcessRunner(): TestRunner {
  const { repository, tests: files, sample, both, budget } = told()
  const wanted = sample === undefined ? undefined : new Set(sample)
  const place = join(process.cwd(), '.bundles')
  const foundFile = join(place, 'found.json')
  const bundles = new Map<string, Bundle>()
  let found: Found = { known: [], reached: {}, again: {}, near: {} }
  /** By source: what killed there lately. Neighbours often die of the same. */
  const killers = new Map<string, readonly number[]>()

  return {
    capabilities: (): TestRunnerCapabilities => ({ reloadEnvironment: true }),

    async init() {
      // What a killed test leaves behind, such as a request to a server that is gone, is not the next one's failure.
      process.on('unhandledRejection', () => {})
      process.on('uncaughtException', () => {})
      mkdirSync(place, { recursive: true })
      for (const [index, file] of files.entries()) bundles.set(file, await stored(join(place, `${index}.js`), file))
      if (existsSync(foundFile)) found = JSON.parse(readFileSync(foundFile, 'utf8'))
    },

    async dryRun(): Promise<DryRunResult> {
      const context = start({})
      const known: Known[] = []
      const tests: TestResult[] = []
      for (const file of files) {
        for (const [name, test] of await evaluated(file)) {
          if (isLeftOut(name) || (!both && isAsyncTwin(name))) continue
          const id = String(known.length)
          context.currentTestId = id
          const [clock, cpu] = [performance.now(), spent()]
          const failure = await failureOf(test)
          const [took, cost] = [performance.now() - clock, spent() - cpu]
          delete context.currentTestId
          if (failure === undefined) {
            known.push({ file, name, cost, took })
            tests.push({ id, name, timeSpentMs: took, fileName: join(process.cwd(), file), status: TestStatus.Success })
          } else {
            delete context.mutantCoverage?.perTest[id]
            process.stderr.write(`left out, because it fails without a mutant: ${name}: ${failure.message}\n`)
          }
        }
      }
      const mutantCoverage = context.mutantCoverage ?? { static: {}, perTest: {} }
      found = {
        known,
        reached: mostReached(mutantCoverage),
        again: reachedAgain(mutantCoverage),
        near: reachedBySource(mutantCoverage),
      }
      writeFileSync(foundFile, JSON.stringify(found))
      return { status: DryRunStatus.Complete, tests, mutantCoverage }
    },

    async mutantRun({ activeMutant, testFilter }: MutantRunOptions): Promise<MutantRunResult> {
      if (wanted?.has(keyOf(activeMutant)) === false)
        return { status: MutantRunStatus.Error, errorMessage: 'not of the sample' }
      const hitLimit = 1000 + 100 * (found.reached[activeMutant.id] ?? 0)
      const context = start({ activeMutant: activeMutant.id, hitLimit })
      const ids = testFilter?.map(Number) ?? found.known.map((_, id) => id)
      const fresh = new Map<string, ReadonlyMap<string, Test>>()
      let nrOfTests = 0
      const likely = found.again[activeMutant.id] ?? found.near[relative(process.cwd(), activeMutant.fileName)]
      for (const id of inBudget(ordered(ids, activeMutant.fileName, new Set(likely)))) {
        const { file, name, took } = found.known[id] as Known
        context.hitCount = 0
        const failure = await failing(file, name, fresh)
        nrOfTests++
        if (context.hitCount > hitLimit) return { status: MutantRunStatus.Timeout, reason: 'Hit limit reached' }
        if (failure === undefined) continue
        // What a clock decides may have been decided by another program on this machine: it has to fail again.
        if (took > 50 && (await failing(file, name, new Map())) === undefined) continue
        if (failure instanceof TooSlow) return { status: MutantRunStatus.Timeout, reason: `${name} did not end` }
        const before = killers.get(activeMutant.fileName) ?? []
        killers.set(activeMutant.fileName, [id, ...before.filter((each) => each !== id)].slice(0, 20))
        return { status: MutantRunStatus.Killed, killedBy: [String(id)], failureMessage: failure.message, nrOfTests }
      }
      return { status: MutantRunStatus.Survived, nrOfTests }
    },
  }

  /** Bundled by the first worker; the ones after it read what it wrote. */
  async function stored(path: string, file: string): Promise<Bundle> {
    if (existsSync(path)) return { file, code: readFileSync(path, 'utf8') }
    const made = await bundle(process.cwd(), repository, file)
    writeFileSync(path, made.code)
    return made
  }

  async function evaluated(file: string): Promise<ReadonlyMap<string, Test>> {
    const tests = new Map<string, Test>()
    const seen = new Map<string, number>()
    for (const test of await testsOf(bundles.get(file) as Bundle)) {
      const count = (seen.get(test.name) ?? 0) + 1
      seen.set(test.name, count)
      tests.set(count === 1 ? test.name : `${test.name} (${count})`, test)
    }
    return tests
  }

  /** How the test fails; `fresh` has the tests of the files that were evaluated for this mutant. */
  async function failing(
    file: string,
    name: string,
    fresh: Map<string, ReadonlyMap<string, Test>>,
  ): Promise<Error | undefined> {
    try {
      if (!fresh.has(file)) fresh.set(file, await evaluated(file))
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error))
    }
    const test = fresh.get(file)?.get(name)
    // A mutant of a table that tests are made of can have taken the test away: that is no failure.
    return test === undefined ? undefined : failureOf(test)
  }

  /** As many tests as the budget allows, and for as long again those that are not of the suite: they look at their subject alone. */
  function* inBudget(ids: readonly number[]): Generator<number> {
    const waiting = new Set(ids)
    for (const queue of [ids, ids.filter((id) => !found.known[id]?.file.endsWith('/conformance.test.ts'))]) {
      const begin = spent()
      for (const id of queue) {
        if (spent() - begin > budget * 1000) break
        if (waiting.delete(id)) yield id
      }
    }
  }

  /** First what killed lately in that source, then what is quick; `first` before others, the async twins of sync tests last. */
  function ordered(ids: readonly number[], source: string, first: ReadonlySet<number>): readonly number[] {
    const lately = killers.get(source) ?? []
    const rank = (id: number): number => {
      const recent = lately.indexOf(id)
      if (recent !== -1) return recent - lately.length
      const { name, cost, took } = found.known[id] as Known
      return cost + took / 10 + (first.size === 0 || first.has(id) ? 0 : 1e6) + (isAsyncTwin(name) ? 1e6 : 0)
    }
    return ids
      .map((id) => [rank(id), id] as const)
      .sort(([a], [b]) => a - b)
      .map(([, id]) => id)
  }
}

function mostReached({ perTest }: MutantCoverage): Record<string, number> {
  const most: Record<string, number> = {}
  for (const hits of Object.values(perTest)) {
    for (const [mutant, count] of Object.entries(hits)) most[mutant] = Math.max(most[mutant] ?? 0, count)
  }
  return most
}

function reachedAgain({ static: reachedFirst, perTest }: MutantCoverage): Record<string, number[]> {
  const again: Record<string, number[]> = {}
  for (const [test, hits] of Object.entries(perTest)) {
    for (const mutant of Object.keys(hits)) {
      if (reachedFirst[mutant] === undefined) continue
      again[mutant] ??= []
      again[mutant].push(Number(test))
    }
  }
  return again
}

function reachedBySource({ static: reachedFirst, perTest }: MutantCoverage): Record<string, number[]> {
  const sources = new Map<string, string>()
  for (const file of globSync('packages/*/src/**/*.ts')) {
    for (const [, mutant] of readFileSync(file, 'utf8').matchAll(/stryMutAct_\w+\("(\d+)"\)/g))
      sources.set(mutant as string, file)
  }
  const tests: Record<string, number[]> = {}
  for (const [test, hits] of Object.entries(perTest)) {
    const reached = Object.keys(hits).filter((mutant) => reachedFirst[mutant] === undefined)
    for (const source of new Set(reached.map((mutant) => sources.get(mutant) as string))) {
      tests[source] ??= []
      tests[source].push(Number(test))
    }
  }
  return tests
}

/** Milliseconds of the processor that this process has had: on a busy machine, clocks tell of others. */
function spent(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

class TooSlow extends Error {}

/** How the test fails; also when it waits for what does not come: for as long as nothing has been computed for five seconds. */
async function failureOf(test: Test): Promise<Error | undefined> {
  let timer: NodeJS.Timeout | undefined
  try {
    const tooSlow = new Promise<never>((_, fail) => {
      let before = spent()
      timer = setInterval(() => {
        const now = spent()
        if (now - before < 10) fail(new TooSlow('did not end'))
        before = now
      }, 5000)
    })
    await Promise.race([test.run(), tooSlow])
    return undefined
  } catch (error) {
    if (error instanceof Passed) return undefined
    return error instanceof Error ? error : new Error(String(error))
  } finally {
    clearInterval(timer)
    clearUp()
  }
}

/** The object by which instrumented code is told of the active mutant, and tells what it covers: one for all evaluations. */
function start(next: InstrumenterContext): InstrumenterContext & { hitCount: number } {
  const holder = globalThis as { __stryker__?: InstrumenterContext }
  holder.__stryker__ ??= {}
  const context = holder.__stryker__
  for (const name of Object.keys(context)) Reflect.deleteProperty(context, name)
  return Object.assign(context, { hitCount: 0 }, next)
}
