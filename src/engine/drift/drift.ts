import { Buffer } from 'node:buffer'
import { Origins } from '../../kernel/origins.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { lowerJson } from '../../lang/json/lower.ts'
import { parseJson } from '../../lang/json/parse.ts'
import { jsonRoot } from '../../lang/json/tree.ts'
import { filePath } from '../../kernel/brand.ts'
import { isOpen, type Drift, type DriftedObject, type DriftedValue, type Silence } from '../../model/drift.ts'
import { kindOfManager, managersOf } from '../../model/kubernetes/managed-fields.ts'
import { entryOf, nameAt, pathText } from '../../model/path.ts'
import type { Observation } from '../../model/observation.ts'
import type { Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import type { Waiver } from '../../model/review.ts'
import { scalarText } from '../../model/scalar.ts'
import {
  appliedText,
  judgeField,
  kubernetesComparison,
  silenceOfExtra,
  silenceOfMissing,
  type Surroundings,
} from './kubernetes.ts'
import { matchedObjects, namespaceOf, type Match, type Matched } from './match.ts'
import { accountDrift, isOfAccount } from './account.ts'
import { siteOf } from './site.ts'
import { terraformDrift, type Planned } from './terraform.ts'
import { unequalIn, type Unequal } from './values.ts'
import { acceptedBy } from './waivers.ts'

/** What is compared, and what is known beside it. */
export interface Comparing {
  /** What the code says. */
  readonly readings: readonly Reading[]
  readonly live: Reading
  /** What the state remembers of an account. */
  readonly state?: Reading | undefined
  /** How far the answer of a live system reaches; what is given by hand says nothing of that. */
  readonly observation?: Observation | undefined
  /** What Terraform itself says of a root: then that is what is compared. */
  readonly planned?: Planned | undefined
  /** Where objects go that name no namespace. */
  readonly namespace: string | undefined
  readonly waivers: readonly Waiver[]
  /** The day on which we are, as `2026-11-21`. */
  readonly today: string
}

/** Compares what the code says of a cluster with what runs there, and says of each difference what it is. */
export function driftOf(comparing: Comparing): Drift {
  if (comparing.planned !== undefined) return plannedDrift(comparing, comparing.planned)
  const { matches, unmatched, missing, elsewhere } = matchesIn(comparing)
  const compare = comparer(comparing)
  const account = accountDrift({ ...comparing, state: comparing.state })
  const kinds = new Set(comparing.live.resources.map(({ type }) => type))
  const isOurs = ownership(matches)
  const objects = [
    ...matches.flatMap((match) => changed(match, compare(match))),
    ...unmatched.filter((one) => !isOfAccount(one)).map((live) => unmanaged(live, isOurs(live))),
    ...missing.map((match) => deleted(match, kinds.has(match.wanted.type))),
    ...account.objects,
  ].map((one) => acceptedBy(one, comparing.waivers, comparing.today))
  return {
    objects: objects.toSorted((one, other) =>
      one.address < other.address ? -1 : Number(one.address > other.address),
    ),
    live: comparing.live.resources.length,
    compared: matches.length + account.compared,
    elsewhere: account.compared > 0 ? [] : elsewhere,
    failures: comparing.observation?.failures ?? [],
  }
}

/** Compares one root of Terraform with what its own program says of it. */
function plannedDrift({ readings, waivers, today }: Comparing, planned: Planned): Drift {
  const { objects, live, compared } = terraformDrift(readings, planned)
  return {
    objects: objects.map((one) => acceptedBy(one, waivers, today)),
    live,
    compared,
    elsewhere: [],
    failures: [],
  }
}

/** Which object of the code each live one is. */
export function matchesIn(comparing: Comparing): Matched {
  const compare = comparer(comparing)
  return matchedObjects(comparing, (match) => compare(match).filter(isOpen).length)
}

function comparer({ live, readings }: Comparing): (match: Match) => readonly DriftedValue[] {
  const scalers = scalersIn([live, ...readings])
  return (match) => valuesOf(match, scalers)
}

/** Whose the namespace is that something runs in. What isn't in the code that is here may be in a base or chart that was not fetched. */
function ownership(matches: readonly Match[]): (live: Resource) => 'ours' | 'ours in part' | 'of others' {
  const ours = new Set(matches.map(({ live }) => namespaceOf(live)))
  const inPart = new Set(
    matches.filter(({ reading }) => isPartial(reading)).map(({ live }) => namespaceOf(live)),
  )
  return (live) => {
    const namespace = namespaceOf(live)
    if (!ours.has(namespace) || (namespace === '' && !hasKind(matches, live))) return 'of others'
    return inPart.has(namespace) ? 'ours in part' : 'ours'
  }
}

/** Whether objects of a reading lie elsewhere, so that they are not in it. */
function isPartial({ diagnostics }: Reading): boolean {
  return diagnostics.some(({ code }) => unfetched.has(code))
}

const unfetched: ReadonlySet<string> = new Set(['kustomize/not-fetched', 'helm/missing-dependency'])

function hasKind(matches: readonly Match[], { type }: Resource): boolean {
  return matches.some(({ live }) => live.type === type)
}

function changed(
  { reading, wanted, live }: Match,
  values: readonly DriftedValue[],
): readonly DriftedObject[] {
  if (values.length === 0) return []
  const by = values.find(({ silence, by: who }) => silence === undefined && who !== undefined)?.by
  const { address, type } = live
  return [{ address, type, what: 'changed', reading, wanted, live, values, by, silence: undefined }]
}

function unmanaged(live: Resource, namespaceIs: 'ours' | 'ours in part' | 'of others'): DriftedObject {
  const managers = managersOf(live.values).filter(({ part }) => part === '')
  const first = managers.find((one) => kindOfManager(one) === 'hand') ?? managers[0]
  return {
    address: live.address,
    type: live.type,
    what: 'unmanaged',
    reading: undefined,
    wanted: undefined,
    live,
    values: [],
    by: first === undefined ? undefined : { name: first.name, at: first.at },
    silence: silenceOfExtra(live.values, live.type, namespaceIs),
  }
}

function deleted({ reading, wanted }: Pick<Match, 'reading' | 'wanted'>, hasIts: boolean): DriftedObject {
  return {
    address: wanted.address,
    type: wanted.type,
    what: 'deleted',
    reading,
    wanted,
    live: undefined,
    values: [],
    by: undefined,
    silence: silenceOfMissing(wanted.values, wanted.type, hasIts),
  }
}

/** Every value of an object that isn't as the code says, with what is to be said of it. */
function valuesOf(
  { reading, wanted, live }: Match,
  scalers: ReadonlyMap<string, string>,
): readonly DriftedValue[] {
  const said = asServed(wanted.values)
  const around: Surroundings = {
    kind: live.type,
    isBuiltIn: !live.type.includes('.'),
    live: live.values,
    applied: appliedIn(live.values),
    scaledBy: scalers.get(`${live.type}/${namespaceOf(live)}/${live.name}`),
  }
  return unequalIn(said, live.values, kubernetesComparison)
    .filter(({ place }) => !identity.has(place))
    .map((one) => valueOf(one, { reading, wanted, live }, said, around))
}

/** By these it was found. */
const identity: ReadonlySet<string> = new Set([
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.generateName',
])

function valueOf(
  unequal: Unequal,
  { reading, live }: Match,
  said: Value,
  around: Surroundings,
): DriftedValue {
  const judgement = judgeField(unequal, around)
  const path = unequal.kind === 'extra' ? unequal.livePath : unequal.wantedPath
  return {
    path: pathText(path),
    name: nameAt(unequal.kind === 'extra' ? live.values : said, path, live.address),
    wanted: unequal.wanted ?? absent,
    // What is secret in the code is secret where it runs.
    live: hidden(unequal.live ?? absent, unequal.wanted),
    site: unequal.kind === 'extra' ? undefined : siteOf(reading, unequal.wanted),
    ...judgement,
  }
}

function hidden(live: Value, wanted: Value | undefined): Value {
  return wanted === undefined ? live : { ...live, marks: live.marks | wanted.marks }
}

const absent: Value = { kind: 'absent', origin: 0, marks: marks.none }

/** An object as the API serves it: what is written in the clear into a Secret comes back encoded. */
export function asServed(values: Value): Value {
  const clear = entryOf(values, 'stringData')
  if (values.kind !== 'map' || clear?.kind !== 'map') return values
  const held = entryOf(values, 'data')
  const encoded = [...clear.entries].map(([name, one]) => [name, encodedValue(one)] as const)
  const data = new Map([...(held?.kind === 'map' ? held.entries : []), ...encoded])
  const entries = new Map([...values.entries].filter(([name]) => name !== 'stringData'))
  return { ...values, entries: new Map([...entries, ['data', { ...clear, entries: data }]]) }
}

function encodedValue(value: Value): Value {
  const text = scalarText(value)
  if (value.kind !== 'scalar' || text === undefined) return value
  const { origin } = value
  return { kind: 'scalar', scalar: Buffer.from(text, 'utf8').toString('base64'), origin, marks: value.marks }
}

/** What was applied last, as kubectl keeps it beside the object. */
function appliedIn(object: Value): Value | undefined {
  const text = appliedText(object)
  if (text === undefined) return undefined
  const tree = parseJson(filePath('<last applied>'), text)
  const root = jsonRoot(tree)
  if (root === undefined || tree.diagnostics.length > 0) return undefined
  return asServed(lowerJson(tree, root, new Origins()).value)
}

/** Which autoscaler sets the replicas of what. */
function scalersIn(readings: readonly Reading[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const one of readings.flatMap(({ resources }) => resources)) {
    const isScaler = one.type === 'HorizontalPodAutoscaler' || one.type === 'ScaledObject.keda.sh'
    const target = isScaler ? entryOf(entryOf(one.values, 'spec'), 'scaleTargetRef') : undefined
    const name = textOf(target, 'name')
    if (name === undefined) continue
    found.set(
      `${textOf(target, 'kind') ?? 'Deployment'}/${namespaceOf(one)}/${name}`,
      `${one.type.split('.')[0]}/${one.name}`,
    )
  }
  return found
}

function textOf(value: Value | undefined, key: string): string | undefined {
  const one = entryOf(value, key)
  return one === undefined ? undefined : scalarText(one)
}

/** Everything that was held back, with its reason. */
export function heldBack({
  objects,
}: Drift): readonly { readonly address: string; readonly path: string; readonly silence: Silence }[] {
  return objects.flatMap(({ address, silence, values }) => [
    ...(silence === undefined ? [] : [{ address, path: '', silence }]),
    ...values.flatMap((one) =>
      one.silence === undefined ? [] : [{ address, path: one.path, silence: one.silence }],
    ),
  ])
}
