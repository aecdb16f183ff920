import { Environment, Optional, type ASTNode } from '@marcbachmann/cel-js'
import { firstMatch, patternOf } from '../../lang/hcl/functions/regex/pattern.ts'

/** A node of a parsed expression. */
export type Node = ASTNode

/** A condition that was understood, or what is wrong with which part of its text. */
export type Parsed =
  | { readonly kind: 'parsed'; readonly node: Node; readonly type: string }
  | { readonly kind: 'bad'; readonly what: string; readonly start: number; readonly end: number }

/** What an operator or function of CEL gives. */
export type Computed =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'error'; readonly what: string }

/** Expressions nest no deeper than can be gone through without the stack running out. */
const options = {
  enableOptionalTypes: true,
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: 2000, maxDepth: 100 },
}
const conditions = new Environment(options)
  .registerVariable('resource', 'map<string, dyn>')
  .registerVariable('address', 'string')

/** The library has a constant of this name, so ours is bound over it where types are checked. */
const shadow = 'cel.bind(type, address, '

/**
 * Reads and checks an expression of the Common Expression Language that speaks of `resource`, `address` and `type`.
 * See https://github.com/google/cel-spec/blob/master/doc/langdef.md
 */
export function parseCel(text: string): Parsed {
  try {
    const { ast } = conditions.parse(text)
    const checked = conditions.parse(`${shadow}${text}\n)`).check()
    if (checked.valid) return { kind: 'parsed', node: ast, type: checked.type ?? 'dyn' }
    return problem(checked.error, shadow.length, text.length)
  } catch (error) {
    return problem(error, 0, text.length)
  }
}

function problem(error: unknown, shift: number, length: number): Parsed {
  const { start, end } = rangeOf(error) ?? { start: shift, end: shift + length }
  const inside = (at: number): number => Math.min(Math.max(at - shift, 0), length)
  return { kind: 'bad', what: `${messageOf(error)}.`, start: inside(start), end: inside(end) }
}

function rangeOf(error: unknown): { readonly start: number; readonly end: number } | undefined {
  return (error as { readonly range?: { readonly start: number; readonly end: number } } | undefined)?.range
}

/** Without the excerpt that the library draws (we draw our own, in the file), and without types within types. */
function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const [what = text] = text.split('\n\n')
  return what.replace(/\.$/u, '').replaceAll(/dyn<([^<>]*)>/gu, '$1')
}

const operators = new Environment(options)
for (let at = 0; at < 16; at++) operators.registerVariable(`a${at}`, 'dyn')

const known = new Map<string, ReturnType<Environment['parse']>>()

/** Applies an operator of two sides, such as `==` or `in`. */
export function applyOperator(operator: string, left: unknown, right: unknown): Computed {
  return applied(`a0 ${operator} a1`, [left, right])
}

/** The value with its sign turned. */
export function applyMinus(value: unknown): Computed {
  return applied('-a0', [value])
}

/** What is at a key or position, as `value[key]`. */
export function applyIndex(value: unknown, key: unknown): Computed {
  return applied('a0[a1]', [value, key])
}

/** Calls a function, such as `size(a)`. */
export function applyFunction(name: string, given: readonly unknown[]): Computed {
  return applied(`${name}(${given.map((_, at) => `a${at}`).join(', ')})`, given)
}

/** Calls a method, such as `a.startsWith(b)`. */
export function applyMethod(name: string, receiver: unknown, given: readonly unknown[]): Computed {
  const [pattern] = given
  if (name === 'matches' && typeof receiver === 'string' && typeof pattern === 'string') {
    return matched(receiver, pattern)
  }
  if (name === 'join' && joinedLength(receiver, pattern) > longestText) return tooLarge
  return applied(`a0.${name}(${given.map((_, at) => `a${at + 1}`).join(', ')})`, [receiver, ...given])
}

/** What a name means that is no variable: a type such as `string`, or a namespace. */
export function constantOf(name: string): Computed {
  return applied(name, [])
}

export function optionalOf(value: unknown): unknown {
  return Optional.of(value)
}

export function noOptional(): unknown {
  return Optional.none()
}

/** Texts and lists longer than this are an error: doubling would fill the memory in a few steps. */
const longestText = 1_000_000
const longestList = 100_000
const tooLarge: Computed = { kind: 'error', what: 'The result is larger than a condition may make' }

function applied(text: string, given: readonly unknown[]): Computed {
  try {
    const run = known.get(text) ?? operators.parse(text)
    known.set(text, run)
    const value: unknown = run(Object.fromEntries(given.map((one, at) => [`a${at}`, one])))
    return isTooLarge(value) ? tooLarge : { kind: 'value', value }
  } catch (error) {
    return { kind: 'error', what: messageOf(error) }
  }
}

function isTooLarge(value: unknown): boolean {
  if (typeof value === 'string') return value.length > longestText
  return Array.isArray(value) && value.length > longestList
}

function joinedLength(list: unknown, separator: unknown): number {
  if (!Array.isArray(list)) return 0
  const between = typeof separator === 'string' ? separator.length : 0
  return list.reduce(
    (sum: number, one: unknown) => sum + between + (typeof one === 'string' ? one.length : 0),
    0,
  )
}

/** CEL's expressions are RE2's, and the library's own take JavaScript's, whose time has no bound. */
function matched(text: string, pattern: string): Computed {
  const made = patternOf(pattern)
  if (made.kind === 'bad') return { kind: 'error', what: `Invalid regular expression: ${made.why}` }
  return { kind: 'value', value: firstMatch(made, text) !== undefined }
}
