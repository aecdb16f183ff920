import type { FilePath } from '../../../kernel/brand.ts'
import { nodeKind, type Node, type NodeKind } from '../tree.ts'
import { isWord } from './characters.ts'
import { TreeBuilder } from './builder.ts'
import { frame, Frames } from './frames.ts'
import { isNumber } from './numbers.ts'
import type { SyntaxProblem } from './problems.ts'
import { firstOperator, Scanner, token } from './scanner.ts'

/** There is no node yet: an operand must follow. */
export const pending: Node = -2
const none: Node = -1

/** How strongly each operator binds, by its number. */
const strengths = new Uint8Array([0, 1, 2, 3, 3, 4, 4, 4, 4, 5, 5, 6, 6, 6])

/**
 * Parses one expression without recursion: what is open lies in `frames`. An operand is read, then what may follow it;
 * that either ends what is open, or asks for the next operand. Templates inside expressions are read by `TemplateParser`.
 */
export abstract class ExpressionParser extends Scanner {
  readonly tree = new TreeBuilder()
  readonly frames = new Frames()
  /** The expression is malformed, and its problem has been told. */
  broken = false

  override open(file: FilePath, text: string): void {
    super.open(file, text)
    this.tree.reset()
    this.frames.reset()
    this.broken = false
  }

  /** The expression that begins at the current token; -1 when it is malformed (then its frames are still open). */
  expression(): Node {
    const base = this.frames.depth
    this.push(frame.base, none, none)
    return this.run(pending, base)
  }

  /** Goes on from an operand, or from where one must follow, until the frames are back at a depth. */
  protected run(operand: Node, base: number): Node {
    let node = operand
    while (!this.broken && this.frames.depth > base) {
      node = node === pending ? this.#operand() : this.#afterOperand(node)
    }
    return this.broken ? none : node
  }

  /** Opens a quoted template or heredoc at the current token. */
  protected abstract openTemplate(): Node
  /** Goes on with a template after the expression of a sequence in it. */
  protected abstract closeSequence(node: Node): Node

  protected push(kind: number, node: Node, last: Node): void {
    this.frames.push(kind, node, last, this.newlines)
  }

  /** Ends what is open on top; newlines count as they did outside. */
  protected pop(): void {
    this.newlines = this.frames.newlines
    this.frames.depth--
  }

  /** Makes a node the last child of what is open on top. */
  protected append(node: Node): void {
    this.tree.link(this.frames.node, this.frames.last, node)
    this.frames.last = node
  }

  /** Says what is wrong at the current token, unless the token itself was reported, and gives up the expression. */
  fail(code: SyntaxProblem, word = ''): Node {
    this.broken = true
    if (this.token !== token.invalid) this.problem(code, this.start, this.end, word)
    return none
  }

  /** A node for the current token. */
  protected leaf(kind: NodeKind): Node {
    const node = this.tree.add(kind, this.start, this.end)
    this.advance()
    return node
  }

