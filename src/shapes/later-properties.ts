import type { OriginId } from '../kernel/origin.ts'
import type { Value } from '../kernel/value.ts'
import {
  applyPlaced,
  draft,
  finished,
  plain,
  placed,
  put,
  reaches,
  type Draft,
  type Placed,
  type Source,
} from './apply.ts'
import type { Defaults, Fields } from './shape.ts'

/** What a live resource is made of that nothing else says a part of. */
interface Making {
  readonly fields: Fields
  readonly source: Source
  readonly defaults: Defaults
  /** The origin of a value that the service gives. */
  readonly service: () => OriginId
}

/** A property, and where it stands among the others: what its table names first comes first. */
interface Made {
  readonly value: Value
  readonly at: number
}

/**
 * The properties of a live resource, each made when it is first asked for: a large table has thirty, and rules look at
 * a few. They are in the order in which they would be made one after the other.
 */
export class LaterProperties implements ReadonlyMap<string, Value> {
  readonly #making: Making
  readonly #table: Table
  readonly #made = new Map<string, Made | undefined>()
  readonly #added = new Set<string>()
  #all: ReadonlyMap<string, Value> | undefined

  constructor(making: Making) {
    this.#making = making
    this.#table = tableOf(making)
  }

  /** Whether the service gives the value at a path, because nobody wrote it. */
  isDefault(path: string): boolean {
    this.get(/^[^.[]*/u.exec(path)?.[0] ?? path)
    return this.#added.has(path)
  }

  get(name: string): Value | undefined {
    if (!this.#made.has(name)) this.#made.set(name, this.#make(name))
    return this.#made.get(name)?.value
  }

  has(name: string): boolean {
    return this.get(name) !== undefined
  }

  get size(): number {
    return this.#whole().size
  }

  keys(): MapIterator<string> {
    return this.#whole().keys()
  }

  values(): MapIterator<Value> {
    return this.#whole().values()
  }

  entries(): MapIterator<[string, Value]> {
    return this.#whole().entries()
  }

  [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries()
  }

  forEach(visit: (value: Value, key: string, all: ReadonlyMap<string, Value>) => void): void {
    for (const [name, value] of this.#whole()) visit(value, name, this)
  }

  #whole(): ReadonlyMap<string, Value> {
    this.#all ??= new Map(
      [...this.#table.keys()]
        .flatMap((name) => {
          const value = this.get(name)
          return value === undefined ? [] : [{ name, value, at: this.#made.get(name)?.at ?? 0 }]
        })
        .toSorted((a, b) => a.at - b.at)
        .map(({ name, value }) => [name, value]),
    )
    return this.#all
  }

  #make(name: string): Made | undefined {
    const property = this.#table.get(name)
    if (property === undefined) return undefined
    const { source, service } = this.#making
    const into = draft(source.value.origin)
    const first = applyPlaced(into, property.fields, source)
    const added = property.defaults.filter((one) => addDefault(into, one, service))
    for (const { path } of added) this.#added.add(path.join('.'))
    const at = first?.at ?? added[0]?.at
    const whole = at === undefined ? undefined : finished(into)
    const value = whole?.kind === 'map' ? whole.entries.get(name) : undefined
    return value === undefined || at === undefined ? undefined : { value, at }
  }
}

/** Puts what the service gives where nothing is written and the container is there; says whether it did. */
export function addDefault(into: Draft, { path, value }: Given, origin: () => OriginId): boolean {
  if (reaches(into, path) !== 'room') return false
  put(into, path, plain(value, origin()), () => 0)
  return true
}

/** A default, its path taken apart; it stands behind all fields. */
export interface Given {
  readonly at: number
  readonly path: readonly string[]
  readonly value: Defaults[string]
}

/** By its name, what makes a property. */
type Table = ReadonlyMap<string, { readonly fields: Placed[]; readonly defaults: Given[] }>

const tables = new WeakMap<Fields, WeakMap<Defaults, Table>>()

/** Once for all resources of a type. */
function tableOf({ fields, defaults }: Making): Table {
  const known = tables.get(fields)?.get(defaults)
  if (known !== undefined) return known
  const made = new Map<string, { readonly fields: Placed[]; readonly defaults: Given[] }>()
  const at = ([name = '']: readonly string[]) => {
    const property = made.get(name) ?? { fields: [], defaults: [] }
    made.set(name, property)
    return property
  }
  const all = placed(fields)
  for (const one of all) at(one.path).fields.push(one)
  for (const one of given(defaults, all.length)) at(one.path).defaults.push(one)
  const of = tables.get(fields) ?? new WeakMap<Defaults, Table>()
  tables.set(fields, of.set(defaults, made))
  return made
}

/** Defaults with their paths taken apart. */
export function given(defaults: Defaults, from = 0): readonly Given[] {
  return Object.entries(defaults).map(([path, value], at) => ({
    at: from + at,
    path: path.split('.'),
    value,
  }))
}
