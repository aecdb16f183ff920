import type { Graph } from '../../model/live-graph.ts'
import type { Live } from '../../model/live.ts'
import { all, any, at, isSet, items, matches, textOf, type Answer, type Fact } from '../facts.ts'
import { covers, ingressOf, isAnywhere, rangesOf } from './ports.ts'

/** The way of the internet into a subnet: the gateway, the route to it, and the subnet. Nothing where none is seen. */
export function wayInto(subnet: Live, graph: Graph): readonly Fact[] | undefined {
  for (const table of tablesOf(subnet, graph)) {
    const route = items(at(table, 'Routes')).find((one) => isOut(one) && leadsOut(one))
    const [gateway] = graph.uses(table, 'AWS::EC2::InternetGateway')
    if (route === undefined || (gateway === undefined && !isLiteral(route))) continue
    const start = gateway === undefined ? [] : [at(gateway, '')]
    return [...start, at(route, 'GatewayId'), at(subnet, '')]
  }
  return undefined
}

/** The first of some subnets into which the internet finds a way. */
export function wayIntoOne(subnets: readonly Live[], graph: Graph): readonly Fact[] | undefined {
  for (const subnet of subnets) {
    const way = wayInto(subnet, graph)
    if (way !== undefined) return way
  }
  return undefined
}

/** A range that is let in, and whether it is everyone to one of some ports. */
export interface Door {
  readonly range: Fact
  readonly answer: Answer
}

/** The ranges that the groups of something let in to one of these ports of TCP, the surest first. */
export function doorsOf(live: Live, ports: readonly number[], graph: Graph): readonly Door[] {
  const entries = graph.uses(live, 'AWS::EC2::SecurityGroup').flatMap(ingressOf)
  const doors = entries.flatMap((entry) => {
    const open = any(ports.map((port) => covers(entry, port, ['tcp', 'TCP', '6'])))
    return rangesOf(entry).map((range): Door => ({ range, answer: all([open, isAnywhere(range)]) }))
  })
  return doors.filter((door) => door.answer !== 'no').toSorted((a, b) => rank(a) - rank(b))
}

function rank({ answer }: Door): number {
  return answer === 'yes' ? 0 : 1
}

/** The route tables of a subnet: those bound to it, else the main one of its VPC. */
function tablesOf(subnet: Live, graph: Graph): readonly Live[] {
  const bound = graph
    .usedBy(subnet, 'AWS::EC2::SubnetRouteTableAssociation')
    .flatMap((one) => graph.uses(one, 'AWS::EC2::RouteTable'))
  if (bound.length > 0) return bound
  const [vpc] = graph.uses(subnet, 'AWS::EC2::VPC')
  if (vpc === undefined) return []
  const main = graph
    .usedBy(vpc, 'aws_main_route_table_association')
    .flatMap((one) => graph.uses(one, 'AWS::EC2::RouteTable'))
  const given = graph.usedBy(vpc, 'AWS::EC2::RouteTable').filter(isDefaultTable)
  return [...main, ...given]
}

function isDefaultTable({ madeOf }: Live): boolean {
  return madeOf[0].resource.type === 'aws_default_route_table'
}

/** Whether a route is for every address. */
function isOut(route: Fact): boolean {
  return ['DestinationCidrBlock', 'DestinationIpv6CidrBlock'].some(
    (path) => matches(at(route, path), /\/0$/u) === 'yes',
  )
}

/** Whether a route leads to a gateway of the internet, rather than to one for going out only. */
function leadsOut(route: Fact): boolean {
  const gateway = textOf(at(route, 'GatewayId'))
  return isSet(at(route, 'GatewayId')) !== 'no' && (gateway === undefined || gateway.startsWith('igw-'))
}

function isLiteral(route: Fact): boolean {
  return textOf(at(route, 'GatewayId')) !== undefined
}
