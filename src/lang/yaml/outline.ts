import type { FilePath } from '../../kernel/brand.ts'
import {
  groupOf,
  identityIn,
  leafOf,
  restOfLine,
  type Found,
  type Frame,
  type Identities,
  type Outline,
  type Range,
} from '../merge/outline.ts'
import { scalarText } from './cook.ts'
import { parseYaml } from './parse.ts'
import { resolveScalar } from './resolve.ts'
import {
  yamlEntries,
  yamlItems,
  yamlKind,
  yamlSource,
  yamlStyle,
  type YamlNode,
  type YamlTree,
} from './tree.ts'

/**
 * A YAML text as an outline of its documents; undefined when it can't be read, or when it has directives or ends of
 * documents, which belong to no document. Documents are told apart by the first of the identities that they all have.
 */
export function yamlOutline(file: FilePath, text: string, identities: Identities): Outline | undefined {
  if (/^(?:\.\.\.(?:\s|$)|%)/mu.test(text)) return undefined
  const tree = parseYaml(file, text)
  if (tree.diagnostics.some(({ severity }) => severity === 'error')) return undefined
  const whole = { start: 0, end: text.length }
  const frame = {
    form: 'documents',
    layout: 'documents',
    ordered: false,
    compact: false,
    isFile: false,
  } as const
  return groupOf(text, { ...frame, inside: whole, outside: whole }, documents(tree, identities), skipTrivia)
}

/** What is nested deeper than anybody writes is not taken apart. */
const deepest = 100

/** A node's outline, and where it ends with the rest of its last line. */
interface Made {
  readonly node: Outline
  readonly range: Range
}

function documents(tree: YamlTree, identities: Identities): readonly Found[] {
  let at = 0
  const made = tree.documents.map((root, position) => {
    const marker = /^---(?=\s|$)/mu
    const solid = skipTrivia(tree.text, at)
    const from = marker.test(tree.text.slice(solid, solid + 4)) ? afterMarker(tree.text, solid) : at
    const one = nodeOf(tree, root, { from: Math.max(from, at), indent: -1, isFile: position === 0 }, deepest)
    at = one.range.end
    return one
  })
  return made.map(({ node, range }, position) => ({
    key: identityIn(node, identities),
    sort: 'document',
    name: made.length > 1 ? (nameOf(node, identities) ?? `document ${position + 1}`) : '',
    value: range,
    node,
  }))
}

function afterMarker(text: string, at: number): number {
  const end = restOfLine(text, at + 3, text.length, skipTrivia)
  return end === at + 3 ? skipTrivia(text, end) : end
}

