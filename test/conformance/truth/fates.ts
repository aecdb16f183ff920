import type { OriginId } from '../../../src/kernel/origin.ts'
import type { Value } from '../../../src/kernel/value.ts'

/** What became of a scalar when a literal was changed and all was rendered again. Scalars that stayed as they were have no fate. */
export interface Fate {
  readonly path: string
  readonly origin: OriginId
  readonly was: string
  /** `moved`: items of a list around it came or went, and which of them it was cannot be told. */
  readonly kind: 'changed' | 'gone' | 'moved'
  /** What it is now, where it is still there. */
  readonly is?: string
}

/**
 * What became of each scalar of `before` in `after`. Maps are compared by keys; items of lists are found again by their content, then
 * the others between two that were found belong together one by one where they are equally many, then those of one name.
 */
export function* fatesOf(before: Value, after: Value | undefined, path: string): Generator<Fate> {
  if (after === undefined) yield* allOf(before, path, 'gone')
  else if (textOf(before) === textOf(after)) return
  else if (before.kind === 'map' && after.kind === 'map') {
    for (const [key, one] of before.entries) yield* fatesOf(one, after.entries.get(key), `${path}.${key}`)
  } else if (before.kind === 'list' && after.kind === 'list') {
    for (const { at, item, kind, other } of paired(before.items, after.items)) {
      if (kind === 'unclear') yield* allOf(item, `${path}[${at}]`, 'moved')
      else yield* fatesOf(item, other, `${path}[${at}]`)
    }
  } else if (before.kind === 'scalar' && after.kind === 'scalar')
    yield { path, origin: before.origin, was: textOf(before), kind: 'changed', is: textOf(after) }
  else yield* allOf(before, path, 'gone')
}

function* allOf(value: Value, path: string, kind: 'gone' | 'moved'): Generator<Fate> {
  for (const { path: inner, origin, text } of scalarsOf(value, path))
    yield { path: inner, origin, was: text, kind }
}

/** Every scalar of a value that is known, with its path. */
export function* scalarsOf(
  value: Value,
  path: string,
): Generator<{ readonly path: string; readonly text: string; readonly origin: OriginId }> {
  if (value.kind === 'list')
    for (const [at, item] of value.items.entries()) yield* scalarsOf(item, `${path}[${at}]`)
  else if (value.kind === 'map')
    for (const [key, one] of value.entries) yield* scalarsOf(one, `${path}.${key}`)
  else if (value.kind === 'scalar') yield { path, text: textOf(value), origin: value.origin }
}

interface Pair {
  readonly kind: 'clear' | 'unclear'
  readonly at: number
  readonly item: Value
  readonly other: Value | undefined
}

interface Gap {
  readonly own: readonly number[]
  readonly others: readonly Value[]
}

/** The items that another list doesn't have as they are, each with what stands there instead. */
function paired(before: readonly Value[], after: readonly Value[]): readonly Pair[] {
  const found: Pair[] = []
  const pair = (at: number | undefined, other: Value | undefined, kind: Pair['kind'] = 'clear'): void => {
    const item = before[at ?? -1]
    if (at !== undefined && item !== undefined) found.push({ kind, at, item, other })
  }
  const all = gaps(before, after)
  const whole = { own: all.flatMap((gap) => gap.own), others: all.flatMap((gap) => gap.others) }
  const left = byName(whole, before, pair)
  const [own, others] = [new Set(left.own), new Set(left.others)]
  for (const gap of all) {
    const open = {
      own: gap.own.filter((at) => own.has(at)),
      others: gap.others.filter((one) => others.has(one)),
    }
    if (open.own.length !== open.others.length) continue
    for (const [position, at] of open.own.entries()) {
      const other = open.others[position]
      pair(at, other)
      own.delete(at)
      if (other !== undefined) others.delete(other)
    }
  }
  const rest = [...others]
  const areAsMany = own.size === rest.length
  for (const [position, at] of [...own].entries())
    pair(at, areAsMany ? rest[position] : undefined, areAsMany || rest.length === 0 ? 'clear' : 'unclear')
  return found
}

/** Pairs what has a name that nothing else has; gives what is left. */
function byName(
  { own, others }: Gap,
  before: readonly Value[],
  pair: (at: number | undefined, other: Value | undefined) => void,
): Gap {
  const names = own.map((at) => nameOf(before[at]))
  const otherNames = others.map(nameOf)
  const isPaired = (name: string | undefined): boolean => isOne(name, names) && isOne(name, otherNames)
  for (const [position, name] of names.entries())
    if (isPaired(name)) pair(own[position], others[otherNames.indexOf(name)])
  return {
    own: own.filter((_, position) => !isPaired(names[position])),
    others: others.filter((_, position) => !isPaired(otherNames[position])),
  }
}

function isOne(name: string | undefined, all: readonly (string | undefined)[]): boolean {
  return name !== undefined && all.includes(name) && all.indexOf(name) === all.lastIndexOf(name)
}

/** The stretches of a list that another one doesn't have, each with what stands there instead. */
function gaps(before: readonly Value[], after: readonly Value[]): readonly Gap[] {
  const found: Gap[] = []
  let [from, other] = [0, 0]
  const same = common(before.map(textOf), after.map(textOf))
  for (const [left, right] of [...same, [before.length, after.length] as const]) {
    const own = Array.from({ length: left - from }, (_, at) => from + at)
    if (left > from || right > other) found.push({ own, others: after.slice(other, right) })
    from = left + 1
    other = right + 1
  }
  return found
}

/** What an item of a list is called, if it is. */
function nameOf(value: Value | undefined): string | undefined {
  if (value?.kind !== 'map') return undefined
  const name = value.entries.get('name') ?? value.entries.get('metadata')
  return name?.kind === 'map' ? nameOf(name) : name?.kind === 'scalar' ? textOf(name) : undefined
}

/** The places of a longest common part of two lists. */
function common(left: readonly string[], right: readonly string[]): readonly (readonly [number, number])[] {
  const lengths = Array.from({ length: left.length + 1 }, () => new Int32Array(right.length + 1))
  for (let row = left.length - 1; row >= 0; row--) {
    for (let column = right.length - 1; column >= 0; column--) {
      const here = lengths[row]
      if (here === undefined) continue
      here[column] =
        left[row] === right[column]
          ? 1 + (lengths[row + 1]?.[column + 1] ?? 0)
          : Math.max(lengths[row + 1]?.[column] ?? 0, here[column + 1] ?? 0)
    }
  }
  const found: (readonly [number, number])[] = []
  for (let [row, column] = [0, 0]; row < left.length && column < right.length;) {
    if (left[row] === right[column]) found.push([row++, column++])
    else if ((lengths[row + 1]?.[column] ?? 0) >= (lengths[row]?.[column + 1] ?? 0)) row++
    else column++
  }
  return found
}

const texts = new WeakMap<Value, string>()

/** A value as text, the same for equal ones. */
function textOf(value: Value): string {
  const known = texts.get(value)
  if (known !== undefined) return known
  const text = textMade(value)
  texts.set(value, text)
  return text
}

function textMade(value: Value): string {
  switch (value.kind) {
    case 'scalar':
      return JSON.stringify(value.scalar)
    case 'list':
      return `[${value.items.map(textOf).join()}]`
    case 'map':
      return `{${[...value.entries].map(([key, one]) => `${JSON.stringify(key)}:${textOf(one)}`).join()}}`
    default:
      return value.kind
  }
}
