// The packages as JSR takes them, which is sources: `node release/src/jsr.ts [--dry-run]` publishes them to JSR by Deno.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { type Published, publishedIn, root } from './published.ts'
import { toolPath } from './tools.ts'

/** The suite stays on npm: it is for test runners, and what checks types takes its time with the vectors. */
const onJsr = ({ manifest: { name } }: Published): boolean => name !== '@jose/conformance'

/** Beside `src`: core tells its version. */
const more: Readonly<Record<string, readonly string[]>> = { '@jose/core': ['package.json'] }

/** What is sources only with what the build makes of others' code goes as it is built. */
const built: readonly string[] = ['@jose/backend-forge']

/** Puts the packages into the folder, as a workspace of Deno's, and gives their names. The adapters of http are for frameworks of npm, and stay there. */
export function stage(folder: string): readonly string[] {
  const published = publishedIn().filter(onJsr)
  for (const each of published) stagePackage(folder, each)
  const workspace = published.map((each) => `./${each.folder}`)
  writeFileSync(`${folder}/deno.json`, JSON.stringify({ workspace }, null, 2))
  return published.map(({ manifest }) => manifest.name)
}

function stagePackage(staging: string, { folder, manifest: { name, version, license } }: Published): void {
  const [from, to] = [`${root}/${folder}`, `${staging}/${folder}`]
  mkdirSync(to, { recursive: true })
  cpSync(`${root}/LICENSE`, `${to}/LICENSE`)
  const sources = built.includes(name) ? ['dist/index.js', 'dist/index.d.ts'] : ['src']
  for (const part of ['README.md', 'NOTICES.md', ...sources, ...(more[name] ?? [])]) {
    if (existsSync(`${from}/${part}`)) cpSync(`${from}/${part}`, `${to}/${part}`, { recursive: true })
  }
  if (built.includes(name)) tellTypes(`${to}/dist/index.js`)
  const exports = built.includes(name) ? './dist/index.js' : './src/index.ts'
  writeFileSync(`${to}/deno.json`, JSON.stringify({ name, version, license, exports }, null, 2))
}

/** By the comment that Deno and JSR look for. */
function tellTypes(file: string): void {
  writeFileSync(file, `/* @ts-self-types="./index.d.ts" */\n${readFileSync(file, 'utf8')}`)
}

if (import.meta.main) {
  const folder = mkdtempSync(`${tmpdir()}/jsr-`)
  stage(folder)
  const args = [toolPath('deno/bin.cjs'), 'publish', '--allow-dirty', ...process.argv.slice(2)]
  process.exitCode = spawnSync(process.execPath, args, { cwd: folder, stdio: 'inherit' }).status ?? 1
  rmSync(folder, { recursive: true })
}
