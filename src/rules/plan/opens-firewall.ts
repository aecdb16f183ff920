import type { Change } from '../../model/change.ts'
import { created, destroyed, planOf, updated } from './example.ts'
import { openingsOf, type Opening } from './openings.ts'
import { objection, type PlanRule } from './plan-rule.ts'
import { isCreated, isReplaced, isUpdated } from './planned.ts'

const inside = { from_port: 443, to_port: 443, protocol: 'tcp', cidr_blocks: ['10.0.0.0/8'] }
const world = { from_port: 22, to_port: 22, protocol: 'tcp', cidr_blocks: ['0.0.0.0/0'] }
const web = { ...world, from_port: 443, to_port: 443 }

/** A firewall lets in everybody where it did not before. */
export const opensFirewall: PlanRule = {
  id: 'plan/opens-firewall',
  title: 'A firewall is opened to the internet',
  severity: 'critical',
  danger: 'exposure',
  why: 'What is open to every address is found by scanners within minutes. A plan shows it as one line among many.',
  fix: 'Name the ranges or the security groups that need it. Web ports that are new and meant for everybody are not objected to.',

  *check({ changes }) {
    for (const change of changes) {
      if (!isUpdated(change) && !isCreated(change) && !isReplaced(change)) continue
      const before = openingsOf(change, change.before)
      const opened = openingsOf(change, change.after).filter((one) => isOpened(one, before, change))
      const [first] = opened
      if (first !== undefined) {
        yield objection(
          change,
          `It lets in the internet by ${opened.map(portText).slice(0, 3).join(', ')}.`,
          first.path,
        )
      }
    }
  },

  examples: {
    good: [
      planOf([
        updated(
          'aws_security_group.web',
          { ingress: [inside] },
          { ingress: [inside, { ...inside, to_port: 444 }] },
        ),
      ]),
    ],
    bad: [
      planOf([updated('aws_security_group.db', { ingress: [inside] }, { ingress: [inside, world] })]),
      planOf([updated('aws_security_group.web', { ingress: [inside] }, { ingress: [web] })]),
      planOf([created('aws_vpc_security_group_ingress_rule.ssh', { cidr_ipv6: '::/0', ip_protocol: '-1' })]),
      planOf([
        created('google_compute_firewall.ssh', {
          allow: [{ protocol: 'tcp', ports: ['22'] }],
          source_ranges: ['0.0.0.0/0'],
        }),
      ]),
      planOf([
        created('azurerm_network_security_rule.rdp', {
          direction: 'Inbound',
          access: 'Allow',
          protocol: 'Tcp',
          destination_port_range: '3389',
          source_address_prefix: 'Internet',
        }),
      ]),
    ],
    near: [
      // A web server for everybody.
      planOf([created('aws_security_group.lb', { ingress: [web], egress: [{ ...world, protocol: '-1' }] })]),
      // It was open before.
      planOf([
        updated(
          'aws_security_group.old',
          { ingress: [world], tags: {} },
          { ingress: [world], tags: { a: 'b' } },
        ),
      ]),
      planOf([destroyed('aws_security_group.db', { ingress: [world] })]),
    ],
  },
}

function isOpened(one: Opening, before: readonly Opening[], change: Change): boolean {
  if (!one.world || isPing(one)) return false
  if (before.some((then) => then.world && covers(then, one))) return false
  // Ports for the web are meant for everybody, unless they were meant for some before.
  return !isWeb(one) || (!isCreated(change) && before.some((then) => !then.world && covers(then, one)))
}

function covers(then: Opening, now: Opening): boolean {
  const sameProtocol = then.protocol === now.protocol || ['-1', '*', 'all'].includes(then.protocol)
  return sameProtocol && then.from <= now.from && then.to >= now.to
}

function isPing({ protocol }: Opening): boolean {
  return ['icmp', 'icmpv6', '1', '58', 'ipv6-icmp'].includes(protocol)
}

function isWeb({ from, to, protocol }: Opening): boolean {
  return from === to && (from === 80 || from === 443) && protocol !== '-1'
}

function portText({ from, to, protocol }: Opening): string {
  if (from === 0 && to === 65_535) return 'all ports'
  return `${from === to ? `port ${from}` : `ports ${from}-${to}`}${protocol === 'udp' ? ' (udp)' : ''}`
}
