import type { Value } from '../../kernel/value.ts'
import { placesAt, textAt } from '../../model/kubernetes/places.ts'
import { entryOf, type PathStep } from '../../model/path.ts'
import type { Resource } from '../../model/resource.ts'
import { scalarText } from '../../model/scalar.ts'
import type { NodeName, SeenNode } from '../../model/topology/topology.ts'
import { namespaceOf } from './workloads.ts'

/** An object that hands calls on, as a node, and what it hands them to. */
export interface Route {
  readonly node: SeenNode
  readonly resource: Resource
  readonly targets: readonly {
    readonly steps: readonly PathStep[]
    readonly value: Value
    readonly name: NodeName
  }[]
}

/** Ingresses, routes of the Gateway API and virtual services of Istio, with the Services behind them. */
export function routesIn(resources: readonly Resource[]): readonly Route[] {
  return resources.flatMap((resource) => {
    if (resource.type === 'Ingress') return [ingress(resource)]
    if (/^(?:HTTP|GRPC|TCP|TLS|UDP)Route\.gateway\.networking\.k8s\.io$/u.test(resource.type))
      return gatewayRoutes(resource)
    return resource.type === 'VirtualService.networking.istio.io' ? virtualService(resource) : []
  })
}

/** https://kubernetes.io/docs/concepts/services-networking/ingress/ */
function ingress(resource: Resource): Route {
  const namespace = namespaceOf(resource)
  const at = ['spec.defaultBackend.service', 'spec.rules[].http.paths[].backend.service']
  const targets = at.flatMap((path) =>
    placesAt(resource.values, path).flatMap(({ steps, value }) => {
      const name = entryOf(value, 'name')
      const text = name === undefined ? undefined : scalarText(name)
      return name === undefined || text === undefined
        ? []
        : [{ steps: [...steps, 'name'], value: name, name: { namespace, name: text } }]
    }),
  )
  return { node: entry('ingress', namespace, resource.name, resource), resource, targets }
}

/** https://gateway-api.sigs.k8s.io/reference/spec/ */
function gatewayRoutes(resource: Resource): readonly Route[] {
  const { values } = resource
  const namespace = namespaceOf(resource)
  const targets = placesAt(values, 'spec.rules[].backendRefs[]').flatMap(({ steps, value }) => {
    const name = entryOf(value, 'name')
    const text = name === undefined ? undefined : scalarText(name)
    if (name === undefined || text === undefined || (textAt(value, 'kind') ?? 'Service') !== 'Service')
      return []
    const space = textAt(value, 'namespace') ?? namespace
    return [{ steps: [...steps, 'name'], value: name, name: { namespace: space, name: text } }]
  })
  const parents = placesAt(values, 'spec.parentRefs[]').map(({ value }) =>
    entry('gateway', textAt(value, 'namespace') ?? namespace, textAt(value, 'name') ?? '', resource),
  )
  return parents.map((node) => ({ node, resource, targets }))
}

/** https://istio.io/latest/docs/reference/config/networking/virtual-service/ */
function virtualService(resource: Resource): readonly Route[] {
  const { values } = resource
  const namespace = namespaceOf(resource)
  const targets = ['http', 'tcp', 'tls'].flatMap((protocol) =>
    placesAt(values, `spec.${protocol}[].route[].destination.host`).flatMap(({ steps, value }) => {
      const host = scalarText(value)
      return host === undefined ? [] : [{ steps, value, name: hostName(host, namespace) }]
    }),
  )
  const gateways = placesAt(values, 'spec.gateways[]')
    .flatMap(({ value }) => scalarText(value) ?? [])
    .filter((one) => one !== 'mesh')
    .map((one) => entry('gateway', namespace, one.replace(/^.*\//u, ''), resource))
  // A host of the mesh that is answered by another service calls that one, as far as callers can tell.
  const hosts = placesAt(values, 'spec.hosts[]')
    .flatMap(({ value }) => scalarText(value) ?? [])
    .filter((host) => gateways.length === 0 && !host.includes('*'))
    .map((host): SeenNode => ({
      ...hostName(host, namespace),
      kind: 'service',
      aliases: [],
      addresses: [resource.address],
    }))
  return [...gateways, ...hosts].map((node) => ({ node, resource, targets }))
}

function hostName(host: string, namespace: string): NodeName {
  const [name = '', space] = host.split('.')
  return { namespace: space ?? namespace, name }
}

/** An entry is often called as the service behind it, so its name says what it is. */
function entry(kind: 'ingress' | 'gateway', namespace: string, name: string, resource: Resource): SeenNode {
  return { namespace, name: `${kind}:${name}`, kind: 'entry', aliases: [], addresses: [resource.address] }
}
