import type { Value } from '../../kernel/value.ts'
import type { Change } from '../../model/change.ts'
import { flagAt, listAt, numberAt, textAt, textsAt } from './asking.ts'
import { created, destroyed, planOf, updated } from './example.ts'
import { objection, type PlanRule, type PlanVerdict } from './plan-rule.ts'
import { isCreated, isDestroyed, isReplaced, isUpdated, type Planned } from './planned.ts'

/** Backups, versions or logs are kept for a shorter time, or no longer. */
export const shortensRetention: PlanRule = {
  id: 'plan/shortens-retention',
  title: 'Backups, versions or records are kept for a shorter time',
  severity: 'high',
  danger: 'data-loss',
  why: 'When a retention gets shorter, the service soon deletes what is older: backups, old versions, logs. Setting it back brings nothing back.',
  fix: 'Leave the retention as it was, or copy what must be kept before it gets shorter.',

  *check(plan) {
    for (const change of plan.changes) {
      if (isUpdated(change)) yield* shortened(change)
      if (isUpdated(change) || isCreated(change) || isReplaced(change)) yield* expiring(plan, change)
      if (isDestroyed(change)) yield* dropped(plan, change)
    }
  },

  examples: {
    good: [
      planOf([
        updated('aws_db_instance.main', { backup_retention_period: 7 }, { backup_retention_period: 30 }),
      ]),
      planOf([updated('aws_cloudwatch_log_group.app', { retention_in_days: 30 }, { retention_in_days: 0 })]),
    ],
    bad: [
      planOf([
        updated('aws_db_instance.main', { backup_retention_period: 30 }, { backup_retention_period: 0 }),
      ]),
      planOf([updated('aws_cloudwatch_log_group.audit', { retention_in_days: 0 }, { retention_in_days: 7 })]),
      planOf([
        updated(
          'aws_s3_bucket_versioning.models',
          { versioning_configuration: [{ status: 'Enabled' }] },
          { versioning_configuration: [{ status: 'Suspended' }] },
        ),
      ]),
      planOf([
        updated(
          'aws_s3_bucket_lifecycle_configuration.models',
          { rule: [] },
          { rule: [{ id: 'tidy', status: 'Enabled', expiration: [{ days: 30 }] }] },
        ),
      ]),
    ],
    near: [
      planOf([
        created('aws_s3_bucket.logs', { bucket: 'logs' }),
        created('aws_s3_bucket_lifecycle_configuration.logs', {
          bucket: 'logs',
          rule: [{ id: 'tidy', status: 'Enabled', expiration: [{ days: 30 }] }],
        }),
      ]),
      planOf([
        destroyed('aws_s3_bucket.old', { bucket: 'old' }),
        destroyed('aws_s3_bucket_versioning.old', {
          bucket: 'old',
          versioning_configuration: [{ status: 'Enabled' }],
        }),
      ]),
    ],
  },
}

function* shortened(change: Change): Generator<PlanVerdict> {
  const { before, after } = change
  for (const path of periods) {
    const then = numberAt(before, path)
    const now = numberAt(after, path)
    if (then === undefined || now === undefined || !isShorter(then, now, forEver.has(path))) continue
    yield objection(change, `${path} goes from ${said(then, path)} to ${said(now, path)}.`, path)
  }
  for (const path of switches) {
    if (flagAt(before, path) === true && flagAt(after, path) === false)
      yield objection(change, `${path} is switched off.`, path)
  }
  const status = 'versioning_configuration[0].status'
  if (textAt(before, status) === 'Enabled' && textAt(after, status) === 'Suspended') {
    yield objection(change, 'Old versions of objects are no longer kept.', status)
  }
}

/** Zero is for ever with logs, and not at all with backups. */
function isShorter(then: number, now: number, zeroIsForEver: boolean): boolean {
  const length = (days: number): number => (zeroIsForEver && days === 0 ? Infinity : days)
  return length(now) < length(then)
}

function said(days: number, path: string): string {
  return forEver.has(path) && days === 0 ? '0 (for ever)' : String(days)
}

const periods: readonly string[] = [
  'backup_retention_period',
  'automated_snapshot_retention_period',
  'manual_snapshot_retention_period',
  'snapshot_retention_limit',
  'backup_retention_days',
  'automatic_backup_retention_days',
  'retention_in_days',
  'retention_days',
  'retention_period',
  'retention_period_in_days',
  'retention_policy[0].retention_period',
  'data_retention_in_days',
  'message_retention_seconds',
  'message_retention_duration',
  'soft_delete_retention_days',
  'soft_delete_policy[0].retention_duration_seconds',
  'blob_properties[0].delete_retention_policy[0].days',
  'blob_properties[0].container_delete_retention_policy[0].days',
  'short_term_retention_policy[0].retention_days',
  'settings[0].backup_configuration[0].backup_retention_settings[0].retained_backups',
  'settings[0].backup_configuration[0].transaction_log_retention_days',
  'recovery_window_in_days',
  'default_table_expiration_ms',
  'time_partitioning[0].expiration_ms',
]

const forEver: ReadonlySet<string> = new Set(['retention_in_days', 'manual_snapshot_retention_period'])

