import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { blocksOf, read } from '../../test/documents.ts'
import { commit, copyRepository, git } from '../src/copy.ts'
import { managers } from '../src/managers.ts'
import { type Manifest, manifestOf, publishedIn, root } from '../src/published.ts'
import { type Registry, startRegistry } from '../src/registry.ts'
import { type Home, inTerminal, newHome } from '../src/terminal.ts'
import { toolPath } from '../src/tools.ts'

const folder = mkdtempSync(`${tmpdir()}/release-`)
const copy = `${folder}/repository`
const nodes = { 'Node 20': toolPath('node-20/bin/node'), 'Node 24': process.execPath }
const changeset = `${root}/node_modules/@changesets/cli/bin.js`
const names = publishedIn().map(({ manifest }) => manifest.name)
const before = git(root, 'status', '--porcelain')
const seconds: string[] = []

let registry: Registry
let publisher: Home

beforeAll(async () => {
  for (const path of [copy, `${folder}/bin`]) mkdirSync(path)
  registry = await startRegistry(folder)
  symlinkSync(toolPath('.bin/pnpm'), `${folder}/bin/pnpm`)
  const more = { PATH: `${folder}/bin`, pnpm_config_verify_deps_before_run: 'false' }
  publisher = newHome(`${folder}/publisher`, registry, more)
  copyRepository(copy)
})

afterAll(() => {
  registry?.close()
  rmSync(folder, { recursive: true })
  process.stdout.write(
    `\nfrom an empty folder to the first verified token, nothing in a cache:\n${seconds.join('\n')}\n`,
  )
})

const inCopy = (...command: readonly string[]): Promise<string> =>
  inTerminal(publisher, process.execPath, copy, command)
const saidInFailing = (...command: readonly string[]): Promise<string> =>
  inCopy(...command).then(
    () => 'it did not fail',
    ({ stdout, stderr }) => `${stdout}${stderr}`,
  )
const versions = (): readonly string[] => [...new Set(publishedIn(copy).map(({ manifest }) => manifest.version))]

describe('a release', () => {
  it('gives all packages the same version, and each its changelog', async () => {
    await inCopy(process.execPath, changeset, 'version')
    expect(versions()).toEqual(['0.1.0'])
    for (const { folder, manifest } of publishedIn(copy)) {
      const changelog = readFileSync(`${copy}/${folder}/CHANGELOG.md`, 'utf8')
      expect(changelog).toMatch(new RegExp(`^# ${manifest.name}\n\n## 0\\.1\\.0\n\n### Minor Changes\n\n- `))
    }
    commit(copy, 'Version')
  })
  it('packs and publishes no package that is not built', async () => {
    for (const name of names) {
      const refusal = new RegExp(`${name} is not built: there is no \\./dist/.*\\. Build first: `)
      expect(await saidInFailing('pnpm', '--filter', name, 'pack')).toMatch(refusal)
    }
    // Changesets shows the name of what refused, not what it said.
    expect(await saidInFailing(process.execPath, changeset, 'publish')).toContain('scripts/is-built.ts` exited')
    expect(git(copy, 'tag')).toBe('')
  })
  it('is built anew and published, each package, and tagged', async () => {
    await inCopy('pnpm', '--recursive', '--filter', '@jose/*', 'run', 'build')
    await inCopy('bash', '-c', `GITHUB_SERVER_URL=https://github.com GITHUB_REPOSITORY=owner/name; ${tellingOrigin}`)
    await inCopy(process.execPath, changeset, 'publish')
    expect(git(copy, 'tag').trim().split('\n').sort()).toEqual(names.map((name) => `${name}@0.1.0`).sort())
    for (const name of names) {
      const response = await fetch(`${registry.url}${name.replace('/', '%2f')}`)
      const { versions } = (await response.json()) as { versions: Record<string, Manifest> }
      expect(Object.keys(versions)).toEqual(['0.1.0'])
      // By the one version that it was tested with.
      expect(versions['0.1.0']?.dependencies ?? {}).toEqual(name === '@jose/core' ? {} : { '@jose/core': '0.1.0' })
      expect(versions['0.1.0']?.repository).toEqual({ type: 'git', url: 'git+https://github.com/owner/name.git' })
    }
  })
  it('has nothing left to publish', async () => {
    expect(await inCopy(process.execPath, changeset, 'publish')).toContain('No unpublished projects')
  })
  it('gives all the next version when one has changed', async () => {
    writeFileSync(`${copy}/.changeset/one.md`, "---\n'@jose/http': patch\n---\n\nOne thing of one package.\n")
    await inCopy(process.execPath, changeset, 'version')
    expect(versions()).toEqual(['0.1.1'])
  })
  it('changed nothing of the repository', () => {
    expect(git(root, 'status', '--porcelain')).toBe(before)
    expect(manifestOf(`${root}/packages/core`).version).toBe('0.0.0')
  })
})

describe.each(Object.entries(nodes))('an empty folder on %s', (version, node) => {
  it.each(managers)('$name: install, and verify a token', async (manager) => {
    const place = `${folder}/${version}-${manager.name}`.replaceAll(' ', '-')
    const home = newHome(`${place}/home`, registry)
    const project = `${place}/project`
    mkdirSync(project)
    const started = performance.now()
    for (const command of manager.install(node, ['@jose/backend-node'])) await inTerminal(home, node, project, command)
    writeFileSync(`${project}/first.mjs`, firstOfReadme)
    expect(await inTerminal(home, node, project, manager.run(node, 'first.mjs'))).toBe('alice\nES256\n')
    const taken = (performance.now() - started) / 1000
    seconds.push(`${taken.toFixed(1).padStart(6)} s  ${version}, ${manager.name}`)
    expect(taken, 'five minutes').toBeLessThan(300)
  })
})

it('all packages go together into one project, and load', async () => {
  const [npm] = managers
  const home = newHome(`${folder}/all/home`, registry)
  const project = `${folder}/all/project`
  mkdirSync(project)
  for (const command of npm?.install(process.execPath, names) ?? [])
    await inTerminal(home, process.execPath, project, command)
  const code = `for (const name of ${JSON.stringify(names)}) await import(name)
    console.log((await import('@jose/core')).version)`
  writeFileSync(`${project}/all.mjs`, code)
  expect(await inTerminal(home, process.execPath, project, [process.execPath, 'all.mjs'])).toBe('0.1.0\n')
})

/** The command by which the workflow does so. Where npm finds no repository, or another, it refuses what has a proof. */
const tellingOrigin = `pnpm ${/pnpm@12 (.* pkg set .*)/.exec(read('.github/workflows/release.yml'))?.[1]}`

/** The first program that README.md shows. */
const firstOfReadme = blocksOf('README.md').find(({ language }) => language === 'ts')?.code ?? ''
