import type { Value } from '../../kernel/value.ts'
import type { Change } from '../../model/change.ts'
import { flagAt, isEverywhere, listAt, numberAt, textAt, textsAt } from './asking.ts'

/** Ports that a firewall lets somebody in by. */
export interface Opening {
  readonly protocol: string
  readonly from: number
  readonly to: number
  readonly world: boolean
  readonly path: string
}

/** What a firewall of any cloud lets in, in one state of it. */
export function openingsOf({ type }: Change, value: Value): readonly Opening[] {
  const read = readers.get(type)
  return value.kind === 'absent' || read === undefined ? [] : read(value)
}

type Read = (value: Value) => readonly Opening[]

const readers: ReadonlyMap<string, Read> = new Map([
  ['aws_security_group', (value) => blocksOf(value, 'ingress')],
  ['aws_default_security_group', (value) => blocksOf(value, 'ingress')],
  ['aws_security_group_rule', (value) => (textAt(value, 'type') === 'egress' ? [] : [awsRule(value, '')])],
  ['aws_vpc_security_group_ingress_rule', (value) => [awsRule(value, '')]],
  ['aws_network_acl_rule', (value) => networkRule(value, '')],
  ['aws_network_acl', (value) => nested(value, 'ingress', networkRule)],
  ['aws_default_network_acl', (value) => nested(value, 'ingress', networkRule)],
  ['google_compute_firewall', googleFirewall],
  ['azurerm_network_security_rule', (value) => azureRule(value, '')],
  ['azurerm_network_security_group', (value) => nested(value, 'security_rule', azureRule)],
  ['digitalocean_firewall', (value) => nested(value, 'inbound_rule', (one, path) => [plainRule(one, path)])],
  ['hcloud_firewall', (value) => nested(value, 'rule', (one, path) => [plainRule(one, path)])],
  ['openstack_networking_secgroup_rule_v2', (value) => [plainRule(value, '')]],
])

function blocksOf(value: Value, name: string): readonly Opening[] {
  return nested(value, name, (one, path) => [awsRule(one, path)])
}

function nested(
  value: Value,
  name: string,
  read: (one: Value, path: string) => readonly Opening[],
): readonly Opening[] {
  return listAt(value, name).flatMap((one, at) => read(one, `${name}[${at}]`))
}

function awsRule(value: Value, path: string): Opening {
  const ranges = ['cidr_blocks', 'ipv6_cidr_blocks', 'cidr_ipv4', 'cidr_ipv6'].filter((name) =>
    isWorld(textsAt(value, name)),
  )
  const protocol = textAt(value, 'protocol') ?? textAt(value, 'ip_protocol') ?? ''
  const isAll = protocol === '-1' || protocol === 'all'
  return {
    protocol: isAll ? '-1' : protocol,
    from: isAll ? 0 : (numberAt(value, 'from_port') ?? 0),
    to: isAll ? 65_535 : (numberAt(value, 'to_port') ?? 65_535),
    world: ranges.length > 0,
    path: below(path, ranges[0] ?? ''),
  }
}

/**
 * The list of a network, which most leave open and guard by security groups: only a port named for itself is somebody's
 * wish to open it.
 */
function networkRule(value: Value, path: string): readonly Opening[] {
  const action = textAt(value, 'rule_action') ?? textAt(value, 'action')
  if (action !== 'allow' || flagAt(value, 'egress') === true) return []
  const from = numberAt(value, 'from_port') ?? 0
  const to = numberAt(value, 'to_port') ?? from
  const name = ['cidr_block', 'ipv6_cidr_block'].find((one) => isWorld(textsAt(value, one)))
  const protocol = textAt(value, 'protocol') ?? '-1'
  if (from !== to || from === 0 || protocol === '-1' || protocol === 'all') return []
  return [
    {
      protocol: numbersOfProtocols.get(protocol) ?? protocol,
      from,
      to,
      world: name !== undefined,
      path: below(path, name ?? ''),
    },
  ]
}

const numbersOfProtocols: ReadonlyMap<string, string> = new Map([
  ['6', 'tcp'],
  ['17', 'udp'],
])

function googleFirewall(value: Value): readonly Opening[] {
  if (textAt(value, 'direction') === 'EGRESS' || textAt(value, 'disabled') === 'true') return []
  const world = isWorld(textsAt(value, 'source_ranges'))
  return listAt(value, 'allow').flatMap((one) => {
    const ports = textsAt(one, 'ports')
    const protocol = textAt(one, 'protocol') ?? 'all'
    return (ports.length === 0 ? ['0-65535'] : ports).map((range) => ({
      ...portsOf(range),
      protocol,
      world,
      path: world ? 'source_ranges' : '',
    }))
  })
}

function azureRule(value: Value, path: string): readonly Opening[] {
  if (textAt(value, 'direction') === 'Outbound' || textAt(value, 'access') === 'Deny') return []
  const sources = [...textsAt(value, 'source_address_prefix'), ...textsAt(value, 'source_address_prefixes')]
  const ranges = [...textsAt(value, 'destination_port_range'), ...textsAt(value, 'destination_port_ranges')]
  return ranges.map((range) => ({
    ...portsOf(range),
    protocol: (textAt(value, 'protocol') ?? '*').toLowerCase(),
    world: isWorld(sources),
    path: below(path, 'source_address_prefix'),
  }))
}

function plainRule(value: Value, path: string): Opening {
  const low = textAt(value, 'port_range_min')
  const high = textAt(value, 'port_range_max')
  const range =
    textAt(value, 'port_range') ??
    textAt(value, 'port') ??
    (low === undefined ? '*' : `${low}-${high ?? low}`)
  const names = ['source_addresses', 'source_ips', 'remote_ip_prefix']
  const isOut = ['egress', 'out'].includes(textAt(value, 'direction') ?? '')
  return {
    ...portsOf(range),
    protocol: textAt(value, 'protocol') ?? '-1',
    world: !isOut && names.some((name) => isWorld(textsAt(value, name))),
    path: below(path, names.find((name) => isWorld(textsAt(value, name))) ?? ''),
  }
}

function isWorld(ranges: readonly string[]): boolean {
  return ranges.some(isEverywhere)
}

function portsOf(range: string): { readonly from: number; readonly to: number } {
  const [, from, to] = /^(\d+)(?:-(\d+))?$/u.exec(range) ?? []
  if (from === undefined) return { from: 0, to: 65_535 }
  return { from: Number(from), to: Number(to ?? from) }
}

function below(path: string, name: string): string {
  return [path, name].filter((part) => part !== '').join('.')
}
