import type { Origins } from '../../kernel/origins.ts'
import type { Span } from '../../kernel/span.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { entryOf } from '../path.ts'
import { scalarText } from '../scalar.ts'
import { isBuiltIn, kindOf, typeOf, type ObjectKind } from './kinds.ts'

/** An object as it is written, and what it is called. */
export interface KubernetesObject {
  readonly type: string
  readonly name: string
  /** `Kind[.group]/[namespace/]name`. */
  readonly address: string
  readonly isUnnamed: boolean
  readonly values: Value
  /** Its first line. */
  readonly span: Span
  /** All of it. */
  readonly extent: Span
}

/**
 * The object that a document says, or those in the list that it is. As for kubectl, what has `items` is a list,
 * lists may hold lists, and what a `FooList` holds is a `Foo` unless it says what it is.
 */
export function objectsIn(document: Value, text: string, origins: Origins): readonly KubernetesObject[] {
  const kind = kindOf(textOf(document, 'apiVersion'), textOf(document, 'kind'))
  if (kind === undefined) return []
  const items = entryOf(document, 'items')
  if (items?.kind === 'list')
    return items.items.flatMap((item) => objectsIn(implied(item, document, origins), text, origins))
  const object = objectOf(document, kind, text, origins)
  return object === undefined ? [] : [object]
}

/** Whether a document is a list of objects with none in it, as kubectl prints where it finds nothing. */
export function isEmptyList(document: Value): boolean {
  const items = entryOf(document, 'items')
  const isList = textOf(document, 'kind')?.endsWith('List') === true
  return isList && items?.kind === 'list' && items.items.every(isEmptyList)
}

/** An item of a list with the version of the list and the kind that it is a list of, where it says neither. */
function implied(item: Value, list: Value, origins: Origins): Value {
  const apiVersion = entryOf(list, 'apiVersion')
  const written = entryOf(list, 'kind')
  const kind = /^(.+)List$/u.exec(textOf(list, 'kind') ?? '')?.[1]
  if (item.kind !== 'map' || apiVersion === undefined || written === undefined || kind === undefined)
    return item
  if (item.entries.has('apiVersion') || item.entries.has('kind')) return item
  const origin = origins.at('convert', origins.site(written.origin), { inputs: [written.origin] })
  const said: Value = { kind: 'scalar', scalar: kind, origin, marks: marks.none }
  return { ...item, entries: new Map([['apiVersion', apiVersion], ['kind', said], ...item.entries]) }
}

function objectOf(
  value: Value,
  kind: ObjectKind,
  text: string,
  origins: Origins,
): KubernetesObject | undefined {
  const metadata = entryOf(value, 'metadata')
  const generated = textOf(metadata, 'generateName')
  const written = textOf(metadata, 'name') ?? (generated === undefined ? undefined : `${generated}*`)
  // Other tools have files with a kind and a version too; only Kubernetes' own are certain to lack a name by mistake.
  if (written === undefined && !isBuiltIn(kind)) return undefined
  const type = typeOf(kind)
  const name = written ?? '(unnamed)'
  const namespace = textOf(metadata, 'namespace')
  const address = [type, ...(namespace === undefined ? [] : [namespace]), name].join('/')
  const values = type === 'Secret' ? withSecrets(value) : value
  const extent = origins.site(value.origin)
  const span = firstLine(extent, text)
  return { type, name, address, isUnnamed: written === undefined, values, span, extent }
}

function textOf(value: Value | undefined, key: string): string | undefined {
  const one = entryOf(value, key)
  const text = one === undefined ? undefined : scalarText(one)
  return text === '' ? undefined : text
}

/** What a Secret holds is secret, also where it is only base64. */
function withSecrets(value: Value): Value {
  if (value.kind !== 'map') return value
  const entries = new Map(value.entries)
  for (const key of ['data', 'stringData']) {
    const held = entries.get(key)
    if (held?.kind !== 'map') continue
    const hidden = [...held.entries].map(
      ([name, one]) => [name, { ...one, marks: one.marks | marks.sensitive }] as const,
    )
    entries.set(key, { ...held, entries: new Map(hidden) })
  }
  return { ...value, entries }
}

function firstLine({ file, start, end }: Span, text: string): Span {
  const feed = text.indexOf('\n', start)
  const line = feed === -1 ? text.length : feed
  const stop = text.charCodeAt(line - 1) === 0x0d ? line - 1 : line
  return { file, start, end: Math.min(end, stop) }
}
