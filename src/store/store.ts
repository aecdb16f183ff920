import type { Commands } from '../contract/commands.ts'
import type { Queries } from '../contract/queries.ts'
import type { CommitStore } from '../contract/records.ts'
import type { Totals } from '../contract/totals.ts'
import type { Drifts, DriftWork, RevertWork } from '../contract/drift-store.ts'
import type { Feed } from '../contract/feed-store.ts'
import type { Incidents, IncidentWork } from '../contract/incident-store.ts'
import type { Logs } from '../contract/log-store.ts'
import type { States } from '../contract/state-store.ts'
import { accessCommands } from './commands/access.ts'
import { findingCommands } from './commands/findings.ts'
import { hookCommands } from './commands/hooks.ts'
import { idempotencyKeys } from './commands/keys.ts'
import { projectCommands } from './commands/projects.ts'
import { sourceCommands } from './commands/sources.ts'
import { commitStore } from './commits.ts'
import { openDatabase } from './connection.ts'
import { driftsIn } from './drift/drifts.ts'
import { feedIn } from './feed/feed.ts'
import { incidentsIn } from './incidents/incidents.ts'
import { logsIn } from './logs/logs.ts'
import { migrate } from './migrate.ts'
import { Answers } from './queries/answers.ts'
import { commitQueries } from './queries/commits.ts'
import { eventQueries } from './queries/events.ts'
import { findingQueries } from './queries/findings.ts'
import { graphQueries } from './queries/graph.ts'
import { projectQueries } from './queries/projects.ts'
import { resourceQueries, type BlamePort } from './queries/resources.ts'
import { settingQueries } from './queries/settings.ts'
import { Signals } from './queries/signals.ts'
import { sourceQueries } from './queries/sources.ts'
import { totalsOf } from './queries/totals.ts'
import { rebuild } from './rebuild.ts'
import { keysIn, Sealer } from './sealing.ts'
import { sealedSecrets } from './commands/hook-secrets.ts'
import { statesIn } from './states/states.ts'
import { swept } from './sweeping.ts'

/** Everything that is kept, behind the interfaces of the contract. */
export interface Store {
  readonly queries: Queries
  readonly commands: Commands
  readonly commits: CommitStore
  readonly states: States
  readonly drifts: Drifts
  readonly driftWork: DriftWork
  readonly revertWork: RevertWork
  readonly feed: Feed
  readonly logs: Logs
  readonly incidents: Incidents
  readonly incidentWork: IncidentWork
  /** Makes a project's projections again from its ledger; gives the number of events. */
  rebuild(project: string): Promise<number>
  /** Removes what is of no more use after so many days, never anything of the ledger; gives how many rows. */
  sweep(days: number): Promise<number>
  /** How much there is of everything. */
  totals(): Promise<Totals>
  /** Whether the database answers. */
  isReady(): Promise<boolean>
  close(): Promise<void>
}

export interface StoreOptions {
  /** Asks the git mirror, where there is one. */
  readonly blame?: BlamePort
  readonly connections?: number
  /** The text of the keys that secrets are kept under, as `keysIn` reads it. */
  readonly keys?: string | undefined
}

/** Opens the store in a Postgres, and brings its tables up to date. */
export async function openStore(
  url: string,
  { blame = noBlame, connections = 10, keys }: StoreOptions = {},
): Promise<Store> {
  const sealer = keys === undefined ? undefined : new Sealer(keysIn(keys))
  const { db, pool } = openDatabase(url, connections)
  await migrate(pool)
  if (sealer !== undefined) await sealedSecrets(db, sealer)
  const sources = sourceQueries(db)
  const answers = new Answers(db)
  const commits = commitQueries(db, answers)
  const events = eventQueries(db, answers)
  const drift = driftsIn(db, sealer, sources)
  const incidents = incidentsIn(db, sources)
  const signals = new Signals(pool, events)
  return {
    queries: {
      projects: projectQueries(db, { sources, commits }, answers),
      sources,
      commits,
      findings: findingQueries(db, answers),
      resources: resourceQueries(db, blame, answers),
      graph: graphQueries(db, answers),
      events,
      settings: settingQueries(db, answers),
      changes: signals,
    },
    commands: {
      projects: projectCommands(db),
      sources: sourceCommands(db, sources),
      findings: findingCommands(db),
      hooks: hookCommands(db, sealer),
      access: accessCommands(db),
      keys: idempotencyKeys(db),
    },
    commits: commitStore(db, sources, sealer),
    states: statesIn(db, sealer),
    drifts: drift.drifts,
    driftWork: drift.work,
    revertWork: drift.reverts,
    feed: feedIn(db, sources),
    logs: logsIn(db),
    incidents: incidents.incidents,
    incidentWork: incidents.work,
    rebuild: (project) => rebuild(db, project),
    sweep: (days) => swept(db, days),
    totals: () => totalsOf(db, pool),
    isReady: () => isAnswering(pool),
    close: async () => {
      signals.close()
      await db.destroy()
    },
  }
}

async function isAnswering(pool: ReturnType<typeof openDatabase>['pool']): Promise<boolean> {
  try {
    await pool.query('select 1')
    return true
  } catch {
    return false
  }
}

function noBlame(): Promise<undefined> {
  return Promise.resolve(undefined)
}
