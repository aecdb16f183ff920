import type { Change } from '../../model/change.ts'
import { flagAt } from './asking.ts'
import { heldBy } from './data-types.ts'
import { destroyed, kept, planOf, updated } from './example.ts'
import { objection, type PlanRule } from './plan-rule.ts'
import { isDestroyed } from './planned.ts'

/** What holds data is destroyed. */
export const destroysData: PlanRule = {
  id: 'plan/destroys-data',
  title: 'Data is destroyed',
  severity: 'critical',
  danger: 'data-loss',
  why: 'A database, bucket, volume or key that Terraform destroys takes with it what it holds. No later plan brings that back.',
  fix: 'Keep the resource, or let go of it with a `removed` block that has `destroy = false`; if it only has another address now, say so with a `moved` block.',

  *check({ changes }) {
    for (const change of changes) {
      const held = isDestroyed(change) ? heldBy(change) : undefined
      if (held !== undefined) yield objection(change, messageOf(change, held))
    }
  },

  examples: {
    good: [planOf([updated('aws_db_instance.main', { engine_version: '16.3' }, { engine_version: '16.4' })])],
    bad: [
      planOf([destroyed('aws_db_instance.main', { identifier: 'orders', engine: 'postgres' })]),
      planOf([destroyed('aws_s3_bucket.models', { bucket: 'models', force_destroy: true })]),
      planOf([destroyed('module.keys.aws_kms_key.data', { deletion_window_in_days: 7 })]),
      planOf([
        destroyed('kubernetes_persistent_volume_claim.cache["a"]', { metadata: [{ name: 'cache-a' }] }),
      ]),
    ],
    near: [
      // A read replica is a copy.
      planOf([
        destroyed('aws_db_instance.reader', { identifier: 'orders-2', replicate_source_db: 'orders' }),
      ]),
      planOf([destroyed('google_sql_database.app', { name: 'app', deletion_policy: 'ABANDON' })]),
      planOf([kept('aws_db_instance.main'), destroyed('aws_db_subnet_group.old', { name: 'old' })]),
    ],
  },
}

function messageOf({ before, reason, deposed }: Change, held: string): string {
  const why = reason === undefined ? undefined : reasons.get(reason)
  const parts = [`It is destroyed, and holds ${held}`]
  if (deposed !== undefined) parts.push('left over from a replacement that broke off')
  if (why !== undefined) parts.push(why)
  if (flagAt(before, 'force_destroy') === true)
    parts.push('force_destroy lets it go although it is not empty')
  return `${parts.join('; ')}.`
}

/** Terraform's own reasons, as it prints them in a plan. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['delete_because_no_resource_config', 'the configuration no longer has it'],
  ['delete_because_no_module', 'the configuration no longer has its module'],
  ['delete_because_wrong_repetition', 'count or for_each was added or taken away'],
  ['delete_because_count_index', 'count is smaller now'],
  ['delete_because_each_key', 'for_each no longer has its key'],
  ['delete_because_no_move_target', 'a moved block leads to what is not there'],
])
