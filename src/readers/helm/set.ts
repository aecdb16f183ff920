import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import { textOf } from '../../lang/go-template/text.ts'
import type { GoMap, GoValue } from '../../lang/go-template/value.ts'
import { problem } from './problems.ts'
import { copied, Tables } from './tables.ts'

/** A value given on the command line: `--set`, or `--set-string`, where everything is text. */
export interface SetOption {
  readonly kind: 'set' | 'set-string'
  readonly text: string
  /** What spans of it say as their file. */
  readonly place: FilePath
  /** Where the value is written, when it is no option of a user's. */
  readonly origin?: OriginId | undefined
}

/**
 * The values with what `--set` says laid over them: `a.b=1,c[0].d=x,e={1,2}`, where a backslash takes its meaning from what follows.
 *
 * See https://helm.sh/docs/intro/using_helm/#the-format-and-limitations-of---set.
 */
export function withSet(values: GoMap, option: SetOption, origins: Origins): Outcome<GoMap> {
  const root = copied(values) as GoMap
  const diagnostics: Diagnostic[] = []
  for (const { path, value } of assignments(option, origins, diagnostics)) put(root, path, value, origins)
  return { value: root, diagnostics }
}

type Step = string | number

interface Assignment {
  readonly path: readonly Step[]
  readonly value: GoValue
}

/** As high as positions in lists may be. */
const highest = 65_536

function assignments(option: SetOption, origins: Origins, diagnostics: Diagnostic[]): readonly Assignment[] {
  const { text, place } = option
  const found: Assignment[] = []
  const refused = (what: string, at: number): readonly Assignment[] => {
    const site = option.origin === undefined ? undefined : origins.site(option.origin)
    diagnostics.push(problem('helm/values', what, site ?? { file: place, start: at, end: text.length }))
    return []
  }
  for (const [start, end] of parts(text, 0, text.length)) {
    const equals = unescapedAt(text, '=', start, end)
    if (equals === -1) {
      if (text.slice(start, end).trim() === '' && text.length === 0) return []
      return refused(`${text.slice(start, end)} sets no value: there is no =.`, start)
    }
    const path = pathOf(text.slice(start, equals))
    if (path === undefined) return refused(`${text.slice(start, equals)} is no place for a value.`, start)
    found.push({ path, value: valueOf(option, equals + 1, end, origins) })
  }
  return found
}

/** The stretches between commas that aren't escaped and don't stand in braces. */
function parts(text: string, from: number, to: number): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = []
  let start = from
  let depth = 0
  for (let at = from; at < to; at++) {
    const char = text.charAt(at)
    if (char === '\\') at++
    else if (char === '{' && text.charAt(at - 1) === '=') depth++
    else if (char === '}' && depth > 0) depth--
    else if (char === ',' && depth === 0) {
      found.push([start, at])
      start = at + 1
    }
  }
  return [...found, [start, to]]
}

function unescapedAt(text: string, char: string, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    if (text.charAt(at) === '\\') at++
    else if (text.charAt(at) === char) return at
  }
  return -1
}

function pathOf(written: string): readonly Step[] | undefined {
  const steps: Step[] = []
  const pattern = /((?:\\.|[^.[\\])+)|\[(\d+)\]|\./gsuy
  let end = 0
  for (const found of written.matchAll(pattern)) {
    end = found.index + found[0].length
    const [, name, position] = found
    if (position !== undefined) steps.push(Number(position))
    else if (name !== undefined) steps.push(unescaped(name))
  }
  const isGood = end === written.length && steps.length > 0 && steps.length < 100
  return isGood && steps.every((step) => typeof step === 'string' || step < highest) ? steps : undefined
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/gsu, '$1')
}

function valueOf(option: SetOption, start: number, end: number, origins: Origins): GoValue {
  const { text, place } = option
  const written = text.slice(start, end)
  if (written.startsWith('{') && written.endsWith('}')) {
    const inner = parts(text, start + 1, end - 1)
    const items = inner.map(([from, to]) => scalarOf(option, from, to, origins))
    const origin = option.origin ?? origins.add('construct', place, start, end)
    return { kind: 'list', items, origin }
  }
  return scalarOf(option, start, end, origins)
}

function scalarOf(option: SetOption, start: number, end: number, origins: Origins): GoValue {
  const { text, kind } = option
  const value = unescaped(text.slice(start, end))
  const origin = originOfPart(option, start, end, origins)
  if (kind === 'set') {
    if (value.toLowerCase() === 'true' || value.toLowerCase() === 'false')
      return { kind: 'bool', value: value.toLowerCase() === 'true', origin }
    if (value.toLowerCase() === 'null') return { kind: 'nil', origin }
    if (value === '0') return { kind: 'int', type: 'int64', value: 0n, origin }
    if (/^[-+]?[1-9]\d{0,18}$/u.test(value)) {
      const number = BigInt(value)
      if (BigInt.asIntN(64, number) === number) return { kind: 'int', type: 'int64', value: number, origin }
    }
  }
  return { kind: 'string', text: textOf(value, origin) }
}

function originOfPart(
  { text, place, origin }: SetOption,
  start: number,
  end: number,
  origins: Origins,
): OriginId {
  if (origin === undefined) return origins.add('literal', place, start, end)
  // What another file says as a whole is the value; what is a part of it was cut out.
  const isWhole = end === text.length && text.indexOf('=') === start - 1
  return isWhole ? origin : origins.at('convert', origins.site(origin), { inputs: [origin] })
}

function put(root: GoMap, path: readonly Step[], value: GoValue, origins: Origins): void {
  const [first, ...rest] = path
  if (typeof first !== 'string') return
  root.entries.set(first, changed(root.entries.get(first), rest, value, origins))
}

/** A value with another one put at a path in it; what has not the form that the path asks for gives way. */
function changed(old: GoValue | undefined, path: readonly Step[], value: GoValue, origins: Origins): GoValue {
  const [first, ...rest] = path
  if (first === undefined) {
    if (old === undefined) return value
    const key = 'value'
    const table = new Tables(origins).layered(
      { kind: 'map', entries: new Map([[key, old]]), origin: 0 },
      { kind: 'map', entries: new Map([[key, value]]), origin: 0 },
    )
    return table.entries.get(key) ?? value
  }
  if (typeof first === 'string') {
    const entries = old?.kind === 'map' ? new Map(old.entries) : new Map<string, GoValue>()
    entries.set(first, changed(entries.get(first), rest, value, origins))
    return { kind: 'map', entries, origin: old?.kind === 'map' ? old.origin : 0 }
  }
  const items: GoValue[] = old?.kind === 'list' ? [...old.items] : []
  while (items.length <= first) items.push({ kind: 'nil', origin: 0 })
  items[first] = changed(items[first], rest, value, origins)
  return { kind: 'list', items, origin: old?.kind === 'list' ? old.origin : 0 }
}
