import { ascending, quantileOf } from '../../src/learn/statistics.ts'
import { serviceNames, workloadOf } from './manifests.ts'
import type { Recording, Series } from './recording.ts'

/** What somebody is told when they are called: which service shows what, in which sample. */
export interface Alarm {
  readonly node: string
  readonly metric: 'latency' | 'errors'
  readonly at: number
}

/**
 * The first alarm at or after a sample: a minute (four samples) in which more than one request in twenty fails, or the
 * mean time is 1.4 times that of the slower quarter of usual minutes, in two samples running. The gateway's alarm counts,
 * as people notice there; of the other services only where the gateway shows nothing.
 */
export function alarmOf(recording: Recording, from: number): Alarm | undefined {
  for (const node of serviceNames) {
    const found = alarmAt(recording, node, from)
    if (found !== undefined) return found
  }
  return undefined
}

/** The first alarm of a service. */
export function alarmAt({ series }: Recording, node: string, from: number): Alarm | undefined {
  const requests = filled(series[node]?.['requests'])
  const errors = filled(series[node]?.['errors'])
  const times = filled(series[node]?.['latency_average'])
  const minutes = requests.map((_, at) => minute(at, requests, errors, times))
  let running: Alarm['metric'] | undefined
  for (let at = Math.max(from, 40); at < minutes.length; at++) {
    const usual = minutes.slice(4, Math.min(at, from) - 6)
    const now = symptomOf(minutes[at], usual)
    if (now !== undefined && now === running) return { node, metric: now, at }
    running = now
  }
  return undefined
}

interface Minute {
  readonly requests: number
  readonly failed: number
  readonly time: number
}

function minute(
  at: number,
  requests: readonly number[],
  errors: readonly number[],
  times: readonly number[],
): Minute {
  const last = [0, 1, 2, 3].map((one) => at - one).filter((one) => one >= 0)
  const total = (values: readonly number[]): number => last.reduce((sum, one) => sum + (values[one] ?? 0), 0)
  const spent = last.reduce((sum, one) => sum + (requests[one] ?? 0) * (times[one] ?? 0), 0)
  return {
    requests: total(requests),
    failed: total(errors),
    time: spent / Math.max(1, total(requests)),
  }
}

function symptomOf(now: Minute | undefined, usual: readonly Minute[]): Alarm['metric'] | undefined {
  if (now === undefined || now.requests === 0) return undefined
  if (now.failed >= 3 && now.failed / now.requests > 0.05) return 'errors'
  const often = quantileOf(ascending(usual.map(({ time }) => time)), 0.75)
  return now.time > 1.4 * often ? 'latency' : undefined
}

function filled(values: readonly (number | null)[] = []): readonly number[] {
  return values.map((one) => one ?? 0)
}

/** Minutes are noticed late, too: so many samples. */
function lateOf({ seed }: Recording): number {
  return [0, 1, 0, 3][seed % 4] ?? 0
}

/** The lines that `plumbline learn cause` reads: what was usual, and then what is asked. */
export function linesOf(recording: Recording, alarm: Alarm): string {
  const { series, calls, start, step, edges, commits, kind, seed } = recording
  const length = Object.values(series)[0]?.['requests']?.length ?? 0
  const noticed = Math.min(alarm.at + lateOf(recording), length - 1)
  const cut = Math.max(8, noticed - 8)
  const end = Math.min(length, noticed + 5)
  const window = (from: number, to: number): Readonly<Record<string, unknown>> => ({
    timestamps: Array.from({ length: to - from }, (_, at) => start + step * (from + at)),
    series: cutOut(series, from, to),
    calls: byCaller(cutOut(calls, from, to)),
  })
  const scenario = {
    type: 'scenario',
    scenario: `${kind} ${seed}`,
    edges,
    nodes: Object.keys(series),
    normal: window(0, cut),
  }
  const incident = {
    type: 'incident',
    id: `${kind} ${seed}`,
    scenario: scenario.scenario,
    target: {
      node: alarm.node,
      metric: alarm.metric,
      statistic: 'average',
      timestamp: start + step * noticed,
    },
    abnormal: window(cut, end),
    changes: commits
      // What has not been done yet when somebody asks is not known.
      .filter(({ time }) => time <= start + step * (end - 1))
      .flatMap(({ id, time, message, edits }) =>
        edits.map(({ file, path, before, after }) => ({
          id,
          timestamp: time,
          node: workloadOf(file),
          message,
          file,
          path,
          before,
          after,
        })),
      ),
  }
  return `${JSON.stringify(scenario)}\n${JSON.stringify(incident)}\n`
}

function cutOut(
  all: Readonly<Record<string, Series>>,
  from: number,
  to: number,
): Readonly<Record<string, Series>> {
  return Object.fromEntries(
    Object.entries(all).map(([name, metrics]) => [
      name,
      Object.fromEntries(Object.entries(metrics).map(([metric, values]) => [metric, values.slice(from, to)])),
    ]),
  )
}

/** By caller, then callee. */
function byCaller(
  calls: Readonly<Record<string, Series>>,
): Readonly<Record<string, Readonly<Record<string, Series>>>> {
  const found: Record<string, Record<string, Series>> = {}
  for (const [call, metrics] of Object.entries(calls)) {
    const [caller = '', callee = ''] = call.split(' ')
    found[caller] = { ...found[caller], [callee]: metrics }
  }
  return found
}