const switches: readonly string[] = [
  'point_in_time_recovery[0].enabled',
  'settings[0].backup_configuration[0].enabled',
  'settings[0].backup_configuration[0].point_in_time_recovery_enabled',
  'versioning[0].enabled',
  'blob_properties[0].versioning_enabled',
  'geo_redundant_backup_enabled',
  'automatic_backup_enabled',
]

/** Rules that let objects expire, on a bucket that is there already. */
function* expiring(plan: Planned, change: Change): Generator<PlanVerdict> {
  const { type, before, after } = change
  const paths = lifecycles.get(type)
  if (paths === undefined) return
  const isNew = isCreated(change)
  if (isNew && (paths.own || !isOnOld(plan, change))) return
  const then = isNew ? Infinity : soonest(before, paths.rules)
  const now = soonest(after, paths.rules)
  if (now < then) {
    const what =
      then === Infinity ? 'Objects expire from now on' : `Objects expire sooner than after ${then} days`
    yield objection(change, `${what}: after ${now} days.`, paths.rules)
  }
}

const lifecycles: ReadonlyMap<string, { readonly rules: string; readonly own: boolean }> = new Map([
  ['aws_s3_bucket_lifecycle_configuration', { rules: 'rule', own: false }],
  ['aws_s3_bucket', { rules: 'lifecycle_rule', own: true }],
  ['google_storage_bucket', { rules: 'lifecycle_rule', own: true }],
  ['azurerm_storage_management_policy', { rules: 'rule', own: false }],
])

/** Whether the bucket that it is for was there before: by its name, or by the reference to it. */
function isOnOld(plan: Planned, { address, after }: Change): boolean {
  const used = plan.usedBy(address).flatMap((one) => plan.at(one) ?? [])
  const buckets = used.filter(({ type }) => type.endsWith('_bucket') || type === 'azurerm_storage_account')
  if (buckets.length > 0) return buckets.every((one) => !isCreated(one))
  const name = textAt(after, 'bucket')
  return plan.bucketsNamed(name).some((one) => !isCreated(one))
}

/** After how many days the first of the rules lets live objects go. */
function soonest(value: Value, rules: string): number {
  const days = listAt(value, rules).flatMap((rule) => {
    if (textAt(rule, 'status') === 'Disabled' || flagAt(rule, 'enabled') === false) return []
    if (isForPassing(rule)) return []
    if (textAt(rule, 'action[0].type') === 'Delete') {
      // Rules of Google's for versions that are no longer live.
      const isLive =
        textAt(rule, 'condition[0].with_state') !== 'ARCHIVED' &&
        !numberAt(rule, 'condition[0].num_newer_versions')
      return isLive ? [numberAt(rule, 'condition[0].age') ?? 0] : []
    }
    const azure = numberAt(rule, 'actions[0].base_blob[0].delete_after_days_since_modification_greater_than')
    return [numberAt(rule, 'expiration[0].days'), azure].filter((one) => one !== undefined && one > 0)
  })
  return Math.min(Infinity, ...days.filter((one) => one !== undefined))
}

/** Whether it is only for what is named as there for a while. */
function isForPassing(rule: Value): boolean {
  const prefixes = ['filter[0].prefix', 'filter[0].and[0].prefix', 'prefix'].flatMap((path) =>
    textsAt(rule, path),
  )
  const others = ['condition[0].matches_prefix', 'filters[0].prefix_match'].flatMap((path) =>
    textsAt(rule, path),
  )
  const all = [...prefixes, ...others].filter((one) => one !== '')
  return (
    all.length > 0 &&
    all.every((one) =>
      /(?:^|[^a-z])(?:te?mp|cache|scratch|trash|incomplete|uploads-?part)(?:[^a-z]|$)/iu.test(one),
    )
  )
}

/** Versioning and plans of backups that go while what they are for stays. */
function* dropped(plan: Planned, change: Change): Generator<PlanVerdict> {
  const { type, address } = change
  if (!keepers.has(type)) return
  const kept = plan.usedBy(address).flatMap((one) => plan.at(one) ?? [])
  const name = textAt(change.before, 'bucket')
  const subjects = [...kept, ...plan.bucketsNamed(name)]
  if (subjects.length > 0 && subjects.every(isDestroyed)) return
  if (
    type === 'aws_s3_bucket_versioning' &&
    textAt(change.before, 'versioning_configuration[0].status') !== 'Enabled'
  )
    return
  yield objection(change, 'What it keeps copies or records of stays, and is no longer kept safe.')
}

const keepers: ReadonlySet<string> = new Set([
  'aws_s3_bucket_versioning',
  'aws_s3_bucket_replication_configuration',
  'aws_backup_plan',
  'aws_backup_selection',
  'aws_cloudtrail',
  'aws_config_configuration_recorder',
  'aws_guardduty_detector',
  'aws_dlm_lifecycle_policy',
  'aws_efs_backup_policy',
  'azurerm_backup_protected_vm',
  'azurerm_backup_protected_file_share',
  'azurerm_backup_policy_vm',
  'azurerm_data_protection_backup_instance_disk',
  'azurerm_data_protection_backup_instance_blob_storage',
  'azurerm_data_protection_backup_instance_postgresql',
  'google_compute_disk_resource_policy_attachment',
  'google_gke_backup_backup_plan',
])
