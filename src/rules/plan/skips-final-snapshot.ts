import { flagAt, numberAt } from './asking.ts'
import { heldBy } from './data-types.ts'
import { destroyed, planOf, updated } from './example.ts'
import { objection, type PlanRule } from './plan-rule.ts'
import { isDestroyed, isReplaced } from './planned.ts'

/** A database goes without a last snapshot. */
export const skipsFinalSnapshot: PlanRule = {
  id: 'plan/skips-final-snapshot',
  title: 'A database is destroyed without a last snapshot',
  severity: 'critical',
  danger: 'data-loss',
  why: 'With skip_final_snapshot nothing is left of a database that is destroyed; automated backups go with it by default.',
  fix: 'Set skip_final_snapshot = false and a final_snapshot_identifier, and apply that before the database is destroyed.',

  *check({ changes }) {
    for (const change of changes) {
      if (!isDestroyed(change) && !isReplaced(change)) continue
      if (flagAt(change.before, 'skip_final_snapshot') !== true || heldBy(change) === undefined) continue
      const kept = numberAt(change.before, 'backup_retention_period')
      const backups = kept === 0 ? ', and it has no automated backups' : ''
      yield objection(change, `No last snapshot is taken of it${backups}.`, 'skip_final_snapshot')
    }
  },

  examples: {
    good: [planOf([destroyed('aws_db_instance.main', { skip_final_snapshot: false })])],
    bad: [
      planOf([destroyed('aws_db_instance.main', { skip_final_snapshot: true, backup_retention_period: 0 })]),
      planOf([destroyed('aws_redshift_cluster.dw', { skip_final_snapshot: true })]),
    ],
    near: [
      planOf([
        updated(
          'aws_db_instance.main',
          { skip_final_snapshot: true, engine_version: '16.3' },
          { skip_final_snapshot: true, engine_version: '16.4' },
        ),
      ]),
    ],
  },
}
