import type { Span } from '../../kernel/span.ts'
import type { ChangeCause, Difference, ResourceChange } from '../../model/difference.ts'
import { placeText, sourceLine } from '../source.ts'
import type { View } from '../view.ts'
import { counted } from '../words.ts'

/** How both states are shown. */
export interface DiffViews {
  readonly before: View
  readonly after: View
}

/** A difference, and what it is a difference to. */
export interface DiffReport {
  readonly difference: Difference
  readonly since: string
}

/** The place of a cause: as it is, else as it was. */
export function causePlace(views: DiffViews, { kind, before, after }: ChangeCause): string {
  const [view, span] = after === undefined ? [views.before, before] : [views.after, after]
  if (span === undefined) return ''
  return kind === 'file' ? view.path(span.file) : placeText(view, span)
}

/** What is to be known of a cause beside its lines. */
export function causeNote({ kind, after }: ChangeCause): string {
  if (kind === 'file') return after === undefined ? 'file removed' : 'new file'
  return kind === 'unchanged' ? 'the line itself is as it was' : ''
}

/** The line of a cause as it was, and as it is. */
export function causeLines(
  views: DiffViews,
  { kind, before, after }: ChangeCause,
): { readonly before: string | undefined; readonly after: string | undefined } {
  if (kind === 'file') return { before: undefined, after: undefined }
  return { before: lineOf(views.before, before), after: lineOf(views.after, after) }
}

function lineOf(view: View, span: Span | undefined): string | undefined {
  return span === undefined ? undefined : sourceLine(view, span)?.text.trim()
}

/** The same change in several resources. */
export interface SameChange {
  readonly change: ResourceChange
  readonly addresses: readonly string[]
}

/** Changes of the same path between the same values together; what becomes of whole resources first. */
export function sameChanges(
  changes: readonly ResourceChange[],
  key: (one: ResourceChange) => string,
): readonly SameChange[] {
  const groups = new Map<string, { readonly change: ResourceChange; readonly addresses: string[] }>()
  for (const change of changes) {
    const name = `${change.kind}\u0000${change.path}\u0000${change.path === '' ? change.address : key(change)}`
    const known = groups.get(name)
    if (known === undefined) groups.set(name, { change, addresses: [change.address] })
    else known.addresses.push(change.address)
  }
  const all = [...groups.values()]
  return [...all.filter(isWhole), ...all.filter((one) => !isWhole(one))]
}

/** Whether it is a resource that is there or not. */
export function isWhole({ change: { path, kind } }: { readonly change: ResourceChange }): boolean {
  return path === '' && (kind === 'added' || kind === 'removed')
}

/** How much there is, in a few words. */
export function totalsOf({ roots, resources }: Difference): {
  readonly added: number
  readonly removed: number
  readonly changed: number
  readonly values: number
  readonly causes: number
  readonly resources: number
} {
  const groups = roots.flatMap((one) => one.groups)
  const changes = groups.flatMap((one) => one.changes)
  const whole = changes.filter((change) => isWhole({ change }))
  const inside = changes.filter((change) => !isWhole({ change }))
  const changed = roots.map(
    (root) =>
      new Set(
        root.groups
          .flatMap((one) => one.changes)
          .filter((change) => !isWhole({ change }))
          .map(({ address }) => address),
      ).size,
  )
  const lines = groups.flatMap(({ causes }) =>
    causes.filter(({ kind }) => kind !== 'unchanged').map(({ before, after }) => after ?? before),
  )
  return {
    added: whole.filter(({ kind }) => kind === 'added').length,
    removed: whole.filter(({ kind }) => kind === 'removed').length,
    changed: changed.reduce((sum, count) => sum + count, 0),
    values: inside.length,
    causes: new Set(lines.map((span) => `${span?.file}:${span?.start}`)).size,
    resources,
  }
}

/** `2 values in 1 resource, 1 resource added`; of nothing, that there is no difference. */
export function totalsText(difference: Difference): string {
  const { added, removed, changed, values } = totalsOf(difference)
  const parts = [
    ...(values === 0 ? [] : [`${counted(values, 'value')} changed in ${counted(changed, 'resource')}`]),
    ...(added === 0 ? [] : [`${counted(added, 'resource')} added`]),
    ...(removed === 0 ? [] : [`${counted(removed, 'resource')} removed`]),
  ]
  return parts.length === 0 ? 'No difference' : parts.join(', ')
}
