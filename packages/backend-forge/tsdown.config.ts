import { defineConfig, type UserConfig } from 'tsdown'
import { libraryBuild, scriptBuild } from '../../tsdown.base.ts'
import { nodeForgeAlone } from './node-forge-alone.ts'

/**
 * noble is for the newest Node, and for `import` alone; node-forge for Node or a browser. Bundled, and lowered, they run
 * wherever this package does.
 */
export const bundled: readonly (string | RegExp)[] = [/^@noble\//, 'pako', /^node-forge\//]

export const packageBuild: UserConfig = {
  ...libraryBuild,
  deps: { alwaysBundle: [...bundled], onlyBundle: false },
  plugins: [nodeForgeAlone],
  // The one thing that noble uses of a language newer than ES2020.
  define: { 'Object.hasOwn': 'Object.prototype.hasOwnProperty.call' },
  // Class fields as plain assignments: with defineProperty, a short hash takes twice as long.
  inputOptions: { transform: { assumptions: { setPublicClassFields: true } } },
}

export default defineConfig([packageBuild, scriptBuild(packageBuild, bundled)])
