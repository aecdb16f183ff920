import type { Live } from '../../model/live.ts'
import { at, is, isOneOf, items, numberOf, type Fact } from '../facts.ts'
import { covers, isAnywhere, rangesOf, tcp } from './ports.ts'

/** The entries of a network ACL that let something in. */
export function allowingEntries(acl: Live): readonly Fact[] {
  return entriesInto(acl).filter((entry) => !refuses(entry))
}

/** Whether an entry with a lower number refuses a port to everyone before: the first that matches decides. */
export function isRefusedBefore(entry: Fact, port: number): boolean {
  const number = numberOf(at(entry, 'RuleNumber')) ?? 0
  return entriesInto(entry.live).some(
    (one) =>
      (numberOf(at(one, 'RuleNumber')) ?? number) < number &&
      refuses(one) &&
      covers(one, port, tcp) === 'yes' &&
      rangesOf(one).some((range) => isAnywhere(range) === 'yes'),
  )
}

function entriesInto(acl: Live): readonly Fact[] {
  return items(at(acl, 'Entries')).filter((entry) => is(at(entry, 'Egress'), true) !== 'yes')
}

function refuses(entry: Fact): boolean {
  return isOneOf(at(entry, 'RuleAction'), ['allow', 'ALLOW', 'Allow']) === 'no'
}
