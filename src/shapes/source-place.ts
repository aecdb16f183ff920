import type { Address } from '../kernel/brand.ts'
import type { Data } from '../kernel/edit.ts'
import { partAt, type Live } from '../model/live.ts'
import { parsePath, pathText, type PathStep } from '../model/path.ts'
import type { Resource } from '../model/resource.ts'
import type { ShapeTable } from './live.ts'
import { sourceNames } from './kubernetes/objects.ts'
import type { Conversion, Field, Fields } from './shape.ts'

/** Where a value of a live resource is written in the source, and what it has to be there. */
export interface SourcePlace {
  readonly address: Address
  readonly path: string
  readonly data: Data
}

type Path = readonly PathStep[]

interface Said {
  readonly path: Path
  readonly data: Data
}

/**
 * The attributes of the source that could say a value at a path of a live resource, the likeliest first: the tables read from
 * right to left. What a function converts is tried as it is.
 */
export function sourcePlaces(
  live: Live,
  path: string,
  data: Data,
  table: ShapeTable,
): readonly SourcePlace[] {
  const steps = parsePath(path)
  if (steps === undefined) return []
  const near = partAt(live, path).resource
  const resources = [near, ...live.madeOf.map(({ resource }) => resource).filter((one) => one !== near)]
  const places = resources.flatMap((resource) =>
    inResource(live, resource, { path: steps, data }, table).map((said) => ({
      address: resource.address,
      path: pathText(said.path),
      data: said.data,
    })),
  )
  const seen = new Set<string>()
  return places.filter((one) => {
    const key = JSON.stringify(one)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** A source type that would say values of a live resource, and of which it has none yet. */
export interface MissingCompanion {
  readonly type: string
  readonly owner: Resource
  /** The argument that names the owner. */
  readonly by: string
  readonly values: readonly { readonly path: Path; readonly data: Data }[]
}

/** The companions that together would say all of some values; undefined where there are none for one of them. */
export function missingCompanions(
  live: Live,
  wanted: readonly { readonly path: string; readonly value: Data }[],
  table: ShapeTable,
): readonly MissingCompanion[] | undefined {
  const owner = live.sources.find(({ type }) => table.owners.get(type)?.to === live.type)
  if (owner === undefined || owner.mode !== 'managed') return undefined
  const found = new Map<string, MissingCompanion>()
  for (const { path, value } of wanted) {
    const [first] = companionsSaying(live, { path: parsePath(path) ?? [], data: value }, table)
    if (first === undefined) return undefined
    const { type, by, said } = first
    const values = [...(found.get(type)?.values ?? []), said]
    found.set(type, { type, owner, by, values })
  }
  return [...found.values()]
}

function companionsSaying(
  { type, sources }: Live,
  said: Said,
  table: ShapeTable,
): readonly { readonly type: string; readonly by: string; readonly said: Said }[] {
  const there = new Set(sources.map((one) => one.type))
  return [...table.companions.values()].flat().flatMap((companion) => {
    const { from, to, by, place, where, over } = companion
    // An item of a list, such as a rule of a security group, is one of several.
    const isOne = to === type && !place.endsWith('[]') && where === undefined && over === undefined
    if (!isOne || there.has(from)) return []
    const rest = withoutPrefix(said.path, place === '' ? [] : (parsePath(place) ?? []))
    const inner = rest === undefined ? [] : throughFields(companion.fields, { path: rest, data: said.data })
    return inner.slice(0, 1).map((one) => ({ type: from, by, said: one }))
  })
}

function inResource(live: Live, resource: Resource, said: Said, table: ShapeTable): readonly Said[] {
  const owner = table.owners.get(resource.type)
  const companions = (table.companions.get(resource.type) ?? []).filter((one) => one.to === live.type)
  const own = owner?.to === live.type || owner?.holds !== undefined ? owner : undefined
  if (own === undefined && companions.length === 0) return owner === undefined ? [said] : []
  return [
    ...(own === undefined ? [] : throughFields(own.fields, said)),
    ...(own?.whole === undefined ? [] : [{ path: sourceNames(said.path), data: said.data }]),
    ...(own?.holds === undefined ? [] : [{ path: [own.holds.in, ...said.path], data: said.data }]),
    ...companions.flatMap(({ place, fields }) => {
      const prefix = parsePath(place.replace(/\[\]$/u, '')) ?? []
      const left = withoutPrefix(said.path, place === '' ? [] : prefix)
      const rest = place.endsWith('[]') && typeof left?.[0] === 'number' ? left.slice(1) : left
      return rest === undefined ? [] : throughFields(fields, { path: rest, data: said.data })
    }),
  ]
}

/** What is left of a path below another; undefined where it isn't below. */
function withoutPrefix(path: Path, prefix: Path): Path | undefined {
  return prefix.every((step, at) => path[at] === step) ? path.slice(prefix.length) : undefined
}

function throughFields(fields: Fields, said: Said): readonly Said[] {
  return Object.entries(fields).flatMap(([target, field]) => {
    const rest = withoutPrefix(said.path, target.split('.'))
    return rest === undefined ? [] : throughField(field, { path: rest, data: said.data })
  })
}

/** The path below the field's own place, said as its attribute. */
function throughField(field: Field, said: Said): readonly Said[] {
  if (typeof field === 'string') return [below(field, said)]
  if ('as' in field)
    return said.path.length > 0
      ? []
      : unconverted(field.as, said.data).map((data) => below(field.from, { path: [], data }))
  if ('first' in field) return field.first.flatMap((one) => throughField(one, said))
  if ('joined' in field) return field.joined.flatMap((one) => throughField(one, said))
  if ('item' in field)
    return said.path[0] === 0 ? throughFields(field.item, { ...said, path: said.path.slice(1) }) : []
  if ('given' in field || 'empty' in field) return []
  const [first = 0, ...rest] = said.path
  const position = typeof first === 'number' ? first : 0
  const inner = throughFields(field.of, {
    path: typeof first === 'number' ? rest : said.path,
    data: said.data,
  })
  const list = 'each' in field ? field.each : field.spread
  return inner.map((one) => below(list, { path: [position, ...one.path], data: one.data }))
}

function below(attribute: string, { path, data }: Said): Said {
  return { path: [...(parsePath(attribute) ?? []), ...path], data }
}

/** What a conversion makes a value of. */
function unconverted(as: Conversion, data: Data): readonly Data[] {
  if (typeof as === 'function') return [data]
  if (as === 'json' || as === 'tags') return []
  if (as === 'list') return [data]
  const names = Object.entries(as).flatMap(([name, one]) => (one === data ? [name] : []))
  const known = names.map((name) => (name === 'true' || name === 'false' ? name === 'true' : name))
  return known.length > 0 ? known : [data]
}
