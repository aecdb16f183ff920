import type { Address } from '../../kernel/brand.ts'
import { entryOf } from '../path.ts'
import { scalarText } from '../scalar.ts'
import type { Reference, Resource } from '../resource.ts'
import { namedIn, objectsNamedIn } from './named-references.ts'
import { pathOf, textAt } from './places.ts'
import { podsIn, type PodTemplate } from './pods.ts'
import { selectorsIn, type Labels, type Selector } from './selectors.ts'

/** What the objects of one folder say of each other: by name, and by labels. */
export function referencesBetween(resources: readonly Resource[]): readonly Reference[] {
  const objects = resources.map((resource) => ({
    resource,
    namespace: namespaceOf(resource),
    pods: podsIn(resource),
  }))
  const index = new Index(objects)
  return objects.flatMap(({ resource, namespace, pods }) => {
    const named = [
      ...namedIn(resource.type, resource.values, []),
      ...objectsNamedIn(resource.type, resource.values),
      ...pods.flatMap(({ steps, spec }) => namedIn('Pod spec', spec, steps)),
    ].flatMap((one) =>
      index
        .named(one.type, one.namespace ?? namespace, one.name)
        .map((to) => ({ from: resource.address, to, path: pathOf(one.steps) })),
    )
    const selected = selectorsIn(resource.type, resource.values, namespace).flatMap(({ steps, selector }) =>
      index.selected(selector).map((to) => ({ from: resource.address, to, path: pathOf(steps) })),
    )
    const space = namespace === '' ? [] : index.named('Namespace', '', namespace)
    const inside = space.map((to) => ({ from: resource.address, to, path: 'metadata.namespace' }))
    return [...named, ...selected, ...inside].filter(({ from, to }) => from !== to)
  })
}

/** An object with what is asked of it again and again. */
interface SaidObject {
  readonly resource: Resource
  readonly namespace: string
  readonly pods: readonly PodTemplate[]
}

interface Labelled {
  readonly address: Address
  readonly namespace: string
  readonly labels: Labels
}

/** The objects of a folder by their name, and by their labels. */
class Index {
  readonly #byName = new Map<string, { readonly address: Address; readonly namespace: string }[]>()
  readonly #pods: Labelled[] = []
  readonly #services: Labelled[] = []
  /** The pods and services that have a label, by what it says. */
  readonly #byLabel = new Map<string, Labelled[]>()

  constructor(objects: readonly SaidObject[]) {
    for (const { resource, namespace, pods } of objects) {
      const { address, type, name } = resource
      const key = `${type}/${name}`
      const known = this.#byName.get(key)
      if (known === undefined) this.#byName.set(key, [{ address, namespace }])
      else known.push({ address, namespace })
      for (const { labels } of pods) this.#add('pods', { address, namespace, labels })
      if (type === 'Service') {
        const labels = labelsOf(entryOf(entryOf(resource.values, 'metadata'), 'labels'))
        this.#add('services', { address, namespace, labels })
      }
    }
  }

  /** In the namespace that is asked for; where one of the two is left to whoever applies it, whatever has the name. */
  named(type: string, namespace: string, name: string): readonly Address[] {
    const all = this.#byName.get(`${type}/${name}`) ?? []
    const same = all.filter((one) => one.namespace === namespace)
    const found = same.length > 0 ? same : all.filter((one) => one.namespace === '' || namespace === '')
    return found.length === 1 || same.length > 0 ? found.map(({ address }) => address) : []
  }

  selected(selector: Selector): readonly Address[] {
    const { namespaces, matches } = selector
    const found = this.#candidates(selector).filter(
      ({ namespace, labels }) => (namespaces === 'any' || namespaces.includes(namespace)) && matches(labels),
    )
    return [...new Set(found.map(({ address }) => address))]
  }

  #candidates({ of, equal }: Selector): readonly Labelled[] {
    for (const [key, value] of equal) return this.#byLabel.get(`${of}/${key}=${value}`) ?? []
    return of === 'pods' ? this.#pods : this.#services
  }

  #add(of: Selector['of'], one: Labelled): void {
    ;(of === 'pods' ? this.#pods : this.#services).push(one)
    for (const [key, value] of one.labels) {
      const at = `${of}/${key}=${value}`
      const known = this.#byLabel.get(at)
      if (known === undefined) this.#byLabel.set(at, [one])
      else known.push(one)
    }
  }
}

function labelsOf(value: ReturnType<typeof entryOf>): Labels {
  if (value?.kind !== 'map') return new Map()
  return new Map([...value.entries].map(([key, one]) => [key, scalarText(one) ?? '']))
}

function namespaceOf({ values }: Resource): string {
  return textAt(values, 'metadata.namespace') ?? ''
}
