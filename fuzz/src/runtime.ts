// The fuzzer is a native addon that comes built, against a C library that Debian 12 is too old for. There the process runs
// on the libraries of Debian 13, which are fetched as packages: nothing of the system is changed.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { debianPackage } from '../../scripts/fips/debian.ts'

/** Kept between runs, and gone with `node_modules`. */
const cache = fileURLToPath(new URL('../../node_modules/.cache/fuzz/', import.meta.url))

const require = createRequire(import.meta.url)
const core = require.resolve('@jazzer.js/core')

/** The command of the fuzzer. */
export const fuzzer: string = join(dirname(core), 'cli.js')

let known: readonly string[] | undefined

/** The command, with its first arguments, of a Node that can load the fuzzer. Throws `Error` where none can be had. */
export function nodeForFuzzer(): readonly string[] {
  known ??= loads([process.execPath]) ? [process.execPath] : onNewerLibraries()
  return known
}

function onNewerLibraries(): readonly string[] {
  const folder = join(cache, 'libraries')
  const libraries = join(folder, 'unpacked/usr/lib/x86_64-linux-gnu')
  if (!existsSync(libraries)) {
    const fresh = join(cache, `fetching-${process.pid}`)
    mkdirSync(fresh, { recursive: true })
    for (const [name, file] of packages) debianPackage(fresh, 'trixie', name, file)
    rmSync(folder, { recursive: true, force: true })
    renameSync(fresh, folder)
  }
  const command = [join(libraries, 'ld-linux-x86-64.so.2'), '--library-path', libraries, process.execPath]
  if (!loads(command)) throw new Error('The fuzzer does not load on this machine')
  return command
}

const packages = [
  ['libc6', 'libc.so.6'],
  ['libstdc++6', 'libstdc++.so.6'],
  ['libgcc-s1', 'libgcc_s.so.1'],
] as const

function loads([command = '', ...args]: readonly string[]): boolean {
  const addon = createRequire(core).resolve('@jazzer.js/fuzzer')
  return spawnSync(command, [...args, '-e', `require(${JSON.stringify(addon)})`]).status === 0
}
