import { filePath, type FilePath } from '../kernel/brand.ts'
import type { Data, ScalarData } from '../kernel/edit.ts'
import type { Origin, OriginId } from '../kernel/origin.ts'
import type { Span } from '../kernel/span.ts'
import { hunksOf } from '../lang/text/sequence.ts'
import { parseYaml } from '../lang/yaml/parse.ts'
import { yamlPathAt } from '../lang/yaml/edit/index.ts'
import type { YamlTree } from '../lang/yaml/tree.ts'
import { exactly } from './additions.ts'
import type { Asking, Place } from './asking.ts'
import { scalarForms } from './walk.ts'

/**
 * A text that was put together from many values and lines, such as a file of configuration that a chart prints. Where it is to be
 * different, the value or the line that says so is looked for among all that it was made from, by what it says and by the key it has.
 */
export function* printedPlaces(asking: Asking, wanted: Data): Generator<Place> {
  const value = exactly(asking.whole, asking.steps)
  if (typeof wanted !== 'string' || value?.kind !== 'scalar' || typeof value.scalar !== 'string') return
  const old = value.scalar
  const changes = changesIn(old, wanted)
  const nodes = changes.length === 0 ? [] : sourcesOf(asking, value.origin)
  if (nodes.length === 0) return
  const text: Printed = { asking, old, tree: parseYaml(filePath(''), old), nodes }
  const [only, second] = changes
  if (only !== undefined && second === undefined) yield* placesOfChange(text, only)
  else yield* allChanges(text, changes)
}

interface Printed {
  readonly asking: Asking
  readonly old: string
  readonly tree: YamlTree
  /** What it was made from. */
  readonly nodes: readonly Origin[]
}

