import type { AlertSignal } from './alert-signal.ts'
import type { Stretch } from './series.ts'
import type { NodeName, SeenCall } from './topology/topology.ts'

/** What is measured of a service, in one form whatever it is called where it is measured. */
export const measures = {
  /** Requests in each step. */
  requests: { unit: '', title: 'requests' },
  /** The share of them that fail. */
  error_ratio: { unit: '%', title: 'failing requests' },
  /** Seconds for each. */
  latency_average: { unit: 's', title: 'mean time of a request' },
  latency_p95: { unit: 's', title: '95th percentile of the time of a request' },
  /** Seconds of processor in each second. */
  cpu: { unit: 'cores', title: 'processor' },
  throttled: { unit: '%', title: 'share of time without processor, by its limit' },
  memory: { unit: 'B', title: 'memory of its largest instance' },
  restarts: { unit: '', title: 'restarts' },
  waiting: { unit: '', title: 'requests that wait for a connection' },
  files: { unit: '', title: 'open files of its largest instance' },
  disk: { unit: '%', title: 'fullness of the disk' },
  up: { unit: '', title: 'instances that answer Prometheus, as a share' },
} as const satisfies Readonly<Record<string, { readonly unit: string; readonly title: string }>>

export type Measure = keyof typeof measures

/** One measure of one service, or of one machine, over time. */
export interface ServiceMeasure {
  readonly of: 'service' | 'machine'
  readonly node: NodeName
  readonly measure: Measure
  /** One for each time; a gap is NaN. */
  readonly values: Float64Array
  /** What was asked for it. */
  readonly source: string
}

/** A question that was asked, and how much came back. */
export interface AskedQuestion {
  readonly convention: string
  readonly what: string
  readonly expression: string
  readonly series: number
}

/** A series of the symptom that a person has named. */
export interface SymptomSeries {
  readonly expression: string
  readonly labels: Readonly<Record<string, string>>
  readonly values: Float64Array
}

/** Everything that was measured of services in a stretch of time. */
export interface ServiceSignals {
  readonly stretch: Stretch
  readonly times: Float64Array
  readonly measures: readonly ServiceMeasure[]
  readonly calls: readonly SeenCall[]
  readonly alerts: readonly AlertSignal[]
  /** What the symptom's own query gave; empty where none was asked. */
  readonly symptom: readonly SymptomSeries[]
  readonly asked: readonly AskedQuestion[]
}

/** Labels that hold the name and namespace of services, where they are called otherwise than usual. They come before the usual ones. */
export interface ServiceLabels {
  readonly service: readonly string[]
  readonly namespace: readonly string[]
}

/** How services of a repository are measured, where that isn't by a convention that is known. */
export interface MeasuredBy {
  readonly id: string
  readonly labels: readonly string[]
  readonly namespace: readonly string[]
  /** Expressions by what they answer. */
  readonly asks: readonly { readonly what: string; readonly expression: string }[]
  readonly calls:
    | {
        readonly expression: string
        readonly from: string
        readonly to: string
        readonly fromNamespace: string | undefined
        readonly toNamespace: string | undefined
      }
    | undefined
}
