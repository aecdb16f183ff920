import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import type { OriginId, OriginLinks, Step } from '../../../kernel/origin.ts'
import type { Origins } from '../../../kernel/origins.ts'
import type { Span } from '../../../kernel/span.ts'
import type { FunctionContext, HclFunction } from '../functions/function.ts'
import type { Problem } from '../problem.ts'
import type { Node, Tree } from '../tree.ts'
import { dynamicType } from '../types.ts'
import { copyOf, unknown, type Val } from '../value.ts'
import type { LanguageVersion } from '../version.ts'

/** What an expression can see beside its own loop variables. The reader of a format implements it. */
export interface World {
  readonly origins: Origins
  readonly version: LanguageVersion
  readonly functions: FunctionContext
  functionNamed(name: string): HclFunction | Problem
  /**
   * The value that a root name and the attribute names right after it stand for, and how many of those names were
   * used: `var.x.y` asks for `var` and `['x', 'y']`, and one name is used. The steps after are taken by the evaluator.
   */
  reference(root: string, names: readonly string[]): Referred | Problem
}

export interface Referred {
  readonly value: Val
  readonly used: number
}

/** A name that an expression itself brings in: a for variable, the item of a splat, `each`, `count`, `self`. */
export interface Frame {
  readonly name: string
  readonly value: Val
  readonly parent: Frame | undefined
}

/** What is found while evaluating; a `try` gives its arguments one of their own. */
export interface Run {
  readonly diagnostics: Diagnostic[]
  depth: number
}

export interface Scope {
  readonly world: World
  readonly frame: Frame | undefined
  /** What the expression's existence depends on. */
  readonly under: OriginId
  readonly run: Run
  /** The evaluator itself. */
  readonly evaluate: (tree: Tree, node: Node, scope: Scope) => Val
}

/** The value of a node. It goes through the scope, so that the files of the evaluator need not know each other. */
export function valueOf(tree: Tree, node: Node, scope: Scope): Val {
  return scope.evaluate(tree, node, scope)
}

/** The value a loop variable or other frame name has, or undefined. */
export function inFrames(scope: Scope, name: string): Val | undefined {
  for (let frame = scope.frame; frame !== undefined; frame = frame.parent) {
    if (frame.name === name) return frame.value
  }
  return undefined
}

/** A scope in which one more name is known. */
export function withName(scope: Scope, name: string, value: Val): Scope {
  const { world, frame, under, run, evaluate } = scope
  return { world, frame: { name, value, parent: frame }, under, run, evaluate }
}

export function spanOf(tree: Tree, node: Node): Span {
  return { file: tree.file, start: tree.starts[node] ?? 0, end: tree.ends[node] ?? 0 }
}

/** Adds an origin whose site is a node. */
export function originAt(scope: Scope, step: Step, tree: Tree, node: Node, links?: OriginLinks): OriginId {
  return scope.world.origins.add(step, tree.file, tree.starts[node] ?? 0, tree.ends[node] ?? 0, links)
}

/** Reports a problem at a node, and gives the value that stands in for what could not be made. */
export function fail(scope: Scope, tree: Tree, node: Node, one: Problem): Val {
  const span = spanOf(tree, node)
  scope.run.diagnostics.push(diagnosticOf(one, span))
  const cause = one.cause ?? { kind: 'error', what: one.summary }
  return unknown(dynamicType, [{ ...cause, site: span }])
}

/** A problem at a place. The code is made of the summary, which never varies for a problem. */
export function diagnosticOf(one: Problem, span: Span): Diagnostic {
  return { code: codeOf(one.summary), severity: 'error', summary: one.summary, detail: one.detail, span }
}

/** `Invalid index` → `hcl/invalid-index`. */
export function codeOf(summary: string): string {
  return `hcl/${summary
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '')}`
}

export function isProblem(one: Val | Problem): one is Problem {
  return one.kind === 'problem'
}

/** The same value said to come from elsewhere. */
export function withOrigin<One extends Val>(value: One, origin: OriginId): One {
  return value.origin === origin ? value : copyOf(value, origin, value.marks)
}
