import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import { textAt } from '../../model/kubernetes/places.ts'
import { selectorsIn } from '../../model/kubernetes/selectors.ts'
import { pathText, type PathStep } from '../../model/path.ts'
import type { Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import type { NodeName, Seen, SeenCall, SeenNode } from '../../model/topology/topology.ts'
import { sourceOf } from '../why.ts'
import { hostsIn, type NamedHost } from './hosts.ts'
import { routesIn } from './routes.ts'
import { namespaceOf, settingsOf, workloadsIn, type Setting, type Workload } from './workloads.ts'

/**
 * The services of Kubernetes objects and whom they call: a workload is a node that its Services are other names of; it
 * calls the hosts that its settings name, and Ingresses and routes call the Services behind them.
 */
export function kubernetesTopology(reading: Reading): Seen {
  const objects = new Objects(reading)
  const nodes = objects.workloads.map((one) => nodeOf(one, objects))
  const settings = objects.workloads.flatMap((workload) =>
    settingsOf(workload, (namespace, name) => objects.named('ConfigMap', namespace, name)).flatMap(
      (setting) => callsOf(workload, setting, objects),
    ),
  )
  const routes = routesIn(reading.resources)
  return {
    nodes: [...nodes, ...settings.flatMap(({ node }) => node ?? []), ...routes.map(({ node }) => node)],
    calls: [
      ...settings.map(({ call }) => call),
      ...routes.flatMap(({ node, resource, targets }) =>
        targets.map(({ steps, value, name }): SeenCall => ({
          from: node,
          to: name,
          origin: originOf(reading, resource, steps, value),
        })),
      ),
    ],
  }
}

class Objects {
  readonly reading: Reading
  readonly workloads: readonly Workload[]
  readonly #named = new Map<string, Resource[]>()
  readonly #parts: ReadonlyMap<string, ReadonlySet<string>>

  constructor(reading: Reading) {
    this.reading = reading
    this.workloads = workloadsIn(reading)
    for (const resource of reading.resources) {
      const key = `${resource.type}/${resource.name}`
      const known = this.#named.get(key)
      if (known === undefined) this.#named.set(key, [resource])
      else known.push(resource)
    }
    this.#parts = partsOf(reading, this.workloads)
  }

  /** The object of a name in a namespace; where one of the two says none, the only one of the name. */
  named(type: string, namespace: string, name: string): Resource | undefined {
    const all = this.#named.get(`${type}/${name}`) ?? []
    const same = all.find((one) => namespaceOf(one) === namespace)
    if (same !== undefined) return same
    const loose = all.filter((one) => namespaceOf(one) === '' || namespace === '')
    return loose.length === 1 ? loose[0] : undefined
  }

  get services(): readonly Resource[] {
    return this.reading.resources.filter(({ type }) => type === 'Service')
  }

  /** The addresses of everything that says how a workload runs. */
  partsOf(workload: Workload): readonly string[] {
    return [...(this.#parts.get(workload.resource.address) ?? [])]
  }
}

/** What a workload uses, and what is made for it: its ConfigMaps and Secrets, its Services and autoscalers. */
function partsOf(
  { references }: Reading,
  workloads: readonly Workload[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const parts = new Map(
    workloads.map(({ resource }) => [resource.address as string, new Set([resource.address as string])]),
  )
  for (const { from, to } of references) {
    if (to.startsWith('Namespace/')) continue
    const [user, used] = [parts.get(from), parts.get(to)]
    if (user !== undefined && used === undefined) user.add(to)
    if (used !== undefined && user === undefined) used.add(from)
  }
  return parts
}

function nodeOf(workload: Workload, objects: Objects): SeenNode {
  const { resource, namespace, pods } = workload
  const services = objects.services.filter((service) =>
    selectorsIn('Service', service.values, namespaceOf(service)).some(
      ({ selector }) =>
        selector.namespaces !== 'any' &&
        selector.namespaces.includes(namespace) &&
        pods.some(({ labels }) => selector.matches(labels)),
    ),
  )
  return {
    namespace,
    name: resource.name,
    kind: 'service',
    aliases: [
      ...services.map(({ name }) => ({ namespace, name })),
      ...pods.flatMap(({ labels }) => labelNames(labels)).map((name) => ({ namespace, name })),
    ],
    addresses: objects.partsOf(workload),
  }
}

/** What metrics call a workload where they don't use its name. */
function labelNames(labels: ReadonlyMap<string, string>): readonly string[] {
  return ['app.kubernetes.io/instance', 'app.kubernetes.io/name', 'app', 'k8s-app'].flatMap((key) => {
    const name = labels.get(key) ?? ''
    return name === '' ? [] : [name]
  })
}

interface Called {
  readonly call: SeenCall
  readonly node: SeenNode | undefined
}

function callsOf(workload: Workload, setting: Setting, objects: Objects): readonly Called[] {
  const from: NodeName = { namespace: workload.namespace, name: workload.resource.name }
  return hostsIn(setting.text, setting.variable).flatMap((host) => {
    const target = targetOf(host, workload.namespace, setting.isFile, objects)
    if (target === undefined) return []
    const origin = originOf(objects.reading, setting.resource, setting.steps, setting.value)
    return [{ call: { from, to: target.name, origin }, node: target.node }]
  })
}

interface Target {
  readonly name: NodeName
  /** What isn't an object of the cluster is a node of its own. */
  readonly node: SeenNode | undefined
}

function targetOf(host: NamedHost, namespace: string, isFile: boolean, objects: Objects): Target | undefined {
  const [name = '', space, third] = host.host.split('.')
  const isCluster = space === undefined || third === 'svc'
  const known =
    isCluster || third === undefined ? objects.named('Service', space ?? namespace, name) : undefined
  if (known !== undefined) {
    const elsewhere = textAt(known.values, 'spec.externalName')
    if (elsewhere !== undefined) return outside({ ...host, host: elsewhere })
    return { name: { namespace: namespaceOf(known) || namespace, name }, node: undefined }
  }
  if (!host.isSure || isFile) return undefined
  // A service of the cluster that another repository describes.
  if (isCluster && host.kind !== 'storage')
    return { name: { namespace: space ?? namespace, name }, node: undefined }
  return outside(host)
}

function outside({ host, kind }: NamedHost): Target {
  const name = { namespace: '', name: host }
  const [first = ''] = host.split('.')
  // The name of a managed database is the first part of its host, which its own resource knows.
  const aliases = kind === 'database' && first !== host ? [{ namespace: '', name: first }] : []
  return { name, node: { ...name, kind, aliases, addresses: [] } }
}

/** The line that the value comes from: the literal, or where it was put together. */
function originOf(
  { origins }: Reading,
  resource: Resource,
  steps: readonly PathStep[],
  value: Value,
): SeenCall['origin'] {
  const { literals, last } = sourceOf(origins, value.origin)
  const span: Span = (literals.at(-1) ?? last)?.span ?? resource.span
  return { kind: 'source', span, address: resource.address, path: pathText(steps) }
}
