import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AnomalyDetector } from '../../src/learn/anomalies/detector.ts'
import { cause } from '../../src/learn/cause/task.ts'
import { kindNames } from './kinds.ts'
import { alarmAt, alarmOf, linesOf, type Alarm } from './question.ts'
import { isBusy, unpacked, type Recording } from './recording.ts'

/** Recordings of odd seeds are for choosing constants; those of even seeds only judge. */
export type Half = 'tuning' | 'judging'

/** What was answered to an incident, and how right that was. */
export interface Judged {
  readonly recording: Recording
  /** Undefined where nobody would have been called. */
  readonly alarm: Alarm | undefined
  readonly answer: Answered
  readonly serviceFirst: boolean
  readonly serviceAmongThree: boolean
  /** The right change first; where none is behind it, that none is named. */
  readonly changeRight: boolean
}

/** What the command prints. */
export interface Answered {
  readonly ranking: readonly Named<'node'>[]
  readonly changes: readonly Named<'id'>[]
  readonly said: readonly string[]
}

type Named<Key extends string> = { readonly [key in Key]: string } & {
  readonly score: number
  readonly why: string
}

/** What was said of a run in which nothing happened. */
export interface Silence {
  readonly recording: Recording
  /** Whether anybody would have been called. */
  readonly noAlarm: boolean
  /** Asked why the gateway is slow, which it isn't, and why it fails: no cause is named. */
  readonly noCause: boolean
  /** The detector says nothing of the requests, the time and the failures of the gateway. */
  readonly noAnomaly: boolean
}

export const recordingsFolder = 'test/lab/recordings'

/** Every recording of a folder, in the order of their names. */
export function recordingsIn(folder: string): readonly Recording[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json.gz'))
    .toSorted()
    .map((name) => unpacked(readFileSync(join(folder, name))))
}

export function halfOf({ seed }: Recording): Half {
  return seed % 2 === 1 ? 'tuning' : 'judging'
}

/** Asks `learn cause` about an incident as it was noticed. */
export function judged(recording: Recording): Judged {
  const alarm = alarmOf(recording, recording.onsetAt)
  const answer = alarm === undefined ? nothing : answerTo(recording, alarm)
  const { service, change } = recording
  return {
    recording,
    alarm,
    answer,
    serviceFirst: answer.ranking[0]?.node === service,
    serviceAmongThree: answer.ranking.slice(0, 3).some(({ node }) => node === service),
    changeRight: alarm !== undefined && answer.changes[0]?.id === change,
  }
}

/** What is said of a run in which nothing happened. */
export function silenceOf(recording: Recording): Silence {
  const length = recording.series['gateway']?.['requests']?.length ?? 0
  const asked = (['latency', 'errors'] as const).map((metric) =>
    answerTo(recording, { node: 'gateway', metric, at: length - 8 }),
  )
  const metrics = ['requests', 'errors', 'latency_average']
  return {
    recording,
    noAlarm: alarmAt(recording, 'gateway', 44) === undefined,
    noCause: asked.every(({ ranking }) => ranking.length === 0),
    noAnomaly: metrics.every((metric) => strangest(recording.series['gateway']?.[metric] ?? []) < 0.5),
  }
}

const rated = { score: z.number(), why: z.string() }
const Printed = z.object({
  ranking: z.array(z.object({ node: z.string(), ...rated })),
  changes: z.array(z.object({ id: z.string(), ...rated })),
  said: z.array(z.string()),
})
const nothing: Answered = { ranking: [], changes: [], said: [] }
/** So many samples only teach the detector. */
const probation = 64

function answerTo(recording: Recording, alarm: Alarm): Answered {
  const [answer] = cause.answers(linesOf(recording, alarm))
  return answer === undefined ? nothing : Printed.parse(answer.json)
}

/** The highest score of the detector after it has learned. */
function strangest(values: readonly (number | null)[]): number {
  const detector = new AnomalyDetector(probation)
  const scores = values.map((one, at) => detector.next(15 * at, one ?? Number.NaN).score)
  return Math.max(0, ...scores.slice(probation))
}

/** The figures of one half of the recordings, a line for each kind. */
export function figuresOf(all: readonly Recording[], half: Half): readonly Figure[] {
  const chosen = all.filter((one) => halfOf(one) === half)
  const incidents = kindNames.map((kind) => {
    const some = chosen.filter((one) => one.kind === kind).map(judged)
    return {
      kind,
      incidents: some.length,
      noticed: share(some, ({ alarm }) => alarm !== undefined),
      serviceFirst: share(some, (one) => one.serviceFirst),
      serviceAmongThree: share(some, (one) => one.serviceAmongThree),
      changeRight: share(some, (one) => one.changeRight),
    }
  })
  return incidents
}

