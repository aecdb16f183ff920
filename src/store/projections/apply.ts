import type { Transaction } from 'kysely'
import type { LedgerEvent } from '../../contract/nouns.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import { happened, type Happened } from '../ledger/kinds.ts'
import type { Tables } from '../tables.ts'
import {
  changeSeen,
  commitFailed,
  commitQueued,
  commitReviewed,
  commitStarted,
  gateOverridden,
  reportReceived,
} from './commits.ts'
import { driftAccepted, driftChanged, driftReopened, stackAdded, stackRemoved } from './drift.ts'
import {
  incidentDetected,
  incidentReported,
  incidentResolved,
  signalsAdded,
  signalsRemoved,
} from './incidents.ts'
import { branchMoved, branchRemoved, sourceRemoved } from './branches.ts'
import type { When } from './when.ts'

/** Brings the projections up to what an event says. They depend on events and blobs alone, so a replay gives the same rows. */
export async function applied(tx: Transaction<Tables>, project: string, event: LedgerEvent): Promise<void> {
  const one = happened(event)
  // Of a newer program: it has nothing to tell this one's tables.
  if (one === undefined) return
  const when: When = {
    project,
    sequence: Number(event.sequence),
    time: event.time,
    by: typeof event.data['by'] === 'string' ? event.data['by'] : '',
  }
  await apply(tx, when, one)
}

// oxlint-disable-next-line max-lines-per-function -- one line for each kind of event
async function apply(tx: Transaction<Tables>, when: When, { kind, data }: Happened): Promise<void> {
  switch (kind) {
    case 'project-created':
    case 'member-set':
    case 'member-removed':
      return people(tx, when, { kind, data } as Happened)
    case 'source-added':
    case 'source-changed':
      return sources(tx, when, { kind, data } as Happened)
    case 'source-removed':
      return sourceRemoved(tx, when, data.id)
    case 'branch-moved':
      return branchMoved(tx, when, data)
    case 'branch-removed':
      return branchRemoved(tx, when, data)
    case 'change-opened':
    case 'change-updated':
    case 'change-merged':
    case 'change-closed':
      return changeSeen(tx, when, data)
    case 'commit-queued':
      return commitQueued(tx, when, data)
    case 'commit-started':
      return commitStarted(tx, when, data)
    case 'commit-reviewed':
      return commitReviewed(tx, when, data)
    case 'commit-failed':
      return commitFailed(tx, when, data)
    case 'gate-overridden':
      return gateOverridden(tx, when, data)
    case 'report-received':
      return reportReceived(tx, when, data)
    case 'finding-accepted':
    case 'finding-reopened':
    case 'hook-added':
    case 'hook-removed':
      return settings(tx, when, { kind, data } as Happened)
    case 'stack-added':
      return stackAdded(tx, when, data)
    case 'stack-removed':
      return stackRemoved(tx, when, data.id)
    case 'drift-changed':
      return driftChanged(tx, when, data)
    case 'drift-accepted':
      return driftAccepted(tx, when, data)
    case 'drift-reopened':
      return driftReopened(tx, when, data.drift)
    case 'signals-added':
      return signalsAdded(tx, when, data)
    case 'signals-removed':
      return signalsRemoved(tx, when, data.id)
    case 'incident-detected':
      return incidentDetected(tx, when, data)
    case 'incident-reported':
      return incidentReported(tx, when, data)
    case 'incident-resolved':
      return incidentResolved(tx, when, data)
    case 'hook-renewed':
    case 'hook-vetoed':
    case 'token-created':
    case 'token-revoked':
    case 'drift-proposed':
    case 'drift-revert-asked':
    case 'drift-revert-decided':
    case 'drift-revert-expired':
    case 'drift-reverted':
    case 'change-told':
    case 'told':
    case 'state-written':
    case 'state-restored':
    case 'state-removed':
    case 'state-read':
    case 'state-locked':
    case 'state-unlocked':
    case 'state-force-unlocked':
      // Nothing but that it happened: what it is about is no projection.
      return undefined
    default:
      return unreachable(kind)
  }
}

async function people(tx: Transaction<Tables>, { project, time }: When, one: Happened): Promise<void> {
  if (one.kind === 'project-created') {
    await tx
      .insertInto('projects')
      .values({ id: one.data.id, name: one.data.name, created_at: time })
      .execute()
  } else if (one.kind === 'member-set') {
    const { user, role } = one.data
    await tx
      .insertInto('members')
      .values({ project, user_name: user, role, since: time })
      .onConflict((on) => on.columns(['project', 'user_name']).doUpdateSet({ role }))
      .execute()
  } else if (one.kind === 'member-removed') {
    await tx
      .deleteFrom('members')
      .where('project', '=', project)
      .where('user_name', '=', one.data.user)
      .execute()
  }
}

async function sources(tx: Transaction<Tables>, { project }: When, one: Happened): Promise<void> {
  if (one.kind === 'source-added') {
    const { id, name, url, branches, path, defaultBranch, credential, everySeconds } = one.data
    await tx
      .insertInto('sources')
      .values({
        project,
        id,
        name,
        url,
        branches: JSON.stringify(branches),
        path,
        credential: credential === undefined ? null : JSON.stringify(credential),
        every_seconds: everySeconds,
        default_branch: defaultBranch,
      })
      .execute()
  } else if (one.kind === 'source-changed') {
    await tx
      .updateTable('sources')
      .set({ default_branch: one.data.defaultBranch })
      .where('project', '=', project)
      .where('id', '=', one.data.id)
      .execute()
  }
}

async function settings(tx: Transaction<Tables>, { project, time, by }: When, one: Happened): Promise<void> {
  if (one.kind === 'finding-accepted') {
    const { finding, reason, until } = one.data
    const said = { reason, until: until ?? null, by_whom: by, at: time }
    await tx
      .insertInto('acceptances')
      .values({ project, finding, ...said })
      .onConflict((on) => on.columns(['project', 'finding']).doUpdateSet(said))
      .execute()
  } else if (one.kind === 'finding-reopened') {
    await tx
      .deleteFrom('acceptances')
      .where('project', '=', project)
      .where('finding', '=', one.data.finding)
      .execute()
  } else if (one.kind === 'hook-added') {
    const { id, hook, when, to, seconds, onSilence, source } = one.data
    await tx
      .insertInto('hooks')
      .values({
        project,
        id,
        hook,
        run_when: when,
        target: JSON.stringify(to),
        seconds,
        on_silence: onSilence,
        source: source ?? null,
        created_at: time,
        created_by: by,
      })
      .execute()
  } else if (one.kind === 'hook-removed') {
    await tx.deleteFrom('hooks').where('project', '=', project).where('id', '=', one.data.id).execute()
  }
}
