import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { kindNames, type KindName } from './kinds.ts'
import { disturbance, packed } from './recording.ts'
import { run } from './run.ts'

/** What is to be recorded, and how. */
export interface RecordOptions {
  readonly kinds: readonly string[]
  readonly seeds: readonly number[]
  readonly parallel: number
  readonly seconds: number
  readonly into: string
  /** Whether what is recorded already is recorded again. */
  readonly again: boolean
  /** Where the database, Prometheus and the bundled programs lie. */
  readonly folder: string
  readonly told: (line: string) => void
}

/** Runs one incident after the other, several at once where that is asked for, and keeps a file of each. */
export async function record({
  kinds,
  seeds,
  parallel,
  seconds,
  into,
  again,
  folder,
  told,
}: RecordOptions): Promise<void> {
  const all = [...kindNames, 'nothing'] as const
  const unknown = kinds.filter((one) => !all.includes(one as KindName))
  if (unknown.length > 0) {
    told(`There is no kind ${unknown.join(', ')}. There are: ${all.join(', ')}.`)
    return
  }
  const chosen = all.filter((one) => kinds.length === 0 || kinds.includes(one))
  const jobs = seeds.flatMap((seed) => chosen.map((kind) => ({ kind, seed })))
  mkdirSync(into, { recursive: true })
  const work = async (place: number): Promise<void> => {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
      const file = join(into, `${job.kind.replaceAll(' ', '-')}-${job.seed}.json.gz`)
      if (existsSync(file) && !again) continue
      try {
        const recording = await run({
          ...job,
          folder: join(folder, `place-${place}`),
          programs: join(folder, 'programs'),
          before: seconds * 0.68,
          after: seconds * 0.32,
          every: 500,
          warmUp: 4,
        })
        const why = disturbance(recording)
        if (why === undefined) writeFileSync(file, packed(recording))
        told(`${job.kind} ${job.seed}: ${why === undefined ? recording.words : `not kept, ${why}`}`)
      } catch (error) {
        told(`${job.kind} ${job.seed} could not be recorded: ${String(error)}`)
      }
    }
  }
  await Promise.all(Array.from({ length: parallel }, (_, place) => work(place)))
}
