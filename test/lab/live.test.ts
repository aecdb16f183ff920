import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { afterAll, describe, expect, it } from 'vitest'
import { home } from '../tree.ts'
import { judged } from './judge.ts'
import { hasPrometheus } from './prometheus.ts'
import { packed, unpacked } from './recording.ts'
import { run } from './run.ts'

// Below our own folder, so that the programs find their packages.
const folder = join(home, '.cache', `lab-live-${process.pid}`)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// skipped: Prometheus is Debian's; where it isn't installed there is nothing that could scrape the services.
describe.skipIf(!hasPrometheus())('an incident in real services, scraped by the real prometheus', () => {
  it('is recorded, and its service and its change are found', { timeout: 120_000 }, async () => {
    for (const entry of ['service', 'load']) await bundle(entry)
    // A release of a service that fails nine of ten requests, which shows on the busiest machine.
    const recording = await run({
      kind: 'bad release',
      seed: 110,
      folder,
      programs: folder,
      before: 10,
      after: 4,
      every: 200,
      warmUp: 2,
    })
    expect(unpacked(packed(recording))).toEqual(recording)
    expect(recording.edges).toContainEqual(['gateway', 'assistant'])
    const { alarm, answer } = judged(recording)
    expect(alarm).toBeDefined()
    expect(answer.ranking[0]?.node).toBe(recording.service)
    expect(answer.changes[0]?.id).toBe(recording.change)
  })
})

async function bundle(entry: string): Promise<void> {
  const made = await rolldown({
    cwd: home,
    input: join(home, `test/lab/system/${entry}.ts`),
    platform: 'node',
    external: /^(?:node:|@?[a-z][\w-]*(?:\/|$))/u,
    logLevel: 'silent',
  })
  await made.write({ file: join(folder, `${entry}.mjs`), format: 'esm', codeSplitting: false })
  await made.close()
}
