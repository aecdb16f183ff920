import type { FilePath } from '../../../kernel/brand.ts'
import type { Node, NodeKind } from '../tree.ts'
import { TreeBuilder } from './builder.ts'
import { Frames } from './frames.ts'
import type { SyntaxProblem } from './problems.ts'
import { Scanner, token } from './scanner.ts'

/** There is no node yet: an operand must follow. */
export const pending: Node = -2
export const none: Node = -1

/** What every part of the parser works with: the tree that grows, and what is open. */
export class Machine extends Scanner {
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

  /** Ends a container at the current token, its bracket; the container is an operand then. */
  protected closeContainer(): Node {
    const { node } = this.frames
    this.tree.ends[node] = this.end
    this.pop()
    this.advance()
    return node
  }
}
