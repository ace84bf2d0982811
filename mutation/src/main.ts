// `pnpm mutation packages/core/src/jws`: mutants of one folder, or one file, and what the tests make of them.
import { chdir } from 'node:process'
import { fileURLToPath } from 'node:url'
import { Stryker } from '@stryker-mutator/core'
import { tally, textOf, write } from './results.ts'
import { variables } from './runner.ts'
import { testFilesFor } from './tests.ts'

const repository = fileURLToPath(new URL('../../', import.meta.url))
chdir(repository)

const [target] = process.argv.slice(2)
if (target === undefined) {
  process.stderr.write('Which folder or file? For instance: pnpm mutation packages/core/src/jws\n')
  process.exit(2)
}
const pattern = target.includes('.ts') ? target : `${target.replace(/\/$/, '')}/**/*.ts`

process.env[variables.repository] = repository
process.env[variables.tests] = JSON.stringify(testFilesFor(target))

const started = Date.now()
const mutants = await new Stryker({
  mutate: [pattern],
  testRunner: 'in-process',
  plugins: [fileURLToPath(new URL('plugin.ts', import.meta.url))],
  ignorers: ['messages'],
  coverageAnalysis: 'perTest',
  concurrency: 1,
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings'],
  timeoutMS: 5000,
  timeoutFactor: 2,
  dryRunTimeoutMinutes: 5,
  tempDirName: 'mutation/.work',
  cleanTempDir: 'always',
  symlinkNodeModules: false,
  disableTypeChecks: false,
  ignorePatterns: [
    '**',
    '!packages/*/package.json',
    '!packages/*/{src,test}/**/*.ts',
    '!packages/backend-forge/*.ts',
    '!conformance/{src,vectors,rfc7520,wycheproof}/**',
  ],
  reporters: [process.stdout.isTTY ? 'progress' : 'progress-append-only'],
  warnings: false,
  logLevel: 'warn' as never,
}).runMutationTest()

const result = tally(target, mutants, (Date.now() - started) / 1000)
process.stdout.write(textOf(result))
write(result)
