import { build, version } from 'esbuild'
import type { Bundler } from './bundler.ts'

export const esbuild: Bundler = {
  name: 'esbuild',
  version,
  async bundle(folder, entry) {
    const { outputFiles } = await build({
      absWorkingDir: folder,
      entryPoints: [entry],
      bundle: true,
      minify: true,
      write: false,
      logLevel: 'error',
    })
    return outputFiles[0]?.text ?? ''
  },
}
