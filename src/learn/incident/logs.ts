import type { LogFinding } from '../../model/investigation.ts'
import type { CountedMessage, LogLevel, LogRecord } from '../../model/log-record.ts'
import { groupLines } from '../logs/mine.ts'

/** As many messages as are told of. */
const most = 8
/** As many lines must be of a message. */
const fewest = 3
const hour = 3600
const severe: readonly (LogLevel | undefined)[] = ['warning', 'error', 'fatal']

/** Messages since a time, and before. */
interface Stretch {
  readonly since: number
  readonly until: number
  /** From when on lines are known. */
  readonly first: number
}

/**
 * Messages that are new since a time, or come at least three times as often as chance allows; errors first. Lines
 * without a time can't be placed and don't count. Of messages that were counted before, the minute says when.
 */
export function logFindings(
  {
    records,
    messages,
  }: { readonly records: readonly LogRecord[]; readonly messages: readonly CountedMessage[] },
  since: number,
  until: number,
): readonly LogFinding[] {
  return [...ofRecords(records, since, until), ...ofMessages(messages, since, until)]
    .toSorted(
      (left, right) =>
        Number(isSevere(right)) - Number(isSevere(left)) ||
        Number(right.isNew) - Number(left.isNew) ||
        right.count - left.count ||
        (left.template < right.template ? -1 : 1),
    )
    .slice(0, most)
}

function ofMessages(
  messages: readonly CountedMessage[],
  since: number,
  until: number,
): readonly LogFinding[] {
  const all = messages.flatMap(({ minutes }) => minutes)
  const first = all.reduce((least, { minute }) => Math.min(least, minute), since)
  // A minute that has begun before is of before.
  const begin = Math.ceil(since / 60) * 60
  return messages.flatMap(({ template, example, level, minutes }) => {
    let before = 0
    let during = 0
    for (const { minute, lines } of minutes) {
      if (minute > until) continue
      if (minute < begin) before += lines
      else during += lines
    }
    return findingOf({ template, example, level, before, during }, { since: begin, until, first })
  })
}

function ofRecords(records: readonly LogRecord[], since: number, until: number): readonly LogFinding[] {
  const timed = records.filter((one) => one.time !== undefined && one.time <= until)
  const first = timed.reduce((least, { time = 0 }) => Math.min(least, time), since)
  const { groups, templates } = groupLines(timed.map(({ message }) => message))
  const counts = templates.map(() => ({ before: 0, during: 0, level: undefined as LogLevel | undefined }))
  for (const [at, record] of timed.entries()) {
    const count = counts[groups[at] ?? 0]
    if (count === undefined) continue
    if ((record.time ?? 0) < since) count.before++
    else count.during++
    count.level ??= record.level
  }
  return templates.flatMap(({ template, example, group }) => {
    const count = counts[group] ?? { before: 0, during: 0, level: undefined }
    return findingOf({ template, example, ...count }, { since, until, first })
  })
}

function findingOf(
  {
    template,
    example,
    level,
    before,
    during,
  }: Pick<LogFinding, 'template' | 'example' | 'level' | 'before' | 'during'>,
  { since, until, first }: Stretch,
): readonly LogFinding[] {
  const hoursBefore = Math.max(0, since - first) / hour
  const hoursDuring = Math.max(60, until - since) / hour
  const expected = hoursBefore === 0 ? 0 : (before / hoursBefore) * hoursDuring
  if (during < fewest || during < 3 * expected || during - expected < 3 * Math.sqrt(expected + 1)) return []
  // Where nothing is known of before, nothing is new.
  if (hoursBefore < 0.05) return []
  return [
    {
      template,
      example,
      level,
      isNew: before === 0,
      before: before / hoursBefore,
      during: during / hoursDuring,
      count: during,
    },
  ]
}

function isSevere({ level, template }: LogFinding): boolean {
  return (
    severe.includes(level) ||
    /error|fail|exception|refused|timed? ?out|panic|fatal|denied|expired|exhausted|oom/iu.test(template)
  )
}
