import type { UserConfig } from 'tsdown'

/** Every published package: one file per module format, with its types, in the syntax of ES2020, readable. */
export const libraryBuild: UserConfig = {
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  platform: 'neutral',
  target: 'es2020',
  fixedExtension: false,
  dts: true,
  minify: false,
  clean: true,
  report: false,
}
