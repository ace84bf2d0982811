import { build, type Rolldown, version } from 'vite'
import type { Bundler } from './bundler.ts'

export const vite: Bundler = {
  name: 'Vite',
  version,
  async bundle(folder, entry) {
    const result = await build({
      configFile: false,
      root: folder,
      logLevel: 'warn',
      build: {
        write: false,
        modulePreload: false,
        rolldownOptions: { input: `${folder}/${entry}`, output: { format: 'iife' } },
      },
    })
    return (result as Rolldown.RolldownOutput).output[0].code
  },
}
