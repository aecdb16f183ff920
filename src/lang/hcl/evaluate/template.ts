import type { OriginId } from '../../../kernel/origin.ts'
import { convert } from '../convert.ts'
import { fail, isProblem, originAt, valueOf, withName, withOrigin, type Scope } from './scope.ts'
import { withMarks } from '../mark.ts'
import { problem } from '../problem.ts'
import { longest } from '../functions/longest.ts'
import { safePrefix } from '../refine.ts'
import { childrenOf, firstChild, literalText, nextSibling, nodeKind, type Node, type Tree } from '../tree.ts'
import { boolType, stringType } from '../types.ts'
import { copyOf, string, unknown, type Val } from '../value.ts'
import { causesOf } from './because.ts'
import { itemsOf } from './for.ts'

/** A quoted template, a heredoc, or the parts inside a directive. */
export function evaluateTemplate(tree: Tree, node: Node, scope: Scope): Val {
  const first = firstChild(tree, node)
  if (first === -1) return string('', originAt(scope, 'literal', tree, node))
  if (nextSibling(tree, first) === -1) {
    const only = tree.kinds[first]
    if (only === nodeKind.text) {
      return string(literalText(tree, first), originAt(scope, 'literal', tree, node))
    }
    // "${x}" alone is x, unconverted.
    if (only === nodeKind.interpolation && tree.kinds[node] !== nodeKind.parts) {
      return valueOf(tree, first, scope)
    }
  }
  const text = new Text(scope)
  writeParts(tree, node, scope, text)
  return text.value(tree, node)
}

/** The text that a template has made so far; once something is unknown, only its known beginning counts. */
class Text {
  readonly #scope: Scope
  readonly #pieces: string[] = []
  /** The pieces and, where one isn't known, its value. */
  readonly #parts: (string | Val)[] = []
  readonly #origins: OriginId[] = []
  readonly #unknown: Val[] = []
  #marks = 0
  #length = 0
  #prefix: string | undefined

  constructor(scope: Scope) {
    this.#scope = scope
  }

  literal(tree: Tree, node: Node): void {
    const text = literalText(tree, node)
    if (text === '') return
    this.#origins.push(originAt(this.#scope, 'literal', tree, node))
    this.#push(text)
  }

  add(value: Val, from: Val): void {
    this.#marks |= value.marks
    if (from.origin !== 0) this.#origins.push(from.origin)
    if (value.kind === 'string') {
      this.#push(value.value)
      return
    }
    this.stop(value)
  }

  /** What is too long is not kept: only its length is, to say so. */
  #push(text: string): void {
    this.#length += text.length
    if (this.#length > longest) return
    this.#pieces.push(text)
    this.#parts.push(text)
  }

  /** Says that from here on the text isn't known. Terraform forgets how the unknown part itself begins. */
  stop(value: Val): void {
    this.#marks |= value.marks
    this.close()
    this.#unknown.push(value)
    this.#parts.push(value)
  }

  /** What is written from here on does not count to the known beginning. */
  close(): void {
    this.#prefix ??= this.#pieces.join('')
  }

  /** Nothing was written, because of a condition or a loop. */
  nothing(because: OriginId): void {
    this.#origins.push(because)
  }

  mark(marks: number): void {
    this.#marks |= marks
  }