/** A stretch of the old text, and what is wanted in its place. */
interface Change {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Lines that change one for one are changes of their own; anything else is one as a whole. */
function changesIn(old: string, wanted: string): readonly Change[] {
  if (old === wanted) return []
  const [before, after] = [old.split('\n'), wanted.split('\n')]
  const hunks = hunksOf(before, after)
  const isEven = hunks.every((one) => one.before.end - one.before.start === one.after.end - one.after.start)
  if (!isEven) return [narrowed({ start: 0, end: old.length, text: wanted }, old)]
  const starts = startsOfLines(before)
  return hunks.flatMap((one) =>
    Array.from({ length: one.before.end - one.before.start }, (_, at) => {
      const number = one.before.start + at
      const start = starts[number] ?? 0
      const end = start + (before[number]?.length ?? 0)
      return narrowed({ start, end, text: after[one.after.start + at] ?? '' }, old)
    }),
  )
}

function startsOfLines(lines: readonly string[]): readonly number[] {
  let start = 0
  return lines.map((line) => {
    const here = start
    start += line.length + 1
    return here
  })
}

/** Without what is the same at both ends. */
function narrowed({ start, end, text }: Change, old: string): Change {
  let head = 0
  while (head < text.length && start + head < end && old[start + head] === text[head]) head++
  let tail = 0
  const most = Math.min(text.length, end - start) - head
  while (tail < most && old[end - 1 - tail] === text[text.length - 1 - tail]) tail++
  return { start: start + head, end: end - tail, text: text.slice(head, text.length - tail) }
}

/** The first place of each change, together. */
function* allChanges(text: Printed, changes: readonly Change[]): Generator<Place> {
  const places = changes.map((one) => placesOfChange(text, one).next().value as Place | undefined)
  const [first] = places
  if (first === undefined || places.includes(undefined)) return
  yield { ...first, edits: places.flatMap((one) => one?.edits ?? []) }
}

function* placesOfChange(text: Printed, change: Change): Generator<Place> {
  yield* inValues(text, change)
  yield* inLines(text, change)
}

interface Found {
  readonly node: Origin
  readonly said: ScalarData | undefined
  readonly wanted: string
  readonly likeness: number
  readonly length: number
}

/** Short values stand in many places. */
const mostAlike = 60

/** A value that stands in the text as it is, around what changes: first one whose keys are those around it. */
function* inValues(text: Printed, change: Change): Generator<Place> {
  const { texts } = text.asking
  const found = [...valuesAround(text, change)]
  const best = found.toSorted((a, b) => b.likeness - a.likeness || b.length - a.length).slice(0, 6)
  for (const { node, said, wanted } of best) {
    // What stands without quotes is written so again, as the number that it is.
    const isBare = typeof said !== 'string' || texts.slice(node.site) === said
    const [form = wanted] = isBare ? scalarForms(wanted) : []
    const edits = texts.writing(node.site.file)?.replace(node.site, form)
    if (edits !== undefined && edits.length > 0) yield { kind: 'literal', site: node.site, edits }
  }
}

function* valuesAround({ asking, old, tree, nodes }: Printed, change: Change): Generator<Found> {
  let count = 0
  for (const node of nodes) {
    const writing = asking.texts.writing(node.site.file)
    const said = writing?.literal(node.site) ?? undefined
    const text = said === undefined ? '' : String(said)
    for (const start of startsOf(old, text, change)) {
      const wanted = text.slice(0, change.start - start) + change.text + text.slice(change.end - start)
      const around = yamlPathAt(tree, start) ?? yamlPathAt(tree, start - 1)
      const likeness = alike(writing?.pathAt(node.site), around)
      yield { node, said, wanted, likeness, length: text.length }
      count++
    }
    if (count > mostAlike) return
  }
}

/** Where a part begins in a text that holds all that changes. */
function startsOf(text: string, part: string, { start, end }: Change): readonly number[] {
  const found: number[] = []
  if (part === '' || part.length < end - start) return found
  for (let at = Math.max(0, end - part.length); at <= start; at++)
    if (text.startsWith(part, at)) found.push(at)
  return found.slice(0, 3)
}

type Path = readonly (string | number)[]

/** How many of the last steps are the same. */
function alike(one: Path | undefined, other: Path | undefined): number {
  let count = 0
  if (one === undefined || other === undefined) return count
  while (
    count < one.length &&
    count < other.length &&
    String(one.at(-1 - count)) === String(other.at(-1 - count))
  )
    count++
  return count
}

/** A line of a longer text, or of a template, that stands there as it is. */
function* inLines({ asking, old, nodes }: Printed, change: Change): Generator<Place> {
  const from = old.lastIndexOf('\n', change.start - 1) + 1
  const to = old.indexOf('\n', change.end) === -1 ? old.length : old.indexOf('\n', change.end)
  const isOneLine = !old.slice(change.start, change.end).includes('\n') && from <= change.start
  const line = old.slice(from, to)
  if (!isOneLine || line.trim() === '' || change.text.includes('{{')) return
  const words: Words = {
    text: line.trim(),
    start: change.start - from - (line.length - line.trimStart().length),
  }
  for (const part of [words, aroundBlanks(words, change.end - change.start)])
    yield* linesWith(asking, nodes, part, change)
}

/** A part of a line, and where in it the change is. */
interface Words {
  readonly text: string
  readonly start: number
}

/** Only the word that changes: actions may print the others. */
function aroundBlanks({ text, start }: Words, length: number): Words {
  const from = Math.max(text.lastIndexOf(' ', start - 1), text.lastIndexOf('=', start - 1)) + 1
  const after = text.slice(start + length).search(/[ =]/u)
  const to = after === -1 ? text.length : start + length + after
  return { text: text.slice(from, to), start: start - from }
}

function* linesWith(
  { texts }: Asking,
  nodes: readonly Origin[],
  { text: part, start }: Words,
  change: Change,
): Generator<Place> {
  if (part.length < 2 || start < 0) return
  const length = change.end - change.start
  for (const { site } of nodes) {
    const said = longText(texts, site)
    const at = said === undefined ? undefined : onlyIndexOf(said, part)
    if (said === undefined || at === undefined) continue
    const wanted = said.slice(0, at + start) + change.text + said.slice(at + start + length)
    const edits = texts.writing(site.file)?.replace(site, wanted)
    if (edits !== undefined && edits.length > 0) yield { kind: 'literal', site, edits }
  }
  for (const file of templatesOf(nodes)) {
    const at = onlyIndexOf(texts.text(file) ?? '', part)
    if (at === undefined) continue
    const site = { file, start: at + start, end: at + start + length }
    yield { kind: 'literal', site, edits: [{ ...site, text: change.text }] }
  }
}

/** A text over several lines, as it is written in one place. */
function longText(texts: Asking['texts'], site: Span): string | undefined {
  const said = texts.slice(site).includes('\n') ? texts.writing(site.file)?.literal(site) : undefined
  return typeof said === 'string' ? said : undefined
}

function templatesOf(nodes: readonly Origin[]): ReadonlySet<FilePath> {
  return new Set(nodes.map(({ site }) => site.file).filter((file) => /(?:^|\/)templates\//u.test(file)))
}

function onlyIndexOf(text: string, part: string): number | undefined {
  const at = text.indexOf(part)
  return at === -1 || text.includes(part, at + 1) ? undefined : at
}

/** Everything that a value was made from, the nearest first. */
function sourcesOf({ reading: { origins } }: Asking, id: OriginId): readonly Origin[] {
  const found: Origin[] = []
  const places = new Set<string>()
  const open = [id]
  const seen = new Set<OriginId>(open)
  for (let next = 0; next < open.length && next < 5000; next++) {
    const node = origins.get(open[next] ?? 0)
    if (node === undefined) continue
    const { file, start } = node.site
    const place = `${file}:${start}`
    if (file !== '' && !file.startsWith('<') && !places.has(place)) found.push(node)
    places.add(place)
    for (const input of node.inputs) if (!seen.has(input)) open.push(input)
    for (const input of node.inputs) seen.add(input)
  }
  return found
}
