// Real FIPS providers for OpenSSL, ready to use: `node scripts/fips/setup.ts`. An installed one counts (JOSE_FIPS_MODULE names
// it, or OpenSSL's own folder of modules has it); OpenSSL 3.5's comes from Debian as a package, 3.0's is built from Debian's source.
// What is there already is kept. Nothing of the system is changed. Prints a line for each.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { debianPackage, debianSource } from './debian.ts'
import { environmentOf, folderOf, type Provider, providerNames } from './providers.ts'

const recipes: { readonly [name in Provider]: (folder: string) => string | undefined } = {
  installed: () => [process.env.JOSE_FIPS_MODULE, ownModule()].find((path) => path !== undefined && existsSync(path)),
  '3.5': (folder) => debianPackage(folder, 'trixie', 'openssl-provider-fips', 'fips.so'),
  '3.0': builtFromSource,
}

let missing = false
for (const name of providerNames) {
  const folder = folderOf(name)
  if (existsSync(join(folder, 'openssl.cnf'))) {
    console.log(`FIPS provider ${name}: ready, ${versionOf(name)}`)
    continue
  }
  try {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const module = recipes[name](folder)
    if (module !== undefined) configure(folder, module)
    console.log(`FIPS provider ${name}: ${module === undefined ? 'none' : `ready, ${versionOf(name)}`}`)
  } catch (error) {
    missing = true
    console.error(`FIPS provider ${name}: not to be had here: ${(error as Error).message}`)
  }
}
process.exitCode = missing ? 1 : 0

/** As OpenSSL tells it of the provider that is in force. */
function versionOf(name: Provider): string {
  const variables = environmentOf(name)
  const configuration = variables?.OPENSSL_CONF?.replace('openssl.cnf', 'cli.cnf')
  const env = { ...process.env, ...variables, OPENSSL_CONF: configuration }
  const { stdout } = spawnSync('openssl', ['list', '-providers'], { env, encoding: 'utf8' })
  return /fips\s+name: .*\s+version: (\S+)/.exec(stdout ?? '')?.[1] ?? 'of a version that is not told'
}

/** Where this machine's OpenSSL looks for its modules. */
function ownModule(): string | undefined {
  const { stdout } = spawnSync('openssl', ['version', '-m'], { encoding: 'utf8' })
  const folder = /"(.*)"/.exec(stdout ?? '')?.[1]
  return folder && join(folder, 'fips.so')
}

function builtFromSource(folder: string): string {
  const source = debianSource(folder, 'bookworm', 'openssl')
  run(source, './Configure', 'enable-fips', 'no-tests')
  for (const target of ['build_generated', 'providers/fips.so']) run(source, 'make', '-j2', target)
  return join(source, 'providers', 'fips.so')
}

/** What node reads by OPENSSL_CONF: the provider's self-tests, run now, and its algorithms for everything (fips_module(7)). */
function configure(folder: string, module: string): void {
  run(folder, 'openssl', 'fipsinstall', '-module', module, '-out', 'fipsmodule.cnf')
  const section = readFileSync(join(folder, 'fipsmodule.cnf'), 'utf8')
  const lines = [
    'nodejs_conf = nodejs_init',
    '[nodejs_init]\nproviders = providers\nalg_section = algorithms',
    '[providers]\nfips = fips_sect\nbase = base_sect',
    '[base_sect]\nactivate = 1',
    '[algorithms]\ndefault_properties = fips=yes',
    section,
  ]
  writeFileSync(join(folder, 'modules'), dirname(module))
  writeFileSync(join(folder, 'openssl.cnf'), `${lines.join('\n')}\n`)
  // OpenSSL's own command reads another name.
  writeFileSync(join(folder, 'cli.cnf'), `${lines.join('\n').replace('nodejs_conf', 'openssl_conf')}\n`)
}

function run(cwd: string, command: string, ...args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 28 })
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? `${stdout}${stderr}`.slice(-500)}`)
}
