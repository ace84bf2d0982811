import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { getDefaultConfig, mergeConfig } from '@react-native/metro-config'
import type { Bundler } from './bundler.ts'
import { bundleBy } from './metro.ts'

const require = createRequire(import.meta.url)
const { version } = require('@react-native/metro-config/package.json')
const config = require.resolve('@react-native/metro-config')
const polyfills = folderOf('@react-native/js-polyfills', config)
/** What the preset makes of newer syntax calls functions of this package, which React Native brings along. */
const helpers = folderOf('@babel/runtime', `${folderOf('metro-runtime', config)}/package.json`)

/** Metro as an app of React Native has it: its conditions, its polyfills and its Babel preset; without React Native itself. */
export const reactNative: Bundler = {
  name: "React Native's Metro",
  version,
  keepsAll: true,
  async bundle(folder, entry) {
    const own = {
      resolver: { extraNodeModules: { '@babel/runtime': helpers } },
      serializer: { getModulesRunBeforeMainModule: () => [] },
      watchFolders: [polyfills, helpers],
    }
    return bundleBy(folder, entry, mergeConfig(getDefaultConfig(folder), own))
  },
}

/** Where the package is of which that file imports. */
function folderOf(name: string, from: string): string {
  return dirname(createRequire(from).resolve(`${name}/package.json`))
}
