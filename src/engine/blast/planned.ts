import { marks, type Value } from '../../kernel/value.ts'
import { planFormat, type Action, type Change } from '../../model/change.ts'
import { edgesOf } from '../../model/graph.ts'
import { entryOf, parsePath, pathText, valueAt } from '../../model/path.ts'
import type { Reading } from '../../model/reading.ts'
import type { Reference, Resource } from '../../model/resource.ts'
import { scalarText } from '../../model/scalar.ts'
import { forcesReplacement } from '../../rules/plan/forcing.ts'
import { plannedOf, type Planned } from '../../rules/plan/planned.ts'
import { stepsOf, valueChanges } from '../difference/values.ts'
import { renamedBetween } from '../edit/renamed.ts'
import { asPlanned, type AsPlanned } from './as-planned.ts'

/** Two states of one root as a plan that leads from one to the other. */
export interface Turned {
  readonly planned: Planned
  /** How paths in the values of a change are said in the source. */
  readonly pathOf: (change: Change) => AsPlanned['pathOf']
}

/**
 * What turns one reading of a root into another, as rules about plans ask it. The code says what is created, changed and
 * destroyed; that something is made anew it says only of what is known to force that.
 */
export function turned(before: Reading, after: Reading): Turned {
  const renamed = renamedBetween(before, after)
  const [old, now] = [byAddress(before), byAddress(after)]
  const fresh = new Set(renamed.values())
  const addresses = [...new Set([...old.keys(), ...now.keys()])].filter((one) => !fresh.has(one)).toSorted()
  const paths = new Map<Change, AsPlanned['pathOf']>()
  for (const address of addresses) {
    const [was, is] = [old.get(address), now.get(renamed.get(address) ?? address)]
    const made = changed(was, is, after)
    if (made !== undefined) paths.set(...made)
  }
  const changes = [...paths.keys()]
  const planned = plannedOf({
    ...after,
    format: planFormat,
    references: [...references(before), ...references(after)],
    changes,
    drift: [],
    deferred: [],
    outputChanges: [],
    checks: [],
    variables: new Map(),
    prior: [],
    relevantAttributes: [],
    terraformVersion: '',
    errored: false,
    complete: undefined,
  })
  return { planned, pathOf: (change) => paths.get(change) ?? asItIs }
}

function asItIs(path: string): string {
  return path
}

function byAddress({ resources }: Reading): ReadonlyMap<string, Resource> {
  return new Map(
    resources.filter(({ mode }) => mode === 'managed').map((one) => [one.address as string, one]),
  )
}

const edges = new WeakMap<Reading, readonly Reference[]>()

/** Which resource uses which; worked out once. */
export function references(reading: Reading): readonly Reference[] {
  const known = edges.get(reading) ?? edgesOf(reading)
  edges.set(reading, known)
  return known
}

const absent: Value = { kind: 'absent', origin: 0, marks: marks.none }

function changed(
  was: Resource | undefined,
  is: Resource | undefined,
  after: Reading,
): readonly [Change, AsPlanned['pathOf']] | undefined {
  const one = is ?? was
  if (one === undefined) return undefined
  const differences = differencesOf(was, is)
  const replacePaths = differences.filter(({ isForcing }) => isForcing).map(({ path }) => path)
  const { type, pathOf } = asPlanned(one)
  const { address, name, index, module, provider, span, extent = span } = one
  const does = { isDifferent: differences.length > 0, isForced: replacePaths.length > 0 }
  const change: Change = {
    address,
    mode: 'managed',
    type,
    name,
    index,
    module,
    provider,
    span,
    extent,
    actions: actionsOf(was, is, does),
    order: does.isForced ? orderOf(one) : undefined,
    before: valuesOf(was),
    after: valuesOf(is),
    replacePaths,
    reason: is === undefined ? reasonOf(one, after) : undefined,
    previousAddress: undefined,
    importing: undefined,
    deposed: undefined,
  }
  return [change, pathOf]
}

function valuesOf(resource: Resource | undefined): Value {
  return resource === undefined ? absent : asPlanned(resource).values
}

interface Difference {
  readonly path: string
  readonly isForcing: boolean
}

/** What of a resource is another; without what its `ignore_changes` leaves as it runs. */
function differencesOf(was: Resource | undefined, is: Resource | undefined): readonly Difference[] {
  if (was === undefined || is === undefined || was === is) return []
  const ignored = namesIn(is, 'ignore_changes')
  return valueChanges(was.values, is.values).flatMap((one): readonly Difference[] => {
    const path = pathText(stepsOf(one.steps))
    if (ignored.some((name) => name === 'all' || isBelow(path, name))) return []
    const [before, after] = [
      one.kind === 'added' ? absent : one.before,
      one.kind === 'removed' ? absent : one.after,
    ]
    return [{ path, isForcing: forcesReplacement(is.type, { path, before, after, old: was.values }) }]
  })
}

function isBelow(path: string, name: string): boolean {
  const [one, other] = [path, name].map((text) => text.replaceAll(/\[0\]/gu, ''))
  if (one === undefined || other === undefined || !one.startsWith(other)) return false
  return one.length === other.length || /^[.[]/u.test(one.slice(other.length))
}

/** The texts of a list in `lifecycle`. */
function namesIn({ settings }: Resource, name: string): readonly string[] {
  const found = settings && valueAt(settings, ['lifecycle', name])
  if (found?.kind === 'list') return found.items.flatMap((one) => scalarText(one) ?? [])
  const text = found && scalarText(found)
  return text === undefined ? [] : [text]
}

function actionsOf(
  was: Resource | undefined,
  is: Resource | undefined,
  { isDifferent, isForced }: { readonly isDifferent: boolean; readonly isForced: boolean },
): readonly Action[] {
  // What an import block brings in runs already.
  if (was === undefined) return [entryOf(is?.settings, 'import') === undefined ? 'create' : 'import']
  if (is === undefined) return [isLetGo(was, 'DeletionPolicy') ? 'forget' : 'destroy']
  if (isForced) return isLetGo(is, 'UpdateReplacePolicy') ? ['create', 'forget'] : ['replace']
  return [isDifferent ? 'update' : 'no-op']
}

/**
 * Whether CloudFormation leaves what runs as it is, where it deletes a resource or makes it anew.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html and -updatereplacepolicy.html
 */
function isLetGo({ settings }: Resource, attribute: 'DeletionPolicy' | 'UpdateReplacePolicy'): boolean {
  const policy = settings && valueAt(settings, [attribute])
  return policy !== undefined && (scalarText(policy) ?? '').startsWith('Retain')
}

/** CloudFormation makes what is new first. */
function orderOf({ type, settings }: Resource): Change['order'] {
  if (type.includes('::')) return 'create-first'
  const first = settings && valueAt(settings, parsePath('lifecycle.create_before_destroy') ?? [])
  return first !== undefined && scalarText(first) === 'true' ? 'create-first' : 'destroy-first'
}

/** Terraform's own words for why something goes, where the code says so. */
function reasonOf({ module, type, name, index }: Resource, after: Reading): string | undefined {
  const siblings = after.resources.filter(
    (one) => one.module === module && one.type === type && one.name === name,
  )
  if (siblings.length === 0 || after.format !== 'terraform') return undefined
  if (siblings.some((one) => typeof one.index !== typeof index)) return 'delete_because_wrong_repetition'
  return typeof index === 'number' ? 'delete_because_count_index' : 'delete_because_each_key'
}
