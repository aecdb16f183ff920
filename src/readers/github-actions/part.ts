import type { Address, FilePath } from '../../kernel/brand.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'

/** A file that holds a workflow or a composite action. */
export interface Source {
  readonly kind: 'workflow' | 'action'
  readonly file: FilePath
  readonly text: string
  /** The name of a workflow's file, the path of an action's folder from the root: what `uses` says after `./`. */
  readonly name: string
  readonly value: Value
}

/** A workflow, job, step or action on its way to be a resource. */
export interface Part {
  readonly type: 'workflow' | 'job' | 'step' | 'action'
  readonly name: string
  readonly address: Address
  /** As written, without the parts that are resources of their own. */
  readonly values: Value
  /** What is said about it beside its own values, in words that are always the same. */
  readonly settings: ReadonlyMap<string, Value>
  readonly span: Span
  /** What it uses; of these only what is there counts. */
  readonly references: readonly { readonly to: Address; readonly path: string }[]
  /** The address of the steps' owner, which `steps.ID` in an expression is about. */
  readonly steps: string | undefined
  /** The keys whose text is an expression without its being said. */
  readonly conditions: readonly string[]
}

/** A map without some of its keys. */
export function without(value: Value, keys: readonly string[]): Value {
  if (value.kind !== 'map') return value
  const entries = new Map([...value.entries].filter(([key]) => !keys.includes(key)))
  return { ...value, entries }
}

/** The line of the key that a value belongs to; its first line where it has none of its own. */
export function headOf(value: Value, origins: Origins, text: string, key?: string): Span {
  const { file, start, end } = origins.site(value.origin)
  const head = key === undefined ? undefined : keyLine(text.slice(0, start), key)
  if (head !== undefined) return { file, ...head }
  const feed = text.indexOf('\n', start)
  const line = feed === -1 ? text.length : feed
  return { file, start, end: Math.min(end, text.charCodeAt(line - 1) === 0x0d ? line - 1 : line) }
}

/** The last line with anything but a comment, if it is the key. */
function keyLine(before: string, key: string): { readonly start: number; readonly end: number } | undefined {
  const lines = before.split('\n')
  let end = before.length
  for (const line of lines.toReversed()) {
    const bare = line.trim()
    const start = end - line.trimStart().length
    if (bare !== '' && !bare.startsWith('#'))
      return bare.replace(/^["']/u, '').startsWith(key) ? { start, end: start + bare.length } : undefined
    end -= line.length + 1
  }
  return undefined
}
