import type { Live } from '../../model/live.ts'
import { answer, any, at, atLeast, isSet, matches, type Answer, type Fact } from '../facts.ts'

/**
 * Whether a database instance belongs to a cluster, which then holds the data, its backups and its settings.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
 */
export function isOfCluster(live: Live): Answer {
  if (live.type !== 'AWS::RDS::DBInstance') return 'no'
  return any([isSet(at(live, 'DBClusterIdentifier')), matches(at(live, 'Engine'), /^aurora/iu)])
}

/** Whether what a database belongs to keeps its backups: the source of a replica, the cluster of an instance. */
export function isKeptElsewhere(live: Live): boolean {
  const sources = ['SourceDBInstanceIdentifier', 'ReplicationSourceIdentifier']
  return isOfCluster(live) === 'yes' || sources.some((name) => isSet(at(live, name)) === 'yes')
}

/**
 * Whether backups are kept for any time. Where nothing is said Terraform keeps none of an instance, and AWS one day.
 * Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance#backup_retention_period-1
 */
export function keepsBackups(live: Live, days: Fact): Answer {
  if (days.value.kind !== 'absent') return atLeast(days, 1)
  return answer(live.madeOf[0].resource.type !== 'aws_db_instance')
}
