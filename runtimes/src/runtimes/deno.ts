import { command } from '../command.ts'
import { entry } from '../entries.ts'
import { project } from '../folders.ts'
import { engine } from '../installed.ts'
import { cellsOf, type Runtime } from '../runtime.ts'

const bin = (): string => engine({ x64: '@deno/linux-x64-glibc', arm64: '@deno/linux-arm64-glibc' }, 'deno')

export const deno: Runtime = {
  name: 'Deno',
  engine: 'V8',
  // Not node: Deno's node:crypto throws at signatures that are none, and refuses good ones by ES256K.
  cells: cellsOf(['webcrypto', 'forge'], ['import']),
  version: async () => /^deno (\S+)/.exec(await command(bin(), ['--version']))?.[1] ?? '',
  // No permission at all: the library asks for none.
  run: async (cell, order, signal) =>
    command(
      bin(),
      ['run', '--node-modules-dir=manual', '--no-prompt', await entry(cell, 'terminal'), JSON.stringify(order)],
      {
        cwd: project,
        signal,
      },
    ),
}
