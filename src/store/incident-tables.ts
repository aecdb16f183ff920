import type { ColumnType } from 'kysely'
import type { HeardAlert, IncidentCause, SignalCredential, SignalLabels } from '../contract/incident-nouns.ts'

export interface SignalSourcesTable {
  project: string
  id: string
  kind: 'prometheus' | 'logs'
  name: string
  source: string
  url: string
  credential: ColumnType<SignalCredential | null, string | null, string | null>
  every_seconds: number | null
  allows_private: boolean
  labels: ColumnType<SignalLabels | null, string | null, string | null>
  created_at: string
  created_by: string
}

export interface IncidentsTable {
  project: string
  id: string
  signals: string
  source: string
  name: string
  since: string
  until: string | null
  headline: string | null
  service: string | null
  suspect: string | null
  change: ColumnType<IncidentCause | null, string | null, string | null>
  body: string | null
  reported_at: string | null
}

export interface InvestigationsTable {
  project: string
  signals: string
  alert_group: string
  incident: string | null
  alerts: ColumnType<readonly HeardAlert[], string, string>
  due_at: string | null
  claimed_at: string | null
  checked_at: string | null
  problem: string | null
}
