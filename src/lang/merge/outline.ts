/**
 * A text as the things in it and everything between them. Printing an outline is joining its parts: nothing is lost. The
 * languages make it, and what is merged is outlines, so one way of merging serves them all.
 */
export type Outline = Leaf | Group

/** What is not taken apart: a number, a string, an expression. */
export interface Leaf {
  readonly kind: 'leaf'
  readonly text: string
  /** What it says, whatever way it is written: two leaves with one meaning differ in form only. */
  readonly meaning: string
  /** Several lines that are a text of their own, such as a script, and may be merged line by line. */
  readonly prose: boolean
  /** Nothing stands there: what is left out, or null. */
  readonly empty: boolean
}

/**
 * How the items of a group stand: each on lines of its own, with commas between, with commas or line ends, or as the
 * documents of a stream.
 */
export type Layout = 'lines' | 'commas' | 'loose' | 'documents'

/** Things in a row between a beginning and an end. */
export interface Group {
  readonly kind: 'group'
  /** Only groups of one form are merged item by item, such as `map`. */
  readonly form: string
  readonly layout: Layout
  /** Whether the order of the items means something. */
  readonly ordered: boolean
  /** Whether the first item begins in the middle of a line, behind something of the group around. */
  readonly compact: boolean
  readonly open: string
  readonly items: readonly Item[]
  /** What stands behind the last item: comments and white space. */
  readonly tail: string
  readonly close: string
  /** The white space before the items that begin a line. */
  readonly indent: string
  readonly text: string
  meaning(): string
}

/** One thing of a group with all that belongs to it. Its text is `lead + indent + head + node + gap + comma + trail`. */
export interface Item {
  /** What it is known by among the items of its group, if by anything. */
  readonly key: string | undefined
  /** Items of different sorts never stand for each other. */
  readonly sort: string
  /** How a person calls it. */
  readonly name: string
  /** The whole lines before it: comments and empty lines. */
  readonly lead: string
  readonly indent: string
  /** The key and what stands between it and the value. */
  readonly head: string
  readonly node: Outline
  readonly gap: string
  readonly comma: boolean
  /** The rest of its last line, with the line end, if nothing else stands there. */
  readonly trail: string
  readonly text: string
}

/** Fields by which the items of a list are told from each other, such as `name`, in the order in which they are tried. */
export type Identities = readonly (readonly string[])[]

/** The part of a text that an outline is of. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** Where something of a group stands and what it is. */
export interface Found {
  readonly key: string | undefined
  readonly sort: string
  readonly name: string
  /** Where the value begins, or a line of its own does, from which the value's own items are. */
  readonly value: Range
  readonly node: Outline
}

/** The offset of the first character from `at` on that is neither blank nor in a comment. */
export type Skip = (text: string, at: number) => number

/** A group without its items. */
export interface Frame {
  readonly form: string
  readonly layout: Layout
  readonly ordered: boolean
  readonly compact: boolean
  /** From where on the items are: behind the bracket. */
  readonly inside: Range
  readonly outside: Range
  /** Comments at the top that are about the whole group, when there are any. */
  readonly isFile: boolean
}

/** Cuts a text into the items of a group: each gets the comments above it and the rest of its line. */
export function groupOf(text: string, frame: Frame, found: readonly Found[], skip: Skip): Group {
  const { inside, outside } = frame
  let at = frame.compact ? inside.start : restOfLine(text, inside.start, inside.end, skip)
  if (frame.layout === 'documents') at = inside.start
  if (frame.isFile) at = headerEnd(text, at, found[0]?.value.start ?? inside.end, skip)
  const open = text.slice(outside.start, at)
  const items: Item[] = []
  for (const one of found) {
    const item = itemOf(text, at, inside.end, { one, frame, skip })
    items.push(item)
    at += item.text.length
  }
  const own = items.find(({ lead, indent }, position) => position > 0 || lead !== '' || indent !== '')
  const parts = { form: frame.form, layout: frame.layout, ordered: frame.ordered, compact: frame.compact }
  const indent = (frame.compact ? items[1]?.indent : (items[0] ?? own)?.indent) ?? ''
  return {
    kind: 'group',
    ...parts,
    open,
    items,
    tail: text.slice(at, inside.end),
    close: text.slice(inside.end, outside.end),
    indent: frame.compact && items.length < 2 ? columnOf(text, inside.start) : indent,
    text: text.slice(outside.start, outside.end),
    meaning: meaningOf(frame, items),
  }
}

