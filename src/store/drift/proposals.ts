import { sql, type Kysely, type Selectable } from 'kysely'
import type { Answer } from '../../contract/commands.ts'
import type { DriftEdit } from '../../contract/drift-nouns.ts'
import type { DriftName, Drifts, DriftWork, ProposalOutcome } from '../../contract/drift-store.ts'
import { done, refused } from '../commands/answers.ts'
import type { Database } from '../connection.ts'
import { append } from '../ledger/append.ts'
import type { Sealer } from '../sealing.ts'
import type { Tables } from '../tables.ts'
import { proposalOf } from './items.ts'
import { noKey } from './stacks.ts'

/** How long an edit or pull request that was asked for is left to the worker that took it. */
const claimSeconds = 60

/** Edits that write a drift into the code, as people ask for them and as workers make them. */
export function proposalParts(
  db: Database,
  sealer: Sealer | undefined,
  get: Drifts['get'],
): Pick<Drifts, 'codify' | 'propose' | 'edit'> &
  Pick<DriftWork, 'asked' | 'proposal' | 'edited' | 'proposed'> {
  return {
    codify: async (project, drift, by) => {
      const found = await get(project, drift)
      if (found === undefined || found.until !== undefined)
        return refused('missing', 'There is no such drift.')
      if (sealer === undefined) return refused('conflict', noKey)
      const { state } = found.proposal ?? {}
      // Asked twice is asked once, and what has its pull request has it.
      if (state === 'asked' || state === 'opening') return done(undefined)
      if (state === 'proposed' && !(await isClosed(db, project, drift)))
        return refused('conflict', proposedAlready)
      return askedFor(db, { project, drift }, by)
    },
    propose: async (project, drift, by) => {
      const { numUpdatedRows } = await db
        .updateTable('drift_proposals')
        .set({ state: 'opening', by_whom: by, at: new Date().toISOString(), claimed_at: null, problem: null })
        .where('project', '=', project)
        .where('drift', '=', drift)
        .where((is) =>
          is.or([
            is('state', '=', 'ready'),
            is.and([is('state', '=', 'failed'), is('sealed', 'is not', null)]),
          ]),
        )
        .executeTakeFirst()
      if (numUpdatedRows === 1n) return done(undefined)
      const { state } = (await get(project, drift))?.proposal ?? {}
      if (state === 'opening') return done(undefined)
      return refused(
        'conflict',
        state === 'proposed' ? proposedAlready : 'There is no edit yet: ask for it first.',
      )
    },
    edit: async (project, drift) => {
      const row = await rowOf(db, { project, drift })
      if (row?.sealed === undefined || row.sealed === null || sealer === undefined) return undefined
      const text = await sealer.open({ key: row.key ?? '', bytes: row.sealed }, placeOf(project, drift))
      return JSON.parse(text) as DriftEdit
    },
    ...workParts(db, sealer),
  }
}

const proposedAlready = 'There is a pull request with this edit already.'

function placeOf(project: string, drift: string): string {
  return `edit/${project}/${drift}`
}

async function rowOf(
  db: Kysely<Tables>,
  { project, drift }: DriftName,
): Promise<Selectable<Tables['drift_proposals']> | undefined> {
  return db
    .selectFrom('drift_proposals')
    .selectAll()
    .where('project', '=', project)
    .where('drift', '=', drift)
    .executeTakeFirst()
}

/** Its pull request was closed or merged, and the drift is there all the same. */
async function isClosed(db: Database, project: string, drift: string): Promise<boolean> {
  const { rows } = await sql`select 1 from drift_proposals p
    join drift_spans d on d.project = p.project and d.id = p.drift and d.until is null
    join changes c on c.project = p.project and c.source = d.source and c.number = p.number and c.state <> 'open'
    where p.project = ${project} and p.drift = ${drift}`.execute(db)
  return rows.length > 0
}

