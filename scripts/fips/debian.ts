import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file of a package of another Debian than this one, unpacked into the folder. Throws `Error`. */
export function debianPackage(folder: string, suite: string, name: string, file: string): string {
  const apt = privateApt(folder, `deb`, suite)
  apt('download', name)
  run(folder, 'sh', '-c', `dpkg-deb -x ${name}_*.deb unpacked`)
  return one(folder, `unpacked/**/${file}`)
}

/** The unpacked source of a package, without Debian's changes: those are for its own packages. Throws `Error`. */
export function debianSource(folder: string, suite: string, name: string): string {
  const apt = privateApt(folder, 'deb-src', suite)
  apt('source', '--download-only', name)
  run(folder, 'sh', '-c', `mkdir source && tar -xf ${name}_*.orig.tar.[gx]z -C source --strip-components=1`)
  return join(folder, 'source')
}

/** apt-get with sources, lists and cache of its own: nothing of the system's is touched, and its signatures are checked. */
function privateApt(folder: string, kind: 'deb' | 'deb-src', suite: string): (...args: readonly string[]) => void {
  const [keyring] = globSync('/usr/share/keyrings/debian-archive-keyring.{gpg,pgp}')
  if (keyring === undefined) throw new Error('this is no Debian')
  for (const name of ['lists', 'cache']) mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, 'sources.list'), `${kind} [signed-by=${keyring}] ${mirror()} ${suite} main\n`)
  const options = {
    'Dir::Etc::SourceList': join(folder, 'sources.list'),
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::Cache': join(folder, 'cache'),
    'APT::Sandbox::User': 'root',
  }
  const given = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`])
  const apt = (...args: readonly string[]): void => run(folder, 'apt-get', ...given, '-qq', ...args)
  apt('update')
  return apt
}

/** The mirror that this machine uses. */
function mirror(): string {
  const files = globSync(['/etc/apt/sources.list', '/etc/apt/sources.list.d/*.{list,sources}'])
  const lines = files.flatMap((file) => readFileSync(file, 'utf8').split('\n')).filter((line) => !/^\s*#/.test(line))
  const found = lines.map((line) => /\bhttps?:\/\/\S+\/debian\/?(?=\s|$)/.exec(line)?.[0]).find((uri) => uri)
  if (found === undefined) throw new Error('apt has no mirror of Debian here')
  return found
}

function one(folder: string, pattern: string): string {
  const [found] = globSync(pattern, { cwd: folder })
  if (found === undefined) throw new Error(`there is no ${pattern}`)
  return join(folder, found)
}

function run(cwd: string, command: string, ...args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command}: ${error?.message ?? `${stdout}${stderr}`.slice(-500)}`)
}
