import type { Value } from '../../kernel/value.ts'
import type { Change } from '../../model/change.ts'
import { flagAt, textAt } from './asking.ts'
import { created, destroyed, planOf, updated } from './example.ts'
import { objection, type PlanRule } from './plan-rule.ts'
import { isDestroyed, isReplaced, isUpdated } from './planned.ts'

/** What keeps something from being destroyed is taken away. */
export const removesProtection: PlanRule = {
  id: 'plan/removes-protection',
  title: 'A protection against destroying is taken away',
  severity: 'high',
  danger: 'data-loss',
  why: 'Deletion protection is what stops a wrong plan at the last moment. A change that switches it off is the first half of one that destroys.',
  fix: 'Leave the protection on. If the resource is to go, switch it off in a change of its own that says why, just before.',

  *check({ changes }) {
    for (const change of changes) {
      if (isDestroyed(change) && locks.has(change.type))
        yield objection(change, 'A lock against destroying is destroyed.')
      if (!isUpdated(change) && !isReplaced(change)) continue
      const path = switchedOff(change)
      if (path !== undefined) yield objection(change, `${path} no longer protects it.`, path)
    }
  },

  examples: {
    good: [
      planOf([
        updated('aws_db_instance.main', { deletion_protection: false }, { deletion_protection: true }),
      ]),
    ],
    bad: [
      planOf([
        updated('aws_db_instance.main', { deletion_protection: true }, { deletion_protection: false }),
      ]),
      planOf([updated('aws_s3_bucket.models', { force_destroy: false }, { force_destroy: true })]),
      planOf([
        updated(
          'google_sql_database_instance.main',
          { settings: [{ deletion_protection_enabled: true }] },
          { settings: [{ deletion_protection_enabled: false }] },
        ),
      ]),
      planOf([destroyed('azurerm_management_lock.db', { lock_level: 'CanNotDelete' })]),
    ],
    near: [
      planOf([created('aws_db_instance.scratch', { deletion_protection: false, skip_final_snapshot: true })]),
      planOf([updated('aws_db_instance.main', { deletion_protection: true }, { deletion_protection: true })]),
    ],
  },
}

const locks: ReadonlySet<string> = new Set([
  'azurerm_management_lock',
  'google_resource_manager_lien',
  'aws_backup_vault_lock_configuration',
  'aws_s3_bucket_object_lock_configuration',
])

/** The first path whose protection was on and is off. */
function switchedOff({ before, after }: Change): string | undefined {
  const on = protectsWhenTrue.find((path) => flagAt(before, path) === true && flagAt(after, path) === false)
  const off = protectsWhenFalse.find((path) => flagAt(before, path) === false && flagAt(after, path) === true)
  return on ?? off ?? states.find(({ path, on: wanted }) => isLeft(path, wanted, before, after))?.path
}

function isLeft(path: string, wanted: string, before: Value, after: Value): boolean {
  const then = textAt(before, path)?.toUpperCase()
  const now = textAt(after, path)?.toUpperCase()
  return then === wanted && now !== undefined && now !== wanted
}

const protectsWhenTrue: readonly string[] = [
  'deletion_protection',
  'deletion_protection_enabled',
  'enable_deletion_protection',
  'enable_drop_protection',
  'settings[0].deletion_protection_enabled',
  'disable_api_termination',
  'termination_protection',
  'purge_protection_enabled',
  'delete_protection',
  'delete_protection_enabled',
  'prevent_destroy',
  'object_lock_enabled',
]

const protectsWhenFalse: readonly string[] = [
  'force_destroy',
  'force_delete',
  'skip_final_snapshot',
  'delete_automated_backups',
  'bypass_policy_lockout_safety_check',
]

const states: readonly { readonly path: string; readonly on: string }[] = [
  { path: 'deletion_protection', on: 'ACTIVE' },
  { path: 'delete_protection_state', on: 'DELETE_PROTECTION_ENABLED' },
  { path: 'deletion_policy', on: 'PREVENT' },
]
