import type { Value } from '../../kernel/value.ts'
import type { Change } from '../../model/change.ts'
import { parsePath, valueAt } from '../../model/path.ts'
import { scalarText } from '../../model/scalar.ts'
import { isEverywhere, isUnknownAt, listAt, numberAt, textAt, textsAt } from './asking.ts'
import { isCreated, isReplaced, isUpdated, type Planned } from './planned.ts'

/** A way in from the internet that a change makes, where no single value says it. */
export interface Door {
  readonly path: string
  readonly message: string
}

export function doorsOpened(plan: Planned, change: Change): readonly Door[] {
  if (!isCreated(change) && !isUpdated(change) && !isReplaced(change)) return []
  return [
    ...limitsLifted(change),
    ...routesOut(change),
    ...servicesOut(change),
    ...functionsOut(plan, change),
    ...grantsOut(change),
  ].slice(0, 1)
}

/** Lists of those who may come in, where an empty list lets in all. */
const limits: readonly { readonly type: string; readonly path: string }[] = [
  { type: 'azurerm_kubernetes_cluster', path: 'api_server_access_profile[0].authorized_ip_ranges' },
  { type: 'azurerm_kubernetes_cluster', path: 'api_server_authorized_ip_ranges' },
  { type: 'google_container_cluster', path: 'master_authorized_networks_config[0].cidr_blocks' },
  { type: 'kubernetes_service', path: 'spec[0].load_balancer_source_ranges' },
  { type: 'kubernetes_service_v1', path: 'spec[0].load_balancer_source_ranges' },
]

function limitsLifted({ type, before, after }: Change): readonly Door[] {
  return limits.flatMap(({ type: one, path }) => {
    if (one !== type || listAt(before, path).length === 0 || before.kind === 'absent') return []
    const now = listAt(after, path)
    const isOpen = textsAt(after, path).some(isEverywhere)
    if (isUnknownAt(after, path) || (now.length > 0 && !isOpen)) return []
    // A cluster that nobody reaches from outside needs no list.
    if (textAt(after, 'private_cluster_enabled') === 'true') return []
    return [{ path, message: `${path} no longer says who may reach it, so everybody may.` }]
  })
}

/** What left by a translating gateway, and so was reached by nobody, is now on the way from the internet. */
function routesOut({ type, before, after }: Change): readonly Door[] {
  if (type === 'aws_route') {
    return isTranslated(before) && isDirect(after) ? [{ path: 'gateway_id', message: routed }] : []
  }
  if (type !== 'aws_route_table' && type !== 'aws_default_route_table') return []
  if (!listAt(before, 'route').some(isTranslated)) return []
  return listAt(after, 'route').flatMap((one, at) =>
    isDirect(one) ? [{ path: `route[${at}].gateway_id`, message: routed }] : [],
  )
}

const routed = 'What left by a NAT gateway now leaves by an internet gateway, which lets in as well.'

function isTranslated(route: Value): boolean {
  return isDefault(route) && (textAt(route, 'nat_gateway_id') ?? '') !== ''
}

function isDirect(route: Value): boolean {
  const isOut = textAt(route, 'gateway_id')?.startsWith('igw-') === true || isUnknownAt(route, 'gateway_id')
  return isDefault(route) && isOut && (textAt(route, 'nat_gateway_id') ?? '') === ''
}

function isDefault(route: Value): boolean {
  return ['cidr_block', 'destination_cidr_block'].some((path) => textAt(route, path) === '0.0.0.0/0')
}

/** A service of a cluster gets a load balancer of the cloud. */
function servicesOut({ type, before, after }: Change): readonly Door[] {
  const shape = services.get(type)
  if (shape === undefined || !isOutside(after, shape) || isOutside(before, shape)) return []
  const ports = listAt(after, `${shape.spec}.${shape.ports}`).map((one) => numberAt(one, 'port'))
  // A new one for the web is meant for everybody; what was inside before was not.
  if (before.kind === 'absent' && ports.every((port) => port === undefined || webPorts.has(port))) return []
  return [{ path: `${shape.spec}.type`, message: 'A load balancer leads to it from outside of the cluster.' }]
}

interface ServiceShape {
  readonly spec: string
  readonly metadata: string
  readonly ports: string
  readonly ranges: string
}

const block: ServiceShape = {
  spec: 'spec[0]',
  metadata: 'metadata[0]',
  ports: 'port',
  ranges: 'load_balancer_source_ranges',
}
const services: ReadonlyMap<string, ServiceShape> = new Map([
  ['kubernetes_service', block],
  ['kubernetes_service_v1', block],
  [
    'kubernetes_manifest',
    {
      spec: 'manifest.spec',
      metadata: 'manifest.metadata',
      ports: 'ports',
      ranges: 'loadBalancerSourceRanges',
    },
  ],
])

const webPorts: ReadonlySet<number> = new Set([80, 443, 8080, 8443])

function isOutside(value: Value, { spec, metadata, ranges }: ServiceShape): boolean {
  const kind = textAt(value, 'manifest.kind') ?? 'Service'
  if (kind !== 'Service' || textAt(value, `${spec}.type`) !== 'LoadBalancer') return false
  const allowed = textsAt(value, `${spec}.${ranges}`)
  if (allowed.length > 0 && !allowed.some(isEverywhere)) return false
  return !isInternal(value, metadata)
}

/** The clouds' annotations for a load balancer that has an address inside only. */
function isInternal(value: Value, metadata: string): boolean {
  const noted = valueAt(value, parsePath(`${metadata}.annotations`) ?? [])
  if (noted?.kind !== 'map') return false
  return [...noted.entries].some(([name, one]) => {
    if (one.kind === 'unknown') return true
    const text = scalarText(one)?.toLowerCase() ?? ''
    return (
      (name.endsWith('load-balancer-internal') && text !== 'false') ||
      (/load-balancer-(?:type|scheme)$/u.test(name) && text === 'internal')
    )
  })
}

/** A list of grants of a bucket names one of the groups that everybody is in. */
function grantsOut({ type, before, after }: Change): readonly Door[] {
  const list = type === 'aws_s3_bucket_acl' ? 'access_control_policy[0].grant' : 'grant'
  const path = type === 'aws_s3_bucket_acl' ? 'grantee[0].uri' : 'uri'
  if (type !== 'aws_s3_bucket_acl' && type !== 'aws_s3_bucket') return []
  const publicGrants = (value: Value): readonly number[] =>
    listAt(value, list).flatMap((one, at) =>
      /\/groups\/global\/(?:AllUsers|AuthenticatedUsers)$/u.test(textAt(one, path) ?? '') ? [at] : [],
    )
  const [at] = publicGrants(after)
  if (at === undefined || publicGrants(before).length > 0) return []
  return [{ path: `${list}[${at}].${path}`, message: 'A grant names a group that everybody is in.' }]
}

/** A function that was called from inside can be called by everybody. */
function functionsOut(plan: Planned, change: Change): readonly Door[] {
  const { type, after } = change
  if (type !== 'aws_lambda_function_url' || textAt(after, 'authorization_type') !== 'NONE') return []
  if (!isCreated(change)) return []
  const name = textAt(after, 'function_name')
  const isNew = plan.changes.some(
    (one) =>
      one.type === 'aws_lambda_function' && isCreated(one) && textAt(one.after, 'function_name') === name,
  )
  return name !== undefined && !isNew
    ? [
        {
          path: 'authorization_type',
          message: 'Everybody may call a function that was called from inside only.',
        },
      ]
    : []
}
