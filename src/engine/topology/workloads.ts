import type { Value } from '../../kernel/value.ts'
import { placesAt, textAt, type Place } from '../../model/kubernetes/places.ts'
import { podsIn, type PodTemplate } from '../../model/kubernetes/pods.ts'
import { entryOf, type PathStep } from '../../model/path.ts'
import type { Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import { scalarText } from '../../model/scalar.ts'

/** What makes pods that run on, and so can be called. */
const kinds = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Pod',
])

/** A Kubernetes object that runs a service. */
export interface Workload {
  readonly resource: Resource
  readonly namespace: string
  readonly pods: readonly PodTemplate[]
}

/** The workloads of a reading; jobs are among them, since they call though nobody calls them. */
export function workloadsIn({ resources }: Reading): readonly Workload[] {
  return resources.flatMap((resource) => {
    const isKnown = kinds.has(resource.type) || resource.type === 'CronJob' || resource.type === 'Job'
    if (!isKnown && !resource.type.includes('.')) return []
    const pods = podsIn(resource)
    return pods.length === 0 ? [] : [{ resource, namespace: namespaceOf(resource), pods }]
  })
}

/** The namespace that an object says, or nothing. */
export function namespaceOf({ values }: Resource): string {
  return textAt(values, 'metadata.namespace') ?? ''
}

/** A text that configures a workload: its place, and the name of the variable or file it is in. */
export interface Setting {
  readonly resource: Resource
  readonly steps: readonly PathStep[]
  readonly value: Value
  readonly variable: string
  readonly text: string
  /** It is a whole file, in which also much stands that nobody calls. */
  readonly isFile: boolean
}

/**
 * Everything that tells a workload whom to call: variables and arguments of its containers, and the ConfigMaps that
 * these come from or that are mounted. Secrets are not looked into.
 */
export function settingsOf(
  { resource, namespace, pods }: Workload,
  configMap: (namespace: string, name: string) => Resource | undefined,
): readonly Setting[] {
  return pods.flatMap(({ steps, spec }) => {
    const own = ownSettings(resource, steps, spec)
    const maps = mapsOf(spec).flatMap(({ name, key, variable, isFile }) => {
      const map = configMap(namespace, name)
      return map === undefined ? [] : ofMap(map, key, variable, isFile)
    })
    return [...own, ...maps]
  })
}

function ownSettings(resource: Resource, steps: readonly PathStep[], spec: Value): readonly Setting[] {
  const setting = (place: Place, variable: string): readonly Setting[] => {
    const text = scalarText(place.value)
    if (text === undefined) return []
    return [
      { resource, steps: [...steps, ...place.steps], value: place.value, variable, text, isFile: false },
    ]
  }
  return ['containers', 'initContainers'].flatMap((containers) => [
    ...placesAt(spec, `${containers}[].env[]`).flatMap(({ steps: at, value }) => {
      const given = entryOf(value, 'value')
      const name = textAt(value, 'name') ?? ''
      return given === undefined ? [] : setting({ steps: [...at, 'value'], value: given }, name)
    }),
    ...['args', 'command'].flatMap((key) =>
      placesAt(spec, `${containers}[].${key}[]`).flatMap((place) => setting(place, flagOf(place.value))),
    ),
  ])
}

/** `--catalog-url=http://…` is a setting of the name `catalog-url`. */
function flagOf(value: Value): string {
  return /^--?([\w.-]+)(?:=|$)/u.exec(scalarText(value) ?? '')?.[1] ?? ''
}

interface NamedMap {
  readonly name: string
  /** One key of it, as a variable; all of them when undefined. */
  readonly key: string | undefined
  readonly variable: string | undefined
  readonly isFile: boolean
}

function mapsOf(spec: Value): readonly NamedMap[] {
  const containers = ['containers', 'initContainers']
  const whole = containers.flatMap((one) => placesAt(spec, `${one}[].envFrom[].configMapRef.name`))
  const mounted = placesAt(spec, 'volumes[].configMap.name')
  const keys = containers
    .flatMap((one) => placesAt(spec, `${one}[].env[]`))
    .flatMap(({ value }): readonly NamedMap[] => {
      const name = textAt(value, 'valueFrom.configMapKeyRef.name')
      if (name === undefined) return []
      const key = textAt(value, 'valueFrom.configMapKeyRef.key')
      return [{ name, key, variable: textAt(value, 'name'), isFile: false }]
    })
  return [...named(whole, false), ...keys, ...named(mounted, true)]
}

function named(places: readonly Place[], isFile: boolean): readonly NamedMap[] {
  return places.flatMap(({ value }) => {
    const name = scalarText(value)
    return name === undefined ? [] : [{ name, key: undefined, variable: undefined, isFile }]
  })
}

function ofMap(
  map: Resource,
  key: string | undefined,
  variable: string | undefined,
  isFile: boolean,
): readonly Setting[] {
  const data = entryOf(map.values, 'data')
  if (data?.kind !== 'map') return []
  return [...data.entries].flatMap(([name, value]) => {
    const text = scalarText(value)
    if (text === undefined || (key !== undefined && key !== name)) return []
    return [{ resource: map, steps: ['data', name], value, variable: variable ?? name, text, isFile }]
  })
}
