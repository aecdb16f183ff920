import type { FilePath } from '../../../kernel/brand.ts'
import type { Node, NodeKind, Tree } from '../tree.ts'

const smallest = 4096
/** Larger arrays than this are given back after the file that needed them. */
const largest = 1 << 20

/** The arrays of a tree while it grows. They are kept from file to file; a finished tree gets copies of the exact size. */
export class TreeBuilder {
  kinds = new Uint8Array(smallest)
  extras = new Uint8Array(smallest)
  starts = new Int32Array(smallest)
  ends = new Int32Array(smallest)
  firstChildren = new Int32Array(smallest)
  nextSiblings = new Int32Array(smallest)
  cooked = new Map<Node, string>()
  size = 0

  reset(): void {
    this.size = 0
    this.cooked = new Map()
    if (this.kinds.length > largest) this.#resize(smallest)
  }

  add(kind: NodeKind, start: number, end: number): Node {
    const node = this.size
    if (node === this.kinds.length) this.#resize(node * 2)
    this.size = node + 1
    this.kinds[node] = kind
    this.extras[node] = 0
    this.starts[node] = start
    this.ends[node] = end
    this.firstChildren[node] = -1
    this.nextSiblings[node] = -1
    return node
  }

  /** Makes a node the child after `last`, or the first one. */
  link(parent: Node, last: Node, child: Node): void {
    if (last === -1) this.firstChildren[parent] = child
    else this.nextSiblings[last] = child
  }

  finish(file: FilePath, text: string, root: Node): Tree {
    const { size } = this
    return {
      file,
      text,
      root,
      kinds: this.kinds.slice(0, size),
      starts: this.starts.slice(0, size),
      ends: this.ends.slice(0, size),
      firstChildren: this.firstChildren.slice(0, size),
      nextSiblings: this.nextSiblings.slice(0, size),
      extras: this.extras.slice(0, size),
      cooked: this.cooked,
    }
  }

  #resize(room: number): void {
    this.kinds = resized(this.kinds, new Uint8Array(room))
    this.extras = resized(this.extras, new Uint8Array(room))
    this.starts = resized(this.starts, new Int32Array(room))
    this.ends = resized(this.ends, new Int32Array(room))
    this.firstChildren = resized(this.firstChildren, new Int32Array(room))
    this.nextSiblings = resized(this.nextSiblings, new Int32Array(room))
  }
}

function resized<Numbers extends Uint8Array | Int32Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from.length > to.length ? from.subarray(0, to.length) : from)
  return to
}