async function askedFor(db: Database, { project, drift }: DriftName, by: string): Promise<Answer<undefined>> {
  const asked = {
    state: 'asked',
    by_whom: by,
    at: new Date().toISOString(),
    claimed_at: null,
    sha: null,
    problem: null,
    branch: null,
    url: null,
    number: null,
    key: null,
    sealed: null,
  }
  await db
    .insertInto('drift_proposals')
    .values({ project, drift, ...asked })
    .onConflict((on) => on.columns(['project', 'drift']).doUpdateSet(asked))
    .execute()
  return done(undefined)
}

function workParts(
  db: Database,
  sealer: Sealer | undefined,
): Pick<DriftWork, 'asked' | 'proposal' | 'edited' | 'proposed'> {
  return {
    asked: async (limit) => {
      const { rows } = await sql<AskedRow>`
        update drift_proposals p set claimed_at = now()
        from (select project, drift from drift_proposals where state in ('asked', 'opening')
          and (claimed_at is null or claimed_at < now() - ${claimSeconds} * interval '1 second')
          order by at limit ${limit} for update skip locked) due
        where p.project = due.project and p.drift = due.drift
        returning p.project, p.drift, p.state, p.at`.execute(db)
      return rows.map(({ at, ...one }) => ({ ...one, moment: at }))
    },
    proposal: async (name) => {
      const row = await rowOf(db, name)
      return row && proposalOf(row)
    },
    edited: async ({ project, drift }, outcome) => {
      if (outcome.kind === 'refused')
        return settled(db, { project, drift }, 'asked', { state: 'refused', problem: outcome.why })
      const sealed = await sealer?.seal(JSON.stringify(outcome.edit), placeOf(project, drift))
      if (sealed === undefined)
        return settled(db, { project, drift }, 'asked', { state: 'refused', problem: noKey })
      const { key, bytes } = sealed
      return settled(db, { project, drift }, 'asked', {
        state: 'ready',
        sha: outcome.sha,
        key,
        sealed: bytes,
      })
    },
    proposed: (name, outcome) => proposed(db, name, outcome),
  }
}

async function proposed(
  db: Database,
  { project, drift }: DriftName,
  outcome: ProposalOutcome,
): Promise<void> {
  if (outcome.kind === 'failed')
    return settled(db, { project, drift }, 'opening', { state: 'failed', problem: outcome.why })
  const { branch, url, number } = outcome
  await db.transaction().execute(async (tx) => {
    const row = await rowOf(tx, { project, drift })
    const span = await tx
      .selectFrom('drift_spans')
      .select('stack')
      .where('project', '=', project)
      .where('id', '=', drift)
      .executeTakeFirst()
    if (row === undefined || span === undefined) return
    const asked = row.at
    await settled(tx, { project, drift }, 'opening', {
      state: 'proposed',
      branch,
      url: url ?? null,
      number: number ?? null,
    })
    await append(tx, project, {
      kind: 'drift-proposed',
      data: { drift, stack: span.stack, branch, url, number, asked },
      subject: `drift/${drift}`,
      by: row.by_whom,
      key: ['drift-proposed', drift, asked].join('\n'),
    })
  })
}

interface AskedRow {
  readonly project: string
  readonly drift: string
  readonly state: 'asked' | 'opening'
  readonly at: string
}

/** Only what is still being waited for: whoever asked again in the meantime waits for another answer. */
async function settled(
  db: Kysely<Tables>,
  { project, drift }: DriftName,
  from: 'asked' | 'opening',
  outcome: {
    readonly state: string
    readonly problem?: string
    readonly sha?: string
    readonly key?: string
    readonly sealed?: Buffer
    readonly branch?: string
    readonly url?: string | null
    readonly number?: number | null
  },
): Promise<void> {
  await db
    .updateTable('drift_proposals')
    .set({ ...outcome, claimed_at: null })
    .where('project', '=', project)
    .where('drift', '=', drift)
    .where('state', '=', from)
    .execute()
}
