import type { Bundler } from './bundler.ts'
import { esbuild } from './esbuild.ts'
import { metro } from './metro.ts'
import { reactNative } from './react-native.ts'
import { rollup } from './rollup.ts'
import { vite } from './vite.ts'
import { webpack } from './webpack.ts'

export const bundlers: readonly Bundler[] = [vite, webpack, esbuild, rollup, metro, reactNative]
