import { kindOf } from './metric.ts'
import type { Question, Window } from './question.ts'
import { eachMetric, withSeries } from './windows.ts'

/** What metrics whose names say nothing may be, and what they are then called. */
type Guess = 'availability' | 'requests' | 'latency'

/**
 * The question with names that say something for metrics that have none (`m1`, `metric_7`): what they are, their values
 * and statistics tell. Nearly always whole is an availability, what has quantiles or is asked about a latency, what is
 * counted requests. Each is guessed only where no metric says by its name to be it.
 */
export function withNames(question: Question): Question {
  const all = [...namesIn(question.normal)]
  const target = baseOf(question.target.metric)
  const bases = [...new Set(all.map(baseOf))].filter(
    (base) =>
      kindOf(base) === 'resource' &&
      (saysNothing.test(base) || (base === target && base !== '' && !isOfMachine.test(base))),
  )
  if (bases.length === 0) return question
  const known = new Set<string>(all.map((name) => kindOf(baseOf(name))))
  const guesses = new Map<string, Guess>()
  // What is asked about is the likeliest of several; of the others the one that most nodes have.
  const many = (base: string): number =>
    base === target ? Number.POSITIVE_INFINITY : seriesOf(base, question)
  for (const base of bases.toSorted((left, right) => many(right) - many(left) || (left < right ? -1 : 1))) {
    const guess = guessOf(base, all, question, base === target)
    if (guess === undefined || known.has(guess) || (guess === 'availability' && known.has('errors'))) continue
    known.add(guess)
    guesses.set(base, guess)
  }
  if (guesses.size === 0) return question
  const nameOf = (name: string): string => {
    const base = baseOf(name)
    const guess = guesses.get(base)
    return guess === undefined ? name : `${guess}${name.slice(base.length)}`
  }
  const renamed = (window: Window): Window =>
    withSeries(window, (series) => eachMetric(series, (name, values) => [nameOf(name), values]))
  return {
    ...question,
    normal: renamed(question.normal),
    abnormal: renamed(question.abnormal),
    target: { ...question.target, metric: nameOf(question.target.metric) },
  }
}

const saysNothing =
  /^(?:[a-z]{1,2}|metric|series|signal|kpi|var(?:iable)?|value|feature|col(?:umn)?|measure|indicator)?[-_ ]?\d+$/iu
const isOfMachine =
  /cpu|proc|mem|heap|disk|net|byte|conn|pool|thread|queue|worker|load|lag|throttl|steal|gc|file|socket|session|cache|lock|wait|pod|replica|restart/iu
const statistic =
  /[_ .-](?:sum|total|(?:sample_?)?count|average|avg|mean|median|min|max|minimum|maximum|p\d[\d.]*|0?\.\d+)$/iu

function baseOf(name: string): string {
  return name.replace(statistic, '')
}

function namesIn({ series }: Window): ReadonlySet<string> {
  return new Set([...series.values()].flatMap((metrics) => [...metrics.keys()]))
}

function seriesOf(base: string, { normal }: Question): number {
  return [...normal.series.values()].filter((metrics) =>
    [...metrics.keys()].some((name) => baseOf(name) === base),
  ).length
}

function guessOf(
  base: string,
  all: readonly string[],
  question: Question,
  isTarget: boolean,
): Guess | undefined {
  const names = all.filter((name) => baseOf(name) === base)
  const values = [...question.normal.series.values()].flatMap((metrics) =>
    names.flatMap((name) => [...(metrics.get(name) ?? [])].filter(Number.isFinite)),
  )
  const most = values.reduce((one, other) => Math.max(one, other), 0)
  if (values.length === 0 || most <= 0 || values.some((one) => one < 0)) return undefined
  const share = (holds: (one: number) => boolean): number => values.filter(holds).length / values.length
  const whole = most > 1.5 ? 100 : 1
  if (most <= whole && share((one) => one > 0.97 * whole) > 0.8) return 'availability'
  if (names.some((name) => /p\d\d|0?\.\d+$|median/iu.test(name.slice(base.length)))) return 'latency'
  if (share(Number.isInteger) > 0.95) return 'requests'
  return isTarget ? 'latency' : undefined
}