function nameOf(node: Outline, identities: Identities): string | undefined {
  const identity = identityIn(node, identities)
  return identity === undefined
    ? undefined
    : identity.replaceAll(/^\[|\]$|\\?"|str:/gu, '').replaceAll(',', ' ')
}

/** What a node stands in. */
interface Around {
  /** The end of the key or dash before it. */
  readonly from: number
  readonly indent: number
  readonly isFile: boolean
}

function nodeOf(tree: YamlTree, node: YamlNode, around: Around, depth: number): Made {
  const kind = yamlKind(tree, node)
  const isBlock = yamlStyle(tree, node) === 'block'
  if (depth > 0 && (kind === 'map' || kind === 'list')) {
    return isBlock ? blockOf(tree, node, around, depth) : flowOf(tree, node, depth)
  }
  const range = { start: tree.starts[node] ?? 0, end: tree.ends[node] ?? 0 }
  return { range, node: leaf(tree, node) }
}

function leaf(tree: YamlTree, node: YamlNode): Outline {
  const kind = yamlKind(tree, node)
  const source = yamlSource(tree, node)
  const marks = marksOf(tree, node)
  if (kind === 'alias') return leafOf(source, `${marks}${source}`)
  if (kind === 'map' || kind === 'list') return leafOf(source, `${marks}${source}`)
  const tag = tree.properties.get(node)?.tag
  const text = kind === 'empty' ? '' : scalarText(tree, node)
  const scalar = resolveScalar(text, yamlStyle(tree, node), tag, 'go-yaml-v2')
  const said = scalar.kind === 'string' ? `str:${text}` : `${scalar.kind}:${text}`
  const empty = scalar.kind === 'null'
  const style = yamlStyle(tree, node)
  return leafOf(source, `${marks}${empty ? 'null' : said}`, {
    empty,
    prose: style === 'literal' || style === 'folded',
  })
}

function marksOf(tree: YamlTree, node: YamlNode): string {
  const properties = tree.properties.get(node)
  return properties === undefined ? '' : `&${properties.anchor ?? ''} !${properties.tag ?? ''} `
}

/** A collection in indented lines: from the line after its key or, behind a dash, from where it begins. */
function blockOf(tree: YamlTree, node: YamlNode, around: Around, depth: number): Made {
  const { text } = tree
  const first = tree.starts[node] ?? 0
  const column = first - (text.lastIndexOf('\n', first - 1) + 1)
  const line = restOfLine(text, around.from, text.length, skipTrivia)
  const startsLine = around.from === 0 || line > around.from || text[around.from - 1] === '\n'
  const start = startsLine ? (around.from === 0 ? 0 : line) : first
  const found =
    yamlKind(tree, node) === 'map' ? entries(tree, node, column, depth) : listed(tree, node, column, depth)
  const last = found.at(-1)?.value.end ?? first
  const end = tailEnd(text, restOf(text, last), around.indent, column)
  const frame = frameOf(tree, node, 'lines', { start, end }, { start, end })
  const group = groupOf(
    text,
    { ...frame, compact: !startsLine, isFile: around.isFile && startsLine },
    found,
    skipTrivia,
  )
  return { node: marked(group, tree, node), range: { start, end } }
}

/** Behind the rest of the line of a value, which may have taken its line end. */
function restOf(text: string, at: number): number {
  return text[at - 1] === '\n' ? at : restOfLine(text, at, text.length, skipTrivia)
}

/** Comments below the last item that are indented like the items are of this collection still. */
function tailEnd(text: string, at: number, outer: number, column: number): number {
  let end = at
  let next = at
  while (next < text.length) {
    const feed = text.indexOf('\n', next)
    const stop = feed === -1 ? text.length : feed + 1
    const line = text.slice(next, stop)
    const indent = line.search(/\S/u)
    if (indent >= 0 && line[indent] !== '#') break
    if (indent >= 0 && (indent < column || indent <= outer)) break
    if (indent >= 0) end = stop
    next = stop
  }
  return column === 0 ? at : end
}

function flowOf(tree: YamlTree, node: YamlNode, depth: number): Made {
  const outside = { start: tree.starts[node] ?? 0, end: tree.ends[node] ?? 0 }
  const found =
    yamlKind(tree, node) === 'map' ? entries(tree, node, -1, depth) : listed(tree, node, -1, depth)
  const inside = { start: outside.start + 1, end: outside.end - 1 }
  const isPair = tree.text[outside.start] !== '{' && tree.text[outside.start] !== '['
  // `[a: 1]` has a mapping without brackets in it.
  if (isPair)
    return {
      range: outside,
      node: leafOf(yamlSource(tree, node), marksOf(tree, node) + yamlSource(tree, node)),
    }
  const group = groupOf(tree.text, frameOf(tree, node, 'commas', inside, outside), found, skipTrivia)
  return { range: outside, node: marked(group, tree, node) }
}

function frameOf(
  tree: YamlTree,
  node: YamlNode,
  layout: Frame['layout'],
  inside: Range,
  outside: Range,
): Frame {
  const isMap = yamlKind(tree, node) === 'map'
  return {
    form: isMap ? 'map' : 'list',
    layout,
    ordered: !isMap,
    compact: false,
    inside,
    outside,
    isFile: false,
  }
}

/** An anchor or a tag is a part of what a collection says. */
function marked(group: ReturnType<typeof groupOf>, tree: YamlTree, node: YamlNode): Outline {
  const marks = marksOf(tree, node)
  return marks === '' ? group : { ...group, meaning: () => marks + group.meaning() }
}

function entries(tree: YamlTree, node: YamlNode, column: number, depth: number): readonly Found[] {
  return [...yamlEntries(tree, node)].map(({ key, value }) => {
    const from = afterColon(tree, key, value)
    const made = nodeOf(tree, value, { from, indent: column, isFile: false }, depth - 1)
    const name = yamlKind(tree, key) === 'scalar' ? scalarText(tree, key) : yamlSource(tree, key)
    return { key: name, sort: 'key', name, value: made.range, node: made.node }
  })
}

/** Behind the colon, the anchor and the tag that stand between a key and its value on the key's line. */
function afterColon(tree: YamlTree, key: YamlNode, value: YamlNode): number {
  const { text } = tree
  const start = tree.starts[value] ?? 0
  const colon = text.indexOf(':', tree.ends[key] ?? 0)
  const after = colon === -1 || colon >= start ? (tree.ends[key] ?? 0) : colon + 1
  return afterMarks(tree, value, after)
}

function afterMarks(tree: YamlTree, node: YamlNode, after: number): number {
  const properties = tree.properties.get(node)
  return properties === undefined ? after : Math.max(after, properties.end)
}

function listed(tree: YamlTree, node: YamlNode, column: number, depth: number): readonly Found[] {
  let end = tree.starts[node] ?? 0
  return [...yamlItems(tree, node)].map((item, at) => {
    const dash = column === -1 ? (tree.starts[item] ?? 0) : skipTrivia(tree.text, end) + 1
    const from = afterMarks(tree, item, dash)
    const made = nodeOf(tree, item, { from, indent: column, isFile: false }, depth - 1)
    end = made.range.end
    const sort = yamlKind(tree, item) === 'map' ? 'map' : 'item'
    return { key: undefined, sort, name: `[${at}]`, value: made.range, node: made.node }
  })
}

/** Over blanks and comments; a `#` begins one only behind a blank: https://yaml.org/spec/1.2.2/#66-comments */
function skipTrivia(text: string, at: number): number {
  let next = at
  for (;;) {
    while (next < text.length && ' \t\r\n\uFEFF'.includes(text.charAt(next))) next++
    const isComment = text[next] === '#' && (next === 0 || ' \t\r\n\uFEFF'.includes(text.charAt(next - 1)))
    if (!isComment) return next
    const feed = text.indexOf('\n', next)
    next = feed === -1 ? text.length : feed
  }
}
