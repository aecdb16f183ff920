import type { Value } from '../../kernel/value.ts'
import { defaultAt, isComputed, noteOf } from '../../model/kubernetes/defaults.ts'
import { kindOfManager, managersOf, writes, type Manager } from '../../model/kubernetes/managed-fields.ts'
import { nanos } from '../../model/kubernetes/quantity.ts'
import { entryOf, valueAt, type PathStep } from '../../model/path.ts'
import { scalarText } from '../../model/scalar.ts'
import type { DriftClass, Silence, Writer } from '../../model/drift.ts'
import type { Comparison, Unequal } from './values.ts'

/** How objects of Kubernetes are compared: lists by the API's merge keys, quantities by what they amount to. */
export const kubernetesComparison: Comparison = {
  keysOf: (place) => listKeys.find(([pattern]) => pattern.test(place))?.[1] ?? [['name'], ['key'], ['id']],
  isSet: (place) => setPlaces.test(place),
  areEqual: (place, wanted, live) => {
    if (wanted === live) return true
    if (!isQuantity.test(place)) return false
    const [one, other] = [nanos(wanted), nanos(live)]
    return one !== undefined && one === other
  },
  hidesZeros: true,
}

/** Lists whose order says nothing. */
const setPlaces =
  /(?:finalizers|verbs|resources|apiGroups|resourceNames|accessModes|policyTypes|drop|add|nonResourceURLs)\[\]$/u

/** https://kubernetes.io/docs/reference/kubernetes-api/, where each list says its merge key. */
const listKeys: readonly (readonly [RegExp, readonly (readonly string[])[]])[] = [
  [/(?:^|\.)(?:initC|ephemeralC|c)ontainers\[\]\.ports\[\]$/u, [['containerPort', 'protocol=TCP']]],
  [/^spec\.ports\[\]$/u, [['port', 'protocol=TCP'], ['name']]],
  [/\.volumeMounts\[\]$/u, [['mountPath']]],
  [/\.volumeDevices\[\]$/u, [['devicePath']]],
  [/\.hostAliases\[\]$/u, [['ip']]],
  [/\.topologySpreadConstraints\[\]$/u, [['topologyKey', 'whenUnsatisfiable']]],
  [/\.volumeClaimTemplates\[\]$/u, []],
  [/^subjects\[\]$/u, [['kind', 'name', 'namespace=']]],
  [/\.(?:tolerations|matchExpressions|metrics|rules|paths|items)\[\]$/u, []],
]
const isQuantity =
  /(?:^|\.)(?:limits|requests|capacity|hard|defaultRequest|max|min|default)\.|(?:sizeLimit|divisor|averageValue|storage)$/u

/** What is to be said of a place at which an object is not as the code says. */
export interface Judgement {
  readonly what: DriftClass
  readonly why: string
  readonly by: Writer | undefined
  readonly remembered: Value | undefined
  readonly silence: Silence | undefined
}

/** What is known of an object beside itself. */
export interface Surroundings {
  readonly kind: string
  /** Whether the kind is one of Kubernetes' own, so that its defaults are known. */
  readonly isBuiltIn: boolean
  readonly live: Value
  /** What was applied last, as the object itself remembers it. */
  readonly applied: Value | undefined
  /** The autoscaler that sets its replicas. */
  readonly scaledBy: string | undefined
}

/** Says why an object is not as the code says at a place: who wrote it, and whether there is anything to do. */
export function judgeField(unequal: Unequal, around: Surroundings): Judgement {
  const { kind, livePath } = unequal
  const managers = managersOf(around.live).filter(({ part }) => part !== 'status')
  const writers = managers.filter((one) => writes(one, around.live, livePath))
  const remembered = rememberedAt(around.applied, unequal)
  const facts = { unequal, around, managers, writers, remembered }
  if (kind === 'unknown') return silent(facts, 'unknown', 'The code does not know it before it is applied.')
  const scaler = scalerOf(facts)
  if (scaler !== undefined) return silent(facts, 'other-controller', `${scaler} sets the number of replicas.`)
  return kind === 'extra' ? extraField(facts) : changedField(facts)
}

/** Without `managedFields`, which kubectl leaves out of what it prints, nobody knows whether a value was changed or never applied. */
const nobodyKnows = 'It is not as the code says; who set it is not known, as managedFields were left out.'

interface Facts {
  readonly unequal: Unequal
  readonly around: Surroundings
  readonly managers: readonly Manager[]
  readonly writers: readonly Manager[]
  readonly remembered: Value | undefined
}

function scalerOf({ unequal: { place }, around, writers }: Facts): string | undefined {
  if (place !== 'spec.replicas' && place !== 'spec.parallelism') return undefined
  if (around.scaledBy !== undefined) return around.scaledBy
  const scaler = writers.find((one) => one.part === 'scale' && kindOfManager(one) === 'controller')
  return scaler?.name
}

