import type { FeedChange, FeedValue } from './feed-change.ts'
import type { LogLevel } from './log-record.ts'
import type { Stretch } from './series.ts'
import type { Measure } from './service-signals.ts'
import type { TopologyOrigin } from './topology/topology.ts'

/** Fewer values of a measure tell nothing of what is usual. */
export const fewestValues = 20

/** What came of looking for what is wrong, and why. */
export interface Investigation {
  readonly stretch: Stretch
  /** The first and the last moment at which anything of a service is known; undefined where nothing is. */
  readonly known: { readonly since: number; readonly until: number } | undefined
  readonly outcome: Outcome
  readonly symptom: Symptom | undefined
  /** Every measure that isn't as always, the earliest first. */
  readonly moved: readonly Moved[]
  /** Services that are measured, and as always. */
  readonly quiet: readonly string[]
  /** Services that nobody measures, or too little, so nothing can be said of them. */
  readonly unmeasured: readonly string[]
  /** The likeliest first. */
  readonly suspects: readonly SuspectNode[]
  /** From where it shows to the first suspect. */
  readonly way: readonly WayStep[]
  /** The likeliest first. */
  readonly changes: readonly SuspectedChange[]
  /** How many changes were looked at, and how many of them came only after the symptom. */
  readonly looked: { readonly changes: number; readonly after: number }
  readonly logs: readonly LogFinding[]
  /** What speaks against the first suspect and the first change: facts. */
  readonly against: readonly string[]
  /** What would disprove it: what to look at. */
  readonly disproof: readonly string[]
  /** What else is to be said, such as why nothing was found. */
  readonly said: readonly string[]
}

/** `change`: a change is named. `no change explains this`: a service is suspected, but no change. */
export type Outcome =
  | 'change'
  | 'no change explains this'
  | 'no cause found'
  | 'nothing is wrong'
  | 'the symptom does not show'
  | 'nothing is measured'
  | 'too little is measured'

/** What is wrong, where it shows. */
export interface Symptom {
  readonly node: string
  readonly measure: Measure | undefined
  /** Who says so: somebody who asked, an alert, or the measures themselves. */
  readonly found: 'query' | 'alert' | 'measures'
  /** The query or the alert. */
  readonly name: string
  readonly since: number
  /** When it ended; undefined while it goes on. */
  readonly until: number | undefined
  readonly before: number
  readonly during: number
}

/** A measure that isn't as always. */
export interface Moved {
  readonly node: string
  readonly of: 'service' | 'machine'
  readonly measure: Measure
  readonly since: number
  readonly until: number | undefined
  readonly before: number
  readonly during: number
  /** The distance in spreads of what is usual. */
  readonly spreads: number
}

/** A service that is suspected. */
export interface SuspectNode {
  readonly node: string
  readonly score: number
  /** In sentences. */
  readonly why: string
}

/** One service on the way from where it shows to where it comes from. */
export interface WayStep {
  readonly node: string
  /** What of it isn't as always. */
  readonly moved: readonly Moved[]
  readonly isMeasured: boolean
  /** Where it is known from that the one before calls it. */
  readonly origins: readonly TopologyOrigin[]
}

/** A change that may have done it. */
export interface SuspectedChange {
  readonly change: FeedChange
  readonly score: number
  readonly why: string
  /** Seconds from the change to when the symptom shows first. */
  readonly lead: number
  /** The services it is of, as far as they are suspected. */
  readonly nodes: readonly string[]
  /** The values that it changed in what these run with, those that such troubles come from first. */
  readonly values: readonly FeedValue[]
}

/** A message that is new in the logs, or comes much oftener. */
export interface LogFinding {
  readonly template: string
  readonly example: string
  readonly level: LogLevel | undefined
  readonly isNew: boolean
  /** Lines an hour. */
  readonly before: number
  readonly during: number
  readonly count: number
}
