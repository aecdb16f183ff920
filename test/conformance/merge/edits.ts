import { random, type Random } from '../random.ts'
import type { Entry, Form, Language, Leaf, Listing, Mapping, Node } from './document.ts'

/** A step into a document: a key, or a name of an item of a list. */
type Path = readonly string[]

/** One thing that somebody does to a document. */
type Edit =
  | { readonly kind: 'set'; readonly path: Path; readonly value: Leaf }
  | { readonly kind: 'add'; readonly path: Path; readonly entry: Entry; readonly after: string }
  | { readonly kind: 'remove'; readonly path: Path }
  | { readonly kind: 'say'; readonly path: Path; readonly comment: string }
  | { readonly kind: 'move'; readonly path: Path; readonly after: string }

/** What two people made of one document, and what it is with the edits of both. */
export interface Pair {
  readonly id: string
  readonly language: Language
  readonly base: Mapping
  readonly ours: Mapping
  readonly theirs: Mapping
  readonly both: Mapping
  readonly forms: { readonly base: Form; readonly ours: Form; readonly theirs: Form }
  /** Comments that somebody wrote and that have to be there at the end. */
  readonly comments: readonly string[]
  readonly edits: readonly string[]
}

/** Pairs of edits that touch different values, the same for the same seed. */
export function generatedPairs(count: number, seed = 1): readonly Pair[] {
  return Array.from({ length: count }, (_, at) => pairOf(at, random(seed * 1_000_003 + at), false))
}

/** Pairs of edits that may touch the same values. */
export function clashingPairs(count: number, seed = 2): readonly Pair[] {
  return Array.from({ length: count }, (_, at) => pairOf(at, random(seed * 1_000_003 + at), true))
}

function pairOf(at: number, dice: Random, mayClash: boolean): Pair {
  const language = (['json', 'yaml', 'hcl'] as const)[at % 3] ?? 'json'
  const base = documentOf(dice)
  const touched = new Set<string>()
  const ours = editsOf(base, dice, touched, 'ours', language)
  const theirs = editsOf(base, dice, mayClash ? new Set() : touched, 'theirs', language)
  const form: Form = {
    indent: dice.below(100) < 80 ? 2 : 4,
    deepLists: dice.below(100) < 50,
    aligned: dice.below(100) < 50,
    returns: dice.below(100) < 10,
  }
  const other = dice.below(100) < 10 ? { ...form, indent: 6 - form.indent, aligned: !form.aligned } : form
  const [left, right] = dice.below(100) < 50 ? [form, other] : [other, form]
  const all = [...ours, ...theirs]
  return {
    id: `${language} ${at}`,
    language,
    base,
    ours: edited(base, ours),
    theirs: edited(base, theirs),
    both: edited(base, all),
    forms: { base: form, ours: left, theirs: right },
    comments: all.flatMap((one) => (one.kind === 'say' && language !== 'json' ? [one.comment] : [])),
    edits: [...ours.map((one) => `ours ${said(one)}`), ...theirs.map((one) => `theirs ${said(one)}`)],
  }
}

function said(edit: Edit): string {
  return `${edit.kind} ${edit.path.join('/')}`
}

const words = [
  'alpha',
  'beta',
  'gamma',
  'delta',
  'eta',
  'theta',
  'iota',
  'kappa',
  'lambda',
  'mu',
  'nu',
  'xi',
  'rho',
]

function documentOf(dice: Random): Mapping {
  const keys = some(dice, 3 + dice.below(4))
  return { kind: 'map', entries: keys.map((key) => entryOf(key, mapOf(dice, 2), dice)) }
}

function mapOf(dice: Random, depth: number): Mapping {
  const keys = some(dice, 2 + dice.below(4))
  return { kind: 'map', entries: keys.map((key) => entryOf(key, nodeOf(dice, depth - 1), dice)) }
}

function entryOf(key: string, node: Node, dice: Random): Entry {
  return { key, node, comment: dice.below(100) < 15 ? `about ${key}` : '' }
}

function nodeOf(dice: Random, depth: number): Node {
  if (depth <= 0 || dice.below(100) < 50) return leafOf(dice)
  if (dice.below(100) < 40) return mapOf(dice, depth)
  if (dice.below(100) < 50) return { kind: 'list', items: some(dice, 1 + dice.below(4)).map(text) }
  return { kind: 'list', items: some(dice, 1 + dice.below(3)).map((name) => named(name, dice)) }
}

function named(name: string, dice: Random): Mapping {
  const rest = mapOf(dice, 1)
  return {
    kind: 'map',
    entries: [
      { key: 'name', node: text(name), comment: '' },
      ...rest.entries.filter(({ key }) => key !== 'name'),
    ],
  }
}

function text(value: string): Leaf {
  return { kind: 'leaf', value }
}

function leafOf(dice: Random): Leaf {
  const kind = dice.below(4)
  if (kind === 0) return { kind: 'leaf', value: dice.below(1000) }
  if (kind === 1) return { kind: 'leaf', value: dice.below(100) < 50 }
  return text(`${words[dice.below(words.length)] ?? ''}-${dice.below(100)}`)
}

function some(dice: Random, count: number): readonly string[] {
  const left = [...words]
  return Array.from({ length: count }, () => left.splice(dice.below(left.length), 1)[0] ?? '')
}

/** One to four edits of one side that touch nothing that was touched yet. */
function editsOf(
  base: Mapping,
  dice: Random,
  touched: Set<string>,
  side: string,
  language: Language,
): readonly Edit[] {
  const edits: Edit[] = []
  const count = 1 + dice.below(4)
  for (let tries = 0; tries < 60 && edits.length < count; tries++) {
    const edit = editOf(base, dice, `${side}${edits.length}`, language)
    if (edit === undefined) continue
    const place = placeOf(edit)
    const near = [...touched].some((one) => isWithin(one, place) || isWithin(place, one))
    if (near) continue
    touched.add(place)
    edits.push(edit)
  }
  return edits
}

