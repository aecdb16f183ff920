import type { OriginId } from '../../kernel/origin.ts'
import { fieldOf, isNull, mapNode, type MapNode, type Node } from './node.ts'
import { isChosen, type Built, type Gvk } from './object.ts'

/** A place in the objects of a kind; empty for any. */
export interface FieldSpec extends Gvk {
  /** Steps with slashes between; a slash in a key has a backslash before it. Lists are gone through. */
  readonly path: string
  /** Whether what is missing is made. */
  readonly create: boolean
  /** Where it is said, if the user says it. */
  readonly origin?: OriginId
}

/** The names of objects of a kind, and the places where others say them. */
export interface NameReference {
  readonly target: Gvk
  readonly specs: readonly FieldSpec[]
}

/** Where transformers look. */
export interface SpecTable {
  readonly namePrefix: readonly FieldSpec[]
  readonly nameSuffix: readonly FieldSpec[]
  readonly namespace: readonly FieldSpec[]
  readonly commonLabels: readonly FieldSpec[]
  readonly labels: readonly FieldSpec[]
  readonly templateLabels: readonly FieldSpec[]
  readonly commonAnnotations: readonly FieldSpec[]
  readonly nameReference: readonly NameReference[]
  readonly varReference: readonly FieldSpec[]
  readonly images: readonly FieldSpec[]
  readonly replicas: readonly FieldSpec[]
}

/** What is set at a place: given what is there, gives what is to be there; undefined leaves it. */
export interface Setter {
  /** What is made where nothing is: a scalar starts as null. */
  readonly creates: 'map' | 'scalar' | 'nothing'
  readonly origin: OriginId
  /** `kind` is what says that this is the place: of which kind the object is, where the place is one of a kind. */
  set(found: Node, kind: readonly OriginId[]): Node | undefined
  /** Ends everything, where a place is neither a map nor a list. */
  refuse(what: string): Error
}

/** Sets what is at a place of an object. */
export function setAt(object: Built, spec: FieldSpec, setter: Setter): void {
  const { group, version, kind } = object.gvk
  if (spec.kind !== '' && spec.kind !== kind) return
  if (spec.group !== '' && spec.group !== group) return
  if (spec.version !== '' && spec.version !== version) return
  const isOfAKind = spec.kind !== '' || spec.group !== '' || spec.version !== ''
  const says = [
    ...(isOfAKind ? kindOrigins(object) : []),
    ...(spec.origin === undefined ? [] : [spec.origin]),
  ]
  const set = (found: Node): Node | undefined => setter.set(found, says)
  const next = walk(object.node, stepsOf(spec.path), spec, { ...setter, set })
  if (next?.kind === 'map') object.node = next
}

/** What says of which kind an object is. */
export function kindOrigins({ node }: Built): readonly OriginId[] {
  return ['apiVersion', 'kind'].flatMap((key) => fieldOf(node, key)?.origin ?? [])
}

/** The steps of a path. */
export function stepsOf(path: string): readonly string[] {
  const steps: string[] = []
  for (const part of path.split('/')) {
    const last = steps.at(-1)
    if (last?.endsWith('\\')) steps[steps.length - 1] = `${last.slice(0, -1)}/${part}`
    else steps.push(part)
  }
  return steps
}

/** A setter that knows of its object. */
type Placed = Omit<Setter, 'set'> & { set(found: Node): Node | undefined }

/** Gives what takes the place of a node; undefined where that stays. */
function walk(node: Node, steps: readonly string[], spec: FieldSpec, setter: Placed): Node | undefined {
  if (steps.length === 0) return setter.set(node)
  if (isNull(node)) return undefined
  if (node.kind === 'list') {
    for (const [at, item] of node.items.entries()) {
      const next = walk(item, steps, spec, setter)
      if (next !== undefined) node.items[at] = next
    }
    return undefined
  }
  if (node.kind === 'map') return inField(node, steps, spec, setter)
  throw setter.refuse(`there is neither a map nor a list before ${steps.join('/')} of ${spec.path}`)
}

function inField(node: MapNode, steps: readonly string[], spec: FieldSpec, setter: Placed): undefined {
  const [step = '', ...rest] = steps
  const isList = step.endsWith('[]')
  const key = isList ? step.slice(0, -2) : step
  const creates = spec.create && !isList && setter.creates !== 'nothing'
  let found = node.entries.get(key)
  if (found === undefined || isNull(found)) {
    if (!creates) {
      // As the real program has it: a null where a list is looked for is an empty list from then on.
      if (found !== undefined && isList)
        node.entries.set(key, { kind: 'list', items: [], origin: found.origin })
      return undefined
    }
    found = rest.length > 0 || setter.creates === 'map' ? mapNode(setter.origin) : nullNode(setter.origin)
  }
  const next = walk(found, rest, spec, setter) ?? found
  node.entries.set(key, next)
  return undefined
}

function nullNode(origin: OriginId): Node {
  return { kind: 'scalar', scalar: null, text: '', origin }
}

/** Joins two lists of places as the tables of two kustomizations are: once more in the order of their kinds. */
export function mergeSorted(
  one: readonly FieldSpec[],
  other: readonly FieldSpec[],
  refuse: (what: string) => Error,
): readonly FieldSpec[] {
  const keyOf = ({ group, version, kind }: FieldSpec): string =>
    [group || '~G', version || '~V', kind || '~K'].join('_')
  const sorted = mergeSpecs(one, other, refuse)
    .map((spec) => ({ spec, key: keyOf(spec) }))
    .toSorted((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0))
  return mergeSpecs(
    [],
    sorted.map(({ spec }) => spec),
    refuse,
  )
}

/** Joins two lists of places. One place can't be both made and not made. */
export function mergeSpecs(
  one: readonly FieldSpec[],
  other: readonly FieldSpec[],
  refuse: (what: string) => Error,
): readonly FieldSpec[] {
  const merged = [...one]
  for (const spec of other) {
    // One that leaves out the group means those with a group too, and is there already with any of them.
    const same = merged.find((its) => its.path === spec.path && isChosen(its, spec))
    if (same === undefined) merged.push(spec)
    else if (same.create !== spec.create)
      throw refuse(`${spec.path} is said twice, once with create and once without`)
  }
  return merged
}
