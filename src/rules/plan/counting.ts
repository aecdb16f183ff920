import type { Change } from '../../model/change.ts'
import { isDestroyed, isReplaced, wasThere, type Planned } from './planned.ts'

/** Whether a change weighs anything in a count: not what is only glue, bookkeeping or made anew at every release. */
export function counts({ type, deposed }: Change): boolean {
  return deposed === undefined && !glue.test(type)
}

/** What is taken away, or away for a while. */
export function lossesOf({ changes }: Planned): readonly Change[] {
  return changes.filter(
    (one) =>
      counts(one) &&
      (isDestroyed(one) || (isReplaced(one) && one.order !== 'create-first' && !plain.test(one.type))),
  )
}

/** What there is now, so far as it counts. */
export function existing({ changes, prior }: Planned): number {
  const planned = changes.filter((one) => counts(one) && wasThere(one)).length
  const held = prior.filter(({ type }) => !glue.test(type)).length
  return Math.max(planned, held)
}

/** What is nothing but its settings, so that a new one is as good as the old. */
const plain = /_(?:monitor|slo|synthetics_test|widget|notification_rule)s?$/u

const glue =
  /^(?:null_|random_|local_|time_|terraform_data$|template_|tls_|archive_|external$)|_(?:attachment|association|deployment|permission|version|rule|revision|record|template|launch_configuration|task_definition|policy_document|object|dependency|route|listener_rule|alarm|dashboard|parameter|tag)s?$/u
