import type { Live } from '../../model/live.ts'
import { answer, at, atLeast, isSet, matches, type Answer, type Fact } from '../facts.ts'
import type { Verdict } from '../rule.ts'
import { unless } from '../verdicts.ts'

/**
 * What is said unless a database instance belongs to a cluster, which then holds the data, its backups and its settings.
 * An engine that isn't known is no Aurora here: that one has no instance without a cluster.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
 */
export function* unlessOfCluster(live: Live, said: Iterable<Verdict>): Generator<Verdict> {
  if (live.type !== 'AWS::RDS::DBInstance') return yield* said
  if (matches(at(live, 'Engine'), /^aurora/iu) === 'yes') return
  yield* unlessSet(live, 'DBClusterIdentifier', said)
}

/** What is said unless what a database belongs to keeps its backups: the source of a replica, the cluster of an instance. */
export function unlessKeptElsewhere(live: Live, said: Iterable<Verdict>): Iterable<Verdict> {
  const ofInstance = unlessSet(live, 'SourceDBInstanceIdentifier', said)
  return unlessOfCluster(live, unlessSet(live, 'ReplicationSourceIdentifier', ofInstance))
}

/** What is said unless this is set. */
export function unlessSet(live: Live, path: string, said: Iterable<Verdict>): Generator<Verdict> {
  const fact = at(live, path)
  return unless(isSet(fact), fact, said)
}

/**
 * Whether backups are kept for any time. Where nothing is said Terraform keeps none of an instance, and AWS one day.
 * Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance#backup_retention_period-1
 */
export function keepsBackups(live: Live, days: Fact): Answer {
  if (days.value.kind !== 'absent') return atLeast(days, 1)
  return answer(live.madeOf[0].resource.type !== 'aws_db_instance')
}
