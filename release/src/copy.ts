// A copy of the repository as it stands, so that a rehearsal changes nothing of it.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { publishedIn, root } from './published.ts'

export function copyRepository(copy: string): void {
  const listed = git(root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard')
  for (const file of listed.split('\0')) {
    if (file === '' || !existsSync(`${root}/${file}`)) continue
    mkdirSync(dirname(`${copy}/${file}`), { recursive: true })
    cpSync(`${root}/${file}`, `${copy}/${file}`)
  }
  // What the packages lean on is the same; they themselves lean on each other in the copy, as their links are relative.
  mkdirSync(`${copy}/node_modules`)
  for (const name of readdirSync(`${root}/node_modules`)) {
    if (name !== '@jose') symlinkSync(`${root}/node_modules/${name}`, `${copy}/node_modules/${name}`)
  }
  for (const { folder } of publishedIn()) {
    const links = `${folder}/node_modules`
    cpSync(`${root}/${links}`, `${copy}/${links}`, { recursive: true, verbatimSymlinks: true })
  }
  git(copy, 'init', '--quiet', '--initial-branch=main')
  // Tags are made too, and have an author.
  git(copy, 'config', 'user.name', 'rehearsal')
  git(copy, 'config', 'user.email', 'rehearsal@localhost')
  commit(copy, 'As it stands')
}

export function commit(copy: string, message: string): void {
  git(copy, 'add', '--all')
  git(copy, 'commit', '--quiet', '--no-verify', '--message', message)
}

export function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 })
}
