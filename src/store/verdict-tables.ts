import type { Generated } from 'kysely'
import type { GateVerdict } from '../contract/nouns.ts'

export interface ChangedVerdictsTable {
  project: string
  source: string
  branch: string
  sha: string
  verdict: GateVerdict
  number: Generated<number>
  due_at: Generated<string>
  missed_at: string | null
}