/** The code says something else than runs, or something that doesn't run. */
function changedField(facts: Facts): Judgement {
  const { unequal, around, writers, managers, remembered } = facts
  if (isComputed(around.kind, unequal.place)) {
    return silent(facts, 'computed', 'The API fills it in.')
  }
  const last = writers.at(-1)
  if (last !== undefined && kindOfManager(last) === 'controller') {
    return silent(facts, 'other-controller', `${last.name} owns it.`, last)
  }
  if (last !== undefined && kindOfManager(last) === 'hand') {
    return open(facts, 'by-hand', `It was changed by hand with ${last.name}.`, last)
  }
  if (remembered !== undefined) {
    return sameAs(remembered, unequal.live, unequal.place)
      ? open(facts, 'not-rolled-out', 'The code says something else since it was applied.', last)
      : open(
          facts,
          'by-hand',
          'What was applied last is what the code says, so it was changed afterwards.',
          handIn(managers),
        )
  }
  if (last !== undefined && isRepository(last)) {
    return open(
      facts,
      'not-rolled-out',
      `${last.name} brought what runs, and the code says something else since.`,
      last,
    )
  }
  if (!saysWho(around.live)) return open(facts, 'differs', nobodyKnows, undefined)
  const hand = unequal.kind === 'missing' ? handIn(managers) : undefined
  const who = last ?? hand
  return open(
    facts,
    'by-hand',
    who === undefined
      ? 'It was changed past the code; who did it is not known.'
      : `It was changed with ${who.name}.`,
    who,
  )
}

/** Something runs of which the code says nothing. */
function extraField(facts: Facts): Judgement {
  const { unequal, around, writers, managers, remembered } = facts
  const { place, live, beside, livePath } = unequal
  if (isComputed(around.kind, place)) return silent(facts, 'computed', 'The API fills it in.')
  const note = noteAt(livePath)
  if (note !== undefined) return silent(facts, 'other-controller', `${note} puts it there.`)
  const given = defaultAt(around.kind, place, { beside, object: around.live })
  if (given !== undefined && sameAsGiven(given, live, place)) {
    return silent(facts, 'default', 'The API gives it where nothing is said.')
  }
  const last = writers.at(-1)
  if (last === undefined) {
    if (managers.length > 0) return silent(facts, 'default', 'Nobody has set it, so the API gives it.')
    return around.isBuiltIn
      ? addedByNobodyKnown(facts)
      : silent(facts, 'default', 'The defaults of this kind are not known, and it may be one.')
  }
  switch (kindOfManager(last)) {
    case 'controller':
      return silent(facts, 'other-controller', `${last.name} owns it.`, last)
    case 'hand':
      return open(facts, 'by-hand', `It was added by hand with ${last.name}.`, last)
    case 'deployer':
      if (remembered === undefined && around.applied !== undefined) {
        return silent(
          facts,
          'default',
          `It came when ${last.name} applied something that does not say it.`,
          last,
        )
      }
      return around.isBuiltIn || remembered !== undefined
        ? open(facts, 'not-rolled-out', `${last.name} set it, and the code does not say it any more.`, last)
        : silent(facts, 'default', 'The defaults of this kind are not known, and it may be one.', last)
  }
}

/** What was applied last may tell whether it came with that, or afterwards. */
function addedByNobodyKnown(facts: Facts): Judgement {
  const { around, remembered, unequal } = facts
  if (around.applied === undefined && !saysWho(around.live))
    return open(facts, 'differs', nobodyKnows, undefined)
  return remembered !== undefined && sameAs(remembered, unequal.live, unequal.place)
    ? open(facts, 'not-rolled-out', 'It was applied, and the code does not say it any more.', undefined)
    : open(facts, 'by-hand', 'It was added past the code; who did it is not known.', undefined)
}

/** Whether an object was given with those who wrote it. */
function saysWho(object: Value): boolean {
  return managersOf(object).length > 0
}

function open({ remembered }: Facts, what: DriftClass, why: string, by: Writer | undefined): Judgement {
  return { what, why, by: writerOf(by), remembered, silence: undefined }
}

function silent({ remembered }: Facts, what: DriftClass, why: string, by?: Writer): Judgement {
  return { what, why, by: writerOf(by), remembered, silence: { kind: what, why } }
}

function writerOf(by: Writer | undefined): Writer | undefined {
  return by === undefined ? undefined : { name: by.name, at: by.at }
}

/** Who of those that write past the code was there last. */
function handIn(managers: readonly Manager[]): Manager | undefined {
  return managers.findLast((one) => kindOfManager(one) === 'hand')
}

/** Brings what stands in a repository, and nothing else: not a person at a keyboard. */
function isRepository({ name }: Manager): boolean {
  return !name.startsWith('kubectl')
}

/** What was applied last at a place, if that is remembered. */
function rememberedAt(
  applied: Value | undefined,
  { wantedPath, livePath, kind }: Unequal,
): Value | undefined {
  if (applied === undefined) return undefined
  const path = kind === 'extra' ? livePath : wantedPath
  const found = valueAt(applied, path)
  return found?.kind === 'absent' ? undefined : found
}

