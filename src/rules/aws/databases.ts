import type { Live } from '../../model/live.ts'
import { any, at, isSet, matches, type Answer } from '../facts.ts'

/**
 * Whether a database instance belongs to a cluster, which then holds the data, its backups and its settings.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
 */
export function isOfCluster(live: Live): Answer {
  if (live.type !== 'AWS::RDS::DBInstance') return 'no'
  return any([isSet(at(live, 'DBClusterIdentifier')), matches(at(live, 'Engine'), /^aurora/u)])
}
