import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InstrumenterContext } from '@stryker-mutator/api/core'
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
import type { testsOf as evaluated } from './evaluate.ts'
import { clearUp, Passed, type Test } from './vitest.ts'

/** A test by the name that Stryker knows it by. */
interface Named extends Test {
  readonly id: string
}

/** How the worker is told what to run. */
export const variables = { repository: 'JOSE_MUTATION_REPOSITORY', tests: 'JOSE_MUTATION_TESTS' } as const

/**
 * Runs the tests in this process, which is started in the sandbox. Each run evaluates the sources anew with the mutant
 * already active, so that one at a module's top level is like any other and nothing is left of the mutant before.
 */
export function inProcessRunner(): TestRunner {
  const sandbox = process.cwd()
  const place = join(sandbox, '.bundles')
  const timesFile = join(place, 'times.json')
  let bundles: readonly Bundle[] = []
  let testsOf: typeof evaluated
  let times: { [id: string]: number } = {}
  /** What killed lately: neighbours often die of the same. */
  let killers: readonly string[] = []

  return {
    capabilities: (): TestRunnerCapabilities => ({ reloadEnvironment: true }),

    async init() {
      // Loaded here, because only the worker has the flag for modules of `node:vm`.
      testsOf = (await import('./evaluate.ts')).testsOf
      // What a killed test leaves behind, such as a request to a server that is gone, is not the next one's failure.
      process.on('unhandledRejection', () => {})
      process.on('uncaughtException', () => {})
      mkdirSync(place, { recursive: true })
      const files = JSON.parse(process.env[variables.tests] ?? '[]') as readonly string[]
      bundles = await Promise.all(files.map((file, index) => stored(join(place, `${index}.js`), file)))
      if (existsSync(timesFile)) times = JSON.parse(readFileSync(timesFile, 'utf8'))
    },

    async dryRun(): Promise<DryRunResult> {
      const context = start({})
      const tests: TestResult[] = []
      for (const each of bundles) {
        for (const test of named(each.file, await testsOf(each))) {
          context.currentTestId = test.id
          const started = performance.now()
          const failure = await failureOf(test, 60_000)
          const timeSpentMs = performance.now() - started
          delete context.currentTestId
          times[test.id] = timeSpentMs
          const { id, name } = test
          const result = { id, name, timeSpentMs, fileName: join(sandbox, each.file) }
          if (failure === undefined) tests.push({ ...result, status: TestStatus.Success })
          else tests.push({ ...result, status: TestStatus.Failed, failureMessage: failure.message })
        }
      }
      writeFileSync(timesFile, JSON.stringify(times))
      const mutantCoverage = context.mutantCoverage ?? { static: {}, perTest: {} }
      return { status: DryRunStatus.Complete, tests, mutantCoverage }
    },

    async mutantRun({ activeMutant, testFilter, hitLimit }: MutantRunOptions): Promise<MutantRunResult> {
      const wanted = testFilter === undefined ? undefined : new Set(testFilter)
      const context = start({ activeMutant: activeMutant.id, hitCount: 0, ...(hitLimit && { hitLimit }) })
      const found: Named[] = []
      for (const each of bundles) {
        if (testFilter?.every((id) => !id.startsWith(each.file))) continue
        try {
          found.push(...named(each.file, await testsOf(each)).filter(({ id }) => wanted?.has(id) ?? true))
        } catch (error) {
          return killed(testFilter?.find((id) => id.startsWith(each.file)) ?? idOfFile(each), error, 0)
        }
      }
      let run = 0
      for (const test of ordered(found)) {
        const failure = await failureOf(test, (times[test.id] ?? 0) * 10 + 3000)
        run++
        if ((context.hitCount ?? 0) > (context.hitLimit ?? Number.POSITIVE_INFINITY))
          return { status: MutantRunStatus.Timeout, reason: 'Hit limit reached' }
        if (failure instanceof TooSlow) return { status: MutantRunStatus.Timeout, reason: `${test.id} did not end` }
        if (failure !== undefined) return killed(test.id, failure, run)
      }
      return { status: MutantRunStatus.Survived, nrOfTests: run }
    },
  }

  /** Bundled by the first worker; the ones after it read what it wrote. */
  async function stored(path: string, file: string): Promise<Bundle> {
    if (existsSync(path)) return { file, code: readFileSync(path, 'utf8') }
    const made = await bundle(sandbox, process.env[variables.repository] ?? '', file)
    writeFileSync(path, made.code)
    return made
  }

  function idOfFile({ file }: Bundle): string {
    return Object.keys(times).find((id) => id.startsWith(file)) ?? file
  }

  function killed(id: string, error: unknown, nrOfTests: number): MutantRunResult {
    killers = [id, ...killers.filter((each) => each !== id)].slice(0, 20)
    return { status: MutantRunStatus.Killed, killedBy: [id], failureMessage: String(error), nrOfTests }
  }

  /** First what killed lately, then the fast ones. */
  function ordered(tests: readonly Named[]): readonly Named[] {
    const rank = ({ id }: Named): number => {
      const place = killers.indexOf(id)
      return place === -1 ? (times[id] ?? 0) : place - killers.length
    }
    return tests
      .map((test) => [rank(test), test] as const)
      .sort(([a], [b]) => a - b)
      .map(([, test]) => test)
  }
}

function named(file: string, tests: readonly Test[]): readonly Named[] {
  const seen = new Map<string, number>()
  return tests.map((test) => {
    const count = (seen.get(test.name) ?? 0) + 1
    seen.set(test.name, count)
    return { ...test, id: `${file} > ${test.name}${count === 1 ? '' : ` (${count})`}` }
  })
}

class TooSlow extends Error {}

async function failureOf(test: Named, limit: number): Promise<Error | undefined> {
  let timer: NodeJS.Timeout | undefined
  try {
    const tooSlow = new Promise<never>((_, fail) => {
      timer = setTimeout(() => fail(new TooSlow()), Math.max(limit, test.timeout ?? 0))
    })
    await Promise.race([test.run(), tooSlow])
    return undefined
  } catch (error) {
    if (error instanceof Passed) return undefined
    return error instanceof Error ? error : new Error(String(error))
  } finally {
    clearTimeout(timer)
    clearUp()
  }
}

/** The object by which instrumented code is told of the active mutant, and tells what it covers: one for all evaluations. */
function start(next: InstrumenterContext): InstrumenterContext {
  const holder = globalThis as { __stryker__?: InstrumenterContext }
  holder.__stryker__ ??= {}
  const context = holder.__stryker__
  for (const name of Object.keys(context)) Reflect.deleteProperty(context, name)
  return Object.assign(context, next)
}
