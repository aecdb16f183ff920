import type { FeedChange, FeedValue } from '../../model/feed-change.ts'
import { jsonOf, listOf, objectOf, textOf, timeOf, type Fields } from './fields.ts'

/** As many values as are kept; of more only the number is told. */
const mostValues = 60
/** A longer value is known by its path. */
const longestValue = 400

/** Whether it is a plan, as `terraform show -json` prints it. */
export function isPlan(fields: Fields): boolean {
  return Array.isArray(fields['resource_changes']) && textOf(fields['format_version']) !== undefined
}

/**
 * A plan as one change, made when the plan was: each attribute that it changes, and each resource that it creates or
 * destroys. A text says why it can't be placed in time. What is sensitive is masked.
 */
export function planChange(plan: Fields, what: string): FeedChange | string {
  const time = timeOf(plan['timestamp'])
  if (time === undefined)
    return `${what} is a plan of Terraform that has no \`timestamp\`, so nobody knows when it was made.`
  const values = listOf(plan['resource_changes']).flatMap(valuesOf)
  const resources = new Set(values.map(({ address }) => address)).size
  return {
    id: textOf(plan['timestamp']) ?? '',
    kind: 'plan',
    time,
    author: '',
    title: `a plan of Terraform that changes ${resources === 1 ? '1 resource' : `${resources} resources`}`,
    nodes: [],
    files: [],
    values: values.slice(0, mostValues),
    more: Math.max(0, values.length - mostValues),
    link: '',
  }
}

function valuesOf(item: unknown): readonly FeedValue[] {
  const fields = objectOf(item)
  const address = textOf(fields?.['address'])
  const change = objectOf(fields?.['change'])
  if (address === undefined || change === undefined) return []
  const actions = new Set(listOf(change['actions']))
  const empty = { root: '', variant: '', address, before: undefined, after: undefined, line: undefined }
  const whole = { ...empty, path: '', isSecret: false }
  if (actions.has('create') && actions.has('delete')) return [{ ...whole, kind: 'changed' }]
  if (actions.has('create')) return [{ ...whole, kind: 'added' }]
  if (actions.has('delete')) return [{ ...whole, kind: 'removed' }]
  return actions.has('update') ? updated(address, change) : []
}

function updated(address: string, change: Fields): readonly FeedValue[] {
  const [before, after, unknown] = ['before', 'after', 'after_unknown'].map((side) => objectOf(change[side]))
  const secrets = ['before_sensitive', 'after_sensitive'].map((side) => change[side])
  const paths = [...new Set([before, after, unknown].flatMap((side) => Object.keys(side ?? {})))]
  return paths.toSorted().flatMap((path): readonly FeedValue[] => {
    const [was, is] = [jsonOf(before?.[path]), jsonOf(after?.[path])]
    const isUnknown = holdsTrue(unknown?.[path])
    if (was === is && !isUnknown) return []
    const isSecret = secrets.some((side) => side === true || holdsTrue(objectOf(side)?.[path]))
    const kind = was === undefined ? 'added' : is === undefined && !isUnknown ? 'removed' : 'changed'
    const [shownBefore, shownAfter] = [was, is].map((json) => shown(json, isSecret))
    return [
      {
        root: '',
        variant: '',
        address,
        path,
        kind,
        before: shownBefore,
        after: shownAfter,
        isSecret,
        line: undefined,
      },
    ]
  })
}

/** Terraform marks parts that are sensitive or unknown with `true`, however deep. */
function holdsTrue(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === true
  return Object.values(value).some(holdsTrue)
}

function shown(json: string | undefined, isSecret: boolean): string | undefined {
  if (json !== undefined && isSecret) return '"(sensitive)"'
  return json === undefined || json.length > longestValue ? undefined : json
}
