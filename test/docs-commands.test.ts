/** Every command that the READMEs and pages tell their readers to type is one that something runs. */
import { expect, it } from 'vitest'
import { blocksOf, documents, read } from './documents.ts'

interface Run {
  readonly command: string | RegExp
  /** The file that runs it, … */
  readonly by: string
  /** … and the text in it that does. */
  readonly where: string
}

const runs: readonly Run[] = [
  { command: 'npm ls @nestjs/common', by: 'test/commands.test.ts', where: "inTerminal('npm ls @nestjs/common" },
  { command: 'npx --yes pnpm@12 test', by: '.ci/run', where: 'npx --yes pnpm@12 test' },
  { command: 'npx --yes pnpm@12 fips', by: '.ci/run', where: 'npx --yes pnpm@12 fips:setup' },
  { command: 'npx --yes pnpm@12 runtimes', by: '.ci/run', where: 'npx --yes pnpm@12 runtimes --short' },
  { command: /^openssl fipsinstall /, by: 'scripts/fips/setup.ts', where: "'openssl', 'fipsinstall'" },
  { command: 'openssl list -providers', by: 'scripts/fips/setup.ts', where: "'openssl', ['list', '-providers']" },
  {
    command: /^OPENSSL_CONF=\S+ OPENSSL_MODULES=\S+ node --force-fips /,
    by: 'packages/backend-node/test/fips.test.ts',
    where: "['--force-fips', suite]",
  },
  { command: 'npx --yes pnpm@12 demo', by: 'demo/test/demo.test.ts', where: 'demo([])' },
  { command: /^npx --yes pnpm@12 demo -- FILE /, by: 'demo/test/own-token.test.ts', where: "demo(['--', tokenFile" },
  { command: 'npx --yes pnpm@12 bench --short', by: '.ci/run', where: 'npx --yes pnpm@12 bench --short' },
  {
    command: /^npx --yes pnpm@12 bench( --only endurance| --quick --only \w+)?$/,
    by: 'test/commands.test.ts',
    where: 'npx --yes pnpm@12 bench --quick --only',
  },
  {
    command: /^npx --yes pnpm@12 attacks( -- --write)?$/,
    by: 'test/commands.test.ts',
    where: "inTerminal('npx --yes pnpm@12 attacks'",
  },
  {
    command: /^npx --yes pnpm@12 bench --runtime all --json \S+$/,
    by: 'test/commands.test.ts',
    where: 'npx --yes pnpm@12 bench --runtime node-20',
  },
  {
    command: 'npx --yes pnpm@12 --filter @jose-internal/benchmarks charts',
    by: 'test/charts.test.ts',
    where: 'benchmarks/src/charts.ts',
  },
  {
    command: 'openssl rand -base64 32',
    by: 'test/commands.test.ts',
    where: "inTerminal('openssl rand -base64 32'",
  },
  {
    command: /^npx --yes pnpm@12 --filter "\.\/packages\/\*" pack /,
    by: 'docs/quick-start.md',
    where: 'npx --yes pnpm@12 --filter "./packages/*" pack --pack-destination /tmp/jose',
  },
  { command: 'npm install /tmp/jose/*.tgz', by: 'docs/quick-start.md', where: 'npm install express /tmp/jose/*.tgz' },
  { command: 'npx --yes pnpm@12 site', by: 'package.json', where: 'turbo.ts build typecheck check:package site' },
  { command: 'npx --yes pnpm@12 build', by: 'docs/quick-start.md', where: 'npx --yes pnpm@12 build' },
  { command: 'npx --yes pnpm@12 bom', by: 'test/supply-chain.test.ts', where: "inTerminal('npx --yes pnpm@12 bom'" },
  // By their tarballs, until they are published.
  {
    command: /^npm install( [a-z]+)?( @jose\/[\w-]+)+$/,
    by: 'docs/quick-start.md',
    where: 'npm install express /tmp/jose/*',
  },
  {
    command: 'node examples/remote-keys/main.ts',
    by: 'examples/test/remote-keys.test.ts',
    where: "import('../remote-keys/main.ts')",
  },
  { command: 'npx --yes pnpm@12 install', by: 'pnpm-workspace.yaml', where: 'verifyDepsBeforeRun: install' },
  { command: 'cd examples', by: 'test/commands.test.ts', where: "blocksOf('examples/guide/README.md')" },
  { command: /^node guide\/[\w-]+\.ts$/, by: 'test/commands.test.ts', where: 'node guide\\/[\\w-]+\\.ts' },
  { command: 'pnpm pack', by: 'docs/quick-start.md', where: '--filter "./packages/*" pack' },
  {
    command: /^node --expose-gc test\/large-content\/measure\.ts /,
    by: 'test/large-content/large-content.test.ts',
    where: "new URL('measure.ts'",
  },
  {
    command: /^(cp|cat) node_modules\/@jose\/backend-webcrypto\/dist\//,
    by: 'consumers/test/script.test.ts',
    where: 'inTerminal(commands, project)',
  },
  {
    command: /^openssl pkcs8 -topk8 -v2 /,
    by: 'packages/core/test/key-tools.test.ts',
    where: "'pkcs8', '-topk8', '-v2'",
  },
]

