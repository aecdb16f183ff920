import type { Data, TextEdit } from '../../kernel/edit.ts'

/** The way to a part of a value: names of entries, and numbers of items. */
export type Path = readonly (string | number)[]

type Edits = readonly TextEdit[] | undefined

/** What a language that is one value of maps and lists knows of its tree. */
export interface Parts<Node> {
  childOf(node: Node, step: string | number): Node | undefined
  /** Another value in place of a node. */
  replaced(node: Node, data: Data): Edits
  /** Data at the rest of a path, below a node that has nothing there. */
  added(node: Node, rest: Path, data: Data): Edits
  /** A node taken out of the one that it is in. */
  removed(parent: Node, node: Node): Edits
}

/** Gives what lies at a path another value; what isn't there is added. */
export function setPart<Node>(parts: Parts<Node>, root: Node, path: Path, data: Data): Edits {
  let here = root
  for (const [position, step] of path.entries()) {
    const next = parts.childOf(here, step)
    if (next === undefined) return parts.added(here, path.slice(position), data)
    here = next
  }
  return parts.replaced(here, data)
}

/** Takes what lies at a path out; nothing is to be done where nothing is. */
export function removePart<Node>(parts: Parts<Node>, root: Node, path: Path): Edits {
  let parent: Node | undefined
  let here = root
  for (const step of path) {
    const next = parts.childOf(here, step)
    if (next === undefined) return []
    parent = here
    here = next
  }
  return parent === undefined ? undefined : parts.removed(parent, here)
}

/** What lies at a path; undefined where nothing does. */
export function partAt<Node>(
  { childOf }: Pick<Parts<Node>, 'childOf'>,
  root: Node,
  path: Path,
): Node | undefined {
  return path.reduce<Node | undefined>(
    (node, step) => (node === undefined ? undefined : childOf(node, step)),
    root,
  )
}

/** Data below the names and numbers of a path. */
export function nestedData(path: Path, data: Data): Data {
  return path.reduceRight<Data>((made, one) => (typeof one === 'number' ? [made] : { [one]: made }), data)
}

/** The items of a list that are to be others, and where they begin: what is the same at both ends stays. */
export function middleOf<Node>(
  items: readonly Node[],
  data: readonly Data[],
  says: (item: Node, data: Data) => boolean,
): {
  readonly head: number
  readonly tail: number
  readonly old: readonly Node[]
  readonly wanted: readonly Data[]
} {
  const same = (item: Node | undefined, one: Data | undefined): boolean =>
    item !== undefined && says(item, one ?? null)
  let head = 0
  const most = Math.min(items.length, data.length)
  while (head < most && same(items[head], data[head])) head++
  let tail = 0
  while (tail < most - head && same(items.at(-1 - tail), data.at(-1 - tail))) tail++
  return {
    head,
    tail,
    old: items.slice(head, items.length - tail),
    wanted: data.slice(head, data.length - tail),
  }
}
