import type { Live } from '../../model/live.ts'
import { all, any, at, is, isOneOf, isSet, items, not, textOf, type Answer, type Fact } from '../facts.ts'

/** Whether a firewall rule lets the internet reach anything at all. */
export function isOpen(firewall: Live): Answer {
  return all([
    is(at(firewall, 'direction'), 'INGRESS'),
    not(is(at(firewall, 'disabled'), true)),
    isForEveryone(firewall),
    isSet(at(firewall, 'allowed')),
  ])
}

/** Whether a firewall rule lets the internet reach a port over TCP. */
export function opensPort(firewall: Live, port: number): Answer {
  return all([
    is(at(firewall, 'direction'), 'INGRESS'),
    not(is(at(firewall, 'disabled'), true)),
    isForEveryone(firewall),
    any(items(at(firewall, 'allowed')).map((allowed) => reaches(allowed, port))),
  ])
}

/** A rule that names no source at all is for everyone. */
function isForEveryone(firewall: Live): Answer {
  const ranges = items(at(firewall, 'sourceRanges'))
  const others = ['sourceTags', 'sourceServiceAccounts'].flatMap((name) => items(at(firewall, name)))
  if (ranges.length === 0) return others.length === 0 ? 'yes' : 'no'
  return any(ranges.map((range) => isOneOf(range, ['0.0.0.0/0', '::/0', '0.0.0.0', '::0'])))
}

/** Without ports all are allowed. */
function reaches(allowed: Fact, port: number): Answer {
  const protocol = at(allowed, 'IPProtocol')
  const ports = items(at(allowed, 'ports'))
  return all([
    isOneOf(protocol, ['tcp', 'all', '6', 'TCP']),
    ports.length === 0 ? 'yes' : any(ports.map((range) => holds(range, port))),
  ])
}

/** Whether `22` or `20-30` holds a port. */
function holds(range: Fact, port: number): Answer {
  const text = textOf(range)
  if (text === undefined) return is(range, String(port))
  const [from = '', to = from] = text.split('-')
  return Number(from) <= port && port <= Number(to) ? 'yes' : 'no'
}
