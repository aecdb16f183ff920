import { sql, type Selectable } from 'kysely'
import type { Answer } from '../../contract/commands.ts'
import type { DriftReverting } from '../../contract/drift-nouns.ts'
import type { DriftName, Drifts, PlanOutcome, RevertOutcome, RevertWork } from '../../contract/drift-store.ts'
import { done, refused } from '../commands/answers.ts'
import type { Database } from '../connection.ts'
import { append } from '../ledger/append.ts'
import { digestOf } from '../ledger/canonical.ts'
import type { Sealer } from '../sealing.ts'
import type { Tables } from '../tables.ts'
import { noKey } from './stacks.ts'

/** How long a plan that was asked for or approved is left to the worker that took it. */
const claimSeconds = 60
/** In hours: what was planned longer ago is looked at anew before it is approved. */
const longestWait = 24

const goingOn = ['asked', 'approved', 'applying']

/** Bringing back what the code says, as people ask for it and approve it. */
export function revertParts(
  db: Database,
  sealer: Sealer | undefined,
  { get, stack: stackOf }: Pick<Drifts, 'get' | 'stack'>,
): Pick<Drifts, 'revert' | 'decide'> {
  return {
    revert: async (project, drift, by) => {
      const found = await get(project, drift)
      if (found === undefined || found.until !== undefined)
        return refused('missing', 'There is no such drift.')
      if (sealer === undefined) return refused('conflict', noKey)
      const why = whyNot(await stackOf(project, found.stack))
      if (why !== undefined) return refused('conflict', why)
      return askedFor(db, { project, drift }, found, by)
    },
    decide: async (project, drift, { plan, approves }, by) => {
      const found = await get(project, drift)
      const reverting = found?.reverting
      if (found === undefined || reverting?.state !== 'waiting')
        return refused('conflict', 'There is no plan that waits for an approval.')
      if (reverting.plan !== plan)
        return refused('conflict', 'It was planned anew in the meantime: look at the plan first.')
      const stack = await stackOf(project, found.stack)
      const why = approves ? whyNotApproved(stack, reverting, by) : undefined
      if (why !== undefined) return refused('conflict', why)
      return decided(db, { project, drift }, { plan, approves }, by)
    },
  }
}

/** Why nothing is brought back from here; undefined where it may be. */
function whyNot(stack: Awaited<ReturnType<Drifts['stack']>>): string | undefined {
  if (stack === undefined) return 'The stack was removed.'
  const { watched, name } = stack
  if (watched.kind !== 'terraform')
    return `Only what Terraform plans is brought back from here, and ${name} is ${watched.kind === 'aws' ? 'an account that is only asked' : 'told by somebody who sends what runs'}. Roll the code out again with what brings it there.`
  return watched.revert === undefined || watched.revert === 'off'
    ? `Bringing back is off for ${name}. An administrator of the installation turns it on when the stack is added.`
    : undefined
}

/** Why somebody may not approve a plan. */
function whyNotApproved(
  stack: Awaited<ReturnType<Drifts['stack']>>,
  { by: asked, at }: DriftReverting,
  by: string,
): string | undefined {
  const why = whyNot(stack)
  if (why !== undefined) return why
  const needsAnother = stack?.watched.kind !== 'terraform' || stack.watched.revert !== 'by-one'
  if (needsAnother && asked === by) return 'Somebody else has to approve what you asked for.'
  return Date.now() - Date.parse(at) > longestWait * 3_600_000
    ? 'The plan is older than a day: ask for a new one.'
    : undefined
}

async function askedFor(
  db: Database,
  { project, drift }: DriftName,
  { stack, address }: { readonly stack: string; readonly address: string },
  by: string,
): Promise<Answer<undefined>> {
  const asked = {
    stack,
    address,
    state: 'asked',
    by_whom: by,
    at: new Date().toISOString(),
    claimed_at: null,
    sha: null,
    plan: null,
    does: null,
    decided_by: null,
    decided_at: null,
    problem: null,
    key: null,
    sealed: null,
  }
  return db.transaction().execute(async (tx) => {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('drift_reverts')
      .values({ project, drift, ...asked })
      .onConflict((on) =>
        on
          .columns(['project', 'drift'])
          .doUpdateSet(asked)
          // Somebody may have asked or approved in the meantime, and what goes on is not begun anew.
          .where('drift_reverts.state', 'not in', goingOn),
      )
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows !== 1n) return done(undefined)
    await append(tx, project, {
      kind: 'drift-revert-asked',
      data: { drift, stack },
      subject: `drift/${drift}`,
      by,
    })
    return done(undefined)
  })
}

async function decided(
  db: Database,
  { project, drift }: DriftName,
  { plan, approves }: { readonly plan: string; readonly approves: boolean },
  by: string,
): Promise<Answer<undefined>> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('drift_reverts')
      .set({
        state: approves ? 'approved' : 'rejected',
        decided_by: by,
        decided_at: new Date().toISOString(),
        claimed_at: null,
        ...(!approves && { key: null, sealed: null }),
      })
      .where('project', '=', project)
      .where('drift', '=', drift)
      .where('state', '=', 'waiting')
      .where('plan', '=', plan)
      .returning(['stack', 'by_whom'])
      .executeTakeFirst()
    if (row === undefined) return refused('conflict', 'Somebody else has just decided it.')
    const data = { drift, stack: row.stack, plan, approves, askedBy: row.by_whom }
    await append(tx, project, { kind: 'drift-revert-decided', data, subject: `drift/${drift}`, by })
    return done(undefined)
  })
}