/** What an edit touches. That something is added to a thing hinders only who takes the thing away. */
function placeOf(edit: Edit): string {
  if (edit.kind === 'add') return [...edit.path, edit.entry.key].join('\0')
  const part = edit.kind === 'say' ? ['#'] : edit.kind === 'move' ? ['@'] : []
  return [...edit.path, ...part].join('\0')
}

function isWithin(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}\0`)
}

interface Spot {
  readonly path: Path
  readonly node: Node
  readonly siblings: readonly string[]
}

function editOf(base: Mapping, dice: Random, mark: string, language: Language): Edit | undefined {
  const spots = spotsIn(base, [])
  const spot = spots[dice.below(spots.length)]
  if (spot === undefined) return undefined
  const { path, node, siblings } = spot
  const isName = path.at(-1) === 'name'
  const choice = dice.below(8)
  if (choice < 3 && node.kind === 'leaf' && !isName) return { kind: 'set', path, value: text(`set-${mark}`) }
  if (choice === 3 && path.length > 1 && siblings.length > 2 && !isName) return { kind: 'remove', path }
  if (choice === 4 && path.length > 0 && !isName && language !== 'json' && !path.some(isItem)) {
    return { kind: 'say', path, comment: `said by ${mark}` }
  }
  if (choice === 5 && !isName && siblings.length > 2 && !isItem(path.at(-1) ?? '')) {
    return { kind: 'move', path, after: siblings[dice.below(siblings.length)] ?? '' }
  }
  if (node.kind === 'map')
    return added(
      path,
      node.entries.map(({ key }) => key),
      mark,
      dice,
    )
  if (node.kind === 'list') return addedItem(path, node, mark, dice)
  return undefined
}

/** Items of lists are known by a mark before their names. */
function isItem(step: string): boolean {
  return step.startsWith('*')
}

function added(path: Path, keys: readonly string[], mark: string, dice: Random): Edit {
  const node = dice.below(100) < 60 || path.length === 0 ? mapOrLeaf(path, mark, dice) : text(`new-${mark}`)
  const after = keys[dice.below(keys.length)] ?? ''
  return { kind: 'add', path, entry: { key: `key_${mark}`, node, comment: '' }, after }
}

function mapOrLeaf(path: Path, mark: string, dice: Random): Node {
  return path.length === 0 ? mapOf(dice, 1) : text(`new-${mark}`)
}

function addedItem(path: Path, { items }: Listing, mark: string, dice: Random): Edit {
  const names = items.map(nameOf)
  const isNamed = items[0]?.kind === 'map'
  const node = isNamed ? named(`item-${mark}`, dice) : text(`item-${mark}`)
  const after = names[dice.below(names.length)] ?? ''
  return { kind: 'add', path, entry: { key: nameOf(node), node, comment: '' }, after }
}

function nameOf(node: Node): string {
  if (node.kind === 'leaf') return `*${node.value}`
  if (node.kind === 'list') return '*'
  const name = node.entries.find(({ key }) => key === 'name')?.node
  return name?.kind === 'leaf' ? `*${name.value}` : '*'
}

function spotsIn(node: Node, path: Path, siblings: readonly string[] = []): readonly Spot[] {
  const here = { path, node, siblings }
  if (node.kind === 'leaf') return [here]
  const inside =
    node.kind === 'map'
      ? node.entries.map(({ key, node: value }) => [key, value] as const)
      : node.items.map((one) => [nameOf(one), one] as const)
  const names = inside.map(([name]) => name)
  return [here, ...inside.flatMap(([name, value]) => spotsIn(value, [...path, name], names))]
}

function edited(document: Mapping, edits: readonly Edit[]): Mapping {
  let node: Node = document
  for (const edit of edits) node = within(node, edit.kind === 'add' ? [...edit.path, ''] : edit.path, edit)
  return node.kind === 'map' ? node : document
}

/** A node with an edit made in it: the last step of the path says in which part of its parent. */
function within(node: Node, [step = '', ...rest]: Path, edit: Edit): Node {
  if (node.kind === 'leaf') return node
  const parts =
    node.kind === 'map'
      ? node.entries
      : node.items.map((one) => ({ key: nameOf(one), node: one, comment: '' }))
  const changed =
    rest.length === 0
      ? made(parts, step, edit)
      : parts.map((one) => (one.key === step ? { ...one, node: within(one.node, rest, edit) } : one))
  return node.kind === 'map'
    ? { ...node, entries: changed }
    : { ...node, items: changed.map((one) => one.node) }
}

function made(parts: readonly Entry[], step: string, edit: Edit): readonly Entry[] {
  switch (edit.kind) {
    case 'set':
      return parts.map((one) => (one.key === step ? { ...one, node: edit.value } : one))
    case 'say':
      return parts.map((one) => (one.key === step ? { ...one, comment: edit.comment } : one))
    case 'remove':
      return parts.filter(({ key }) => key !== step)
    case 'move':
      return placed(
        parts.filter(({ key }) => key !== step),
        parts.filter(({ key }) => key === step),
        edit.after,
      )
    case 'add':
      return placed(parts, [edit.entry], edit.after)
  }
}

function placed(parts: readonly Entry[], more: readonly Entry[], after: string): readonly Entry[] {
  const place = parts.findIndex(({ key }) => key === after)
  return [...parts.slice(0, place + 1), ...more, ...parts.slice(place + 1)]
}
