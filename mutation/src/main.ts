// `pnpm mutation packages/core/src/jws`: mutants of a folder, or a file, and what the tests make of them.
// `pnpm mutation --sample 400 --seed 1`: of as many mutants of core, chosen by lot.
import { globSync, mkdirSync } from 'node:fs'
import { chdir } from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Stryker } from '@stryker-mutator/core'
import { tally, textOf, write } from './results.ts'
import { sampleOf } from './sample.ts'
import { countedFromZero, keyOf, tell } from './settings.ts'
import { testFilesFor } from './tests.ts'

const repository = fileURLToPath(new URL('../../', import.meta.url))
chdir(repository)

const { values, positionals } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    async: { type: 'boolean', default: true },
    budget: { type: 'string', default: '3' },
  },
})
const { sample: size, seed, async: both, budget } = values
const target = positionals[0] ?? (size === undefined ? undefined : 'packages/core/src')
if (target === undefined) {
  process.stderr.write('Which folder or file? For instance: pnpm mutation packages/core/src/jws\n')
  process.exit(2)
}
const pattern = target.includes('.ts') ? target : `${target.replace(/\/$/, '')}/**/*.ts`
const sample = size === undefined ? undefined : await sampleOf(globSync(pattern).sort(), Number(size), seed)

mkdirSync('mutation/report', { recursive: true })
tell(fileURLToPath(new URL(`../report/${process.pid}.settings.json`, import.meta.url)), {
  repository,
  tests: testFilesFor(target),
  both,
  budget: Number(budget),
  ...(sample && { sample: sample.keys }),
})

const started = Date.now()
const answered = await new Stryker({
  mutate: sample === undefined ? [pattern] : [...sample.ranges],
  testRunner: 'in-process',
  plugins: [fileURLToPath(new URL('plugin.ts', import.meta.url))],
  ignorers: ['messages'],
  coverageAnalysis: 'perTest',
  concurrency: 1,
  testRunnerNodeArgs: ['--no-warnings'],
  // The budget bounds a run; Stryker's clock is only for one that never ends.
  timeoutMS: 30_000 + 20_000 * Number(budget),
  timeoutFactor: 0,
  dryRunTimeoutMinutes: 30,
  tempDirName: 'mutation/.work',
  cleanTempDir: 'always',
  symlinkNodeModules: false,
  disableTypeChecks: false,
  ignorePatterns: [
    '**',
    '!packages/*/package.json',
    '!packages/*/{src,test}/**/*.ts',
    '!packages/backend-forge/*.ts',
    '!conformance/{src,vectors,rfc7520,wycheproof,test/mutants}/**',
  ],
  reporters: ['living'],
  warnings: false,
  logLevel: 'warn' as never,
}).runMutationTest()

const mutants = answered.map(countedFromZero)
const chosen = new Set(sample?.keys)
const result = tally({
  given: process.argv.slice(2).join(' '),
  ...(sample && { chosen: { seed, of: sample.all } }),
  mutants: sample === undefined ? mutants : mutants.filter((mutant) => chosen.has(keyOf(mutant))),
  seconds: (Date.now() - started) / 1000,
})
process.stdout.write(textOf(result))
write(result)
