import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { kindOf, styleOf } from './kinds.ts'
import { yamlProblems, type YamlProblem } from './problems.ts'
import type { Properties, YamlTree } from './tree.ts'

const mostProblems = 100

/** Where to go back to when a document is read again. */
export interface Mark {
  readonly size: number
  readonly diagnostics: number
  readonly comments: number
}

/** Makes the flat arrays of a tree, and keeps the stack of the collections that are open. */
export class Builder {
  readonly file: FilePath
  readonly text: string
  #kinds: Uint8Array
  #styles: Uint8Array
  #starts: Int32Array
  #ends: Int32Array
  #firsts: Int32Array
  #nexts: Int32Array
  #size = 0
  readonly #properties = new Map<number, Properties>()
  readonly #anchors = new Map<string, number>()
  readonly #documents: number[] = []
  readonly #diagnostics: Diagnostic[] = []
  #comments = new Int32Array(16)
  #commentsEnd = 0
  /** The anchor and tag that wait for their node. */
  pending: Properties | undefined
  /** Those of a line above, which belong to the block collection that begins with the next node. */
  outer: Properties | undefined
  /** The stack of what is open: its node, last child, and where its last child ends. */
  readonly #nodes: number[] = []
  readonly #lasts: number[] = []
  readonly #lastEnds: number[] = []

  constructor(file: FilePath, text: string) {
    this.file = file
    this.text = text
    const room = (text.length >>> 3) + 16
    // One piece of memory for all: with thousands of small files it is what a builder costs.
    const memory = new ArrayBuffer(room * 18)
    this.#starts = new Int32Array(memory, 0, room)
    this.#ends = new Int32Array(memory, room * 4, room)
    this.#firsts = new Int32Array(memory, room * 8, room)
    this.#nexts = new Int32Array(memory, room * 12, room)
    this.#kinds = new Uint8Array(memory, room * 16, room)
    this.#styles = new Uint8Array(memory, room * 17, room)
  }

  get depth(): number {
    return this.#nodes.length
  }

