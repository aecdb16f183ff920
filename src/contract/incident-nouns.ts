import type { CredentialRef, Plain } from './nouns.ts'

/** A Prometheus that measures what a source describes, or logs of it. */
export interface SignalSource {
  readonly id: string
  readonly kind: 'prometheus' | 'logs'
  readonly name: string
  /** The id of the source whose commits are looked at. */
  readonly source: string
  /** Of logs, a folder of the server (`file:///var/log/shop`); empty where lines are sent. */
  readonly url: string
  readonly credential: SignalCredential | undefined
  /** How often it is looked whether something is wrong; undefined when only alerts make us look. */
  readonly everySeconds: number | undefined
  /** Whether its address may be one of this machine or of a private network. */
  readonly allowsPrivate: boolean
  /** Labels that hold the names of services and namespaces, before the usual ones. */
  readonly labels: SignalLabels
  readonly createdAt: string
  readonly createdBy: string
  readonly checkedAt: string | undefined
  /** Why it could not be asked the last time. */
  readonly problem: string | undefined
}

export interface SignalLabels {
  readonly service: readonly string[]
  readonly namespace: readonly string[]
}

/** Where a token, or `USER:PASSWORD`, is. */
export interface SignalCredential {
  readonly scheme: 'bearer' | 'basic'
  readonly from: CredentialRef
}

/** Something that was or is wrong. */
export interface Incident {
  readonly id: string
  /** The id of the source of signals. */
  readonly signals: string
  readonly source: string
  /** The alert, or what was found. */
  readonly name: string
  readonly since: string
  /** When it ended. */
  readonly until: string | undefined
  /** In a sentence. */
  readonly headline: string | undefined
  /** Where it shows, and where it comes from. */
  readonly service: string | undefined
  readonly suspect: string | undefined
  readonly change: IncidentCause | undefined
  /** When it was looked into last, and why it could not be. */
  readonly reportedAt: string | undefined
  readonly problem: string | undefined
}

/** The first of the changes that may have done it. */
export interface IncidentCause {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly author: string
  readonly confidence: 'likely' | 'possible' | 'weak'
}

export interface IncidentDetail extends Incident {
  readonly alerts: readonly HeardAlert[]
  readonly report: IncidentReport | undefined
}

/** An alert as it was told. */
export interface HeardAlert {
  readonly fingerprint: string
  readonly name: string
  readonly state: 'firing' | 'resolved'
  readonly since: string
  readonly until: string | undefined
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  /** A page of Prometheus; empty where none is told. */
  readonly link: string
  readonly expression: string | undefined
}

/** What came of looking into it. */
export interface IncidentReport {
  /** What was asked, and the commit whose history was looked at. */
  readonly asked: string
  readonly sha: string
  readonly outcome: string
  readonly headline: string
  readonly summary: string
  readonly suspects: readonly { readonly node: string; readonly score: number; readonly why: string }[]
  /** From where it shows to where it comes from. */
  readonly way: readonly IncidentStep[]
  readonly changes: readonly IncidentChange[]
  /** Messages that are new in the logs, or come much oftener. */
  readonly logs?: readonly IncidentLog[] | undefined
  readonly looked: { readonly changes: number; readonly after: number }
  readonly quiet: readonly string[]
  readonly unmeasured: readonly string[]
  readonly against: readonly string[]
  readonly disproof: readonly string[]
  readonly said: readonly string[]
  readonly series: readonly IncidentSeries[]
}

export interface IncidentLog {
  readonly template: string
  readonly example: string
  readonly level: string | undefined
  readonly isNew: boolean
  /** Lines in an hour. */
  readonly before: number
  readonly during: number
  readonly count: number
}

export interface IncidentStep {
  readonly node: string
  readonly isMeasured: boolean
  readonly moved: readonly IncidentMove[]
  /** Where it is known from that the one before calls it. */
  readonly origins: readonly string[]
}

export interface IncidentMove {
  readonly measure: string
  readonly title: string
  readonly since: string | undefined
  readonly until: string | undefined
  /** With units. */
  readonly before: string
  readonly during: string
}

export interface IncidentChange extends IncidentCause {
  readonly at: string
  readonly why: string
  readonly score: number
  /** A page that says more: of the project, such as `/states/prod`, or elsewhere. */
  readonly link?: string | undefined
  readonly files: readonly string[]
  readonly values: readonly IncidentValue[]
}

export interface IncidentValue {
  readonly address: string
  readonly path: string
  readonly kind: 'added' | 'removed' | 'changed' | 'reordered'
  readonly before: Plain | undefined
  readonly after: Plain | undefined
  readonly isSecret: boolean
  readonly line:
    | { readonly file: string; readonly number: number; readonly source: string | undefined }
    | undefined
}

/** A measure of a service over the time that was looked at. */
export interface IncidentSeries {
  readonly node: string
  readonly measure: string
  readonly title: string
  readonly unit: string
  /** Seconds since 1970. */
  readonly times: readonly number[]
  readonly values: readonly (number | null)[]
}
