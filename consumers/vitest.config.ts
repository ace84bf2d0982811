import { defineConfig } from 'vitest/config'

const report = process.env.VITEST_REPORT

/** What is built, packed and installed, as users have it: `pnpm consumers`. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['test/*.test.ts'],
    globalSetup: 'src/project.ts',
    isolate: true,
    fsModuleCache: false,
    testTimeout: 120_000,
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
})