  mark(): Mark {
    return { size: this.#size, diagnostics: this.#diagnostics.length, comments: this.#commentsEnd }
  }

  /** Forgets the last document, and everything since a mark, which was made before it. */
  forgetDocument(mark: Mark): void {
    for (let node = mark.size; node < this.#size; node++) this.#properties.delete(node)
    this.#size = mark.size
    this.#diagnostics.length = mark.diagnostics
    this.#commentsEnd = mark.comments
    this.pending = undefined
    this.outer = undefined
    this.#documents.pop()
  }

  /** Problems since a mark that may come from a quote or bracket which was closed too late. */
  runaway(mark: Mark): boolean {
    const suspects: ReadonlySet<string> = runaways
    return this.#diagnostics.slice(mark.diagnostics).some(({ code }) => suspects.has(code))
  }

  /** Opens the place of a document's root. */
  openDocument(): void {
    this.#anchors.clear()
    this.#nodes.push(-1)
    this.#lasts.push(-1)
    this.#lastEnds.push(0)
  }

  closeDocument(): void {
    this.#nodes.pop()
    this.#lastEnds.pop()
    const root = this.#lasts.pop() ?? -1
    if (root >= 0) this.#documents.push(root)
  }

  /** Adds a node without children to what is open. */
  leaf(kind: number, style: number, start: number, end: number): number {
    const node = this.#node(kind, style, start, end)
    const top = this.#nodes.length - 1
    const last = this.#lasts[top] ?? -1
    if (last >= 0) this.#nexts[last] = node
    else {
      const parent = this.#nodes[top] ?? -1
      if (parent >= 0) this.#firsts[parent] = node
    }
    this.#lasts[top] = node
    this.#lastEnds[top] = end
    if (this.pending !== undefined || this.outer !== undefined) this.#claim(node)
    return node
  }

  /** A value that is left out. */
  empty(at: number): number {
    return this.leaf(kindOf.empty, styleOf.plain, at, at)
  }

  alias(start: number, end: number): void {
    const name = this.text.slice(start + 1, end)
    const properties = this.pending ?? this.outer
    if (properties !== undefined) {
      this.problem('yaml/alias-properties', properties.start, properties.end)
      this.pending = undefined
      this.outer = undefined
    }
    const target = this.#anchors.get(name) ?? -1
    const node = this.leaf(kindOf.alias, styleOf.plain, start, end)
    this.#firsts[node] = target
    if (end === start + 1) this.problem('yaml/invalid-name', start, end)
    else if (target < 0) this.problem('yaml/unknown-alias', start, end, name)
  }

  /** Adds a collection and makes it what is open. */
  open(kind: number, style: number, start: number): number {
    const node = this.leaf(kind, style, start, start + 1)
    this.#nodes.push(node)
    this.#lasts.push(-1)
    this.#lastEnds.push(start + 1)
    return node
  }

  /** Ends the innermost collection: at `end`, or where its last child ends. */
  close(end?: number): void {
    const node = this.#nodes.pop() ?? -1
    this.#lasts.pop()
    const last = this.#lastEnds.pop() ?? 0
    const top = this.#lastEnds.length - 1
    this.#ends[node] = end ?? last
    this.#lastEnds[top] = end ?? last
  }

  /**
   * Makes a mapping of the last child of what is open, with that child as its first key, and opens it. The row of the
   * child becomes the mapping's, so that nothing that points at it must change. `outer` goes to the mapping.
   */
  wrapLast(style: number): void {
    const top = this.#nodes.length - 1
    const row = this.#lasts[top] ?? 0
    const { kind, start, end } = this.child()
    const key = this.#node(kind, this.#styles[row] ?? 0, start, end)
    this.#firsts[key] = this.#firsts[row] ?? -1
    const properties = this.#properties.get(row)
    this.#properties.delete(row)
    if (properties !== undefined) this.#hold(key, properties)
    this.#kinds[row] = kindOf.map
    this.#styles[row] = style
    this.#starts[row] = properties === undefined ? start : Math.min(start, properties.start)
    this.#firsts[row] = key
    this.#nodes.push(row)
    this.#lasts.push(key)
    this.#lastEnds.push(end)
  }

  /** What is known of the last child of what is open. */
  child(): { readonly kind: number; readonly style: number; readonly start: number; readonly end: number } {
    const node = this.#lasts.at(-1) ?? -1
    return {
      kind: this.#kinds[node] ?? 0,
      style: (this.#styles[node] ?? 0) & 0xf,
      start: this.#starts[node] ?? 0,
      end: this.#ends[node] ?? 0,
    }
  }

  /** Where the collection that is open starts. */
  startOfTop(): number {
    return this.#starts[this.#nodes.at(-1) ?? 0] ?? 0
  }

  /** Where the last child of what is open ends, or what is open begins. */
  lastEnd(): number {
    return this.#lastEnds.at(-1) ?? 0
  }

  /** Gives properties to the collection that is open. */
  adopt(properties: Properties | undefined): void {
    this.#adopt(this.#nodes.at(-1) ?? -1, properties)
  }

  /** Gives properties to the last child of what is open. */
  adoptLast(properties: Properties | undefined): void {
    this.#adopt(this.#lasts.at(-1) ?? -1, properties)
  }

  indentation(scalar: number, indent: number): void {
    this.#firsts[scalar] = indent
  }

  /** Gives properties of a line above to a collection, rather than to its first child. */
  openOuter(kind: number, start: number): void {
    const inner = this.pending
    this.pending = this.outer
    this.outer = undefined
    this.open(kind, styleOf.block, start)
    this.pending = inner
  }

  comment(start: number, end: number): void {
    if (this.#commentsEnd + 2 > this.#comments.length) {
      const grown = new Int32Array(this.#comments.length * 2)
      grown.set(this.#comments)
      this.#comments = grown
    }
    this.#comments[this.#commentsEnd++] = start
    this.#comments[this.#commentsEnd++] = end
  }

  problem(problem: YamlProblem, start: number, end: number, name = ''): void {
    if (this.#diagnostics.length > mostProblems) return
    const code = this.#diagnostics.length === mostProblems ? 'yaml/too-many-problems' : problem
    this.#diagnostics.push(yamlDiagnostic(code, this.file, start, end, name))
  }

  tree(): YamlTree {
    return {
      file: this.file,
      text: this.text,
      kinds: this.#kinds,
      styles: this.#styles,
      starts: this.#starts,
      ends: this.#ends,
      firsts: this.#firsts,
      nexts: this.#nexts,
      size: this.#size,
      properties: this.#properties,
      documents: this.#documents,
      comments: this.#comments.subarray(0, this.#commentsEnd),
      diagnostics: this.#diagnostics.toSorted((one, other) => one.span.start - other.span.start),
    }
  }

  #adopt(node: number, properties: Properties | undefined): void {
    if (properties === undefined || node < 0) return
    const inner = this.#properties.get(node)
    if (inner === undefined) return this.#hold(node, properties)
    this.pending = inner
    this.outer = properties
    this.#claim(node)
  }

  #claim(node: number): void {
    const inner = this.pending
    const outer = this.outer
    this.pending = undefined
    this.outer = undefined
    if (inner !== undefined && outer !== undefined) {
      const twice =
        (inner.anchor !== undefined && outer.anchor !== undefined) ||
        (inner.tag !== undefined && outer.tag !== undefined)
      if (twice) this.problem('yaml/duplicate-anchor', inner.start, inner.end)
      this.#hold(node, {
        start: outer.start,
        end: inner.end,
        anchor: inner.anchor ?? outer.anchor,
        tag: inner.tag ?? outer.tag,
      })
    } else if (inner !== undefined) this.#hold(node, inner)
    else if (outer !== undefined) this.#hold(node, outer)
  }

  #hold(node: number, properties: Properties): void {
    this.#properties.set(node, properties)
    if (properties.anchor !== undefined) this.#anchors.set(properties.anchor, node)
  }

  #node(kind: number, style: number, start: number, end: number): number {
    const node = this.#size++
    if (node >= this.#kinds.length) this.#grow()
    this.#kinds[node] = kind
    this.#styles[node] = style
    this.#starts[node] = start
    this.#ends[node] = end
    this.#firsts[node] = -1
    this.#nexts[node] = -1
    return node
  }

  #grow(): void {
    const room = this.#kinds.length * 2
    this.#kinds = copied(this.#kinds, new Uint8Array(room))
    this.#styles = copied(this.#styles, new Uint8Array(room))
    this.#starts = copied(this.#starts, new Int32Array(room))
    this.#ends = copied(this.#ends, new Int32Array(room))
    this.#firsts = copied(this.#firsts, new Int32Array(room))
    this.#nexts = copied(this.#nexts, new Int32Array(room))
  }
}

/** A diagnostic of a code, with the name it speaks of. */
export function yamlDiagnostic(
  code: YamlProblem,
  file: FilePath,
  start: number,
  end: number,
  name = '',
): Diagnostic {
  const { summary, detail } = yamlProblems[code]
  const severity = warnings.has(code) ? 'warning' : 'error'
  const shown = name.length > 80 ? `${name.slice(0, 80)}…` : name
  return {
    code,
    severity,
    summary,
    detail: detail.replace('{name}', () => shown),
    span: { file, start, end },
  }
}

const warnings: ReadonlySet<YamlProblem> = new Set<YamlProblem>([
  'yaml/quoted-indentation',
  'yaml/comment-space',
])
const runaways: ReadonlySet<YamlProblem> = new Set<YamlProblem>([
  'yaml/unclosed-quote',
  'yaml/unclosed-flow',
  'yaml/unexpected-text',
  'yaml/document-marker',
])

function copied<Numbers extends Uint8Array | Int32Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from)
  return to
}
