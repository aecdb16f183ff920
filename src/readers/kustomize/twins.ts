import type { MapNode, Node, ScalarNode } from './node.ts'

/**
 * Scalars of an object that the real program keeps as one node, because a transformer made them at once: the label that
 * `commonLabels` adds to the object, to its selector and to its template. To set one of them later sets them all. What was there
 * before is no twin, and operations of a JSON patch part them.
 */
export interface Twins {
  /** What they have been set to since. */
  latest: ScalarNode | undefined
}

/** A scalar that takes the place of another, as its twins' too. */
export function inPlaceOf(old: Node | undefined, value: ScalarNode): ScalarNode {
  if (old?.kind !== 'scalar' || old.twins === undefined) return value
  const placed = { ...value, twins: old.twins }
  old.twins.latest = placed
  return placed
}

/** Gives all twins of an object what one of them was set to. */
export function settleTwins(object: MapNode): void {
  eachScalar(object, (one) => one.twins?.latest ?? one)
}

/** The same with each scalar one for itself; what holds scalars is changed in place. */
export function withoutTwins(node: Node): Node {
  if (node.kind === 'scalar') return apart(node)
  eachScalar(node, apart)
  return node
}

function apart(one: ScalarNode): ScalarNode {
  return one.twins === undefined ? one : { ...one, twins: undefined }
}

function eachScalar(node: Node, change: (one: ScalarNode) => ScalarNode): void {
  const open: Node[] = [node]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one.kind === 'scalar') continue
    const inner: Iterable<readonly [string | number, Node]> =
      one.kind === 'map' ? one.entries : one.items.entries()
    for (const [key, value] of inner) {
      if (value.kind !== 'scalar') open.push(value)
      else if (value.twins !== undefined) put(one, key, change(value))
    }
  }
}

function put(node: Node, key: string | number, value: ScalarNode): void {
  if (node.kind === 'map') node.entries.set(String(key), value)
  if (node.kind === 'list') node.items[Number(key)] = value
}
