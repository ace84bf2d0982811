import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { loadConfig, runBuild } from 'metro'
import type { Bundler } from './bundler.ts'

const require = createRequire(import.meta.url)
const { version } = require('metro/package.json')
/** Metro reads only what it watches, and its runtime goes into the bundle. */
const runtime = dirname(createRequire(require.resolve('metro')).resolve('metro-runtime/package.json'))

/** The bundler of React Native; it knows a package by its `exports`, on the platform `native`. */
export const metro: Bundler = {
  name: 'Metro',
  version,
  async bundle(folder, entry) {
    const config = await loadConfig(
      { cwd: folder, resetCache: true },
      {
        projectRoot: folder,
        watchFolders: [runtime],
        maxWorkers: 1,
        reporter: { update() {} },
        transformer: {
          asyncRequireModulePath: `${runtime}/src/modules/asyncRequire.js`,
          getTransformOptions: async () => ({ transform: { experimentalImportSupport: true, inlineRequires: false } }),
        },
      },
    )
    const { code } = await runBuild(config, { entry, platform: 'ios', dev: false, minify: true })
    return code
  },
}