function noteAt(path: readonly PathStep[]): string | undefined {
  const [holder, name] = path.slice(-2)
  if (typeof name !== 'string') return undefined
  return holder === 'annotations' || holder === 'labels' || holder === 'matchLabels'
    ? noteOf(name)
    : undefined
}

function sameAs(one: Value, other: Value | undefined, place: string): boolean {
  if (other === undefined) return false
  if (one.kind === 'scalar' && other.kind === 'scalar') {
    const [left, right] = [scalarText(one) ?? '', scalarText(other) ?? '']
    return kubernetesComparison.areEqual(place, left, right)
  }
  return false
}

function sameAsGiven(given: unknown, live: Value | undefined, place: string): boolean {
  if (Array.isArray(given)) {
    return live?.kind === 'list' && live.items.map(scalarText).join() === given.join()
  }
  const text = live === undefined ? undefined : scalarText(live)
  return (
    text !== undefined &&
    (text === String(given) || kubernetesComparison.areEqual(place, String(given), text))
  )
}

/** Why a live object that the code doesn't say is nobody's business; undefined when it is somebody's. */
export function silenceOfExtra(
  object: Value,
  type: string,
  namespaceIs: 'ours' | 'ours in part' | 'of others',
): Silence | undefined {
  const metadata = entryOf(object, 'metadata')
  const name = textOf(metadata, 'name')
  const namespace = textOf(metadata, 'namespace')
  const owners = entryOf(metadata, 'ownerReferences')
  const [owner] = owners?.kind === 'list' ? owners.items : []
  if (owner !== undefined) {
    return quiet('other-controller', `${textOf(owner, 'kind')}/${textOf(owner, 'name')} made it.`)
  }
  if (/^kube-(?:system|public|node-lease)$/u.test(namespace)) {
    return quiet('computed', `It belongs to the cluster itself, in ${namespace}.`)
  }
  if (madeByCluster.has(type) || clusterObjects.some((one) => one.test(`${type}/${name}`))) {
    return quiet('computed', 'The cluster makes it.')
  }
  if (
    type === 'Secret' &&
    /^(?:helm\.sh\/release|kubernetes\.io\/service-account-token)/u.test(textOf(object, 'type'))
  ) {
    return quiet('computed', 'It is a note of the tool that made it.')
  }
  if (namespaceIs === 'ours in part') {
    return quiet('not-asked', 'It may be in a base or chart that was not fetched; --fetch reads those too.')
  }
  if (namespaceIs === 'of others') {
    return quiet(
      'not-asked',
      namespace === '' ? 'Nothing of the code is of its kind.' : `Nothing of the code is in ${namespace}.`,
    )
  }
  return undefined
}

function quiet(kind: Silence['kind'], why: string): Silence {
  return { kind, why }
}

const madeByCluster: ReadonlySet<string> = new Set(
  'Event Endpoints EndpointSlice Lease Node ControllerRevision ComponentStatus CSINode CSIStorageCapacity APIService FlowSchema PriorityLevelConfiguration VolumeAttachment PodMetrics NodeMetrics IPAddress ServiceCIDR PersistentVolume'.split(
    ' ',
  ),
)
const clusterObjects = [
  /^ServiceAccount\/default$/u,
  /^ConfigMap\/(?:kube-root-ca\.crt|istio-ca-root-cert)$/u,
  /^Service\/kubernetes$/u,
  /^Namespace\/(?:default|kube-.*)$/u,
  /^(?:ClusterRole|ClusterRoleBinding|Role|RoleBinding)\/(?:system:|kubeadm:|eks:|admin$|edit$|view$|cluster-admin$)/u,
  /^PriorityClass\/system-/u,
]

/** Why an object of the code that doesn't run needn't; undefined when it should. */
export function silenceOfMissing(object: Value, type: string, hasKind: boolean): Silence | undefined {
  const annotations = entryOf(entryOf(object, 'metadata'), 'annotations')
  if (!hasKind)
    return {
      kind: 'not-asked',
      why: `No ${type} is among what was given, so it may not have been asked for.`,
    }
  const hook = ['helm.sh/hook', 'argocd.argoproj.io/hook'].find(
    (name) => entryOf(annotations, name) !== undefined,
  )
  if (hook !== undefined) return { kind: 'computed', why: 'It is a hook, which is there only while it runs.' }
  const spec = entryOf(object, 'spec')
  if (type === 'Job' && entryOf(spec, 'ttlSecondsAfterFinished') !== undefined) {
    return { kind: 'computed', why: 'It is taken away when it is done.' }
  }
  return undefined
}

/** The last applied configuration that kubectl keeps beside an object. */
export function appliedText(object: Value): string | undefined {
  const annotations = entryOf(entryOf(object, 'metadata'), 'annotations')
  return textOf(annotations, 'kubectl.kubernetes.io/last-applied-configuration') || undefined
}

function textOf(value: Value | undefined, key: string): string {
  const one = entryOf(value, key)
  return one === undefined ? '' : (scalarText(one) ?? '')
}
