import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import type { ReadOptions } from '../../model/options.ts'
import type { Reference } from '../../model/resource.ts'
import type { Entry, MapNode, Node } from './syntax/node.ts'
import type { Template } from './template.ts'

/** One reading of a root template with all its nested stacks. */
export interface Session {
  readonly snapshot: Snapshot
  readonly options: ReadOptions
  readonly origins: Origins
  readonly texts: Map<FilePath, string>
  readonly diagnostics: Diagnostic[]
  readonly references: Reference[]
  /** How deep the evaluation is just now. */
  nesting: number
  /** What loops, texts and nested stacks may still cost. */
  budget: number
}

/** Where a node is evaluated. */
export interface Scope {
  readonly stack: Stack
  /** What the loops around it stand at. */
  readonly loops: ReadonlyMap<string, Value>
  /** The innermost condition or loop around it; 0 for none. */
  readonly under: OriginId
}

/** One template with its parameters given: a root, or a nested stack. */
export interface Stack {
  readonly session: Session
  readonly template: Template
  /** The address of the nested stack; empty for a root. */
  readonly module: string
  readonly scope: Scope
  readonly declared: ReadonlyMap<string, Declared>
  readonly outputs: ReadonlyMap<string, Expanded>
  readonly conditions: ReadonlyMap<string, Expanded>
  evaluate(node: Node, scope: Scope): Value
  parameter(name: string): Value | undefined
  /** What the stack around this one gives for a parameter. */
  given(name: string): { readonly node: Node; readonly scope: Scope } | undefined
  pseudo(name: string): Value | undefined
  /** True, false or unknown; undefined when there is no such condition. */
  condition(name: string): Value | undefined
  /** A property of a resource, as long as that isn't being worked out already. */
  property(id: string, path: readonly string[]): Value | undefined
  /** The stack that a resource of this one is, when its template is at hand. */
  nested(id: string): Stack | undefined
  output(name: string): Value | undefined
}

/** A resource as it is declared, loops written out. */
export interface Declared {
  readonly id: string
  readonly idSpan: Span
  readonly type: string
  readonly node: MapNode
  readonly scope: Scope
}

/** An entry of a map whose loops are written out. */
export interface Expanded extends Entry {
  readonly scope: Scope
}

/** The address of something of a stack. */
export function addressIn({ module }: Pick<Stack, 'module'>, name: string): string {
  return module === '' ? name : `${module}.${name}`
}
