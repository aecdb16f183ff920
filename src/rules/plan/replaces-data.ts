import type { Change } from '../../model/change.ts'
import { heldBy } from './data-types.ts'
import { changeOf, planOf, replaced, updated } from './example.ts'
import { objection, type PlanRule } from './plan-rule.ts'
import { isReplaced } from './planned.ts'

/** What holds data is destroyed and made anew, empty. */
export const replacesData: PlanRule = {
  id: 'plan/replaces-data',
  title: 'Something stateful is replaced by an empty one',
  severity: 'critical',
  danger: 'stateful-replacement',
  why: 'To replace is to destroy and to create: the new database, volume or cluster is there, and nothing is in it.',
  fix: 'Undo the change of the attribute that forces the replacement, or move the data first and replace in a change of its own.',

  *check({ changes }) {
    for (const change of changes) {
      const held = isReplaced(change) ? heldBy(change) : undefined
      if (held !== undefined) yield objection(change, messageOf(change, held), change.replacePaths[0])
    }
  },

  examples: {
    good: [
      planOf([
        updated(
          'aws_db_instance.main',
          { instance_class: 'db.r6g.large' },
          { instance_class: 'db.r6g.xlarge' },
        ),
      ]),
    ],
    bad: [
      planOf([replaced('aws_db_instance.main', { identifier: 'orders' }, { identifier: 'orders-2' })]),
      planOf([replaced('aws_eks_cluster.this', { name: 'ml' }, { name: 'ml-prod' }, 'create-first')]),
      planOf([
        changeOf(
          'aws_ebs_volume.data[0]',
          { actions: ['delete', 'create'], before: { size: 500 }, after: { size: 500 } },
          { action_reason: 'replace_by_request' },
        ),
      ]),
    ],
    near: [
      planOf([
        replaced(
          'aws_launch_configuration.web',
          { image_id: 'ami-1' },
          { image_id: 'ami-2' },
          'create-first',
        ),
      ]),
      planOf([
        replaced(
          'aws_db_instance.reader',
          { identifier: 'a', replicate_source_db: 'main' },
          { identifier: 'b', replicate_source_db: 'main' },
        ),
      ]),
    ],
  },
}

function messageOf({ replacePaths, reason, order }: Change, held: string): string {
  const first =
    order === 'create-first' ? 'made anew before the old one is destroyed' : 'destroyed and made anew'
  return `It is ${first}, and holds ${held}; ${causeOf(replacePaths, reason)}.`
}

function causeOf(paths: readonly string[], reason: string | undefined): string {
  if (paths.length > 0) return `what forces it is ${paths.slice(0, 3).join(', ')}`
  if (reason === 'replace_by_request') return 'somebody asked for it with -replace'
  if (reason === 'replace_because_tainted')
    return 'it is tainted: making it failed half-way, or somebody marked it'
  if (reason === 'replace_by_triggers') return 'replace_triggered_by asks for it'
  return 'the provider cannot change it in place'
}
