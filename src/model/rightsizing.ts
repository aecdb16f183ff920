import type { Span } from '../kernel/span.ts'

/** What `plumbline rightsize` has to say. */
export interface RightsizeReport {
  readonly source: string
  readonly sized: readonly SizedContainer[]
  /** Containers of the code that nothing was measured of, as addresses. */
  readonly unmeasured: readonly string[]
}

/** One container of a workload, and what it should ask for. */
export interface SizedContainer {
  readonly root: string
  readonly variant: string
  readonly address: string
  readonly container: string
  /** Pods that were measured, at most at one time. */
  readonly pods: number
  readonly resources: readonly SizedResource[]
}

/** A request and its limit, as they are and as they should be. */
export interface SizedResource {
  readonly kind: 'cpu' | 'memory'
  /** The most that any pod used at each time, NaN a gap; in cores or bytes. */
  readonly times: Float64Array
  readonly used: Float64Array
  readonly now: Amounts
  readonly wanted: Amounts
  /** As Kubernetes writes quantities. */
  readonly text: { readonly request: string; readonly limit: string | undefined }
  readonly lower: number
  readonly upper: number
  readonly isFloor: boolean
  readonly kills: number
  readonly verdict: 'fits' | 'too little' | 'too much' | 'missing'
  /** Hours that the recommendation wasn't made from; undefined of less than two days. */
  readonly backtest:
    | { readonly recommended: SizedCheck; readonly present: SizedCheck | undefined }
    | undefined
  readonly why: string
  /** What would have to be written; empty where nothing has to change. */
  readonly changes: readonly SizedChange[]
}

/** Numbers in cores or bytes; undefined where there is none. */
export interface Amounts {
  readonly request: number | undefined
  readonly limit: number | undefined
}

export interface SizedCheck {
  readonly hours: number
  /** The part of the request that stood idle. */
  readonly slack: number
  /** The share of hours in which more was used. */
  readonly overruns: number
}

/** A value to be set, and the line that it comes from now. */
export interface SizedChange {
  /** As on the command line, with the root before it. */
  readonly address: string
  readonly path: string
  readonly value: string
  /** Undefined where nobody wrote it yet. */
  readonly site: Span | undefined
  /** Editing the line sets just this value. */
  readonly exact: boolean
}
