import { addressOf } from '../../kernel/brand.ts'
import type { OriginId } from '../../kernel/origin.ts'
import type { Reference } from '../../model/resource.ts'
import type { Val } from '../../lang/hcl/value.ts'
import type { ResourceInstance, Session } from './evaluate/session.ts'
import { metaOf } from './evaluate/resource.ts'
import { mentionsOf } from './evaluate/mentions.ts'

/**
 * The edges between instances, found in the origins: a value of one that comes from a value of another, through
 * whatever locals, variables and outputs. Explicit `depends_on` edges have the path `depends_on`.
 */
export function referencesBetween(
  session: Session,
  resources: readonly ResourceInstance[],
): readonly Reference[] {
  const inOrder = resources.toSorted((left, right) => left.from - right.from)
  const ownerOf = (id: OriginId): ResourceInstance | undefined => owner(inOrder, id)
  const found: Reference[] = []
  for (const one of resources) {
    for (const [name, value] of one.value.kind === 'object' ? one.value.entries : []) {
      for (const to of reached(session, value, one, ownerOf)) {
        found.push({ from: addressOf(one.address), to: addressOf(to.address), path: name })
      }
    }
    found.push(...dependsOn(one, resources))
  }
  return found
}

/** The instance whose evaluation made an origin. */
function owner(inOrder: readonly ResourceInstance[], id: OriginId): ResourceInstance | undefined {
  let low = 0
  let high = inOrder.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const one = inOrder[middle]
    if (one === undefined) return undefined
    if (id < one.from) high = middle - 1
    else if (id >= one.to) low = middle + 1
    else return one
  }
  return undefined
}

function reached(
  { origins }: Session,
  value: Val,
  self: ResourceInstance,
  ownerOf: (id: OriginId) => ResourceInstance | undefined,
): ReadonlySet<ResourceInstance> {
  const targets = new Set<ResourceInstance>()
  const seen = new Set<OriginId>()
  const open: OriginId[] = originsIn(value)
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === 0 || seen.has(id)) continue
    seen.add(id)
    const made = ownerOf(id)
    if (made !== undefined && made !== self) {
      targets.add(made)
      continue
    }
    const origin = origins.get(id)
    if (origin !== undefined) open.push(...origin.inputs, origin.under)
  }
  return targets
}

function originsIn(value: Val): OriginId[] {
  const found: OriginId[] = []
  const open: Val[] = [value]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one.origin !== 0) found.push(one.origin)
    if ('items' in one) open.push(...one.items)
    else if ('entries' in one) open.push(...one.entries.values())
  }
  return found
}

function dependsOn(one: ResourceInstance, resources: readonly ResourceInstance[]): readonly Reference[] {
  const attribute = metaOf(one.config).dependsOn
  if (attribute === undefined) return []
  return mentionsOf(attribute).flatMap(({ root, names }) => {
    const base = one.module.address === '' ? '' : `${one.module.address}.`
    const wanted = `${base}${[root, ...names.slice(0, root === 'data' ? 2 : 1)].join('.')}`
    return resources
      .filter(
        ({ address }) =>
          address === wanted ||
          address.startsWith(`${wanted}[`) ||
          (root === 'module' && address.startsWith(`${wanted}.`)),
      )
      .map(({ address }) => ({ from: addressOf(one.address), to: addressOf(address), path: 'depends_on' }))
  })
}
