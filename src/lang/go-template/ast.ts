import type { Span } from '../../kernel/span.ts'
import type { Text } from './text.ts'

/** Where a node stands in the text of its template, in UTF-16 offsets. */
interface Placed {
  readonly start: number
  readonly end: number
  /** Where Go says that it stands, where that isn't its beginning: of several fields it says the second. */
  readonly said?: number
}

export interface DotNode extends Placed {
  readonly kind: 'dot'
}
export interface NilNode extends Placed {
  readonly kind: 'nil'
}
export interface BoolNode extends Placed {
  readonly kind: 'bool'
  readonly value: boolean
}
/** A number as written; Go decides its type by where it stands. */
export interface NumberNode extends Placed {
  readonly kind: 'number'
  readonly int: bigint | undefined
  readonly float: number | undefined
  /** Whether it is written as a float, or as a character. */
  readonly form: 'int' | 'float' | 'character'
}
export interface StringNode extends Placed {
  readonly kind: 'string'
  readonly value: string
  /** Where its letters begin, when they stand there as they are, without escapes. */
  readonly plainAt: number | undefined
}
/** `.a.b`, from dot. */
export interface FieldNode extends Placed {
  readonly kind: 'field'
  readonly names: readonly string[]
}
/** `$x.a.b`; the dollar is part of the name. */
export interface VariableNode extends Placed {
  readonly kind: 'variable'
  readonly name: string
  readonly names: readonly string[]
}
/** The name of a function. */
export interface FunctionNode extends Placed {
  readonly kind: 'function'
  readonly name: string
}
/** `(…).a.b`. */
export interface ChainNode extends Placed {
  readonly kind: 'chain'
  readonly of: Operand
  readonly names: readonly string[]
}
export interface PipeNode extends Placed {
  readonly kind: 'pipe'
  readonly declares: readonly string[]
  readonly isAssignment: boolean
  readonly commands: readonly CommandNode[]
}
/** An operand and its arguments. */
export interface CommandNode extends Placed {
  readonly args: readonly [Operand, ...Operand[]]
}

export type Operand =
  | DotNode
  | NilNode
  | BoolNode
  | NumberNode
  | StringNode
  | FieldNode
  | VariableNode
  | FunctionNode
  | ChainNode
  | PipeNode

export interface TextNode extends Placed {
  readonly kind: 'text'
}
export interface ActionNode extends Placed {
  readonly kind: 'action'
  readonly pipe: PipeNode
}
export interface BranchNode extends Placed {
  readonly kind: 'if' | 'with' | 'range'
  readonly pipe: PipeNode
  readonly body: readonly TemplateNode[]
  readonly otherwise: readonly TemplateNode[]
  /** The variables from outside that something in it assigns. */
  readonly assigns: readonly string[]
}
export interface CallNode extends Placed {
  readonly kind: 'template'
  readonly name: string
  readonly pipe: PipeNode | undefined
}
export interface JumpNode extends Placed {
  readonly kind: 'break' | 'continue'
}

export type TemplateNode = TextNode | ActionNode | BranchNode | CallNode | JumpNode

/** A template as it is parsed: what stands in it, and the text that its offsets count in. */
export interface Template {
  readonly name: string
  readonly body: readonly TemplateNode[]
  readonly source: Source
}

/** A text that templates were read from. */
export interface Source {
  /** What errors call it: the path in the chart. */
  readonly name: string
  readonly text: Text
  /** Where a text that isn't written in a file stands for: the call of `tpl`. */
  readonly around?: Span
}
