import { numberOf, numbersOf, timesOf, type Fields } from '../json-in.ts'
import { answersOf, notNumbers, type Found, type LearnTask } from '../task.ts'
import { AnomalyDetector } from './detector.ts'

/** `{id, timestamps, values, probation}` in, `{id, scores}` out. */
export const anomalies: LearnTask = {
  id: 'anomalies',
  about:
    'Reads a line {"id", "timestamps", "values", "probation"} for each series; only values are needed. Prints ' +
    '{"id", "scores", "spoken"}: a score from 0 to 1 for each value, made of that value and earlier ones only, and ' +
    'for each score of 0.5 and more behind the probation its place and why. `probation` is how many values at the start ' +
    'only teach; a longer one also makes what counts as recent longer.',
  answers: (text) => answersOf(text, scored),
}

function scored(fields: Fields): Found {
  const { values, timestamps, probation } = fields as Named
  const wrong = notNumbers('values', values)
  if (wrong !== undefined) return wrong
  const numbers = numbersOf(values)
  if (numbers === undefined) {
    const message =
      'It has no list `values`. Give the numbers of the series in order, null where one is missing.'
    return { kind: 'problem', code: 'learn/no-values', message }
  }
  const times = timesOf(timestamps ?? [])
  if (times === undefined || (times.length > 0 && times.length !== numbers.length)) {
    const message =
      'Its `timestamps` are not as many as its `values`. Give one for each value, or none at all.'
    return { kind: 'problem', code: 'learn/bad-timestamps', message }
  }
  const teaching = numberOf(probation)
  const detector = new AnomalyDetector(Number.isFinite(teaching) ? teaching : 0)
  const all = Array.from(numbers, (one, at) => detector.next(times[at] ?? Number.NaN, one))
  return {
    kind: 'found',
    fields: {
      scores: all.map(({ score }) => rounded(score)),
      spoken: all.flatMap(({ score, why }, at) =>
        why === undefined || at < teaching ? [] : [{ at, score: rounded(score), why }],
      ),
      ...notesOn(times),
    },
  }
}

interface Named {
  readonly values?: unknown
  readonly timestamps?: unknown
  readonly probation?: unknown
}

/** What is odd about times, though it can be lived with. */
function notesOn(times: Float64Array): Fields {
  let back = 0
  let unknown = 0
  for (const [at, time] of times.entries()) {
    if (!Number.isFinite(time)) unknown++
    else if (at > 0 && time <= (times[at - 1] ?? -Infinity)) back++
  }
  const notes = [
    ...(back > 0
      ? [`${back} timestamps are not after the one before; values were taken in the order given.`]
      : []),
    ...(unknown > 0 ? [`${unknown} timestamps could not be read as seconds, milliseconds or ISO 8601.`] : []),
  ]
  return notes.length === 0 ? {} : { notes }
}

function rounded(score: number): number {
  return Math.round(score * 1e4) / 1e4
}
