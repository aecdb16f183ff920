import type { Chunk } from './chunks.ts'
import { mergeLines } from './lines.ts'
import { matched, type Matched, type Three, type Trio } from './match.ts'
import { mergedOrder } from './order.ts'
import { meaningIn, type Group, type Identities, type Item, type Leaf, type Outline } from './outline.ts'

/** What was merged, and where the sides do not agree. */
export interface Merged {
  readonly chunks: readonly Chunk[]
  readonly conflicts: readonly Conflict[]
  /** Whether every value is where it was, or is new, so that they can be counted. */
  readonly exact: boolean
}

/** One thing that both sides changed, as they have it. Undefined is: it isn't there. */
export interface Conflict {
  /** The names of what it stands in, outermost first. */
  readonly path: readonly string[]
  readonly base: string | undefined
  readonly ours: string | undefined
  readonly theirs: string | undefined
  readonly what: 'value' | 'comment' | 'order'
}

/** How to merge. */
export interface MergeRules {
  readonly identities: Identities
  /** Whether the lines of a text may be indented anew. */
  readonly mayIndent: (text: string) => boolean
}

/** Merges two versions that come from one. */
export function mergeOutlines(three: Three<Outline>, rules: MergeRules): Merged {
  const merger = new Merger(rules)
  const still = { base: '', ours: '', theirs: '', out: '' }
  const chunks = merger.node(three, { path: [], indents: still })
  return { chunks, conflicts: merger.conflicts, exact: merger.exact }
}

/** How far the lines of an item are indented in each version, and in the result. */
interface Indents {
  readonly base: string
  readonly ours: string
  readonly theirs: string
  readonly out: string
}
type Side = 'base' | 'ours' | 'theirs'

interface Place {
  readonly path: readonly string[]
  readonly indents: Indents
}

/** An item of the result. */
interface Done {
  readonly lead: readonly Chunk[]
  readonly indent: string
  readonly head: readonly Chunk[]
  readonly node: readonly Chunk[]
  readonly gap: readonly Chunk[]
  readonly comma: boolean
  readonly trail: readonly Chunk[]
  /** Was the first of its group, without white space of its own. */
  readonly wasFirst: boolean
}

class Merger {
  readonly conflicts: Conflict[] = []
  exact = true
  readonly #rules: MergeRules

  constructor(rules: MergeRules) {
    this.#rules = rules
  }

