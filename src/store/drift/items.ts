import { sql, type RawBuilder } from 'kysely'
import type { DriftItem, DriftProposal, DriftRecord } from '../../contract/drift-nouns.ts'
import type { DriftFilter, Drifts } from '../../contract/drift-store.ts'
import { done, refused } from '../commands/answers.ts'
import type { Database } from '../connection.ts'
import { append } from '../ledger/append.ts'
import { cursorOf, limitOf, pageOf } from '../paging.ts'
import { allOf, anywhere } from '../queries/conditions.ts'
import { revertingOf } from './reverts.ts'

/** What was found, since when, and what people say of it. */
export function itemParts(db: Database): Pick<Drifts, 'list' | 'get' | 'accept' | 'reopen'> {
  const get: Drifts['get'] = async (project, drift) => {
    const { rows } = await sql<ItemRow>`${items} where d.project = ${project} and d.id = ${drift}
      order by d.since desc limit 1`.execute(db)
    return rows[0] && itemOf(rows[0])
  }
  return {
    list: async (project, filter, paging) => {
      const [address, path, id, since] = cursorOf(paging, ['text', 'text', 'text', 'moment']) ?? []
      const { rows } = await sql<ItemRow>`${items} where ${allOf([
        sql`d.project = ${project}`,
        ...conditions(filter),
        address !== undefined &&
          sql`(d.address, d.path, d.id, d.since) > (${address}, ${path ?? ''}, ${id ?? ''}, ${since ?? ''}::timestamptz)`,
      ])} order by d.address, d.path, d.id, d.since limit ${limitOf(paging) + 1}`.execute(db)
      return pageOf(rows, paging, itemOf, (row) => [row.body.address, row.body.path, row.body.id, row.since])
    },
    get,
    accept: async (project, drift, { reason, until }, by) => {
      const found = await get(project, drift)
      if (found === undefined || found.until !== undefined)
        return refused('missing', 'There is no such drift.')
      return db.transaction().execute(async (tx) => {
        const data = { drift, reason, until }
        await append(tx, project, { kind: 'drift-accepted', data, subject: `drift/${drift}`, by })
        return done(undefined)
      })
    },
    reopen: async (project, drift, by) => {
      if ((await get(project, drift))?.acceptance === undefined)
        return refused('missing', 'There is no such drift that is accepted.')
      return db.transaction().execute(async (tx) => {
        await append(tx, project, { kind: 'drift-reopened', data: { drift }, subject: `drift/${drift}`, by })
        return done(undefined)
      })
    },
  }
}

/** An acceptance ends with its day; a proposal counts from when the drift was found. */
const items = sql`
  select d.stack, d.source, d.since, d.until, d.body, to_jsonb(a) as acceptance,
    (select to_jsonb(p) from (select state, by_whom, at, sha, problem, branch, url from drift_proposals
      where project = d.project and drift = d.id and at >= d.since) p) as proposal,
    (select to_jsonb(r) from (select state, by_whom, at, sha, plan, does, decided_by, decided_at, problem
      from drift_reverts where project = d.project and drift = d.id and at >= d.since) r) as reverting
  from drift_spans d
  left join drift_acceptances a
    on a.project = d.project and a.drift = d.id and a.until >= current_date::text and d.until is null`

function conditions({
  stack,
  source,
  state = 'open',
  what,
  text,
}: DriftFilter): readonly (RawBuilder<unknown> | false)[] {
  const states = {
    open: sql`d.until is null and not d.is_silent and a.drift is null`,
    silent: sql`d.until is null and d.is_silent`,
    accepted: sql`d.until is null and a.drift is not null`,
    gone: sql`d.until is not null and not d.is_silent`,
  }
  return [
    states[state],
    stack !== undefined &&
      sql`d.stack in (select id from stacks k where k.project = d.project and (k.id = ${stack} or k.name = ${stack}))`,
    source !== undefined && sql`d.source = ${source}`,
    what !== undefined && sql`d.what = ${what}`,
    text !== undefined && text !== '' && sql`d.search like ${anywhere(text.toLowerCase())}`,
  ]
}

interface ItemRow {
  readonly stack: string
  readonly source: string
  readonly since: string
  readonly until: string | null
  readonly body: DriftRecord
  readonly acceptance: {
    readonly by_whom: string
    readonly reason: string
    readonly until: string
    readonly at: string
  } | null
  readonly proposal: Parameters<typeof proposalOf>[0] | null
  readonly reverting: Parameters<typeof revertingOf>[0] | null
}

function itemOf({ stack, source, since, until, body, acceptance, proposal, reverting }: ItemRow): DriftItem {
  return {
    ...body,
    stack,
    source,
    since,
    until: until ?? undefined,
    acceptance:
      acceptance === null
        ? undefined
        : {
            by: acceptance.by_whom,
            reason: acceptance.reason,
            until: acceptance.until,
            at: new Date(acceptance.at).toISOString(),
          },
    proposal: proposal === null ? undefined : proposalOf(proposal),
    reverting: reverting === null ? undefined : revertingOf(reverting),
  }
}

export function proposalOf(row: {
  readonly state: string
  readonly by_whom: string
  readonly at: string
  readonly sha: string | null
  readonly problem: string | null
  readonly branch: string | null
  readonly url: string | null
}): DriftProposal {
  return {
    state: row.state as DriftProposal['state'],
    by: row.by_whom,
    at: new Date(row.at).toISOString(),
    sha: row.sha ?? undefined,
    problem: row.problem ?? undefined,
    branch: row.branch ?? undefined,
    url: row.url ?? undefined,
  }
}
