import type { Value } from '../kernel/value.ts'
import { podsIn } from '../model/kubernetes/pods.ts'
import { entryOf, pathText, type PathStep } from '../model/path.ts'
import type { Estate, Reading } from '../model/reading.ts'
import type { Resource } from '../model/resource.ts'
import { scalarText } from '../model/scalar.ts'

/** A container of an object that makes pods, as the code says it. */
export interface Workload {
  readonly reading: Reading
  readonly address: string
  readonly kind: string
  /** The object's own name and namespace; the latter empty where it doesn't say. */
  readonly name: string
  readonly namespace: string
  readonly container: string
  /** The path of its `resources`, whether they are there or not. */
  readonly path: string
  /** Of the container itself. */
  readonly steps: readonly PathStep[]
  readonly requests: Quantities
  readonly limits: Quantities
}

/** As they are written; undefined where they aren't, or aren't known. */
export interface Quantities {
  readonly cpu: string | undefined
  readonly memory: string | undefined
}

/** Every container of every object that makes pods, in every reading; those that end before others begin are left out. */
export function workloadsIn(estate: Estate): readonly Workload[] {
  return estate.readings.flatMap((reading) =>
    reading.resources.flatMap((resource) => containersOf(reading, resource)),
  )
}

function containersOf(reading: Reading, resource: Resource): readonly Workload[] {
  const metadata = entryOf(resource.values, 'metadata')
  const name = textOf(entryOf(metadata, 'name'))
  if (name === undefined) return []
  const namespace = textOf(entryOf(metadata, 'namespace')) ?? ''
  const own = { reading, address: resource.address, kind: resource.type, name, namespace }
  return podsIn(resource).flatMap(({ steps, spec }) => {
    const containers = entryOf(spec, 'containers')
    const items = containers?.kind === 'list' ? containers.items : []
    return items.flatMap((item, at) => {
      const container = textOf(entryOf(item, 'name'))
      if (container === undefined) return []
      const place = [...steps, 'containers', at]
      const resources = entryOf(item, 'resources')
      return [
        {
          ...own,
          container,
          steps: place,
          path: pathText([...place, 'resources']),
          requests: quantities(entryOf(resources, 'requests')),
          limits: quantities(entryOf(resources, 'limits')),
        },
      ]
    })
  })
}

function quantities(value: Value | undefined): Quantities {
  return { cpu: textOf(entryOf(value, 'cpu')), memory: textOf(entryOf(value, 'memory')) }
}

function textOf(value: Value | undefined): string | undefined {
  return value === undefined ? undefined : scalarText(value)
}