/** What the runs write that plan and apply. */
export function revertWork(db: Database, sealer: Sealer | undefined): RevertWork {
  return {
    reverts: async (limit) => {
      const { rows } = await sql<DriftName & { stack: string; state: 'asked' | 'approved'; moment: string }>`
        update drift_reverts r set claimed_at = now()
        from (select project, drift from drift_reverts where state in ('asked', 'approved')
          and (claimed_at is null or claimed_at < now() - ${claimSeconds} * interval '1 second')
          order by at limit ${limit} for update skip locked) due
        where r.project = due.project and r.drift = due.drift
        returning r.project, r.drift, r.stack, r.state, r.at as moment`.execute(db)
      return rows
    },
    planned: (name, outcome) => planned(db, sealer, name, outcome),
    begun: async ({ project, drift }) => {
      const { numUpdatedRows } = await db
        .updateTable('drift_reverts')
        .set({ state: 'applying' })
        .where('project', '=', project)
        .where('drift', '=', drift)
        .where('state', '=', 'approved')
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
    approved: async ({ project, drift }) => {
      const row = await rowOf(db, { project, drift })
      if (row === undefined || row.sealed === null || row.sha === null || sealer === undefined)
        return undefined
      const text = await sealer.open({ key: row.key ?? '', bytes: row.sealed }, placeOf(project, drift))
      return { sha: row.sha, plan: Buffer.from(text, 'base64') }
    },
    expire: (now) => expired(db, now),
    reverted: (name, outcome) => reverted(db, name, outcome),
  }
}

/** Where a plan belongs: sealed for there, it opens nowhere else. */
function placeOf(project: string, drift: string): string {
  return `plan/${project}/${drift}`
}

async function rowOf(
  db: Pick<Database, 'selectFrom'>,
  { project, drift }: DriftName,
): Promise<Selectable<Tables['drift_reverts']> | undefined> {
  return db
    .selectFrom('drift_reverts')
    .selectAll()
    .where('project', '=', project)
    .where('drift', '=', drift)
    .executeTakeFirst()
}

async function planned(
  db: Database,
  sealer: Sealer | undefined,
  { project, drift }: DriftName,
  outcome: PlanOutcome,
): Promise<void> {
  const sealed =
    outcome.kind === 'planned'
      ? await sealer?.seal(Buffer.from(outcome.plan).toString('base64'), placeOf(project, drift))
      : undefined
  const said =
    outcome.kind === 'planned' && sealed !== undefined
      ? {
          state: 'waiting',
          at: new Date().toISOString(),
          sha: outcome.sha,
          plan: digestOf(outcome.plan).slice(0, 16),
          does: JSON.stringify(outcome.does),
          key: sealed.key,
          sealed: sealed.bytes,
        }
      : { state: 'failed', problem: outcome.kind === 'failed' ? outcome.why : noKey }
  await db
    .updateTable('drift_reverts')
    .set({ ...said, claimed_at: null })
    .where('project', '=', project)
    .where('drift', '=', drift)
    .where('state', '=', 'asked')
    .execute()
}

async function reverted(
  db: Database,
  { project, drift, moment }: DriftName & { readonly moment: string },
  outcome: RevertOutcome,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const row = await rowOf(tx, { project, drift })
    if (row?.state !== 'applying' && row?.state !== 'approved') return
    const problem = outcome.kind === 'failed' ? outcome.why : undefined
    await tx
      .updateTable('drift_reverts')
      // The plan is used up, whatever came of it.
      .set({ state: outcome.kind, problem: problem ?? null, claimed_at: null, key: null, sealed: null })
      .where('project', '=', project)
      .where('drift', '=', drift)
      .execute()
    await append(tx, project, {
      kind: 'drift-reverted',
      data: {
        drift,
        stack: row.stack,
        sha: row.sha ?? '',
        plan: row.plan ?? '',
        outcome: outcome.kind,
        problem,
        askedBy: row.by_whom,
      },
      subject: `drift/${drift}`,
      by: row.decided_by ?? 'plumbline',
      key: ['drift-reverted', drift, moment].join('\n'),
    })
    await sql`update stack_states set due_at = now() where project = ${project} and stack = ${row.stack}`.execute(
      tx,
    )
  })
}

/** A plan may hold secrets, so that it goes when nobody may approve it any more. */
async function expired(db: Database, now: number): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const rows = await tx
      .updateTable('drift_reverts')
      .set({ state: 'expired', claimed_at: null, key: null, sealed: null })
      .where('state', '=', 'waiting')
      .where('at', '<', new Date(now - longestWait * 3_600_000).toISOString())
      .returning(['project', 'drift', 'stack', 'plan', 'by_whom'])
      .execute()
    for (const { project, drift, stack, plan, by_whom: askedBy } of rows) {
      const data = { drift, stack, plan: plan ?? '', askedBy }
      await append(tx, project, {
        kind: 'drift-revert-expired',
        data,
        subject: `drift/${drift}`,
        by: 'plumbline',
      })
    }
    return rows.length
  })
}

/** As it is told to people. */
export function revertingOf(row: {
  readonly state: string
  readonly by_whom: string
  readonly at: string
  readonly sha: string | null
  readonly plan: string | null
  readonly does: DriftReverting['does'] | null
  readonly decided_by: string | null
  readonly decided_at: string | null
  readonly problem: string | null
}): DriftReverting {
  return {
    state: row.state as DriftReverting['state'],
    by: row.by_whom,
    at: new Date(row.at).toISOString(),
    sha: row.sha ?? undefined,
    plan: row.plan ?? undefined,
    does: row.does ?? undefined,
    decidedBy: row.decided_by ?? undefined,
    decidedAt: row.decided_at === null ? undefined : new Date(row.decided_at).toISOString(),
    problem: row.problem ?? undefined,
  }
}