const programs = /^((npx|npm|pnpm|node|openssl|curl|docker|bash|git|cd) .|export \w+=)/
/** Named in a sentence, and no whole command. */
const parts = ['npx --yes pnpm@12', 'npx --yes pnpm@12 …', 'npm install', 'npm init', 'npm pack']

const told = [...documents, 'SECURITY.md', 'CONTRIBUTING.md', 'examples/guide/README.md']
const shown = told.flatMap((document) => [...new Set(commandsOf(document))].map((command) => [document, command]))
const fits = (command: string, { command: known }: Run): boolean =>
  typeof known === 'string' ? known === command : known.test(command)

it.each(shown)('%s: %s', (_document, command = '') => {
  const run = runs.find((each) => fits(command, each))
  if (run === undefined) expect.fail('nobody runs it: let a test do so, and say here which')
  expect(read(run.by)).toContain(run.where)
})

it('CONTRIBUTING.md lists scripts that there are', () => {
  const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: object }
  const [table = ''] = read('CONTRIBUTING.md').split('\n## ')
  const rows = [...table.matchAll(/^\| (`.*?) \|/gm)].map(([, cell = '']) => cell)
  const names = rows.flatMap((cell) => [...cell.matchAll(/`([a-z:]+)`/g)]).map(([, name = '']) => name)
  expect(names).toContain('test')
  expect(names.filter((name) => !Object.hasOwn(scripts, name))).toEqual([])
})

it('lists no command that nobody shows', () => {
  const unseen = runs.filter((run) => !shown.some(([, command = '']) => fits(command, run)))
  expect(unseen.map(({ command }) => command)).toEqual([])
})

/** The lines of its shell blocks, without what is said about them, and the commands in its sentences. */
function commandsOf(document: string): readonly string[] {
  const text = read(document).replace(/^```[\s\S]*?^```$|<!--[\s\S]*?-->/gm, '')
  const inline = [...text.matchAll(/`([^`\n]+)`/g)]
    .map(([, code = '']) => code)
    .filter((code) => programs.test(code) && !parts.includes(code))
  const blocks = blocksOf(document).filter(({ language }) => language === 'sh')
  const lines = blocks.flatMap(({ code }) => code.replaceAll('\\\n', ' ').split('\n'))
  const typed = lines.map((line) => line.replace(/(^|\s)# .*$/, '').trim()).filter((line) => line !== '')
  // test/commands.test.ts runs all blocks of that page.
  return document === 'docs/quick-start.md' ? inline : [...typed, ...inline]
}
