import type { Graph } from '../../model/live-graph.ts'
import { at, is, not } from '../facts.ts'
import type { Verdict } from '../rule.ts'
import { unless } from '../verdicts.ts'

/** What is said unless the account encrypts every new volume, whatever is said at it. */
export function unlessByDefault(graph: Graph, said: Iterable<Verdict>): Iterable<Verdict> {
  return graph
    .all('aws_ebs_encryption_by_default')
    .map((one) => at(one, 'enabled'))
    .reduce((told, enabled) => unless(not(is(enabled, false)), enabled, told), said)
}