  node(three: Three<Outline>, place: Place): readonly Chunk[] {
    const { base, ours, theirs } = three
    const from = (side: Side, one: Outline): readonly Chunk[] => [this.#moved(one.text, side, place.indents)]
    if (base?.text === ours.text) return from('theirs', theirs)
    if (base?.text === theirs.text || ours.text === theirs.text) return from('ours', ours)
    const groups = groupsOf(three)
    if (groups !== undefined) return this.#group(groups, place)
    if (base !== undefined && meaningIn(ours) === meaningIn(base)) return from('theirs', theirs)
    if (base !== undefined && meaningIn(theirs) === meaningIn(base)) return from('ours', ours)
    if (meaningIn(ours) === meaningIn(theirs)) return from('ours', ours)
    const prose = this.#prose(three, place)
    if (prose !== undefined) return prose
    this.#conflict('value', place, [base?.text, ours.text, theirs.text])
    return [this.#clash(three, place.indents)]
  }

  /** Scripts and other texts of several lines are merged line by line. */
  #prose({ base, ours, theirs }: Three<Outline>, { indents }: Place): readonly Chunk[] | undefined {
    if (!isProse(base) || !isProse(ours) || !isProse(theirs)) return undefined
    const chunks = mergeLines(
      this.#moved(base.text, 'base', indents),
      this.#moved(ours.text, 'ours', indents),
      this.#moved(theirs.text, 'theirs', indents),
    )
    this.exact = false
    return chunks.every((one) => typeof one === 'string') ? chunks : undefined
  }

  #group(three: Three<Group>, place: Place): readonly Chunk[] {
    const { base, ours, theirs } = three
    const found = this.#matched(three)
    const order =
      mergedOrder(found) ?? (ours.ordered ? undefined : mergedOrder({ ...found, theirs: oursFirst(found) }))
    if (order === undefined) {
      this.#conflict('order', place, [base?.text, ours.text, theirs.text])
      return [this.#clash(three, place.indents)]
    }
    const out = slot(base?.indent, ours.indent, theirs.indent) ?? ours.indent
    const indents = { base: base?.indent ?? out, ours: ours.indent, theirs: theirs.indent, out }
    const inner = { path: place.path, indents }
    const items = order.flatMap((id) => this.#item(found.trios[id], three, inner))
    const outer = place.indents
    return [
      ...this.#text(three, ({ open }) => open, outer, place),
      ...joinedItems(items, ours, { out, lastComma: this.#commas(three) }),
      ...this.#text(three, ({ tail }) => tail, outer, place),
      ...this.#text(three, ({ close }) => close, outer, place),
    ]
  }

  /** A name that would stand twice comes from taking something for renamed that wasn't. */
  #matched(three: Three<Group>): Matched {
    const found = matched(three, this.#rules.identities, true)
    if (!found.hasRenames) return found
    const names = found.trios.flatMap(({ base, ours, theirs }) => {
      if (base !== undefined && (ours === undefined || theirs === undefined)) return []
      const keys = new Set([ours?.key, theirs?.key].filter((key) => key !== undefined && key !== base?.key))
      return keys.size === 0
        ? [`${ours?.sort} ${(ours ?? theirs)?.key}`]
        : [...keys].map((key) => `${ours?.sort} ${key}`)
    })
    if (new Set(names).size !== names.length) return matched(three, this.#rules.identities, false)
    this.exact = false
    return found
  }

  #item(trio: Trio | undefined, three: Three<Group>, place: Place): readonly Done[] {
    if (trio === undefined) return []
    const { base, ours, theirs } = trio
    if (ours !== undefined && theirs !== undefined) {
      return [this.#both({ base, ours, theirs }, three, place)]
    }
    const here = ours ?? theirs
    if (here === undefined) return []
    const side = ours === undefined ? 'theirs' : 'ours'
    if (base === undefined) return [this.#whole(here, side, place.indents, three)]
    if (here.text === base.text || isUntouched(here, base)) return []
    this.#conflict('value', { ...place, path: [...place.path, here.name] }, [
      base.node.text,
      ours?.node.text,
      theirs?.node.text,
    ])
    const clash = {
      base: this.#moved(base.text, 'base', place.indents),
      ours: ours === undefined ? '' : this.#moved(ours.text, 'ours', place.indents),
      theirs: theirs === undefined ? '' : this.#moved(theirs.text, 'theirs', place.indents),
    }
    return [{ ...nothing, node: [clash], comma: true }]
  }

  #both(items: Three<Item>, three: Three<Group>, { path, indents }: Place): Done {
    const { base, ours, theirs } = items
    const inner = { path: [...path, ours.name], indents: this.#inside(items, three, indents) }
    const indent = slot(base?.indent, ours.indent, theirs.indent) ?? ours.indent
    return {
      lead: this.#lead(items, inner, indents),
      indent: three.ours.layout === 'lines' ? indents.out : indent,
      head: this.#text(items, ({ head }) => head, inner.indents, inner),
      node: this.node({ base: base?.node, ours: ours.node, theirs: theirs.node }, inner),
      gap: this.#text(items, ({ gap }) => gap, inner.indents, inner),
      comma: slot(base?.comma, ours.comma, theirs.comma) ?? ours.comma,
      trail: this.#text(items, ({ trail }) => trail, inner.indents, inner),
      wasFirst: three.ours.items[0] === ours,
    }
  }

  /** What a line that belongs to an item begins with in each version. */
  #inside({ base, ours, theirs }: Three<Item>, three: Three<Group>, { out }: Indents): Indents {
    const of = (group: Group | undefined, item: Item | undefined): string =>
      group === undefined || item === undefined ? out : group.layout === 'lines' ? group.indent : item.indent
    const indents = {
      base: of(three.base, base),
      ours: of(three.ours, ours),
      theirs: of(three.theirs, theirs),
    }
    const merged = slot(base === undefined ? undefined : indents.base, indents.ours, indents.theirs)
    return { ...indents, out: three.ours.layout === 'lines' ? out : (merged ?? indents.ours) }
  }

  #whole(item: Item, side: Side, indents: Indents, three: Three<Group>): Done {
    const moved = (text: string): readonly Chunk[] => [this.#moved(text, side, indents)]
    const group = side === 'ours' ? three.ours : three.theirs
    const takesOut = group.layout === 'lines' || item.indent === group.indent
    return {
      lead: [this.#movedLines(item.lead, side, indents)],
      indent:
        takesOut && group.items[0] !== item
          ? indents.out
          : group.layout === 'lines'
            ? indents.out
            : item.indent,
      head: moved(item.head),
      node: moved(item.node.text),
      gap: moved(item.gap),
      comma: item.comma,
      trail: moved(item.trail),
      wasFirst: group.items[0] === item,
    }
  }

  /** Comments above an item, line by line. */
  #lead({ base, ours, theirs }: Three<Item>, place: Place, indents: Indents): readonly Chunk[] {
    const text = (side: Side, item: Item | undefined): string =>
      this.#movedLines(item?.lead ?? '', side, indents)
    const sides = { base: text('base', base), ours: text('ours', ours), theirs: text('theirs', theirs) }
    const simple = slotText(base === undefined ? undefined : sides.base, sides.ours, sides.theirs)
    if (simple !== undefined) return [simple]
    const chunks = mergeLines(sides.base, sides.ours, sides.theirs)
    if (chunks.some((one) => typeof one !== 'string' && !isBlank(one.ours + one.theirs))) {
      this.#conflict('comment', place, [sides.base, sides.ours, sides.theirs])
    }
    return chunks.map((one) => (typeof one !== 'string' && isBlank(one.ours + one.theirs) ? one.ours : one))
  }

  #text<One>(
    { base, ours, theirs }: Three<One>,
    of: (one: One) => string,
    indents: Indents,
    place: Place,
  ): readonly Chunk[] {
    const sides = {
      base: base === undefined ? '' : this.#moved(of(base), 'base', indents),
      ours: this.#moved(of(ours), 'ours', indents),
      theirs: this.#moved(of(theirs), 'theirs', indents),
    }
    const simple = slotText(base === undefined ? undefined : sides.base, sides.ours, sides.theirs)
    if (simple !== undefined) return [simple]
    if (sides.base.includes('\n')) {
      const chunks = mergeLines(sides.base, sides.ours, sides.theirs)
      if (chunks.every((one) => typeof one === 'string')) return chunks
    }
    this.#conflict('comment', place, [sides.base, sides.ours, sides.theirs])
    return [sides]
  }

  /** Whether a comma stands behind the last item. */
  #commas({ base, ours, theirs }: Three<Group>): boolean {
    return slot(endsInComma(base), endsInComma(ours) ?? false, endsInComma(theirs) ?? false) ?? false
  }

  #clash({ base, ours, theirs }: Three<Outline>, indents: Indents): Chunk {
    return {
      base: base === undefined ? '' : this.#moved(base.text, 'base', indents),
      ours: this.#moved(ours.text, 'ours', indents),
      theirs: this.#moved(theirs.text, 'theirs', indents),
    }
  }

