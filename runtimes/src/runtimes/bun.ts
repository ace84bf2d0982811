import { command } from '../command.ts'
import { entry } from '../entries.ts'
import { engine } from '../installed.ts'
import { cellsOf, type Runtime } from '../runtime.ts'

const bin = (): string => engine({ x64: '@oven/bun-linux-x64', arm64: '@oven/bun-linux-aarch64' }, 'bin/bun')

export const bun: Runtime = {
  name: 'Bun',
  engine: 'JavaScriptCore',
  cells: cellsOf(['node', 'webcrypto', 'forge'], ['import'], { node: 'node-bun' }),
  version: async () => (await command(bin(), ['--version'])).trim(),
  run: async (cell, order, signal) =>
    command(bin(), [await entry(cell, 'terminal'), JSON.stringify(order)], { signal }),
}
