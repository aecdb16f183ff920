import { numbersOf, type Fields } from '../json-in.ts'
import { answersOf, type Found, type LearnTask } from '../task.ts'
import { AnomalyDetector } from './detector.ts'

/** `{id, timestamps, values, probation}` in, `{id, scores}` out. */
export const anomalies: LearnTask = {
  id: 'anomalies',
  about:
    'Reads a line {"id", "timestamps", "values", "probation"} for each series; only values are needed. Prints ' +
    '{"id", "scores", "spoken"}: a score from 0 to 1 for each value, made of that value and earlier ones only, and ' +
    'for each score of 0.5 and more its place and why.',
  answers: (text) => answersOf(text, scored),
}

function scored(fields: Fields): Found {
  const { values } = fields as { readonly values?: unknown }
  const numbers = numbersOf(values)
  if (numbers === undefined) {
    const message =
      'It has no list `values`. Give the numbers of the series in order, null where one is missing.'
    return { kind: 'problem', code: 'learn/no-values', message }
  }
  const detector = new AnomalyDetector()
  const all = Array.from(numbers, (one, at) => ({ at, ...detector.next(one) }))
  return {
    kind: 'found',
    fields: {
      scores: all.map(({ score }) => rounded(score)),
      spoken: all
        .filter(({ why }) => why !== undefined)
        .map(({ at, score, why }) => ({ at, score: rounded(score), why })),
    },
  }
}

function rounded(score: number): number {
  return Math.round(score * 1e4) / 1e4
}