  #conflict(
    what: Conflict['what'],
    { path }: Place,
    [base, ours, theirs]: readonly (string | undefined)[],
  ): void {
    this.conflicts.push({ what, path, base, ours, theirs })
  }

  /** A text that begins within a line, as it is where the lines are indented as they are in the result. */
  #moved(text: string, side: Side, indents: Indents): string {
    const from = indents[side]
    if (from === indents.out || !text.includes('\n') || !this.#rules.mayIndent(text)) return text
    const [first = '', ...rest] = text.split('\n')
    return [first, ...rest.map((line) => indented(line, from, indents.out))].join('\n')
  }

  #movedLines(text: string, side: Side, indents: Indents): string {
    const from = indents[side]
    if (from === indents.out || text === '') return text
    return text
      .split('\n')
      .map((line) => indented(line, from, indents.out))
      .join('\n')
  }
}

function endsInComma({ items }: Pick<Group, 'items'> = noGroup): boolean | undefined {
  return items.at(-1)?.comma
}

const noGroup: Pick<Group, 'items'> = { items: [] }
const nothing: Done = {
  lead: [],
  indent: '',
  head: [],
  node: [],
  gap: [],
  comma: false,
  trail: [],
  wasFirst: false,
}

/** Only its form was changed: neither what it says nor what stands in comments. */
function isUntouched(here: Item, base: Item): boolean {
  return meaningIn(here.node) === meaningIn(base.node) && commentsIn(here.text) === commentsIn(base.text)
}

