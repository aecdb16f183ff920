import { median } from '../statistics.ts'
import { kindOf } from './metric.ts'
import type { Question, Window } from './question.ts'
import { stepOf } from './step.ts'
import { eachMetric, withSeries } from './windows.ts'

const second =
  /(?:^|[^a-z])[rqt]ps(?:$|[^a-z])|per[_ -]?s(?:ec|$)|\/s(?:ec|$)|(?:request|call|hit|invocation)s?[_ -]rate/iu
const minute = /(?:^|[^a-z])[rqt]pm(?:$|[^a-z])|per[_ -]?min|\/min/iu

/** Usually fewer than these in a sample, and in fractions: that is no count. */
const fewest = 3

/**
 * The question with requests counted in each sample where they are given as so many a second or a minute: how much chance
 * there is in a share or in a mean, the count says. Names say it; so do fractions of a handful.
 */
export function withCounts(question: Question): Question {
  const { normal, abnormal } = question
  const names = [...new Set([...normal.series.values()].flatMap((metrics) => [...metrics.keys()]))]
  const requests = names.filter((name) => kindOf(name) === 'requests')
  const rates = requests.filter(
    (name) => second.test(name) || minute.test(name) || isInFractions(name, normal),
  )
  if (rates.length === 0) return question
  const step = stepOf(abnormal.times, normal.times)
  // Failures a second stand beside requests a second.
  const failures = names.filter(
    (name) => kindOf(name) === 'errors' && (second.test(name) || minute.test(name)),
  )
  const factors = new Map(
    [...rates, ...failures].map((name) => [name, minute.test(name) ? step / 60 : step] as const),
  )
  const counted = (window: Window): Window =>
    withSeries(window, (series) =>
      eachMetric(series, (name, values) => {
        const factor = factors.get(name)
        return [name, factor === undefined ? values : values.map((one) => one * factor)]
      }),
    )
  return { ...question, normal: counted(normal), abnormal: counted(abnormal) }
}

function isInFractions(name: string, { series }: Window): boolean {
  const all = [...series.values()].flatMap((metrics) => metrics.get(name) ?? [])
  const usual = median(all.map((values) => median(values)))
  return usual < fewest && all.some((values) => values.some((one) => one % 1 !== 0 && Number.isFinite(one)))
}
