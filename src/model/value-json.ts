import { marks, type Value } from '../kernel/value.ts'
import { unreachable } from '../kernel/unreachable.ts'
import { exactNumber, type Json } from './json-text.ts'
import { sensitiveText, withoutCredentials } from './without-credentials.ts'

/**
 * A value as Terraform prints a planned one: unknown attributes are left out of objects and null inside lists, absent
 * ones are left out. Sensitive parts, and what looks like a credential under the name that the value has, are masked
 * unless they are asked for. Undefined for what is itself unknown or absent.
 */
export function valueJson(value: Value, showSensitive = false, name = ''): Json | undefined {
  return jsonOf(showSensitive ? value : withoutCredentials(value, name), showSensitive)
}

function jsonOf(value: Value, showSensitive: boolean): Json | undefined {
  if (value.kind === 'absent') return undefined
  if (isSensitive(value) && !showSensitive) return value.kind === 'unknown' ? undefined : sensitiveText
  switch (value.kind) {
    case 'scalar':
      return scalarJson(value.scalar)
    case 'list':
      return value.items.map((item) => jsonOf(item, showSensitive) ?? null)
    case 'map':
      return membersJson(value.entries, (one) => jsonOf(one, showSensitive))
    case 'unknown':
      return undefined
    default:
      return unreachable(value)
  }
}

/** Which parts are unknown, as `after_unknown` says it: true, false, a list of these, or an object without its false members. */
export function unknownJson(value: Value): Json {
  return shapeJson(value, (one) => one.kind === 'unknown')
}

/** Which parts are sensitive, as `after_sensitive` says it. */
export function sensitiveJson(value: Value): Json {
  return shapeJson(value, isSensitive)
}

/** Why each unknown part is: what it waits for, by path. */
export function becauseJson(value: Value, path = ''): Readonly<Record<string, Json>> {
  return Object.fromEntries(unknownParts(value, path).map(([at, what]) => [at, what]))
}

/** Whether a value itself (not only a part of it) is sensitive. */
export function isSensitive(value: Value): boolean {
  return (value.marks & marks.sensitive) !== 0
}

/** The path of an element: `a.b[0]["x.y/z"]`. */
export function pathOf(parent: string, key: string | number): string {
  if (typeof key === 'number') return `${parent}[${key}]`
  if (!/^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(key)) return `${parent}[${JSON.stringify(key)}]`
  return parent === '' ? key : `${parent}.${key}`
}

function scalarJson(scalar: Extract<Value, { readonly kind: 'scalar' }>['scalar']): Json {
  return typeof scalar === 'object' && scalar !== null ? exactNumber(scalar.number) : scalar
}

function shapeJson(value: Value, holds: (value: Value) => boolean): Json {
  if (holds(value)) return true
  if (value.kind === 'list') return value.items.map((item) => shapeJson(item, holds))
  if (value.kind !== 'map') return false
  return membersJson(value.entries, (one) => {
    const shape = shapeJson(one, holds)
    return shape === false ? undefined : shape
  })
}

function membersJson(
  entries: ReadonlyMap<string, Value>,
  of: (value: Value) => Json | undefined,
): ReadonlyMap<string, Json> {
  const members = new Map<string, Json>()
  for (const [name, one] of entries) {
    const json = of(one)
    if (json !== undefined) members.set(name, json)
  }
  return members
}

function unknownParts(value: Value, path: string): readonly (readonly [string, Json])[] {
  if (value.kind === 'unknown') {
    return [[path, value.because.map((cause) => ({ kind: cause.kind, what: cause.what }))]]
  }
  if (value.kind === 'list') return value.items.flatMap((item, at) => unknownParts(item, pathOf(path, at)))
  if (value.kind !== 'map') return []
  return [...value.entries].flatMap(([name, one]) => unknownParts(one, pathOf(path, name)))
}
