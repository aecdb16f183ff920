import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { isFull } from './test/full.ts'

export default defineConfig({
  test: {
    testTimeout: isFull ? 1_800_000 : 60_000,
    // Many tests wait for programs that they start.
    maxWorkers: availableParallelism() + 1,
    setupFiles: ['test/seed.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'src',
          include: ['src/**/*.test.ts', 'tools/**/*.test.ts'],
          // Loading the program anew for each of 200 files takes longer than most of their tests, and nothing keeps anything
          // in a module that another file's tests could see. Files are dealt out beforehand, so this is not for slow ones.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'test', include: ['test/**/*.test.ts'] } },
    ],
  },
})
