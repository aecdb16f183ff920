import { nodeKind, type Node, type NodeKind } from '../tree.ts'
import { isWord } from './characters.ts'
import { ContainerParser } from './containers.ts'
import { frame } from './frames.ts'
import { none, pending } from './machine.ts'
import { isNumber } from './numbers.ts'
import { firstOperator, token } from './scanner.ts'

/** How strongly each operator binds, by its number. */
const strengths = new Uint8Array([0, 1, 2, 3, 3, 4, 4, 4, 4, 5, 5, 6, 6, 6])

/**
 * Parses one expression without recursion: what is open lies in `frames`. An operand is read, then what may follow it;
 * that either ends what is open, or asks for the next operand. Templates inside expressions are read by `TemplateParser`.
 */
export abstract class ExpressionParser extends ContainerParser {
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
        return this.bracket()
      case token.openBrace:
        return this.brace()
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
    if (this.token === token.openParen || this.token === token.doubleColon) return this.call(node)
    const start = this.tree.starts[node] ?? 0
    const length = (this.tree.ends[node] ?? 0) - start
    if (length === 4 || length === 5) this.tree.kinds[node] = wordKind(this.text, start, length)
    return node
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
        return this.closeContainer()
      case frame.index:
        if (this.token !== token.closeBracket) return this.fail('hcl/missing-index-bracket')
        this.append(node)
        return this.closeContainer()
      case frame.yes:
        if (this.token !== token.colon) return this.fail('hcl/missing-false-expression')
        this.append(node)
        this.frames.kind = frame.no
        this.advance()
        return pending
      case frame.tuple:
        this.append(node)
        return this.afterItem()
      case frame.call:
        this.append(node)
        return this.afterArgument()
      case frame.objectKey:
        return this.afterKey(node)
      case frame.objectValue:
        return this.afterValue(node)
      case frame.forCollection:
      case frame.forFirst:
      case frame.forValue:
      case frame.forCondition:
        return this.inFor(node)
      default:
        return this.closeSequence(node)
    }
  }
}

function wordKind(text: string, start: number, length: number): NodeKind {
  const end = start + length
  if (isWord(text, start, end, 'true')) return nodeKind.true
  if (isWord(text, start, end, 'false')) return nodeKind.false
  return isWord(text, start, end, 'null') ? nodeKind.null : nodeKind.variable
}
