import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { investigate } from '../../src/learn/incident/investigate.ts'
import type { FeedChange } from '../../src/model/feed-change.ts'
import type { Investigation } from '../../src/model/investigation.ts'
import type { Measure, ServiceSignals } from '../../src/model/service-signals.ts'
import { joined } from '../../src/model/topology/join.ts'
import { home } from '../tree.ts'
import { recordingsFolder } from './judge.ts'
import { workloadOf, type Commit } from './manifests.ts'
import { unpacked, type Recording } from './recording.ts'

function recordingOf(name: string): Recording {
  return unpacked(readFileSync(join(home, recordingsFolder, `${name}.json.gz`)))
}

/** What an investigation would know, had it asked Prometheus and git. */
function investigated(recording: Recording): Investigation {
  const { edges, commits } = recording
  const names = Object.keys(recording.series)
  const nodes = names.map((name) => ({
    namespace: '',
    name,
    kind: 'service' as const,
    aliases: [],
    addresses: [`Deployment/${name}`],
  }))
  const calls = edges.map(([from, to]) => ({
    from: { namespace: '', name: from },
    to: { namespace: '', name: to },
    origin: { kind: 'metric', metric: 'http_client_requests_total' } as const,
  }))
  return investigate({
    signals: signalsOf(recording),
    topology: joined([{ nodes, calls }]),
    changes: commits.map(feedChange),
    logs: [],
    alert: undefined,
  })
}

function signalsOf({ series, start, step }: Recording): ServiceSignals {
  const length = series['gateway']?.['requests']?.length ?? 0
  const measures = Object.entries(series).flatMap(([name, metrics]) => {
    const of = (measure: Measure, value: (at: number) => number): ServiceSignals['measures'][number] => ({
      of: 'service',
      node: { namespace: '', name },
      measure,
      values: Float64Array.from({ length }, (_, at) => value(at)),
      source: measure,
    })
    const at = (metric: string, index: number): number => metrics[metric]?.[index] ?? Number.NaN
    return [
      of('requests', (index) => at('requests', index)),
      of('error_ratio', (index) => at('errors', index) / Math.max(1, at('requests', index))),
      of('latency_average', (index) => at('latency_average', index) / 1000),
      of('cpu', (index) => at('cpu', index) / 100),
    ]
  })
  return {
    stretch: { start, end: start + (length - 1) * step, step },
    times: Float64Array.from({ length }, (_, at) => start + at * step),
    measures,
    calls: [],
    alerts: [],
    symptom: [],
    asked: [],
  }
}

function feedChange({ id, time, author, message, edits }: Commit): FeedChange {
  return {
    id,
    kind: 'commit',
    time,
    author,
    title: message,
    nodes: [],
    files: edits.map(({ file }) => file),
    values: edits.flatMap(({ file, path, before, after }) => {
      const name = workloadOf(file)
      if (name === undefined) return []
      const place = { root: 'deploy', variant: '', address: `Deployment/${name}`, path }
      return [{ ...place, kind: 'changed' as const, before, after, isSecret: false, line: undefined }]
    }),
    more: 0,
    link: '',
  }
}

describe('an investigation of what happened in the lab', () => {
  it.each(['dropped-connections-3', 'bad-configuration-value-1', 'slow-dependency-3'])(
    '%s: finds the service and the commit',
    (name) => {
      const recording = recordingOf(name)
      const { symptom, suspects, changes } = investigated(recording)
      expect(symptom).toBeDefined()
      expect(suspects[0]?.node).toBe(recording.service)
      expect(changes[0]?.change.id).toBe(recording.change)
    },
  )
})
