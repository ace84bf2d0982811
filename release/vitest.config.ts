import { defineConfig } from 'vitest/config'

const report = process.env.VITEST_REPORT

/** A release, from the changesets to a user's first token, before a registry of its own: `pnpm release:rehearse`. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['test/*.test.ts'],
    isolate: true,
    fsModuleCache: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
})