function commentsIn(text: string): string {
  return (text.match(/(?:#|\/\/).*$/gmu) ?? []).map((one) => one.trim()).join('\n')
}

function indented(line: string, from: string, to: string): string {
  return line.startsWith(from) && line.trim() !== '' ? to + line.slice(from.length) : line
}

function isProse(one: Outline | undefined): one is Leaf {
  return one?.kind === 'leaf' && one.prose
}

function isBlank(text: string): boolean {
  return text.trim() === ''
}

/** The groups of one form that can be merged item by item. Where nothing was, both made one. */
function groupsOf({ base, ours, theirs }: Three<Outline>): Three<Group> | undefined {
  if (ours.kind !== 'group' || theirs.kind !== 'group') return undefined
  if (ours.form !== theirs.form || ours.layout !== theirs.layout) return undefined
  if (base === undefined || (base.kind === 'leaf' && base.empty)) return { base: undefined, ours, theirs }
  if (base.kind !== 'group' || base.form !== ours.form) return undefined
  if (base.layout !== ours.layout || base.compact !== ours.compact || base.compact !== theirs.compact) {
    return base.items.length === 0 ? { base: undefined, ours, theirs } : undefined
  }
  return { base, ours, theirs }
}

/** Where order means nothing ours stands, and theirs only says what it adds. */
function oursFirst({ base, ours, theirs }: Matched): readonly number[] {
  const old = new Set(base)
  const kept = new Set(theirs)
  const inOurs = ours.filter((id) => old.has(id) && kept.has(id))
  const known = new Set(inOurs)
  let next = 0
  return theirs.map((id) => (known.has(id) ? (inOurs[next++] ?? id) : id))
}

/** Of a part that at most one side changed, what stands there now; undefined where both did. */
function slot<One>(base: One | undefined, ours: One, theirs: One): One | undefined {
  if (ours === theirs || base === theirs) return ours
  return base === ours ? theirs : undefined
}

/** The same for text, where white space is nobody's loss. */
function slotText(base: string | undefined, ours: string, theirs: string): string | undefined {
  const simple = slot(base, ours, theirs)
  if (simple !== undefined) return simple
  const [left, right] = [squeezed(ours), squeezed(theirs)]
  const old = base === undefined ? '' : squeezed(base)
  if (left === right || right === old) return ours
  return left === old ? theirs : undefined
}

function squeezed(text: string): string {
  return text.replaceAll(/\s+/gu, '')
}

/** How far items are indented, and whether a comma is behind the last one. */
interface Style {
  readonly out: string
  readonly lastComma: boolean
}

/** Items one after the other, with what has to stand between them. */
function joinedItems(items: readonly Done[], group: Group, { out, lastComma }: Style): readonly Chunk[] {
  const chunks: Chunk[] = []
  const usesCommas = items.some(({ comma, node }) => comma && node.length > 0)
  for (const [at, item] of items.entries()) {
    const isLast = at === items.length - 1
    const isFirst = at === 0
    if (item.head.length === 0 && item.gap.length === 0 && item.trail.length === 0) {
      chunks.push(...item.node)
      continue
    }
    chunks.push(...beginning(item, { isFirst, group, out, before: chunks }), ...item.head, ...item.node)
    chunks.push(...ending(item, { isLast, group, lastComma, usesCommas }))
  }
  return chunks
}

interface Beginning {
  readonly isFirst: boolean
  readonly group: Group
  readonly out: string
  readonly before: readonly Chunk[]
}

function beginning(item: Done, { isFirst, group, out, before }: Beginning): readonly Chunk[] {
  const last = before.findLast((one) => one !== '')
  const isOnNewLine = typeof last !== 'string' || last.endsWith('\n')
  if (isFirst && group.compact) return isBlankLead(item) ? [] : [...item.lead, out]
  if (isFirst) return [...item.lead, item.indent]
  if (group.layout === 'commas' || group.layout === 'loose') {
    const lacksSpace = !isOnNewLine && item.indent === '' && item.wasFirst
    return [...item.lead, lacksSpace ? ' ' : item.indent]
  }
  const separated = group.layout === 'documents' && !startsDocument(item)
  return [isOnNewLine ? '' : '\n', separated ? '---\n' : '', ...item.lead, item.indent]
}

function isBlankLead({ lead }: Done): boolean {
  return lead.every((one) => typeof one === 'string' && isBlank(one))
}

function startsDocument({ head }: Done): boolean {
  const [first] = head
  return typeof first !== 'string' || first.startsWith('---')
}

interface Ending {
  readonly isLast: boolean
  readonly group: Group
  readonly lastComma: boolean
  readonly usesCommas: boolean
}

function ending(item: Done, { isLast, group, lastComma, usesCommas }: Ending): readonly Chunk[] {
  if (group.layout === 'lines' || group.layout === 'documents') return [...item.gap, ...item.trail]
  if (isLast) return [...item.gap, lastComma ? ',' : '', ...item.trail]
  const endsLine = item.trail.some((one) => typeof one === 'string' && one.includes('\n'))
  const comma = group.layout === 'commas' || item.comma || usesCommas || !endsLine
  return [...item.gap, comma ? ',' : '', ...item.trail]
}