  value(tree: Tree, node: Node): Val {
    if (this.#length > longest) {
      this.#pieces.length = 0
      const detail = `The text that this template makes is longer than ${longest} characters.`
      return fail(this.#scope, tree, node, problem('Text too long', detail))
    }
    const origin = originAt(this.#scope, 'template', tree, node, { inputs: this.#origins })
    if (this.#prefix === undefined) {
      return string(this.#pieces.join('').normalize('NFC'), origin, this.#marks)
    }
    const refinement =
      this.#prefix === '' ? { notNull: true } : { notNull: true, prefix: safePrefix(this.#prefix) }
    const made = unknown(stringType, causesOf(this.#unknown), refinement, origin, this.#marks)
    return { ...made, outline: { kind: 'text', parts: this.#parts } }
  }
}

function writeParts(tree: Tree, node: Node, scope: Scope, text: Text): void {
  for (let part = firstChild(tree, node); part !== -1; part = nextSibling(tree, part)) {
    switch (tree.kinds[part]) {
      case nodeKind.text:
        text.literal(tree, part)
        break
      case nodeKind.interpolation:
        writeInterpolation(tree, part, scope, text)
        break
      case nodeKind.ifDirective:
        writeIf(tree, part, scope, text)
        break
      case nodeKind.forDirective:
        writeFor(tree, part, scope, text)
        break
      default:
        text.stop(unknown(stringType, [{ kind: 'error', what: 'invalid template' }]))
    }
  }
}

function writeInterpolation(tree: Tree, part: Node, scope: Scope, text: Text): void {
  const value = valueOf(tree, firstChild(tree, part), scope)
  if (value.kind === 'null') {
    const detail = 'The expression result is null. Cannot include a null value in a string template.'
    text.stop(fail(scope, tree, part, problem('Invalid template interpolation value', detail)))
    return
  }
  if (value.kind === 'unknown') {
    text.add(value, value)
    return
  }
  const converted = convert(value, stringType)
  if (!isProblem(converted)) {
    text.add(converted, value)
    return
  }
  const detail = `Cannot include the given value in a string template: ${converted.detail}.`
  text.stop(fail(scope, tree, part, problem('Invalid template interpolation value', detail)))
}

function writeIf(tree: Tree, part: Node, scope: Scope, text: Text): void {
  const [conditionNode = -1, yes = -1, no = -1] = childrenOf(tree, part)
  const given = valueOf(tree, conditionNode, scope)
  const condition = given.kind === 'null' || given.kind === 'unknown' ? given : convert(given, boolType)
  if (isProblem(condition) || condition.kind === 'null') {
    const one =
      given.kind === 'null'
        ? problem('Null condition', 'The condition value is null. Conditions must either be true or false.')
        : problem('Incorrect condition type', 'The condition expression must be of type bool.')
    text.stop(fail(scope, tree, conditionNode, one))
    return
  }
  if (condition.kind !== 'bool') {
    for (const side of [yes, no]) text.mark(quietMarks(tree, side, scope))
    text.stop(withMarks(unknown(stringType, causesOf([condition])), condition.marks))
    return
  }
  text.mark(condition.marks)
  const under = originAt(scope, 'conditional', tree, conditionNode, {
    inputs: given.origin === 0 ? [] : [given.origin],
    under: scope.under,
  })
  const [chosen, other] = condition.value ? [yes, no] : [no, yes]
  // As with conditional expressions, it is not told which side was taken when either is marked.
  text.mark(quietMarks(tree, other, scope))
  if (chosen === -1) text.nothing(under)
  else text.add(...same(partsOf(tree, chosen, { ...scope, under })))
}

/** The marks of a side that is not taken, of which nothing is reported. */
function quietMarks(tree: Tree, side: Node, scope: Scope): number {
  if (side === -1) return 0
  return partsOf(tree, side, { ...scope, run: { diagnostics: [], depth: scope.run.depth } }).marks
}

function writeFor(tree: Tree, part: Node, scope: Scope, text: Text): void {
  const children = childrenOf(tree, part)
  const body = children.at(-1) ?? -1
  const collectionNode = children.at(-2) ?? -1
  const names = children.slice(0, -2).map((name) => literalText(tree, name))
  const collection = valueOf(tree, collectionNode, scope)
  const items = itemsOf(tree, collectionNode, collection, scope)
  if (items === undefined) {
    text.stop(unknown(stringType, causesOf([collection])))
    return
  }
  text.mark(collection.marks)
  const under = originAt(scope, 'loop', tree, collectionNode, {
    inputs: collection.origin === 0 ? [] : [collection.origin],
    under: scope.under,
  })
  const [first = '', second] = names
  const made = Array.from(items, ([key, value]) => {
    const inner =
      second === undefined
        ? withName(scope, first, value)
        : withName(withName(scope, first, key), second, value)
    return partsOf(tree, body, { ...inner, under })
  })
  // With one that isn't known Terraform forgets what the others are: their text and their marks.
  const isKnown = made.every(({ kind }) => kind === 'string')
  if (!isKnown) text.close()
  for (const one of made) text.add(...same(isKnown ? one : copyOf(one, one.origin, 0)))
  if (made.length === 0) text.nothing(under)
}

function partsOf(tree: Tree, node: Node, scope: Scope): Val {
  const text = new Text(scope)
  writeParts(tree, node, scope, text)
  const value = text.value(tree, node)
  // What a directive wrote exists because of its condition or loop.
  const under = scope.world.origins.add('template', tree.file, tree.starts[node] ?? 0, tree.ends[node] ?? 0, {
    inputs: [value.origin],
    under: scope.under,
  })
  return withOrigin(value, under)
}

function same(value: Val): [Val, Val] {
  return [value, value]
}
