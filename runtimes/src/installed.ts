import { existsSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { command } from './command.ts'
import { engines, project, repository, work } from './folders.ts'

const pnpm = ['--yes', 'pnpm@12']

/** The packages as they would be published, installed as a user would from their tarballs. */
export async function installPackages(): Promise<void> {
  rmSync(work, { recursive: true, force: true })
  mkdirSync(project, { recursive: true })
  const packed = `${work}/tarballs`
  const filters = ['--filter', './packages/*', '--filter', './conformance']
  await command('npx', [...pnpm, ...filters, 'pack', '--pack-destination', packed], { cwd: repository })
  writeFileSync(`${project}/package.json`, '{ "private": true }\n')
  const tarballs = globSync(`${packed}/*.tgz`).sort()
  await command('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...tarballs], { cwd: project })
}

/** The engines of the lockfile beside them. What is there already stays. */
export async function installEngines(): Promise<void> {
  await command('npx', [...pnpm, 'install', '--frozen-lockfile'], { cwd: engines })
}

/** A file of a package of the engines, in the package for this machine where there is one for each kind. Throws `Error`. */
export function engine(names: { readonly x64: string; readonly arm64: string }, file: string): string {
  const name = names[process.arch as 'x64' | 'arm64']
  const path = join(engines, 'node_modules', name ?? '', file)
  if (name === undefined || !existsSync(path))
    throw new Error(`there is no ${path} for ${process.platform} ${process.arch}`)
  return path
}

/** The folder of a package that this one depends on. */
export function folderOf(name: string): string {
  return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
}
