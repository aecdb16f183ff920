import type { Value } from '../../kernel/value.ts'
import { entryOf, type PathStep } from '../path.ts'
import type { Resource } from '../resource.ts'
import { scalarText } from '../scalar.ts'
import { placesAt } from './places.ts'
import type { Labels } from './selectors.ts'

/** The pods that an object is, or makes: their labels, and their specification with the way to it. */
export interface PodTemplate {
  readonly steps: readonly PathStep[]
  readonly spec: Value
  readonly labels: Labels
}

/** Where Kubernetes' own kinds have the pod they make; elsewhere it is looked for. */
const templates: Readonly<Record<string, string>> = {
  CronJob: 'spec.jobTemplate.spec.template',
  DaemonSet: 'spec.template',
  Deployment: 'spec.template',
  Job: 'spec.template',
  Pod: '',
  PodTemplate: 'template',
  ReplicaSet: 'spec.template',
  ReplicationController: 'spec.template',
  StatefulSet: 'spec.template',
}

/** The pods that an object makes. Of a kind that isn't Kubernetes' own, whatever has containers is one. */
export function podsIn({ type, values }: Resource): readonly PodTemplate[] {
  const template = templates[type]
  if (template !== undefined) {
    const places = template === '' ? [{ steps: [], value: values }] : placesAt(values, template)
    return places.flatMap(({ steps, value }) => podAt(value, steps))
  }
  return type.includes('.') ? podsBelow(values) : []
}

function podAt(template: Value, steps: readonly PathStep[]): readonly PodTemplate[] {
  const spec = entryOf(template, 'spec')
  if (spec === undefined) return []
  const labels = entryOf(entryOf(template, 'metadata'), 'labels')
  const texts = labels?.kind === 'map' ? [...labels.entries] : []
  return [
    {
      steps: [...steps, 'spec'],
      spec,
      labels: new Map(texts.map(([key, value]) => [key, scalarText(value) ?? ''])),
    },
  ]
}

function podsBelow(values: Value): readonly PodTemplate[] {
  const found: PodTemplate[] = []
  const open: { readonly steps: readonly PathStep[]; readonly value: Value }[] = [
    { steps: [], value: values },
  ]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { steps, value } = one
    if (entryOf(entryOf(value, 'spec'), 'containers')?.kind === 'list') found.push(...podAt(value, steps))
    else if (value.kind === 'map')
      for (const [key, inner] of value.entries) open.push({ steps: [...steps, key], value: inner })
    else if (value.kind === 'list')
      for (const [at, inner] of value.items.entries()) open.push({ steps: [...steps, at], value: inner })
  }
  return found
}
