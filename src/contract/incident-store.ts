import type { Answer } from './commands.ts'
import type {
  HeardAlert,
  Incident,
  IncidentDetail,
  IncidentReport,
  SignalLabels,
  SignalCredential,
  SignalSource,
} from './incident-nouns.ts'
import type { Page, Paging } from './nouns.ts'

/** What is asked and done about incidents by people, and told by monitoring systems. */
export interface Incidents {
  signals(project: string): Promise<readonly SignalSource[]>
  addSignals(project: string, signals: NewSignalSource, by: string): Promise<Answer<SignalSource>>
  removeSignals(project: string, signals: string, by: string): Promise<Answer<undefined>>
  /** Takes a group of alerts. What is known already changes nothing. */
  heard(project: string, signals: string, heard: HeardGroup, by: string): Promise<Answer<HeardOutcome>>
  /** What goes on first, then the newest. */
  list(project: string, filter: IncidentFilter, paging: Paging): Promise<Page<Incident>>
  get(project: string, incident: string): Promise<IncidentDetail | undefined>
  /** Asks for another look now. */
  again(project: string, incident: string): Promise<Answer<undefined>>
}

export interface IncidentFilter {
  /** Both when nothing is said. */
  readonly state?: 'open' | 'closed' | undefined
  readonly signals?: string | undefined
}

export interface NewSignalSource {
  readonly kind?: SignalSource['kind'] | undefined
  readonly name: string
  readonly source: string
  readonly url: string
  readonly credential?: SignalCredential | undefined
  readonly everySeconds?: number | undefined
  readonly allowsPrivate: boolean
  readonly labels?: SignalLabels | undefined
}

export interface HeardGroup {
  /** Tells the group from others; the same in every message about it. */
  readonly group: string
  readonly alerts: readonly HeardAlert[]
}

/** `nothing`: all of it is known. */
export interface HeardOutcome {
  readonly kind: 'opened' | 'updated' | 'closed' | 'nothing'
  readonly incident: string | undefined
}

/** What is looked into: a group of alerts, or, without a group, whatever is wrong. */
export interface InvestigationName {
  readonly project: string
  readonly signals: string
  readonly group: string
}

/** What the runs that look into incidents write. */
export interface IncidentWork {
  /** What is to be looked into now, claimed by whoever asks; `moment` names the run. */
  due(limit: number): Promise<readonly (InvestigationName & { readonly moment: string })[]>
  /** The run of this moment is started, so that it need not be again. */
  begun(name: InvestigationName, moment: string): Promise<void>
  /** The alerts of the group that fire. */
  alerts(name: InvestigationName): Promise<readonly HeardAlert[]>
  /** Keeps what was found: as the report of the incident, or as a new one, or as the end of one. */
  reported(name: InvestigationName, found: Investigated): Promise<string | undefined>
  failed(name: InvestigationName, why: string): Promise<void>
}

export interface Investigated {
  readonly isWrong: boolean
  /** What it is called when no alert has given it a name. */
  readonly name: string
  readonly since: string | undefined
  readonly service: string | undefined
  readonly report: IncidentReport
}
