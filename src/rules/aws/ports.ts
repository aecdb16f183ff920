import type { Live } from '../../model/live.ts'
import {
  all,
  answer,
  any,
  at,
  is,
  isOneOf,
  items,
  matches,
  numberOf,
  type Answer,
  type Fact,
} from '../facts.ts'
import type { Verdict } from '../rule.ts'
import { mustNot } from '../verdicts.ts'

/** What comes into a security group, each entry with one source. */
export function ingressOf(group: Live): readonly Fact[] {
  return items(at(group, 'SecurityGroupIngress'))
}

/** What goes out of a security group, each entry with one destination. */
export function egressOf(group: Live): readonly Fact[] {
  return items(at(group, 'SecurityGroupEgress'))
}

/** The address ranges of an entry of a group or of a network ACL. */
export function rangesOf(entry: Fact): readonly Fact[] {
  return ['CidrIp', 'CidrIpv6', 'CidrBlock', 'Ipv6CidrBlock']
    .map((path) => at(entry, path))
    .filter(({ value }) => value.kind !== 'absent')
}

/** Whether a range is every address of IPv4 or of IPv6, however it is spelled. */
export function isAnywhere(range: Fact): Answer {
  if (range.value.kind !== 'unknown') return matches(range, /\/0$/u)
  return any([is(range, '0.0.0.0/0'), is(range, '::/0')])
}

/** Whether an entry speaks of every port of TCP, or of every protocol. */
export function isAllPorts(entry: Fact): Answer {
  const protocol = protocolOf(entry)
  if (protocol.value.kind === 'absent') return 'yes'
  const whole = all([isOneOf(protocol, ['tcp', '6', 'TCP', 'udp', '17', 'UDP']), spans(entry, 1, 65535)])
  return any([isOneOf(protocol, everyProtocol), whole])
}

/** Whether an entry speaks of a port of one of these protocols. */
export function covers(entry: Fact, port: number, protocols: readonly string[]): Answer {
  const protocol = protocolOf(entry)
  if (protocol.value.kind === 'absent') return spans(entry, port, port)
  const named = all([isOneOf(protocol, protocols), spans(entry, port, port)])
  return any([isOneOf(protocol, everyProtocol), named])
}

/** Names and numbers of protocols, as both are written. */
export const tcp: readonly string[] = ['tcp', 'TCP', '6']
export const tcpAndUdp: readonly string[] = [...tcp, 'udp', 'UDP', '17']

/** Entries from anywhere don't do something, such as to reach a port. */
export function* mustNotFromAnywhere(
  entries: readonly Fact[],
  does: (entry: Fact) => Answer,
  message: string,
): Generator<Verdict> {
  for (const entry of entries) {
    for (const range of rangesOf(entry)) {
      const bad = all([isAnywhere(range), does(entry)])
      yield* mustNot(bad, message, bad === 'undecided' ? unknownIn(entry, range) : range)
    }
    // Nothing is known of an entry whose block isn't known.
    if (entry.value.kind === 'unknown') yield* mustNot('undecided', message, entry)
  }
}

const everyProtocol = ['-1', 'all', 'ALL']

function protocolOf(entry: Fact): Fact {
  const [one, other] = [at(entry, 'IpProtocol'), at(entry, 'Protocol')]
  return one.value.kind === 'absent' ? other : one
}

/** Whether the ports from one to the other are all in an entry; one that says none, or -1, speaks of all. */
function spans(entry: Fact, first: number, last: number): Answer {
  const [from, to] = boundsOf(entry)
  if (from.value.kind === 'unknown' || to.value.kind === 'unknown') return maySpan(from, to, first, last)
  const [low, high] = [numberOf(from) ?? -1, numberOf(to) ?? numberOf(from) ?? -1]
  return answer((low === -1 && high === -1) || (low <= first && high >= last))
}

function maySpan(from: Fact, to: Fact, first: number, last: number): Answer {
  const [low, high] = [numberOf(from), numberOf(to)]
  if (low !== undefined && low > first) return 'no'
  return high !== undefined && high !== -1 && high < last ? 'no' : 'undecided'
}

function boundsOf(entry: Fact): readonly [Fact, Fact] {
  const from = at(entry, 'FromPort')
  if (from.value.kind !== 'absent') return [from, at(entry, 'ToPort')]
  return [at(entry, 'PortRange.From'), at(entry, 'PortRange.To')]
}

/** The fact on which it depends: the range, else the ports, the protocol or the verdict. */
function unknownIn(entry: Fact, range: Fact): Fact {
  const candidates = [range, ...boundsOf(entry), protocolOf(entry), at(entry, 'RuleAction')]
  return candidates.find(({ value }) => value.kind === 'unknown') ?? range
}
