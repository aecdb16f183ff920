import { isListData, isMapData, type Data } from '../../kernel/edit.ts'
import type { Value } from '../../kernel/value.ts'
import { dataOf } from '../../model/data.ts'
import type { DriftedValue } from '../../model/drift.ts'
import type { WantedValue } from '../../model/edit.ts'
import type { Live } from '../../model/live.ts'
import { entryOf, parsePath, pathText, type PathStep } from '../../model/path.ts'
import type { Resource } from '../../model/resource.ts'
import { scalarText } from '../../model/scalar.ts'
import type { Field } from '../../shapes/shape.ts'
import type { ShapeTable } from '../../shapes/live.ts'
import { sourcePlaces } from '../../shapes/source-place.ts'
import { unshaped } from '../../shapes/unshape.ts'
import { snakeNames } from './source-names.ts'

/** The attributes that could say what runs at a place of an account, the likeliest first. */
export function* waysToSay(
  live: Live,
  value: DriftedValue,
  data: Data | undefined,
  table: ShapeTable,
): Generator<readonly WantedValue[]> {
  const [top, ...rest] = parsePath(value.path) ?? []
  if (typeof top !== 'string') return
  if (top === 'Tags') {
    for (const one of tagWays(live, value, rest, data)) yield [one]
    return
  }
  for (const one of sourcePlaces(live, value.path, data ?? '', table)) {
    yield [{ address: one.address, path: one.path, data: data === undefined ? undefined : one.data }]
    // A single value and a list of it are one to the API, and two to the language.
    if (data !== undefined && !isListData(data) && !isMapData(data))
      yield [{ address: one.address, path: one.path, data: [one.data] }]
  }
  yield* itemWays(live, [top, ...rest], data, table)
  if (data !== undefined) yield* namesakeWays(live, [top, ...rest], data)
}

/** An attribute of the property's own name that no table has. */
function* namesakeWays(
  live: Live,
  [top, ...rest]: readonly PathStep[],
  data: Data,
): Generator<readonly WantedValue[]> {
  const source = live.sources[0]
  if (source === undefined) return
  for (const name of snakeNames(String(top))) {
    if (entryOf(source.values, name) === undefined) continue
    yield [{ address: source.address, path: pathText([name, ...rest]), data }]
  }
}

/** A tag by its key in the map that has them. */
function* tagWays(
  live: Live,
  { wanted, live: running }: DriftedValue,
  [at, part]: readonly PathStep[],
  data: Data | undefined,
): Generator<WantedValue> {
  const source = live.sources[0]
  if (source === undefined) return
  const { address } = source
  if (at === undefined) {
    const pairs = isListData(data ?? null) ? pairsOf(data ?? []) : {}
    const isNothing = Object.keys(pairs).length === 0
    yield { address, path: 'tags', data: isNothing ? undefined : pairs }
    return
  }
  const said = [running, wanted].find(({ kind }) => kind === 'map') ?? itemAt(live, at)
  const key = said === undefined ? undefined : scalarText(entryOf(said, 'Key') ?? said)
  if (key === undefined) return
  const tag = tagIn(data, part)
  yield { address, path: pathText(['tags', key]), data: tag }
  // The first tag of all needs the map around it.
  if (tag !== undefined) yield { address, path: 'tags', data: { ...tagsSaid(source), [key]: tag } }
}

function tagIn(data: Data | undefined, part: PathStep | undefined): Data | undefined {
  if (data !== undefined && isMapData(data)) return data['Value']
  return part === 'Value' ? data : undefined
}

function tagsSaid({ values }: Resource): Readonly<Record<string, Data>> {
  const tags = entryOf(values, 'tags')
  const data = tags === undefined ? undefined : dataOf(tags)
  return data !== undefined && data !== null && isMapData(data) ? data : {}
}

function itemAt({ values }: Live, at: PathStep): Value | undefined {
  const tags = entryOf(values, 'Tags')
  return tags?.kind === 'list' && typeof at === 'number' ? tags.items[at] : undefined
}

function pairsOf(data: Data): Readonly<Record<string, Data>> {
  const pairs = isListData(data) ? data : []
  return Object.fromEntries(
    pairs.flatMap((one): readonly (readonly [string, Data])[] => {
      const key = isMapData(one) ? one['Key'] : undefined
      return typeof key === 'string' && !key.startsWith('aws:') && isMapData(one)
        ? [[key, one['Value'] ?? '']]
        : []
    }),
  )
}

/** A whole item that was added to a list or taken out of it: a block, or an item of the list. */
function* itemWays(
  live: Live,
  steps: readonly PathStep[],
  data: Data | undefined,
  table: ShapeTable,
): Generator<readonly WantedValue[]> {
  const source = live.sources[0]
  const position = steps.findLastIndex((step) => typeof step === 'number')
  const field = source === undefined ? undefined : fieldAt(source, steps.slice(0, position), table)
  if (source === undefined || field === undefined || position !== steps.length - 1) return
  const attribute = listOf(field)
  if (attribute === undefined) return
  const { address } = source
  const now = entryOf(source.values, attribute)
  const count = now?.kind === 'list' ? now.items.length : 0
  if (data === undefined) {
    yield [{ address, path: pathText([attribute, Number(steps[position])]), data: undefined }]
    return
  }
  const target = steps.slice(0, position).join('.')
  const made = unshaped({ [target]: field }, nestedIn(steps.slice(0, position), [data]))
  const list = made.attributes[attribute]
  const [item] = list !== undefined && isListData(list) ? list : []
  if (item !== undefined) yield [{ address, path: pathText([attribute, count]), data: item }]
}

function fieldAt(source: Resource, steps: readonly PathStep[], table: ShapeTable): Field | undefined {
  const fields = table.owners.get(source.type)?.fields
  const target = steps.join('.')
  return fields !== undefined && Object.hasOwn(fields, target) ? fields[target] : undefined
}

function listOf(field: Field): string | undefined {
  if (typeof field === 'string') return field
  if ('each' in field) return field.each
  return 'spread' in field ? field.spread : undefined
}

function nestedIn([step, ...rest]: readonly PathStep[], data: Data): Readonly<Record<string, Data>> {
  return { [String(step)]: rest.length === 0 ? data : nestedIn(rest, data) }
}