  #operand(): Node {
    switch (this.token) {
      case token.name:
        return this.#name()
      case token.number:
        if (!isNumber(this.text, this.start, this.end)) {
          this.problem('hcl/invalid-number', this.start, this.end)
          return this.leaf(nodeKind.error)
        }
        return this.leaf(nodeKind.number)
      case token.quote:
      case token.heredoc:
        return this.openTemplate()
      case token.minus:
      case token.not:
        return this.#unary()
      case token.openParen:
        this.push(frame.parenthesis, this.tree.add(nodeKind.parenthesis, this.start, this.end), none)
        this.newlines = false
        this.advance()
        return pending
      case token.openBracket:
        return this.#bracket()
      case token.openBrace:
        return this.#brace()
      case token.end:
        return this.fail('hcl/missing-expression')
      default:
        return this.fail('hcl/invalid-expression')
    }
  }

  #unary(): Node {
    const node = this.tree.add(nodeKind.unary, this.start, this.end)
    this.tree.extras[node] = this.token === token.minus ? 14 : 15
    this.push(frame.unary, node, none)
    this.advance()
    return pending
  }

  #name(): Node {
    const node = this.leaf(nodeKind.variable)
    if (this.token === token.openParen || this.token === token.doubleColon) return this.#call(node)
    const start = this.tree.starts[node] ?? 0
    const length = (this.tree.ends[node] ?? 0) - start
    if (length === 4 || length === 5) this.tree.kinds[node] = wordKind(this.text, start, length)
    return node
  }

  /** `f(`, or `a::f(`: the name is one identifier. */
  #call(name: Node): Node {
    const { tree } = this
    tree.kinds[name] = nodeKind.identifier
    const start = tree.starts[name] ?? 0
    if (this.token === token.doubleColon && !this.#qualified(name)) return none
    if (this.token !== token.openParen) return this.fail('hcl/missing-open-parenthesis')
    const call = tree.add(nodeKind.call, start, this.end)
    tree.link(call, none, name)
    this.push(frame.call, call, name)
    this.newlines = false
    this.advance()
    return this.token === token.closeParen ? this.#close() : pending
  }

  #qualified(name: Node): boolean {
    const { tree } = this
    let text = this.text.slice(tree.starts[name], tree.ends[name])
    while (this.token === token.doubleColon) {
      this.advance()
      if (this.token !== token.name) {
        this.fail('hcl/missing-function-name')
        return false
      }
      text += `::${this.text.slice(this.start, this.end)}`
      tree.ends[name] = this.end
      this.advance()
    }
    if (this.text.slice(tree.starts[name], tree.ends[name]) !== text) tree.cooked.set(name, text)
    return true
  }

  #bracket(): Node {
    const node = this.tree.add(nodeKind.tuple, this.start, this.end)
    this.push(frame.tuple, node, none)
    this.newlines = false
    this.advance()
    if (this.token === token.closeBracket) return this.#close()
    return this.isKeyword('for') ? this.#for(nodeKind.forTuple) : pending
  }

  #brace(): Node {
    const node = this.tree.add(nodeKind.object, this.start, this.end)
    this.push(frame.objectKey, node, none)
    this.newlines = false
    this.advance()
    if (this.isKeyword('for')) return this.#for(nodeKind.forObject)
    this.newlines = true
    return this.#nextItem()
  }

  #nextItem(): Node {
    while (this.token === token.newline) this.advance()
    if (this.token === token.closeBrace) return this.#close()
    this.frames.kind = frame.objectKey
    return pending
  }

  /** Ends a container at the current token, its bracket; the container is an operand then. */
  #close(): Node {
    const { node } = this.frames
    this.tree.ends[node] = this.end
    this.pop()
    this.advance()
    return node
  }

  #for(kind: NodeKind): Node {
    this.tree.kinds[this.frames.node] = kind
    this.frames.kind = frame.forCollection
    this.advance()
    if (!this.forNames('hcl/invalid-for', 'Correct the part before this.')) return none
    return pending
  }

  /** `NAME in` or `NAME, NAME in`. */
  protected forNames(code: SyntaxProblem, advice = ''): boolean {
    if (!this.#forName(code, advice)) return false
    if (this.token === token.comma) {
      this.advance()
      if (!this.#forName(code, advice)) return false
    }
    if (!this.isKeyword('in')) {
      this.fail(code, advice)
      return false
    }
    this.advance()
    return true
  }

  #forName(code: SyntaxProblem, advice: string): boolean {
    if (this.token === token.name) this.append(this.leaf(nodeKind.identifier))
    else this.fail(code, advice)
    return !this.broken
  }

  #afterOperand(operand: Node): Node {
    let node = operand
    while (this.token === token.dot || this.token === token.openBracket) {
      node = this.token === token.dot ? this.#dot(node) : this.#index(node)
      if (node < 0) return node
    }
    node = this.#reduceTight(node)
    const operator = this.token - firstOperator
    if (operator > 0 && operator < 14) return this.#binary(node, operator)
    node = this.#reduceBinary(node, 0)
    if (this.token === token.question) return this.#question(node)
    while (this.frames.kind === frame.no) node = this.#reduce(node)
    return this.#deliver(node)
  }

  /** Ends unary operators and splats, which bind tighter than any binary operator. */
  #reduceTight(operand: Node): Node {
    let node = operand
    while (this.frames.kind === frame.unary || this.frames.kind === frame.splat) node = this.#reduce(node)
    return node
  }

  #reduceBinary(operand: Node, strength: number): Node {
    let node = operand
    while (this.frames.kind === frame.binary && this.frames.own >= strength) node = this.#reduce(node)
    return node
  }

  /** Gives the node on top its last child, and makes it the operand. */
  #reduce(operand: Node): Node {
    const { node } = this.frames
    this.append(operand)
    this.tree.ends[node] = this.tree.ends[operand] ?? 0
    this.pop()
    return node
  }

  #binary(operand: Node, operator: number): Node {
    const strength = strengths[operator] ?? 0
    const left = this.#reduceBinary(operand, strength)
    const node = this.#over(nodeKind.binary, left)
    this.tree.extras[node] = operator
    this.push(frame.binary, node, left)
    this.frames.own = strength
    this.advance()
    return pending
  }

  #question(condition: Node): Node {
    this.push(frame.yes, this.#over(nodeKind.conditional, condition), condition)
    this.advance()
    return pending
  }

  /** A node that begins with another one, and is up to the current token. */
  #over(kind: NodeKind, child: Node): Node {
    const node = this.tree.add(kind, this.tree.starts[child] ?? 0, this.end)
    this.tree.link(node, none, child)
    return node
  }

  #dot(operand: Node): Node {
    this.advance()
    switch (this.token) {
      case token.name:
        return this.#step(nodeKind.getAttribute, nodeKind.identifier, operand)
      case token.number:
        return this.#legacyIndex(operand)
      case token.star:
        return this.#attributeSplat(operand)
      default:
        return this.fail('hcl/invalid-attribute-name')
    }
  }

  #step(kind: NodeKind, part: NodeKind, operand: Node): Node {
    const node = this.#over(kind, operand)
    this.tree.link(node, operand, this.leaf(part))
    return node
  }

  #legacyIndex(operand: Node): Node {
    if (this.text.slice(this.start, this.end).includes('.')) {
      this.problem('hcl/invalid-legacy-index', this.start, this.end)
      return this.#step(nodeKind.error, nodeKind.error, operand)
    }
    if (!isNumber(this.text, this.start, this.end)) this.problem('hcl/invalid-number', this.start, this.end)
    return this.#step(nodeKind.legacyIndex, nodeKind.number, operand)
  }

  /** `x.*`: attributes and numbers with dots go inside, brackets do not. */
  #attributeSplat(operand: Node): Node {
    const node = this.#over(nodeKind.attributeSplat, operand)
    let each = this.tree.add(nodeKind.splatItem, this.end, this.end)
    this.advance()
    while (this.token === token.dot) {
      this.advance()
      if (this.token === token.name) each = this.#step(nodeKind.getAttribute, nodeKind.identifier, each)
      else if (this.token === token.number) each = this.#legacyIndex(each)
      else return this.fail(this.token === token.star ? 'hcl/nested-splat' : 'hcl/invalid-attribute-name')
    }
    this.tree.link(node, operand, each)
    this.tree.ends[node] = this.tree.ends[each] ?? 0
    return node
  }

  #index(operand: Node): Node {
    this.advance()
    if (this.token === token.star) return this.#fullSplat(operand)
    const node = this.#over(nodeKind.index, operand)
    this.push(frame.index, node, operand)
    this.newlines = false
    if (this.token === token.newline) this.advance()
    return pending
  }

  /** `x[*]`: everything that follows goes inside, so what it goes over becomes the operand. */
  #fullSplat(operand: Node): Node {
    this.advance()
    if (this.token !== token.closeBracket) return this.fail('hcl/missing-splat-bracket')
    const node = this.#over(nodeKind.fullSplat, operand)
    this.push(frame.splat, node, operand)
    const item = this.tree.add(nodeKind.splatItem, this.end, this.end)
    this.advance()
    return item
  }

  // oxlint-disable-next-line complexity -- the grammar's table of what may follow in what, a line or two each
  #deliver(node: Node): Node {
    switch (this.frames.kind) {
      case frame.base:
        this.pop()
        return node
      case frame.parenthesis:
        if (this.token !== token.closeParen) return this.fail('hcl/unbalanced-parentheses')
        this.append(node)
        return this.#close()
      case frame.index:
        if (this.token !== token.closeBracket) return this.fail('hcl/missing-index-bracket')
        this.append(node)
        return this.#close()
      case frame.yes:
        if (this.token !== token.colon) return this.fail('hcl/missing-false-expression')
        this.append(node)
        this.frames.kind = frame.no
        this.advance()
        return pending
      case frame.tuple:
        this.append(node)
        return this.#afterItem()
      case frame.call:
        this.append(node)
        return this.#afterArgument()
      case frame.objectKey:
        return this.#afterKey(node)
      case frame.objectValue:
        return this.#afterValue(node)
      case frame.forCollection:
      case frame.forFirst:
      case frame.forValue:
      case frame.forCondition:
        return this.#inFor(node)
      default:
        return this.closeSequence(node)
    }
  }

  #afterItem(): Node {
    if (this.token === token.comma) {
      this.advance()
      return this.token === token.closeBracket ? this.#close() : pending
    }
    if (this.token === token.closeBracket) return this.#close()
    return this.fail(this.token === token.end ? 'hcl/unterminated-tuple' : 'hcl/missing-item-separator')
  }

  #afterArgument(): Node {
    switch (this.token) {
      case token.closeParen:
        return this.#close()
      case token.ellipsis:
        this.tree.extras[this.frames.node] = 1
        this.advance()
        return this.token === token.closeParen ? this.#close() : this.fail('hcl/argument-after-expansion')
      case token.comma:
        this.advance()
        return this.token === token.closeParen ? this.#close() : pending
      case token.end:
        return this.fail('hcl/unterminated-call')
      default:
        return this.fail('hcl/missing-argument-separator')
    }
  }

  #afterKey(key: Node): Node {
    const kind = this.tree.kinds[key]
    // A bare word is the key's name; in parentheses it would be an expression.
    if (
      kind === nodeKind.variable ||
      (kind !== undefined && kind >= nodeKind.true && kind <= nodeKind.null)
    ) {
      this.tree.kinds[key] = nodeKind.identifier
    }
    switch (this.token) {
      case token.equals:
      case token.colon:
        this.frames.kind = frame.objectValue
        this.frames.own = key
        this.advance()
        return pending
      case token.newline:
      case token.comma:
        return this.fail('hcl/missing-attribute-value')
      case token.end:
        return this.fail('hcl/unterminated-object')
      default:
        return this.fail('hcl/missing-key-value-separator')
    }
  }

  #afterValue(value: Node): Node {
    const { tree } = this
    const key = this.frames.own
    const item = tree.add(nodeKind.objectItem, tree.starts[key] ?? 0, tree.ends[value] ?? 0)
    tree.link(item, none, key)
    tree.link(item, key, value)
    this.append(item)
    if (this.token === token.closeBrace) return this.#close()
    if (this.token === token.comma || this.token === token.newline) {
      this.advance()
      return this.#nextItem()
    }
    return this.fail(this.token === token.end ? 'hcl/unterminated-object' : 'hcl/missing-attribute-separator')
  }

  #inFor(node: Node): Node {
    const { frames } = this
    switch (frames.kind) {
      case frame.forCollection:
        if (this.token !== token.colon) return this.fail('hcl/invalid-for', 'Write the colon here.')
        this.append(node)
        frames.kind = frame.forFirst
        this.advance()
        return pending
      case frame.forFirst:
        this.append(node)
        if (this.token !== token.arrow) return this.#forTail()
        frames.own = 1
        frames.kind = frame.forValue
        this.advance()
        return pending
      case frame.forValue:
        this.append(node)
        return this.#forTail()
      default: {
        const { last } = frames
        this.tree.link(last, none, node)
        this.tree.ends[last] = this.tree.ends[node] ?? 0
        return this.#forEnd()
      }
    }
  }

  #forTail(): Node {
    if (this.token === token.ellipsis) {
      this.tree.extras[this.frames.node] = 1
      this.advance()
    }
    if (!this.isKeyword('if')) return this.#forEnd()
    this.append(this.leaf(nodeKind.forCondition))
    this.frames.kind = frame.forCondition
    return pending
  }

  #forEnd(): Node {
    const { node, own } = this.frames
    const isTuple = this.tree.kinds[node] === nodeKind.forTuple
    if (this.token !== (isTuple ? token.closeBracket : token.closeBrace)) {
      return this.fail('hcl/invalid-for', 'Close it here.')
    }
    const advice = forAdvice(isTuple, own === 1, this.tree.extras[node] === 1)
    if (advice !== undefined) {
      this.problem('hcl/invalid-for', this.tree.starts[node] ?? 0, this.end, advice)
      this.tree.kinds[node] = nodeKind.error
    }
    return this.#close()
  }
}

function forAdvice(isTuple: boolean, hasKey: boolean, groups: boolean): string | undefined {
  if (!isTuple) return hasKey ? undefined : 'In braces it makes an object: write KEY => VALUE.'
  if (hasKey) return 'In brackets it makes a tuple, which has no keys: leave out KEY =>, or use braces.'
  return groups ? 'In brackets it makes a tuple, and nothing is grouped: leave out the ellipsis.' : undefined
}

function wordKind(text: string, start: number, length: number): NodeKind {
  const end = start + length
  if (isWord(text, start, end, 'true')) return nodeKind.true
  if (isWord(text, start, end, 'false')) return nodeKind.false
  return isWord(text, start, end, 'null') ? nodeKind.null : nodeKind.variable
}
