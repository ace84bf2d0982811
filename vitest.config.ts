import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const report = process.env.VITEST_REPORT

export default defineConfig({
  resolve: {
    // The sources, not dist: a test needs no build, and a stack trace names the line that was written.
    alias: [
      { find: /^@jose\/conformance$/, replacement: source('conformance/src/index.ts') },
      { find: /^@jose\/http\/([\w-]+)$/, replacement: source('packages/http/src/$1.ts') },
      { find: /^@jose\/([\w-]+)$/, replacement: source('packages/$1/src/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts', '{packages/*,conformance,interop,demo,examples,attacks,fuzz}/test/**/*.test.ts'],
    typecheck: {
      enabled: true,
      include: ['{packages/*,conformance,interop,demo,examples}/test/**/*.test-d.ts'],
      tsconfig: 'tsconfig.json',
    },
    // Said aloud, because vitest ends a run with advice about what is left to its defaults.
    isolate: true,
    fsModuleCache: false,
    // A file to read the counts from, for a script that asks for one.
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
})
