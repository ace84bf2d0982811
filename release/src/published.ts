// The packages that are published, and their tarballs.
import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { toolPath } from './tools.ts'

export const root: string = fileURLToPath(new URL('../..', import.meta.url))

export interface Manifest {
  readonly name: string
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly exports: Readonly<
    Record<string, string | Readonly<Record<'import' | 'require', Readonly<Record<string, string>>>>>
  >
  readonly [member: string]: unknown
}

export interface Published {
  /** Of the repository, without a slash at the end. */
  readonly folder: string
  readonly manifest: Manifest
}

/** Those of the repository in that folder; core first, as the others stand on it. */
export function publishedIn(repository: string = root): readonly Published[] {
  return globSync('{packages/*,conformance}', { cwd: repository })
    .map((folder) => ({ folder, manifest: manifestOf(`${repository}/${folder}`) }))
    .sort((a, b) => Number(b.folder === 'packages/core') - Number(a.folder === 'packages/core'))
}

export const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))

/** Puts the tarball of each into the folder, as publishing would make it of what is built, and gives their paths by package. */
export function pack(folder: string): ReadonlyMap<string, string> {
  const args = ['--recursive', '--filter', '@jose/*', 'pack', '--pack-destination', folder]
  execFileSync(process.execPath, [toolPath('pnpm/bin/pnpm.mjs'), ...args], { cwd: root })
  return new Map(
    publishedIn().map(({ manifest: { name, version } }) => {
      return [name, `${folder}/${name.replace('@', '').replace('/', '-')}-${version}.tgz`] as const
    }),
  )
}
