import { createHash } from 'node:crypto'
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

/** For a page without a bundler: a package of that build with all it needs in one script, which makes the global `jose`. */
export function scriptBuild(build: UserConfig, bundled: readonly (string | RegExp)[] = []): UserConfig {
  return {
    ...build,
    entry: { script: 'src/index.ts' },
    format: 'iife',
    globalName: 'jose',
    deps: { alwaysBundle: ['@jose/core', ...bundled], onlyBundle: false },
    plugins: [build.plugins, integrity],
    outputOptions: { entryFileNames: '[name].js' },
    dts: false,
    minify: true,
    clean: false,
  }
}

/** Writes beside what is built what a page says that it expects (https://www.w3.org/TR/SRI/). */
const integrity = {
  name: 'integrity',
  generateBundle(
    this: { emitFile(file: object): unknown },
    _options: unknown,
    bundle: Record<string, { code?: string }>,
  ) {
    const hash = (code: string): string => `sha384-${createHash('sha384').update(code).digest('base64')}`
    const hashes = Object.entries(bundle).map(([file, { code = '' }]) => [file, hash(code)])
    const source = `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`
    this.emitFile({ type: 'asset', fileName: 'integrity.json', source })
  },
}
