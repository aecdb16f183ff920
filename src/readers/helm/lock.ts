import { createHash } from 'node:crypto'
import type { Origins } from '../../kernel/origins.ts'
import type { Value } from '../../kernel/value.ts'
import { entryOf } from '../../model/path.ts'
import { scalarText } from '../../model/scalar.ts'
import type { Chart } from './chart.ts'
import { dependenciesIn, yamlOf, type Dependency } from './metadata.ts'

/** What a lock says of the versions of dependencies. */
export type LockedVersions =
  /** There is no lock: what the chart says is a constraint, and the newest that fits is taken. */
  | { readonly kind: 'none' }
  /** By the position among the dependencies. */
  | { readonly kind: 'locked'; readonly of: (position: number) => string }
  | { readonly kind: 'stale'; readonly why: string }

/**
 * The versions of a chart's lock, which is of no use when the dependencies were changed after it was made.
 * See https://helm.sh/docs/helm/helm_dependency_build/
 */
export function lockedVersions({ lock, metadata }: Chart, origins: Origins): LockedVersions {
  if (lock === undefined) return { kind: 'none' }
  const { value } = yamlOf(lock, origins)
  const locked = dependenciesIn(entryOf(value, 'dependencies'))
  const digest = entryOf(value, 'digest')
  const said = digest === undefined ? undefined : scalarText(digest)
  const own = digestOf(metadata.dependencies, locked)
  const name = lock.path.slice(lock.path.lastIndexOf('/') + 1)
  if (said !== own)
    return { kind: 'stale', why: `${name} is not of these dependencies; run \`helm dependency update\`` }
  return { kind: 'locked', of: (position) => locked[position]?.version ?? '' }
}

/** As Helm computes it: of the JSON of what is asked for and what was chosen. */
function digestOf(asked: readonly Dependency[], locked: readonly Dependency[]): string {
  const json = goJson([asked.map(fieldsOf), locked.map(fieldsOf)])
  return `sha256:${createHash('sha256').update(json).digest('hex')}`
}

/** Fields in the order of Helm's own structure, those that are empty left out. */
function fieldsOf({
  name,
  version,
  repository,
  condition,
  tags,
  enabled,
  imports,
  alias,
}: Dependency): Readonly<Record<string, unknown>> {
  return {
    name,
    ...(version === '' ? {} : { version }),
    repository,
    ...(condition === '' ? {} : { condition }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(enabled ? { enabled } : {}),
    ...(imports?.kind === 'list' && imports.items.length > 0 ? { 'import-values': plain(imports) } : {}),
    ...(alias === '' ? {} : { alias }),
  }
}

function plain(value: Value): unknown {
  switch (value.kind) {
    case 'list':
      return value.items.map(plain)
    case 'map':
      return Object.fromEntries(
        [...value.entries]
          .toSorted(([one], [other]) => (one < other ? -1 : 1))
          .map(([key, one]) => [key, plain(one)]),
      )
    case 'scalar':
      return typeof value.scalar === 'object' && value.scalar !== null
        ? Number(value.scalar.number)
        : value.scalar
    default:
      return null
  }
}

/** JSON as Go writes it, which escapes what could be taken for HTML. */
function goJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/gu,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
