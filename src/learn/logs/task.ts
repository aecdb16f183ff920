import { numberOf, timesOf, type Fields } from '../json-in.ts'
import { answersOf, type Found, type LearnTask } from '../task.ts'
import { countsOf, type Counts } from './counts.ts'
import { groupLines } from './mine.ts'

/** `{id, lines, timestamps?}` in, `{id, groups, templates, counts?}` out. */
export const logs: LearnTask = {
  id: 'logs',
  about:
    'Reads {"id", "lines"} for each log: its lines as texts (objects are taken as lines of JSON), or one text with all ' +
    'of them. Prints {"id", "groups", "templates"}: the number of the group of each line, where lines that were ' +
    'written by the same message share a number, and for each group its template with <*> where values stand, how ' +
    'many lines it has and the first of them. A header that most lines have (time, host, process, level, logger) ' +
    'is left out. With "timestamps", the time of each line, and "step_seconds" (60 when not given) it also prints ' +
    '"counts": {"start", "step_seconds", "series": [{"group", "counts"}]}, the lines of each of the hundred largest groups ' +
    'in each step, to be searched for anomalies and changes.',
  answers: (text) => answersOf(text, grouped),
}

function grouped(fields: Fields): Found {
  const { lines } = fields as { readonly lines?: unknown }
  const texts = typeof lines === 'string' ? lines.replace(/\r?\n$/u, '').split(/\r?\n/u) : lines
  if (!Array.isArray(texts)) {
    const message = 'It has no list `lines`. Give the lines of the log in order, each as a text.'
    return { kind: 'problem', code: 'learn/no-lines', message }
  }
  const { groups, templates } = groupLines(texts.map(textOf))
  const times = timesOf(fields['timestamps'])
  const step = numberOf(fields['step_seconds'] ?? 60)
  const counts = times === undefined || !(step > 0) ? undefined : countsOf(groups, times, step)
  return {
    kind: 'found',
    fields: { groups, templates, ...(counts === undefined ? {} : { counts: said(counts) }) },
  }
}

function said({ start, stepSeconds, series }: Counts): Fields {
  return { start, step_seconds: stepSeconds, series }
}

function textOf(line: unknown): string {
  return typeof line === 'string' ? line : (JSON.stringify(line) ?? '')
}
