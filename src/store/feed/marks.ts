import type { FeedMark, FeedMarkResource } from '../../contract/feed-nouns.ts'
import type { LedgerEvent } from '../../contract/nouns.ts'
import { happened, type EventData, type EventKind, type Happened } from '../ledger/kinds.ts'

/** The events that marks are made of. */
export const markedKinds = [
  'change-told',
  'state-locked',
  'state-written',
  'state-restored',
  'state-removed',
  'drift-changed',
  'drift-revert-asked',
  'drift-reverted',
  'gate-overridden',
] as const satisfies readonly EventKind[]

/** What stacks are called, and which source each is of; also by the state that they go by. */
export interface StackNames {
  readonly byId: ReadonlyMap<string, { readonly name: string; readonly source: string }>
  readonly sourceOfState: ReadonlyMap<string, string>
}

/** One mark for each thing that happened; the events come oldest first. Those of one apply are one. */
export function feedMarks(events: readonly LedgerEvent[], stacks: StackNames): readonly FeedMark[] {
  const marks: FeedMark[] = []
  const locks = new Map<string, EventData['state-locked']>()
  const applies = new Map<string, number>()
  for (const event of events) {
    const one = happened(event)
    if (one === undefined) continue
    if (one.kind === 'state-locked') {
      locks.set(one.data.name, one.data)
      applies.delete(one.data.name)
    }
    if (one.kind !== 'state-written') {
      marks.push(...marksOf(one, event, stacks))
      continue
    }
    const mark = applyMark(one.data, event, { stacks, lock: locks.get(one.data.name) })
    const place = applies.get(one.data.name)
    const before = place === undefined ? undefined : marks[place]
    // Terraform writes the state again and again while it applies; every apply takes the lock anew.
    if (place !== undefined && before !== undefined && isSameApply(before, mark))
      marks[place] = joined(before, mark)
    else {
      applies.set(one.data.name, marks.length)
      marks.push(mark)
    }
  }
  return marks.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
}

/** As many resources of one mark as are listed. */
const mostResources = 20
const nothing = { services: [], resources: [], more: 0, source: undefined, link: undefined } as const

function marksOf(one: Happened, event: LedgerEvent, stacks: StackNames): readonly FeedMark[] {
  const { id, time: at } = event
  const author = byOf(event)
  switch (one.kind) {
    case 'change-told': {
      const { key: _, ...told } = one.data
      return [{ ...nothing, ...told, id }]
    }
    case 'state-locked': {
      const { name, operation, who } = one.data
      if (operation !== 'OperationTypePlan') return []
      const place = { source: stacks.sourceOfState.get(name), link: `/states/${name}` }
      return [{ ...nothing, ...place, id, at, kind: 'plan', title: `Plan of ${name}`, author: who || author }]
    }
    case 'state-restored':
    case 'state-removed': {
      const { name, version } = one.data
      const title =
        one.kind === 'state-removed'
          ? `State ${name} deleted`
          : `State ${name} restored as version ${version}`
      const place = { source: stacks.sourceOfState.get(name), link: `/states/${name}` }
      return [{ ...nothing, ...place, id, at, kind: 'other', title, author }]
    }
    case 'drift-changed':
      return driftMarks(one.data, event)
    case 'drift-revert-asked':
    case 'drift-reverted': {
      const { drift, stack } = one.data
      const known = stacks.byId.get(stack)
      const where = known === undefined ? '' : ` in ${known.name}`
      const place = { source: known?.source, link: `/drift/${drift}` }
      if (one.kind === 'drift-revert-asked') {
        const title = `Plan to bring back what the code says${where}`
        return [{ ...nothing, ...place, id, at, kind: 'plan', title, author }]
      }
      const title =
        one.data.outcome === 'applied'
          ? `Brought back what the code says${where}`
          : `Bringing back what the code says${where} failed`
      return [{ ...nothing, ...place, id, at, kind: 'apply', title, author: one.data.askedBy || author }]
    }
    case 'gate-overridden': {
      const { source, sha, gate, reason } = one.data
      const title = `Gate ${gate} overridden for ${sha.slice(0, 8)}: ${reason}`
      return [
        { ...nothing, id, at, kind: 'review', title, author, source, link: `/changes/${source}/${sha}` },
      ]
    }
    default:
      return []
  }
}

function applyMark(
  { name, version, changed, changedMore }: EventData['state-written'],
  event: LedgerEvent,
  { stacks, lock }: { readonly stacks: StackNames; readonly lock: EventData['state-locked'] | undefined },
): FeedMark {
  return {
    ...nothing,
    id: event.id,
    kind: 'apply',
    at: event.time,
    title: `${name} applied: version ${version} of its state`,
    author: lock === undefined || lock.who === '' ? byOf(event) : lock.who,
    source: stacks.sourceOfState.get(name),
    resources: (changed ?? []).slice(0, mostResources).map((address) => ({ address, path: '' })),
    more: (changedMore ?? 0) + Math.max(0, (changed ?? []).length - mostResources),
    link: `/states/${name}`,
  }
}

const longestApply = 3600_000

function isSameApply(before: FeedMark, after: FeedMark): boolean {
  return Date.parse(after.at) - Date.parse(before.at) < longestApply
}

/** It begins with the first, and ends with the last. */
function joined(before: FeedMark, after: FeedMark): FeedMark {
  const all = [...new Set([...before.resources, ...after.resources].map(({ address }) => address))]
  return {
    ...before,
    title: after.title,
    resources: all.slice(0, mostResources).map((address) => ({ address, path: '' })),
    more: before.more + after.more + Math.max(0, all.length - mostResources),
  }
}

/** What is known to have been done by somebody at another time than it was seen stands at that time. */
function driftMarks(
  { stack, name, source, appeared, gone }: EventData['drift-changed'],
  event: LedgerEvent,
): readonly FeedMark[] {
  const link = `/drift?stack=${encodeURIComponent(stack)}`
  const base = { ...nothing, kind: 'drift', source, link } as const
  const groups = new Map<string, (typeof appeared)[number][]>()
  for (const one of appeared) {
    const key = JSON.stringify([momentOf(one.at) ?? event.time, one.who ?? ''])
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  const marks = [...groups].map(([key, all], place): FeedMark => {
    const [at = event.time, who = ''] = JSON.parse(key) as readonly string[]
    const what = all.length === 1 ? `${all[0]?.address ?? ''} drifted` : `${all.length} values drifted`
    const resources = all.map(({ address, path }): FeedMarkResource => ({ address, path }))
    return {
      ...base,
      id: place === 0 ? event.id : `${event.id} ${place}`,
      at,
      title: `${what} in ${name}`,
      author: who === '' ? 'seen by a comparison' : who,
      resources: resources.slice(0, mostResources),
      more: Math.max(0, resources.length - mostResources),
    }
  })
  if (marks.length > 0 || gone.length === 0) return marks
  const title = `${gone.length === 1 ? 'A drift' : `${gone.length} drifts`} of ${name} gone`
  return [{ ...base, id: event.id, at: event.time, title, author: '' }]
}

function momentOf(text: string | undefined): string | undefined {
  const time = Date.parse(text ?? '')
  return Number.isFinite(time) ? new Date(time).toISOString() : undefined
}

function byOf({ data }: LedgerEvent): string {
  return typeof data['by'] === 'string' ? data['by'] : ''
}
