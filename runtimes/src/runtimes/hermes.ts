import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { transformAsync } from '@babel/core'
import { bareScript } from '../bare.ts'
import { command } from '../command.ts'
import { entry } from '../entries.ts'
import { engine } from '../installed.ts'
import { cellsOf, type Runtime } from '../runtime.ts'

const bin = (): string => engine({ x64: 'hermes-engine-cli', arm64: 'hermes-engine-cli' }, 'linux64-bin/hermes')

const preset = createRequire(import.meta.url).resolve('@react-native/babel-preset')
let lowered: Promise<string> | undefined

export const hermes: Runtime = {
  name: 'Hermes',
  engine: 'Hermes',
  parts: 2,
  cells: cellsOf(['forge'], ['bundle'], { forge: 'forge-bare' }),
  without: ['TextEncoder', 'TextDecoder', 'URL', 'Buffer', 'atob', 'btoa', 'crypto', 'process', 'require'],
  version: async () => /release version: (\S+)/.exec(await command(bin(), ['-version']))?.[1] ?? '',
  async run(cell, order, signal) {
    lowered ??= entry(cell, 'terminal').then(lower)
    return command(bin(), ['-O', '-w', '-gc-max-heap=3G', bareScript(await lowered, order)], { signal })
  },
}

/** The engine has no timers. Those of its command line do not wait, so that everything would be late; an app brings real ones. */
const withoutTimers = 'setTimeout = clearTimeout = undefined;'

/** By the preset that every React Native app is built with: Hermes has no classes, and no async functions. */
async function lower(bundle: string): Promise<string> {
  const result = await transformAsync(readFileSync(bundle, 'utf8'), {
    configFile: false,
    babelrc: false,
    compact: true,
    sourceType: 'script',
    filename: bundle,
    presets: [[preset, { enableBabelRuntime: false, disableImportExportTransform: true }]],
  })
  const file = bundle.replace('.js', '.hermes.js')
  writeFileSync(file, `${withoutTimers}\n${result?.code ?? ''}`)
  return file
}
