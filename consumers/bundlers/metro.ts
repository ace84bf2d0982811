import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { loadConfig, mergeConfig, runBuild } from 'metro'
import type { Bundler } from './bundler.ts'

const require = createRequire(import.meta.url)
const { version } = require('metro/package.json')
/** Its runtime goes into the bundle. */
const runtime = dirname(createRequire(require.resolve('metro')).resolve('metro-runtime/package.json'))

/** Metro as it is without React Native; it knows a package by its `exports`. */
export const metro: Bundler = {
  name: 'Metro',
  version,
  keepsAll: true,
  bundle: (folder, entry) =>
    bundleBy(folder, entry, {
      transformer: {
        asyncRequireModulePath: `${runtime}/src/modules/asyncRequire.js`,
        getTransformOptions: async () => ({ transform: { experimentalImportSupport: true, inlineRequires: false } }),
      },
    }),
}

/** What may be left out of a configuration is left to Metro. */
type Configuration = NonNullable<Parameters<typeof loadConfig>[1]>

/** By the given configuration, for the platform `ios`. Metro reads only what it watches: the folder, its own runtime, and `watchFolders`. */
export async function bundleBy(folder: string, entry: string, given: Configuration): Promise<string> {
  const own = {
    projectRoot: folder,
    watchFolders: [runtime, ...(given.watchFolders ?? [])],
    maxWorkers: 1,
    reporter: { update() {} },
  }
  const config = await loadConfig({ cwd: folder, resetCache: true }, mergeConfig(given, own))
  const { code } = await runBuild(config, { entry, platform: 'ios', dev: false, minify: true })
  return code
}
