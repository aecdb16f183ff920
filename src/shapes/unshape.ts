import { isListData, isMapData, type Data } from '../kernel/edit.ts'
import { unreachable } from '../kernel/unreachable.ts'
import { parsePath } from '../model/path.ts'
import type { Conversion, Field, Fields } from './shape.ts'

/** Properties of the live shape said as attributes of a source: the tables read from right to left. */
export interface Unshaped {
  /** Attributes and blocks; where a document stands in a text, `documents` has it. */
  readonly attributes: Attributes
  /** Attributes that hold a document as a text, with what it says. */
  readonly documents: Attributes
  /** Properties that no attribute of the table says. */
  readonly left: readonly string[]
}

export type Attributes = Readonly<Record<string, Data>>

/** What a source would have to say for a table to give these properties. */
export function unshaped(fields: Fields, properties: Attributes): Unshaped {
  let attributes: Attributes = {}
  let documents: Attributes = {}
  const said = new Set<string>()
  for (const [target, field] of Object.entries(fields)) {
    const path = target.split('.')
    const value = under(properties, path)
    const back = value === undefined ? undefined : reversed(field, value)
    if (back === undefined) continue
    said.add(target)
    for (const { attribute, data, isDocument } of back) {
      const steps = (parsePath(attribute) ?? []).filter((step) => typeof step === 'string')
      if (isDocument) documents = placed(documents, steps, data)
      else attributes = placed(attributes, steps, data)
    }
  }
  return { attributes, documents, left: leaves(properties, '').filter((one) => !isSaid(one, said)) }
}

interface Back {
  readonly attribute: string
  readonly data: Data
  readonly isDocument: boolean
}

/** What an attribute has to be for the field to give a value; undefined where that can't be said. */
function reversed(field: Field, value: Data): readonly Back[] | undefined {
  if (typeof field === 'string') return [{ attribute: field, data: value, isDocument: false }]
  if ('as' in field) return unconverted(field.from, field.as, value)
  if ('first' in field) return firstBack(field.first, value)
  if ('each' in field) return blocks(field.each, value, (item) => wholly(field.of, item))
  if ('spread' in field) return blocks(field.spread, value, (item) => spreadItem(field.over, field.of, item))
  if ('item' in field) return itemBack(field.item, value)
  if ('given' in field) return value === field.given ? [] : undefined
  if ('empty' in field) return []
  if ('joined' in field) return distributed(field.joined, value)
  return unreachable(field)
}

function firstBack(fields: readonly Field[], value: Data): readonly Back[] | undefined {
  for (const one of fields) {
    const back = reversed(one, value)
    if (back !== undefined) return back
  }
  return undefined
}

function itemBack(fields: Fields, value: Data): readonly Back[] | undefined {
  const [only] = isListData(value) && value.length === 1 ? value : []
  const attributes = only === undefined ? undefined : wholly(fields, only)
  return (
    attributes &&
    Object.entries(attributes).map(([attribute, data]) => ({ attribute, data, isDocument: false }))
  )
}

/** Each item of a list by the first of the fields that could have given it. */
function distributed(fields: readonly Field[], value: Data): readonly Back[] | undefined {
  const backs = isListData(value)
    ? value.map((item) => fields.map((one) => reversed(one, [item])).find((back) => back !== undefined))
    : [undefined]
  const found = backs.filter((one) => one !== undefined)
  if (found.length < backs.length) return undefined
  const lists = new Map<string, Back>()
  for (const one of found.flat()) {
    const known = lists.get(one.attribute)
    const isBoth = known !== undefined && isListData(known.data) && isListData(one.data)
    if (known !== undefined && !isBoth) return undefined
    const data = isBoth ? [...known.data, ...one.data] : one.data
    lists.set(one.attribute, { ...one, data })
  }
  return [...lists.values()]
}

function blocks(
  attribute: string,
  value: Data,
  make: (item: Data) => Attributes | undefined,
): readonly Back[] | undefined {
  const items = isListData(value) ? value.map(make) : [undefined]
  const made = items.filter((one) => one !== undefined)
  return made.length === items.length ? [{ attribute, data: made, isDocument: false }] : undefined
}

/** An item of which every property has an attribute. */
function wholly(fields: Fields, item: Data): Attributes | undefined {
  if (!isMapData(item)) return undefined
  const { attributes, documents, left } = unshaped(fields, item)
  return left.length === 0 && Object.keys(documents).length === 0 ? attributes : undefined
}

/** One block for an item that says one value of one of the lists. */
function spreadItem(
  over: Readonly<Record<string, string>>,
  fields: Fields,
  item: Data,
): Attributes | undefined {
  if (!isMapData(item)) return undefined
  const entries = Object.entries(item)
  const rest = wholly(fields, Object.fromEntries(entries.filter(([name]) => !Object.hasOwn(over, name))))
  if (rest === undefined) return undefined
  const lists = entries.flatMap(([name, data]): readonly (readonly [string, Data])[] => {
    const list = Object.hasOwn(over, name) ? over[name] : undefined
    return list === undefined ? [] : [[list, [data]]]
  })
  return { ...rest, ...Object.fromEntries(lists) }
}

function unconverted(from: string, as: Conversion, value: Data): readonly Back[] | undefined {
  const one = (data: Data, isDocument = false): readonly Back[] => [{ attribute: from, data, isDocument }]
  if (typeof as === 'function') return undefined
  if (as === 'json') return typeof value === 'string' ? one(value) : one(value, true)
  if (as === 'list')
    return isListData(value) ? (value.length === 1 ? one(value[0] ?? null) : undefined) : one(value)
  if (as === 'tags') return tagsBack(from, value)
  const name = Object.entries(as).find(([, said]) => said === value)?.[0]
  if (name === undefined) return typeof value === 'string' ? one(value) : undefined
  return one(name === 'true' || name === 'false' ? name === 'true' : name)
}

/** Pairs as a map; those that AWS puts there itself nobody may write. */
function tagsBack(attribute: string, value: Data): readonly Back[] | undefined {
  if (!isListData(value)) return undefined
  const pairs = value.flatMap((tag): readonly (readonly [string, Data])[] => {
    const key = isMapData(tag) ? tag['Key'] : undefined
    const said = isMapData(tag) ? tag['Value'] : undefined
    return typeof key === 'string' && !key.startsWith('aws:') ? [[key, said ?? '']] : []
  })
  return pairs.length === 0 ? [] : [{ attribute, data: Object.fromEntries(pairs), isDocument: false }]
}

function under(value: Data | undefined, path: readonly string[]): Data | undefined {
  let here = value
  for (const step of path) {
    here = here !== undefined && isMapData(here) && Object.hasOwn(here, step) ? here[step] : undefined
  }
  return here
}

function placed(into: Attributes, [step = '', ...rest]: readonly string[], data: Data): Attributes {
  if (rest.length === 0) return { ...into, [step]: data }
  const inner = into[step]
  return { ...into, [step]: placed(inner !== undefined && isMapData(inner) ? inner : {}, rest, data) }
}

/** Paths of everything that is said, down to what is no map. */
function leaves(properties: Attributes, above: string): readonly string[] {
  return Object.entries(properties).flatMap(([name, value]) => {
    const path = above === '' ? name : `${above}.${name}`
    return isMapData(value) && Object.keys(value).length > 0 ? leaves(value, path) : [path]
  })
}

function isSaid(path: string, said: ReadonlySet<string>): boolean {
  return [...said].some((one) => path === one || path.startsWith(`${one}.`))
}
