import type { Span } from '../../../kernel/span.ts'
import { asMap, type Entry, type MapNode, type Node, type Scalar } from '../syntax/node.ts'

/** The members of a map to be made; what is undefined is left out. */
export type Members = Readonly<Record<string, Node | undefined>>

/** A scalar that nobody wrote: the transform gives it because of what stands at the place. */
export function given(span: Span, scalar: Scalar): Node {
  return { kind: 'scalar', span, scalar, given: true }
}

/** A map that the transform makes. */
export function madeMap(span: Span, members: Members): MapNode {
  const entries = new Map<string, Entry>()
  for (const [key, value] of Object.entries(members))
    if (value !== undefined) entries.set(key, { key, keySpan: value.span, value })
  return { kind: 'map', span, entries }
}

/** A list that the transform makes. */
export function madeList(span: Span, items: readonly Node[]): Node {
  return { kind: 'list', span, items }
}

/** A call of a function that the transform makes. */
export function madeCall(span: Span, name: string, argument: Node): Node {
  return madeMap(span, { [name]: argument })
}

/** `Ref` of a resource. */
export function refOf(span: Span, id: string): Node {
  return madeCall(span, 'Ref', given(span, id))
}

/** An attribute of a resource. */
export function attributeOf(span: Span, id: string, attribute: string): Node {
  return madeCall(span, 'Fn::GetAtt', madeList(span, [given(span, id), given(span, attribute)]))
}

/** Properties under other names, each where it is written; the rest is left out. */
export function renamed(from: MapNode, names: Readonly<Record<string, string>>): Members {
  const found: Record<string, Node> = {}
  for (const [name, to] of Object.entries(names)) {
    const node = from.entries.get(name)?.value
    if (node !== undefined) found[to] = node
  }
  return found
}

/** A map of tags as a list of keys and values. */
export function tagList(tags: Node | undefined, more: readonly Node[] = []): Node | undefined {
  const map = asMap(tags)
  if (tags === undefined) return undefined
  if (map === undefined) return tags
  const items = [...map.entries.values()].map(({ key, keySpan, value }) =>
    madeMap(value.span, { Key: { kind: 'scalar', span: keySpan, scalar: key }, Value: value }),
  )
  return madeList(tags.span, [...items, ...more])
}
