import { identityIn, type Identities, type Outline } from './outline.ts'

/** A value of one side that a merge should have kept, or one that a side took away and that is there again. */
export interface Lost {
  readonly path: string
  readonly what: 'missing' | 'back'
}

/**
 * Counts every value at every path in four versions, without regard to how they were matched: what a side added must be there, and
 * what a side took away must not, unless the other side did the opposite. The first value for which that isn't so.
 */
export function lostIn(
  base: Outline,
  ours: Outline,
  theirs: Outline,
  result: Outline,
  identities: Identities,
): Lost | undefined {
  const [old, left, right, now] = [base, ours, theirs, result].map((one) => counted(one, identities))
  if (old === undefined || left === undefined || right === undefined || now === undefined) return undefined
  for (const path of new Set([...old.keys(), ...left.keys(), ...right.keys(), ...now.keys()])) {
    const before = old.get(path) ?? 0
    const one = (left.get(path) ?? 0) - before
    const other = (right.get(path) ?? 0) - before
    const count = now.get(path) ?? 0
    const least = Math.max(0, before + Math.min(one, 0) + Math.min(other, 0)) + Math.max(one, other, 0)
    const most = Math.max(0, before + Math.max(one, 0) + Math.max(other, 0)) + Math.min(one, other, 0)
    if (count < least) return { path, what: 'missing' }
    if (count > Math.max(most, least)) return { path, what: 'back' }
  }
  return undefined
}

function counted(outline: Outline, identities: Identities): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const open: { readonly node: Outline; readonly path: string }[] = [{ node: outline, path: '' }]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { node, path } = one
    if (node.kind === 'leaf' || node.items.length === 0) {
      const said = `${path} = ${node.kind === 'leaf' ? node.meaning : `${node.form} {}`}`
      counts.set(said, (counts.get(said) ?? 0) + 1)
      continue
    }
    for (const item of node.items) {
      const identity = item.key ?? identityIn(item.node, identities)
      open.push({ node: item.node, path: `${path}/${item.sort} ${identity ?? ''}` })
    }
  }
  return counts
}
