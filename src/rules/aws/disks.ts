import type { Graph } from '../../model/live-graph.ts'
import { at, is } from '../facts.ts'

/** Whether the account encrypts every new volume, whatever is said at it. */
export function isEncryptedByDefault(graph: Graph): boolean {
  const settings = graph.all('aws_ebs_encryption_by_default')
  return settings.some((one) => is(at(one, 'enabled'), false) === 'no')
}
