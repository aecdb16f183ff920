import type { FilePath } from '../../../kernel/brand.ts'
import { nodeKind, type Node } from '../tree.ts'
import { frame } from './frames.ts'
import { ArgumentNames } from './names.ts'
import type { SyntaxProblem } from './problems.ts'
import { RecoveringParser } from './recovery.ts'
import { none } from './machine.ts'
import { token } from './scanner.ts'

/** Parses bodies: arguments and blocks, nested as deep as one likes, each malformed one for itself. */
export class Parser extends RecoveringParser {
  readonly #names = new ArgumentNames()

  override open(file: FilePath, text: string): void {
    super.open(file, text)
    this.#names.reset()
  }

  /** The whole text as a body. */
  wholeFile(): Node {
    const root = this.tree.add(nodeKind.body, 0, this.limit)
    this.push(frame.body, root, none)
    this.frames.own = none
    this.advance()
    while (this.token !== token.end || this.frames.depth > 1) this.#item()
    return root
  }

  /** The whole text as one expression. */
  wholeExpression(): Node {
    this.newlines = false
    this.advance()
    const { start } = this
    const node = this.expression()
    if (node !== none) {
      if (this.token === token.end) return node
      this.problem('hcl/extra-after-expression', this.start, this.limit)
    }
    const error = this.tree.add(nodeKind.error, Math.min(start, this.limit), this.limit)
    if (node === none) this.tree.firstChildren[error] = this.gathered(0)
    else this.tree.link(error, none, node)
    return error
  }

  /** The whole text as a template without quotes. */
  wholeTemplate(): Node {
    const start = this.end
    const root = this.bareTemplate(start)
    if (root !== none) return root
    const error = this.tree.add(nodeKind.error, start, this.limit)
    this.tree.firstChildren[error] = this.gathered(0)
    return error
  }

  /** A text that stands inside of another one, as a template; what is wrong is told with offsets into this text. */
  embedded(text: string): Node {
    this.frames.reset()
    this.broken = false
    this.retarget(text)
    return this.wholeTemplate()
  }

