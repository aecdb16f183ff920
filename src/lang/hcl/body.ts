import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'
import type { Node, Tree } from './tree.ts'

/** An expression: a node of a tree. Native and JSON syntax give the same nodes. */
export interface Expression {
  readonly tree: Tree
  readonly node: Node
}

export interface Attribute {
  readonly name: string
  readonly nameSpan: Span
  readonly span: Span
  readonly expression: Expression
  /** The arguments of the same name that an override file has replaced, the last one first. */
  readonly overridden?: readonly Attribute[]
}

export interface Block {
  readonly type: string
  readonly labels: readonly string[]
  readonly labelSpans: readonly Span[]
  /** Type and labels: what a message about the block underlines. */
  readonly headSpan: Span
  readonly span: Span
  readonly body: Body
  /** The blocks of the same type that an override file has replaced by this one. */
  readonly overridden?: readonly Block[]
}

/** How many labels each block type has; in JSON syntax this is what tells blocks from arguments. `'*'` stands for every name that isn't listed. */
export type BlockTypes = ReadonlyMap<string, number>

/** What a body holds, in source order, with the problems met on the way. */
export interface Content {
  readonly attributes: ReadonlyMap<string, Attribute>
  readonly blocks: readonly Block[]
  readonly diagnostics: readonly Diagnostic[]
}

/** A body in either syntax. */
export interface Body {
  readonly span: Span
  readonly syntax: 'native' | 'json'
  /**
   * Its arguments and blocks. In native syntax the syntax decides which is which and `blocks` only checks the number
   * of labels of the types it lists; in JSON syntax `blocks` decides.
   */
  content(blocks: BlockTypes): Content
}
