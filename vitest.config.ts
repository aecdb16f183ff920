import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts'],
    testTimeout: 60_000,
    maxWorkers: availableParallelism(),
    setupFiles: ['test/seed.ts'],
    // Loading the program anew for each of 300 files takes longer than most of their tests. Nothing keeps anything in a module
    // that another file's tests could see.
    isolate: false,
  },
})