export interface Figure {
  readonly kind: string
  readonly incidents: number
  readonly noticed: number
  readonly serviceFirst: number
  readonly serviceAmongThree: number
  readonly changeRight: number
}

export function share<Item>(all: readonly Item[], holds: (one: Item) => boolean): number {
  return all.length === 0 ? Number.NaN : all.filter(holds).length / all.length
}

/** The published table: by kind what was right in each half, and the silence of runs without a fault. */
export function tableOf(folder: string): string {
  const all = recordingsIn(folder)
  const halves = (['tuning', 'judging'] as const).map((half) => figuresOf(all, half))
  const lines = kindNames.map((kind) => {
    const [tuning, judging] = halves.map((figures) => figures.find((one) => one.kind === kind))
    return `| ${kind} | ${[tuning, judging].map((one) => cells(one)).join(' | ')} |`
  })
  const sums = halves.map((figures) => cells(summed(figures)))
  const controls = all.filter((one) => one.kind === 'nothing').map(silenceOf)
  const rows = [
    ['the machine is quiet', controls.filter(({ recording }) => !isBusy(recording))],
    ['something else has it for a while', controls.filter(({ recording }) => isBusy(recording))],
  ] as const
  const silent = rows.map(([name, some]) => {
    const parts = [
      share(some, ({ noAlarm }) => noAlarm),
      share(some, ({ noCause }) => noCause),
      share(some, ({ noAnomaly }) => noAnomaly),
    ]
    return `| ${name} | ${some.length} | ${parts.map(percent).join(' | ')} |`
  })
  return [
    '| | tuning: incidents | service first | among three | change | judging: incidents | service first | among three | change |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
    `| **all** | ${sums.join(' | ')} |`,
    '',
    '| without a fault | runs | no alarm | no cause | no anomaly |',
    '| --- | --- | --- | --- | --- |',
    ...silent,
    '',
  ].join('\n')
}

function cells(one: Figure | undefined): string {
  if (one === undefined || one.incidents === 0) return '0 | | |'
  return `${one.incidents} | ${[one.serviceFirst, one.serviceAmongThree, one.changeRight].map(percent).join(' | ')}`
}

/** The figures of all kinds together. */
export function summed(figures: readonly Figure[]): Figure {
  const incidents = figures.reduce((sum, one) => sum + one.incidents, 0)
  const mean = (key: 'noticed' | 'serviceFirst' | 'serviceAmongThree' | 'changeRight'): number =>
    figures.reduce((sum, one) => sum + (one.incidents === 0 ? 0 : one.incidents * one[key]), 0) / incidents
  return {
    kind: 'all',
    incidents,
    noticed: mean('noticed'),
    serviceFirst: mean('serviceFirst'),
    serviceAmongThree: mean('serviceAmongThree'),
    changeRight: mean('changeRight'),
  }
}

function percent(part: number): string {
  return part.toFixed(2)
}

/** A line for each incident, with what was answered: for who looks for what goes wrong. */
export function detailsOf(folder: string, half: Half): string {
  return recordingsIn(folder)
    .filter((one) => one.kind !== 'nothing' && halfOf(one) === half)
    .map(judged)
    .map(({ recording, alarm, answer, serviceFirst, changeRight }) => {
      const { kind, seed, words, service, change, commits, start, step, onsetAt } = recording
      const onset = start + step * onsetAt
      const guilty = commits.find(({ id }) => id === change)
      const first = answer.changes[0]
      return [
        `${serviceFirst ? ' ' : 'S'}${changeRight ? ' ' : 'C'} ${kind} ${seed}: ${words}`,
        `     ${alarm === undefined ? 'not noticed' : `${alarm.node} ${alarm.metric} +${alarm.at - onsetAt}`}; ${service} and ${answer.ranking
          .slice(0, 3)
          .map(({ node, score }) => `${node} ${score.toFixed(2)}`)
          .join(', ')}`,
        `     ${change ?? 'no change'} (${guilty === undefined ? '' : `${Math.round((onset - guilty.time) / 60)} min`}) and ${
          first === undefined
            ? 'none'
            : `${first.id} ${first.score.toFixed(2)} ${JSON.stringify(commits.find(({ id }) => id === first.id)?.edits[0])} ${first.why}`
        }`,
      ].join('\n')
    })
    .join('\n')
}
