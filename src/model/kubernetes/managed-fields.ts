import type { Value } from '../../kernel/value.ts'
import { entryOf, type PathStep } from '../path.ts'
import { scalarText } from '../scalar.ts'
import type { Writer } from '../drift.ts'

/** One who writes fields of an object: https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management */
export interface Manager extends Writer {
  /** Such as `scale` or `status`; empty for the object itself. */
  readonly part: string
  readonly operation: string
  readonly fields: Value | undefined
}

/** Those who write fields of an object, the latest last. */
export function managersOf(object: Value): readonly Manager[] {
  const all = entryOf(entryOf(object, 'metadata'), 'managedFields')
  if (all?.kind !== 'list') return []
  const found = all.items.map((one): Manager => {
    const text = (key: string): string => {
      const value = entryOf(one, key)
      return value === undefined ? '' : (scalarText(value) ?? '')
    }
    return {
      name: text('manager'),
      at: text('time'),
      part: text('subresource'),
      operation: text('operation'),
      fields: entryOf(one, 'fieldsV1'),
    }
  })
  return found.toSorted((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)))
}

/** Whether a manager writes the field at a path of the object as it runs, or something in it. */
export function writes({ fields }: Manager, object: Value, path: readonly PathStep[]): boolean {
  let here = fields
  let value: Value | undefined = object
  for (const step of path) {
    if (here?.kind !== 'map') return false
    // Who writes a whole that has no parts of its own here writes all of it.
    if (here.entries.size === 0) return here !== fields
    const inner: Value | undefined = typeof step === 'number' ? itemAt(value, step) : entryOf(value, step)
    here = typeof step === 'number' ? fieldOfItem(here, inner, step) : here.entries.get(`f:${step}`)
    value = inner
  }
  return here !== undefined
}

function itemAt(value: Value | undefined, at: number): Value | undefined {
  return value?.kind === 'list' ? value.items[at] : undefined
}

/** Items are known by their keys (`k:{"name":"web"}`), by their values (`v:"a"`), or by their places. */
function fieldOfItem(
  fields: Extract<Value, { kind: 'map' }>,
  item: Value | undefined,
  at: number,
): Value | undefined {
  for (const [name, inner] of fields.entries) {
    if (name === `i:${at}`) return inner
    if (name.startsWith('k:') && hasKeys(item, name.slice(2))) return inner
    if (name.startsWith('v:') && item !== undefined && name === `v:${JSON.stringify(plainOf(item))}`)
      return inner
  }
  return undefined
}

function hasKeys(item: Value | undefined, text: string): boolean {
  const keys = parsed(text)
  return (
    keys !== undefined &&
    Object.entries(keys).every(([key, wanted]) => {
      const value = entryOf(item, key)
      return value !== undefined && plainOf(value) === wanted
    })
  )
}

function plainOf(value: Value): unknown {
  return value.kind === 'scalar' && typeof value.scalar !== 'object' ? value.scalar : scalarText(value)
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : undefined
  } catch {
    return undefined
  }
}

/** What somebody is who writes to a cluster. */
export type ManagerKind = 'hand' | 'deployer' | 'controller'

/** People, by the programs that they use; those who bring what is in repositories; everybody else is a controller. */
export function kindOfManager({ name, part }: Pick<Manager, 'name' | 'part'>): ManagerKind {
  if (part === 'scale' && !name.startsWith('kubectl')) return 'controller'
  if (deployers.some((one) => one.test(name))) return 'deployer'
  return hands.some((one) => one.test(name)) ? 'hand' : 'controller'
}

const deployers = [
  /^helm$/iu,
  /^argocd-(?:application-)?controller$/u,
  /^argocd$/u,
  /^(?:kustomize|helm)-controller$/u,
  /^flux/u,
  /^HashiCorp$/u,
  /^terraform/iu,
  /^pulumi/u,
  /^kubectl-client-side-apply$/u,
  /^kubectl$/u,
  /^kapp/u,
  /^skaffold/u,
  /^werf/u,
]
const hands = [
  /^kubectl-/u,
  /^oc$/u,
  /^k9s$/iu,
  /^lens$/iu,
  /^Mozilla$/u,
  /^node-fetch$/u,
  /^dashboard$/u,
  /^headlamp/u,
  /^rancher$/u,
  /^curl$/u,
  /^(?:python|OpenAPI)-/iu,
]