/** A leaf of a part of a text. */
export function leafOf(text: string, meaning: string, { prose = false, empty = false } = {}): Leaf {
  return { kind: 'leaf', text, meaning, prose, empty }
}

/** What an outline says. */
export function meaningIn(outline: Outline): string {
  return outline.kind === 'leaf' ? outline.meaning : outline.meaning()
}

/** What the first of some fields that a map has say together. */
export function identityIn(node: Outline, identities: Identities): string | undefined {
  for (const fields of identities) {
    const found = identityOf(node, fields)
    if (found !== undefined) return found
  }
  return undefined
}

/** What some fields of a map say together, such as `metadata.name`; undefined when one is missing or isn't a plain value. A field with a question mark may be missing. */
export function identityOf(node: Outline, fields: readonly string[]): string | undefined {
  const texts: string[] = []
  for (const field of fields) {
    const found = fieldOf(node, field.replace('?', '').split('.'))
    if (found === undefined && !field.endsWith('?')) return undefined
    texts.push(found ?? '')
  }
  return JSON.stringify(texts)
}

function fieldOf(node: Outline, path: readonly string[]): string | undefined {
  let here: Outline | undefined = node
  for (const step of path) {
    if (here?.kind !== 'group' || here.form === 'list') return undefined
    here = here.items.find(({ key, name }) => key !== undefined && name === step)?.node
  }
  return here?.kind === 'leaf' && !here.empty ? here.meaning : undefined
}

/** The offset behind the rest of a line, if nothing but blanks and comments stands there; else the offset itself. */
export function restOfLine(text: string, at: number, end: number, skip: Skip): number {
  const solid = Math.min(skip(text, at), end)
  const feed = text.indexOf('\n', at)
  if (feed === -1 || feed >= solid) return solid === end && feed === -1 ? lineRest(text, at, end) : at
  return feed + 1
}

/** At the end of a text without a last line end. */
function lineRest(text: string, at: number, end: number): number {
  return end === text.length ? end : at
}

/** White space of the width of what stands before an offset in its line. */
function columnOf(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1
  return text.slice(start, at).replaceAll(/[^\t]/gu, ' ')
}

/** Comments up to the last empty line before the first item are about the file. */
function headerEnd(text: string, at: number, first: number, skip: Skip): number {
  const solid = Math.min(skip(text, at), first)
  const before = text.slice(at, solid)
  const gap = before.lastIndexOf('\n\n')
  return gap === -1 ? at : at + gap + 2
}

interface Cutting {
  readonly one: Found
  readonly frame: Frame
  readonly skip: Skip
}

function itemOf(text: string, at: number, end: number, { one, frame, skip }: Cutting): Item {
  const core = Math.min(skip(text, at), one.value.start)
  const line = Math.max(at, text.lastIndexOf('\n', core - 1) + 1)
  const hasCommas = frame.layout === 'commas' || frame.layout === 'loose'
  const solid = skip(text, one.value.end)
  const comma = hasCommas && solid < end && text[solid] === ','
  const after = comma ? solid + 1 : one.value.end
  // A value that ends with its line has taken the line end already.
  const took = after > 0 && text[after - 1] === '\n' && !comma
  const stop = took ? after : restOfLine(text, after, end, skip)
  return {
    key: one.key,
    sort: one.sort,
    name: one.name,
    lead: text.slice(at, line),
    indent: text.slice(line, core),
    head: text.slice(core, one.value.start),
    node: one.node,
    gap: comma ? text.slice(one.value.end, solid) : '',
    comma,
    trail: text.slice(after, stop),
    text: text.slice(at, stop),
  }
}

function meaningOf({ form, ordered }: Frame, items: readonly Item[]): () => string {
  let known: string | undefined
  return () => {
    known ??= said(form, ordered, items)
    return known
  }
}

function said(form: string, ordered: boolean, items: readonly Item[]): string {
  const all = items.map(({ key, sort, node }) => `${JSON.stringify([sort, key])}:${meaningIn(node)}`)
  return `${form}{${(ordered ? all : all.toSorted()).join(',')}}`
}
