import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bareScript } from '../bare.ts'
import { command } from '../command.ts'
import { entry } from '../entries.ts'
import { folderOf } from '../installed.ts'
import { cellsOf, type Runtime } from '../runtime.ts'

const host = fileURLToPath(new URL('../quickjs-host.ts', import.meta.url))

export const quickjs: Runtime = {
  name: 'QuickJS',
  engine: 'QuickJS',
  parts: 2,
  cells: cellsOf(['forge'], ['bundle'], { forge: 'forge-bare' }),
  without: ['TextEncoder', 'TextDecoder', 'URL', 'Buffer', 'atob', 'btoa', 'crypto', 'process', 'require'],
  version: async () => JSON.parse(readFileSync(`${folderOf('quickjs-emscripten')}/package.json`, 'utf8')).version,
  run: async (cell, order, signal) =>
    command(process.execPath, [host, bareScript(await entry(cell, 'terminal'), order)], { signal }),
}
