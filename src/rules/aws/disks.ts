import type { Graph } from '../../model/live-graph.ts'
import { at, is } from '../facts.ts'
import { once } from '../once.ts'

/** Whether the account encrypts every new volume, whatever is said at it. */
export const isEncryptedByDefault = once((graph: Graph) =>
  graph.all('aws_ebs_encryption_by_default').some((one) => is(at(one, 'enabled'), false) === 'no'),
)
