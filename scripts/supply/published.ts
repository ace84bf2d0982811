import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'rolldown'

export const root: string = fileURLToPath(new URL('../..', import.meta.url))

export interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
}

export interface Published {
  /** Of the repository. */
  readonly folder: string
  readonly manifest: Manifest
}

/** The packages that users install; core first, as the others stand on it. */
export function publishedPackages(): readonly Published[] {
  return globSync('{packages/*,conformance}/package.json', { cwd: root })
    .map((file) => ({ folder: file.replace('/package.json', ''), manifest: readManifest(`${root}${file}`) }))
    .filter((each) => each.manifest.private !== true)
    .sort((one, other) => rank(one) - rank(other) || one.folder.localeCompare(other.folder))
}

function rank({ folder }: Published): number {
  return ['packages/core', 'packages/backend'].findIndex((start) => folder.startsWith(start)) >>> 0
}

function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** The packages of others that a package has in its own files, as a bundler finds them; of those that leave no code, none. */
export async function bundledIn({ folder, manifest }: Published): Promise<readonly string[]> {
  const outside = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
  const { packageBuild } = await import(`${root}${folder}/tsdown.config.ts`)
  const { output } = await build({
    input: `${root}${folder}/src/index.ts`,
    external: (name) =>
      name.startsWith('node:') || outside.some((each) => name === each || name.startsWith(`${each}/`)),
    plugins: (packageBuild?.plugins ?? []) as Plugin[],
    logLevel: 'silent',
    write: false,
  })
  const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? Object.entries(chunk.modules) : []))
  const names = modules
    .filter(([, { renderedLength }]) => renderedLength > 0)
    .flatMap(([id]) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? [])
  return [...new Set(names)].sort()
}
