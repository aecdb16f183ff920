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

/** The first line of what is written for a value. */
export function headOf(value: Value, origins: Origins, text: string): Span {
  const { file, start, end } = origins.site(value.origin)
  const feed = text.indexOf('\n', start)
  const line = feed === -1 ? text.length : feed
  return { file, start, end: Math.min(end, text.charCodeAt(line - 1) === 0x0d ? line - 1 : line) }
}
