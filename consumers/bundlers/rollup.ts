import { nodeResolve } from '@rollup/plugin-node-resolve'
import { type RollupLog, rollup as start, VERSION } from 'rollup'
import type { Bundler } from './bundler.ts'

export const rollup: Bundler = {
  name: 'Rollup',
  version: VERSION,
  async bundle(folder, entry) {
    const build = await start({ input: `${folder}/${entry}`, plugins: [nodeResolve()], onLog: refuse })
    const { output } = await build.generate({ format: 'iife' })
    await build.close()
    return output[0].code
  },
}

/** That nothing is left is no fault. */
function refuse(_level: string, { code, message }: RollupLog): void {
  if (code !== 'EMPTY_BUNDLE') throw new Error(message)
}
