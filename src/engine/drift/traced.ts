import { Origins } from '../../kernel/origins.ts'
import type { Value } from '../../kernel/value.ts'
import { referencesBetween } from '../../model/kubernetes/references.ts'
import type { Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import { scalarText } from '../../model/scalar.ts'
import { isOfAccount, matchedAccount } from './account.ts'
import { asServed, matchesIn, type Comparing } from './drift.ts'
import { kubernetesComparison, silenceOfExtra } from './kubernetes.ts'
import { matchedItems } from './values.ts'

/**
 * What runs, as a reading that rules can be asked about: each value that is as the code says has the code's own origins, so that what
 * is wrong with it is told at the line to change; all others are told where the dump says them. Left out is what something else
 * in the cluster made, since that is told with its maker.
 */
export function tracedLive(comparing: Comparing): Reading {
  const { live, readings } = comparing
  const origins = new Origins()
  const shift = origins.adopt(live.origins)
  const shifts = new Map<Reading, number>()
  const texts = new Map(live.texts)
  const wantedFor = new Map<Resource, Wanted>([
    ...matchesIn(comparing).matches.map(({ live: one, reading, wanted }): [Resource, Wanted] => [
      one,
      { reading, wanted, says: asServed(wanted.values) },
    ]),
    ...matchedAccount({ readings, live, state: comparing.state }).matches.map(
      ({ resource, wanted: { reading, values, sources } }): [Resource, Wanted] => [
        resource,
        { reading, wanted: sources[0] ?? resource, says: values },
      ],
    ),
  ])
  const resources = live.resources
    .filter((one) => wantedFor.has(one) || isOfAccount(one) || !isMade(one))
    .map((one): Resource => {
      const match = wantedFor.get(one)
      const values = moved(one.values, shift)
      if (match === undefined) return { ...one, values }
      const { reading, wanted, says } = match
      const by = shifts.get(reading) ?? origins.adopt(reading.origins)
      shifts.set(reading, by)
      for (const [file, text] of reading.texts) texts.set(file, text)
      const traced = withOrigins(values, says, by, '')
      return { ...one, values: traced, span: wanted.span, ...(wanted.extent && { extent: wanted.extent }) }
    })
  return {
    format: live.format,
    root: live.root,
    variant: '',
    resources,
    named: [],
    references: readings.length === 0 && resources.length === 0 ? [] : referencesBetween(resources),
    diagnostics: [],
    origins,
    texts,
  }
}

/** A resource of the code, and what it says in the shape of the live API. */
interface Wanted {
  readonly reading: Reading
  readonly wanted: Resource
  readonly says: Value
}

/** By a controller, or by the cluster for itself. */
function isMade({ values, type }: Resource): boolean {
  return silenceOfExtra(values, type, 'ours') !== undefined
}

function moved(value: Value, by: number): Value {
  const origin = value.origin === 0 ? 0 : value.origin + by
  if (value.kind === 'list') return { ...value, origin, items: value.items.map((one) => moved(one, by)) }
  if (value.kind !== 'map') return { ...value, origin }
  return {
    ...value,
    origin,
    entries: new Map([...value.entries].map(([name, one]) => [name, moved(one, by)])),
  }
}

/** A live value with the origins of the wanted one, wherever both are the same. */
function withOrigins(live: Value, wanted: Value | undefined, by: number, place: string): Value {
  if (wanted === undefined || wanted.kind !== live.kind) return live
  const origin = wanted.origin === 0 ? live.origin : wanted.origin + by
  if (live.kind === 'map' && wanted.kind === 'map') {
    const entries = [...live.entries].map(
      ([name, one]) =>
        [
          name,
          withOrigins(one, wanted.entries.get(name), by, place === '' ? name : `${place}.${name}`),
        ] as const,
    )
    return { ...live, origin, entries: new Map(entries) }
  }
  if (live.kind === 'list' && wanted.kind === 'list') {
    const inner = `${place}[]`
    const pairs = matchedItems(inner, wanted.items, live.items, kubernetesComparison)
    const wantedAt = new Map([...pairs].map(([one, other]) => [other, wanted.items[one]]))
    return {
      ...live,
      origin,
      items: live.items.map((one, at) => withOrigins(one, wantedAt.get(at), by, inner)),
    }
  }
  const isEqual =
    live.kind === 'scalar' &&
    wanted.kind === 'scalar' &&
    (live.scalar === wanted.scalar ||
      kubernetesComparison.areEqual(place, scalarText(wanted) ?? '', scalarText(live) ?? ''))
  return isEqual ? { ...live, origin, marks: live.marks | wanted.marks } : live
}