  #item(): void {
    switch (this.token) {
      case token.newline:
        return this.advance()
      case token.end:
        return this.#unclosed()
      case token.closeBrace:
        if (this.frames.depth > 1) return this.#closeBlock()
        this.problem('hcl/definition-required', this.start, this.end)
        return this.advance()
      case token.name:
        return this.#definition()
      case token.quote:
        return this.#malformed('hcl/quoted-argument-name')
      default:
        return this.#malformed('hcl/definition-required')
    }
  }

  /** Something that is neither argument nor block. */
  #malformed(code: SyntaxProblem): void {
    const { start } = this
    this.fail(code)
    const node = this.tree.add(nodeKind.error, start, start)
    this.tree.ends[node] = this.recover(start)
    this.append(node)
  }

  #definition(): void {
    const name = this.leaf(nodeKind.identifier)
    switch (this.token) {
      case token.equals:
        return this.#argument(name)
      case token.quote:
      case token.openBrace:
      case token.name:
        return this.#block(name)
      default:
        return this.#giveUp(name, 'hcl/definition-required')
    }
  }

  /** A name that turned out to begin nothing: a malformed item with the name in it. */
  #giveUp(name: Node, code: SyntaxProblem): void {
    const start = this.tree.starts[name] ?? 0
    this.fail(code)
    const node = this.tree.add(nodeKind.error, start, start)
    this.tree.link(node, none, name)
    this.append(node)
    this.tree.ends[node] = this.recover(start, this.tree.ends[name])
  }

  #argument(name: Node): void {
    if (!this.#readArgument(name)) return
    if (this.token === token.newline || this.token === token.end) return this.advance()
    const isComma = this.token === token.comma
    this.fail(isComma ? 'hcl/comma-after-argument' : 'hcl/missing-newline-after-argument')
    this.recover(this.tree.starts[name] ?? 0, this.start)
  }

  /** Reads the value of an argument; false when it is malformed and the rest was skipped. */
  #readArgument(name: Node): boolean {
    const { tree } = this
    const start = tree.starts[name] ?? 0
    const node = tree.add(nodeKind.attribute, start, this.end)
    this.append(node)
    tree.link(node, none, name)
    this.#checkName(name)
    const afterEquals = this.end
    this.advance()
    const depth = this.frames.depth
    const valueStart = this.token === token.newline || this.token === token.end ? afterEquals : this.start
    let value = this.expression()
    const isWhole = value !== none
    if (!isWhole) value = this.#malformedValue(start, valueStart, depth)
    tree.link(node, name, value)
    tree.ends[node] = tree.ends[value] ?? 0
    return isWhole
  }

  #malformedValue(itemStart: number, start: number, depth: number): Node {
    const { tree } = this
    const node = tree.add(nodeKind.error, start, start)
    const first = this.gathered(depth)
    const end = this.recover(itemStart, start)
    tree.ends[node] = end
    tree.firstChildren[node] = this.cut(first, end)
    return node
  }

  #checkName(name: Node): void {
    const { text, tree } = this
    if (this.#names.add(text, tree, this.frames.node, name)) return
    const start = tree.starts[name] ?? 0
    const end = tree.ends[name] ?? 0
    this.problem('hcl/attribute-redefined', start, end, text.slice(start, end))
  }

  #block(type: Node): void {
    const { tree } = this
    const start = tree.starts[type] ?? 0
    const block = tree.add(nodeKind.block, start, tree.ends[type] ?? 0)
    tree.link(block, none, type)
    this.append(block)
    const last = this.#labels(block, type)
    if (last === none) return
    const body = tree.add(nodeKind.body, this.start, this.end)
    tree.link(block, last, body)
    this.push(frame.body, body, none)
    this.frames.own = block
    this.advance()
    const isOpen = this.token === token.newline || this.token === token.end
    if (!isOpen && this.token !== token.closeBrace) this.#singleLine()
  }

  /** The labels of a block: its last child then, or -1 when they are malformed. */
  #labels(block: Node, type: Node): Node {
    const { tree } = this
    let last = type
    while (this.token !== token.openBrace) {
      let label = none
      if (this.token === token.name) label = this.leaf(nodeKind.identifier)
      else if (this.token === token.quote) label = this.label()
      else this.fail(this.#headerProblem())
      if (this.broken) {
        tree.kinds[block] = nodeKind.error
        tree.ends[block] = this.recover(tree.starts[block] ?? 0, tree.ends[last])
        return none
      }
      tree.link(block, last, label)
      last = label
    }
    return last
  }

  #headerProblem(): SyntaxProblem {
    if (this.token === token.equals) return 'hcl/block-with-equals'
    return this.token === token.newline ? 'hcl/block-without-brace' : 'hcl/invalid-block-header'
  }

  /** `type { name = value }`. After a mistake the block is read on as one of several lines. */
  #singleLine(): void {
    if (this.token !== token.name) return this.#malformed('hcl/definition-required')
    const name = this.leaf(nodeKind.identifier)
    if (this.token !== token.equals) {
      const isBlock =
        this.token === token.quote || this.token === token.openBrace || this.token === token.name
      return this.#giveUp(name, isBlock ? 'hcl/nested-block-on-one-line' : 'hcl/definition-required')
    }
    if (!this.#readArgument(name)) return
    if (this.token === token.closeBrace) return
    const isNewline = this.token === token.newline || this.token === token.end
    this.fail(isNewline ? 'hcl/single-line-block-open' : 'hcl/several-arguments-on-one-line')
    this.recover(this.tree.starts[name] ?? 0, this.start)
  }

  #closeBlock(): void {
    const start = this.#endBlock(this.end)
    this.advance()
    if (this.token === token.newline || this.token === token.end) return
    this.fail('hcl/missing-newline-after-block')
    this.recover(start, this.start)
  }

  /** Ends the innermost block at an offset, and says where it began. */
  #endBlock(end: number): number {
    const { node, own } = this.frames
    const { tree } = this
    tree.ends[node] = end
    tree.ends[own] = end
    this.pop()
    return tree.starts[own] ?? 0
  }

  /** The file ends in a block: it is told for the innermost, the others may well be closed. */
  #unclosed(): void {
    const { tree } = this
    const type = tree.firstChildren[this.frames.own] ?? none
    this.problem('hcl/unclosed-block', tree.starts[type] ?? 0, tree.ends[type] ?? 0)
    while (this.frames.depth > 1) this.#endBlock(this.limit)
  }
}
