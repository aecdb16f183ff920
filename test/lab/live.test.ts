import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { afterAll, describe, expect, it } from 'vitest'
import { home } from '../tree.ts'
import { hasPrometheus } from './prometheus.ts'
import { packed, unpacked } from './recording.ts'
import { run } from './run.ts'

// Below our own folder, so that the programs find their packages.
const folder = join(home, '.cache', `lab-live-${process.pid}`)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// skipped: Prometheus is Debian's; where it isn't installed there is nothing that could scrape the services.
describe.skipIf(!hasPrometheus())('an incident in real services, scraped by the real prometheus', () => {
  it('is recorded, with the calls between the services', { timeout: 120_000 }, async () => {
    for (const entry of ['service', 'load']) await bundle(entry)
    // A release of a service that fails nine of ten requests.
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
    expect(recording.edges).toContainEqual(['assistant', 'inference'])
    // Who is found hangs on how busy the machine is: the recordings that are kept hold us to that.
    expect(recording.change).toBeDefined()
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
