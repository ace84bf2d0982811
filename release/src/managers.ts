import { createRequire } from 'node:module'
import { toolPath } from './tools.ts'

export interface Manager {
  readonly name: string
  /** The commands that install the packages into an empty folder, by that Node. */
  install(node: string, packages: readonly string[]): readonly (readonly string[])[]
  /** The command that runs a program there. */
  run(node: string, file: string): readonly string[]
}

const require = createRequire(import.meta.url)
const version = (name: string): string => require(toolPath(`${name}/package.json`)).version
const plain = (node: string, file: string): readonly string[] => [node, file]

const npm = toolPath('npm/bin/npm-cli.js')
const pnpm = toolPath('pnpm/bin/pnpm.mjs')
const classic = toolPath('yarn/bin/yarn.js')
const berry = toolPath('@yarnpkg/cli-dist/bin/yarn.js')
const bun = toolPath('bun/bin/bun.exe')

export const managers: readonly Manager[] = [
  {
    name: `npm ${version('npm')}`,
    install: (node, packages) => [[node, npm, 'install', ...packages]],
    run: plain,
  },
  {
    name: `pnpm ${version('pnpm')}`,
    install: (node, packages) => [[node, pnpm, 'add', ...packages]],
    run: plain,
  },
  {
    name: `Yarn ${version('yarn')}`,
    install: (node, packages) => [[node, classic, 'add', '--no-progress', ...packages]],
    run: plain,
  },
  {
    // Without node_modules, as it does by itself: Plug'n'Play.
    name: `Yarn ${version('@yarnpkg/cli-dist')}`,
    install: (node, packages) => [
      [node, berry, 'init', '--yes'],
      [node, berry, 'add', ...packages],
    ],
    run: (node, file) => [node, berry, 'node', file],
  },
  {
    name: `Bun ${version('bun')}`,
    install: (_node, packages) => [[bun, 'add', ...packages]],
    run: plain,
  },
]
