import { command } from '../command.ts'
import { entry } from '../entries.ts'
import { engine } from '../installed.ts'
import { type Cell, cellsOf, type Runtime } from '../runtime.ts'

const ways = ['import', 'require'] as const

// Node has a `crypto` of WebCrypto's since 20, by itself; before that forge is given Node's own source of randomness.
const cells: { readonly [major: number]: readonly Cell[] } = {
  14: cellsOf(['forge'], ways, { forge: 'forge-old-node' }),
  16: cellsOf(['forge'], ways, { forge: 'forge-old-node' }),
  18: cellsOf(['node', 'forge'], ways, { forge: 'forge-old-node' }),
  20: cellsOf(['node', 'webcrypto', 'forge'], ways),
  22: cellsOf(['node', 'webcrypto', 'forge'], ways),
  24: cellsOf(['node', 'webcrypto', 'forge'], ways),
  26: cellsOf(['node', 'webcrypto', 'forge'], ways),
}

export const nodes: readonly Runtime[] = Object.entries(cells).map(([major, cells]) => {
  const node = (): string => engine({ x64: `node-${major}-x64`, arm64: `node-${major}-arm64` }, 'bin/node')
  return {
    name: `Node ${major}`,
    engine: 'V8',
    cells,
    version: async () => (await command(node(), ['--version'])).trim().slice(1),
    run: async (cell, order, signal) =>
      command(node(), [await entry(cell, 'terminal'), JSON.stringify(order)], { signal }),
  }
})
