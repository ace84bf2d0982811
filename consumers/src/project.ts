// A project like a user's, outside of the repository, into which npm has installed the packages as they are published.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { TestProject } from 'vitest/node'
import { pack } from '../../release/src/published.ts'
import { toolPath } from '../../release/src/tools.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the project. */
    readonly project: string
    /** The tarballs, by package. */
    readonly tarballs: Readonly<Record<string, string>>
  }
}

export default function setup({ provide }: TestProject): () => void {
  const folder = mkdtempSync(`${tmpdir()}/consumer-`)
  const project = `${folder}/project`
  for (const path of [project, `${folder}/packages`]) mkdirSync(path)
  const tarballs = pack(`${folder}/packages`)
  writeFileSync(`${project}/package.json`, JSON.stringify({ name: 'consumer', private: true }))
  install(project, [...tarballs.values()])
  provide('project', project)
  provide('tarballs', Object.fromEntries(tarballs))
  return () => rmSync(folder, { recursive: true })
}

/** Offline, so that what the packages need is in the packages. */
function install(project: string, tarballs: readonly string[]): void {
  const args = ['install', '--offline', '--no-audit', '--no-fund', ...tarballs]
  execFileSync(process.execPath, [toolPath('npm/bin/npm-cli.js'), ...args], { cwd: project, stdio: 'pipe' })
}
