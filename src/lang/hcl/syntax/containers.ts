import { nodeKind, type Node, type NodeKind } from '../tree.ts'
import { frame } from './frames.ts'
import { Machine, none, pending } from './machine.ts'
import type { SyntaxProblem } from './problems.ts'
import { token } from './scanner.ts'

/** Lists, objects, calls and for expressions: how they open, and what follows each of their parts. */
export class ContainerParser extends Machine {
  /** `f(`, or `a::f(`: the name is one identifier. */
  protected call(name: Node): Node {
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
    return this.token === token.closeParen ? this.closeContainer() : pending
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

  protected bracket(): Node {
    const node = this.tree.add(nodeKind.tuple, this.start, this.end)
    this.push(frame.tuple, node, none)
    this.newlines = false
    this.advance()
    if (this.token === token.closeBracket) return this.closeContainer()
    return this.isKeyword('for') ? this.#for(nodeKind.forTuple) : pending
  }

  protected brace(): Node {
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
    if (this.token === token.closeBrace) return this.closeContainer()
    this.frames.kind = frame.objectKey
    return pending
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

  protected afterItem(): Node {
    if (this.token === token.comma) {
      this.advance()
      return this.token === token.closeBracket ? this.closeContainer() : pending
    }
    if (this.token === token.closeBracket) return this.closeContainer()
    return this.fail(this.token === token.end ? 'hcl/unterminated-tuple' : 'hcl/missing-item-separator')
  }

  protected afterArgument(): Node {
    switch (this.token) {
      case token.closeParen:
        return this.closeContainer()
      case token.ellipsis:
        this.tree.extras[this.frames.node] = 1
        this.advance()
        return this.token === token.closeParen
          ? this.closeContainer()
          : this.fail('hcl/argument-after-expansion')
      case token.comma:
        this.advance()
        return this.token === token.closeParen ? this.closeContainer() : pending
      case token.end:
        return this.fail('hcl/unterminated-call')
      default:
        return this.fail('hcl/missing-argument-separator')
    }
  }

  protected afterKey(key: Node): Node {
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

  protected afterValue(value: Node): Node {
    const { tree } = this
    const key = this.frames.own
    const item = tree.add(nodeKind.objectItem, tree.starts[key] ?? 0, tree.ends[value] ?? 0)
    tree.link(item, none, key)
    tree.link(item, key, value)
    this.append(item)
    if (this.token === token.closeBrace) return this.closeContainer()
    if (this.token === token.comma || this.token === token.newline) {
      this.advance()
      return this.#nextItem()
    }
    return this.fail(this.token === token.end ? 'hcl/unterminated-object' : 'hcl/missing-attribute-separator')
  }

  protected inFor(node: Node): Node {
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
    return this.closeContainer()
  }
}

function forAdvice(isTuple: boolean, hasKey: boolean, groups: boolean): string | undefined {
  if (!isTuple) return hasKey ? undefined : 'In braces it makes an object: write KEY => VALUE.'
  if (hasKey) return 'In brackets it makes a tuple, which has no keys: leave out KEY =>, or use braces.'
  return groups ? 'In brackets it makes a tuple, and nothing is grouped: leave out the ellipsis.' : undefined
}
