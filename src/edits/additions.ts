import type { Data } from '../kernel/edit.ts'
import { steps as stepKinds, type Origin, type OriginId } from '../kernel/origin.ts'
import type { Origins } from '../kernel/origins.ts'
import type { Span } from '../kernel/span.ts'
import { writtenIn, type Value } from '../kernel/value.ts'
import type { PathStep } from '../model/path.ts'
import type { Asking, Place } from './asking.ts'

/** Whether what stands at a path of names in a resource is a block. */
export type BlockTest = (path: readonly string[]) => boolean

/** A collection that something can be added to or taken out of, and the way from there to the value. */
export interface Container {
  readonly node: Origin
  /** Where it is built, and its keys. */
  readonly site: Span & { readonly keys: readonly string[] }
  /** Names of what the container is in. */
  readonly above: readonly string[]
  readonly rest: readonly PathStep[]
}

/** The innermost collection above the value that is written somewhere. */
export function containerOf({ reading, whole, steps }: Asking): Container | undefined {
  for (let length = steps.length - 1; length >= 0; length--) {
    const value = exactly(whole, steps.slice(0, length))
    const parent = length === 0 ? undefined : exactly(whole, steps.slice(0, length - 1))
    if (value === undefined || (value.kind !== 'map' && value.kind !== 'list')) continue
    // What nobody wrote has the place of the block that it is missing in.
    if (parent !== undefined && (value.origin === 0 || value.origin === parent.origin)) continue
    const node = builtAt(reading.origins, value.origin)
    if (node === undefined) continue
    const above = steps.slice(0, length).filter((step) => typeof step === 'string')
    const keys = value.kind === 'map' ? [...writtenIn(value.entries).keys()] : []
    return { node, site: { ...node.site, keys }, above, rest: steps.slice(length) }
  }
  return undefined
}

/** Adds what is missing where its neighbours stand; a resource of CloudFormation may have no properties at all yet. */
export function* additionsOf(asking: Asking, wanted: Data, isBlock: BlockTest): Generator<Place> {
  const container = isWritten(asking) ? undefined : containerOf(asking)
  if (container === undefined) return
  const { node, site, above, rest } = container
  const writing = asking.texts.writing(node.site.file)
  const edits = writing?.set(site, rest, wanted, (path) => isBlock([...above, ...path]))
  if (edits !== undefined && edits.length > 0) yield { kind: 'addition', site: node.site, edits }
  const { resource, reading } = asking
  if (reading.format !== 'cloudformation' || resource === undefined || above.length > 0) return
  const whole = ['Resources', resource.name, 'Properties', ...rest]
  const first = writing?.set(undefined, whole, wanted, () => false)
  if (first !== undefined) yield { kind: 'addition', site: node.site, edits: first }
}

/** Whether somebody wrote the value: what nobody wrote has the place of what it is missing in, or none. */
export function isWritten({ reading, whole, steps }: Asking): boolean {
  const value = exactly(whole, steps)
  if (value !== undefined && reading.origins.step(value.origin) === 'service') return false
  const above = steps.length === 0 ? undefined : exactly(whole, steps.slice(0, -1))
  return (
    value !== undefined && value.kind !== 'absent' && value.origin !== 0 && value.origin !== above?.origin
  )
}

/** Takes what shall not be there out of the collection that it is written in. */
export function* removalsOf(asking: Asking): Generator<Place> {
  const container = containerOf(asking)
  if (container === undefined) return
  const { node, site, rest } = container
  const edits = asking.texts.writing(node.site.file)?.remove(site, rest)
  if (edits !== undefined && edits.length > 0) yield { kind: 'literal', site: node.site, edits }
}

/** The value at a path, step by step: blocks have their numbers. */
export function exactly(whole: Value, steps: readonly PathStep[]): Value | undefined {
  let here: Value | undefined = whole
  for (const step of steps) {
    if (here?.kind === 'list' && typeof step === 'number') here = here.items[step]
    else if (here?.kind === 'map') here = here.entries.get(String(step))
    else return undefined
  }
  return here
}

/** Where a collection is built, behind the hops that it came by. */
export function builtAt(origins: Origins, start: OriginId): Origin | undefined {
  let node = origins.get(start)
  for (let hops = 0; node !== undefined && hops < 200; hops++) {
    if (node.step === 'construct') return node
    if (!stepKinds[node.step].identity || node.inputs.length !== 1) return undefined
    node = origins.get(node.inputs[0] ?? 0)
  }
  return undefined
}
