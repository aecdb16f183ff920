import type { FilePath } from '../../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../../kernel/diagnostic.ts'
import { parseJson } from '../../json/parse.ts'
import { jsonKind, jsonRoot, jsonSource, jsonString, type JsonNode, type JsonTree } from '../../json/tree.ts'
import { nodeKind, type Node, type NodeKind, type Tree } from '../tree.ts'
import { Parser } from './blocks.ts'
import { composed } from './cook.ts'
import { positionsOf } from './json-positions.ts'
import { isNumber } from './numbers.ts'
import { syntaxProblems, type SyntaxProblem } from './problems.ts'

/** One parser serves all files, one after the other. It keeps nothing of a file. */
const parser = new Parser()
const none: Node = -1

/**
 * Reads a file of the JSON syntax into the nodes of the native one: objects, tuples, numbers, literals, and templates for
 * strings and keys. What is wrong in a template lies in `deferred`: a string that is read statically is no template.
 */
export function parseHclJson(file: FilePath, text: string): Outcome<Tree> {
  const json = parseJson(file, text)
  parser.open(file, text)
  const reader = new JsonReader(json)
  const root = reader.read()
  const problems = [...json.diagnostics, ...reader.diagnostics]
  const first = jsonRoot(json)
  const kind = first === undefined ? 'invalid' : jsonKind(json, first)
  if (problems.length === 0 && kind !== 'object' && kind !== 'array') {
    problems.push(problemAt(json, first ?? 0, 'hcl/root-not-object'))
  }
  const value = { ...parser.tree.finish(file, text, root), deferred: reader.deferred }
  parser.close()
  return { value, diagnostics: problems }
}

/** What is open: a node, its last child, where its JSON ends, and the item that waits for its value. */
interface Open {
  readonly node: Node
  readonly after: JsonNode
  readonly isObject: boolean
  last: Node
  item: Node
  key: Node
}

/** Goes over the nodes of a JSON tree in their order, with what is open on a stack. */
class JsonReader {
  readonly diagnostics: Diagnostic[] = []
  readonly deferred = new Map<Node, readonly Diagnostic[]>()
  readonly #json: JsonTree
  readonly #open: Open[] = []

  constructor(json: JsonTree) {
    this.#json = json
  }

  read(): Node {
    const { size } = this.#json
    if (size === 0) return parser.tree.add(nodeKind.error, 0, this.#json.text.length)
    let root = none
    for (let at: JsonNode = 0; at < size; at++) {
      while (at >= (this.#open.at(-1)?.after ?? size + 1)) this.#open.pop()
      const node = this.#visit(at)
      if (root === none) root = node
    }
    return root
  }

  #visit(at: JsonNode): Node {
    const parent = this.#open.at(-1)
    const isKey = parent !== undefined && parent.isObject && parent.item === none
    const node = isKey ? this.#item(parent, at) : this.#node(at)
    if (parent !== undefined && !isKey) this.#place(parent, node)
    const kind = jsonKind(this.#json, at)
    if (!isKey && (kind === 'object' || kind === 'array')) {
      const after = this.#json.afters[at] ?? 0
      this.#open.push({ node, after, isObject: kind === 'object', last: none, item: none, key: none })
    }
    return node
  }

  /** A key begins an item; its value follows. */
  #item(parent: Open, at: JsonNode): Node {
    const { tree } = parser
    const start = this.#json.starts[at] ?? 0
    const item = tree.add(nodeKind.objectItem, start, this.#json.ends[at] ?? 0)
    tree.link(parent.node, parent.last, item)
    parent.last = item
    parent.item = item
    parent.key = this.#node(at)
    tree.link(item, none, parent.key)
    return item
  }

  #place(parent: Open, node: Node): void {
    const { tree } = parser
    if (!parent.isObject) {
      tree.link(parent.node, parent.last, node)
      parent.last = node
      return
    }
    tree.link(parent.item, parent.key, node)
    tree.ends[parent.item] = tree.ends[node] ?? 0
    parent.item = none
  }

  #node(at: JsonNode): Node {
    const json = this.#json
    const kind = jsonKind(json, at)
    if (kind === 'string') return this.#string(at)
    if (kind === 'number' && !isJsonNumber(jsonSource(json, at))) {
      this.diagnostics.push(problemAt(json, at, 'hcl/invalid-number'))
      return parser.tree.add(nodeKind.error, json.starts[at] ?? 0, json.ends[at] ?? 0)
    }
    return parser.tree.add(kinds[kind], json.starts[at] ?? 0, json.ends[at] ?? 0)
  }

  #string(at: JsonNode): Node {
    const json = this.#json
    const { tree } = parser
    const text = jsonString(json, at)
    const start = json.starts[at] ?? 0
    const end = json.ends[at] ?? 0
    if (text.includes('${') || text.includes('%{')) return this.#template(text, start, end)
    const node = tree.add(nodeKind.template, start, end)
    if (text === '') return node
    const close = json.text.charCodeAt(end - 1) === 0x22 && end > start + 1 ? end - 1 : end
    const part = tree.add(nodeKind.text, start + 1, close)
    tree.link(node, none, part)
    const cooked = composed(text)
    if (close - start - 1 !== cooked.length || !json.text.startsWith(cooked, start + 1))
      tree.cooked.set(part, cooked)
    return node
  }

  /** A string with sequences is read on its own, then its nodes are moved to where they are in the file. */
  #template(text: string, start: number, end: number): Node {
    const { tree } = parser
    const first = tree.size
    const root = parser.embedded(text)
    const positions = positionsOf(this.#json.text, start, end)
    for (let node = first; node < tree.size; node++) this.#move(node, text, positions)
    tree.starts[root] = start
    tree.ends[root] = end
    tree.cooked.set(root, composed(text))
    const problems = parser.diagnostics.map((one) => ({
      ...one,
      span: { file: one.span.file, start: positions(one.span.start), end: positions(one.span.end) },
    }))
    if (problems.length === 0) return root
    parser.diagnostics = []
    tree.kinds[root] = nodeKind.error
    this.deferred.set(root, problems)
    return root
  }

  #move(node: Node, text: string, positions: (offset: number) => number): void {
    const { tree } = parser
    const from = tree.starts[node] ?? 0
    const to = tree.ends[node] ?? 0
    const start = positions(from)
    const end = positions(to)
    tree.starts[node] = start
    tree.ends[node] = end
    if (!isWordKind(tree.kinds[node]) || tree.cooked.has(node)) return
    const source = text.slice(from, to)
    if (this.#json.text.slice(start, end) !== source) tree.cooked.set(node, source)
  }
}

const kinds: Readonly<Record<ReturnType<typeof jsonKind>, NodeKind>> = {
  invalid: nodeKind.error,
  object: nodeKind.object,
  array: nodeKind.tuple,
  string: nodeKind.template,
  number: nodeKind.number,
  true: nodeKind.true,
  false: nodeKind.false,
  null: nodeKind.null,
}

/** The kinds whose text is what they are. */
function isWordKind(kind: number | undefined): boolean {
  return (
    kind === nodeKind.text ||
    kind === nodeKind.identifier ||
    kind === nodeKind.variable ||
    kind === nodeKind.number
  )
}

function isJsonNumber(source: string): boolean {
  const start = source.startsWith('-') ? 1 : 0
  return isNumber(source, start, source.length)
}

function problemAt(json: JsonTree, at: JsonNode, code: SyntaxProblem): Diagnostic {
  const span = { file: json.file, start: json.starts[at] ?? 0, end: json.ends[at] ?? 0 }
  return { code, severity: 'error', ...syntaxProblems[code], span }
}
