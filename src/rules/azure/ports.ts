import type { Live } from '../../model/live.ts'
import { all, any, at, is, items, textOf, type Answer, type Fact } from '../facts.ts'

/** A rule of a network security group, and whether it lets the internet reach a port. */
export interface Opening {
  readonly rule: Fact
  readonly open: Answer
  /** Where to look: the address that is let in. */
  readonly source: Fact
}

/** What each inbound rule of a group does to a port over TCP. */
export function openings(group: Live, port: number): readonly Opening[] {
  return items(at(group, 'properties.securityRules')).map((rule) => {
    const properties = at(rule, 'properties')
    const sources = [
      ...items(at(properties, 'sourceAddressPrefix')),
      ...items(at(properties, 'sourceAddressPrefixes')),
    ]
    const ranges = [
      ...items(at(properties, 'destinationPortRange')),
      ...items(at(properties, 'destinationPortRanges')),
    ]
    const open = all([
      isText(at(properties, 'direction'), ['inbound']),
      isText(at(properties, 'access'), ['allow']),
      isText(at(properties, 'protocol'), ['tcp', '*', 'any']),
      any(sources.map(isEverywhere)),
      any(ranges.map((range) => holds(range, port))),
    ])
    return { rule, open, source: sources[0] ?? at(properties, 'sourceAddressPrefix') }
  })
}

/** Azure reads these words without regard to case. */
function isText(fact: Fact, wanted: readonly string[]): Answer {
  const text = textOf(fact)?.toLowerCase()
  if (text === undefined) return fact.value.kind === 'unknown' ? 'undecided' : 'no'
  return wanted.includes(text) ? 'yes' : 'no'
}

function isEverywhere(source: Fact): Answer {
  return isText(source, ['*', '0.0.0.0', '0.0.0.0/0', '/0', '<nw>/0', 'internet', 'any', '::/0'])
}

/** Whether `22`, `20-30` or `*` holds a port. */
function holds(range: Fact, port: number): Answer {
  const text = textOf(range)
  if (text === undefined) return is(range, String(port))
  if (['*', 'any'].includes(text.trim().toLowerCase())) return 'yes'
  return text.split(',').some((part) => {
    const [from = '', to = from] = part.split('-').map((end) => end.trim())
    return Number(from) <= port && port <= Number(to)
  })
    ? 'yes'
    : 'no'
}
