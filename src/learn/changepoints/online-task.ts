import { numbersOf, type Fields } from '../json-in.ts'
import { answersOf, notNumbers, type Found, type LearnTask } from '../task.ts'
import { OnlineChanges, type OnlineChange } from './online.ts'

/** `{id, values}` in, `{id, changepoints, noticed}` out. */
export const onlineChangepoints: LearnTask = {
  id: 'changepoints',
  about:
    'Reads a line {"id", "values"} for each series, null where a value is missing. Prints {"id", "changepoints", ' +
    '"noticed", "why"}: the places, from 0, where new levels began, the place of the value with which each was noticed, ' +
    'and what changed. Nothing that was said is taken back, and nothing depends on values behind `noticed`. A season is ' +
    'not taken out, and slopes are told as one level after the other.',
  answers: (text) => answersOf(text, noticed),
}

function noticed(fields: Fields): Found {
  const { values } = fields as { readonly values?: unknown }
  const wrong = notNumbers('values', values)
  if (wrong !== undefined) return wrong
  const numbers = numbersOf(values)
  if (numbers === undefined) {
    const message =
      'It has no list `values`. Give the numbers of the series in order, null where one is missing.'
    return { kind: 'problem', code: 'learn/no-values', message }
  }
  const changes = new OnlineChanges()
  const found = [...numbers].flatMap((one) => changes.next(one) ?? [])
  return {
    kind: 'found',
    fields: {
      changepoints: found.map(({ at }) => at),
      noticed: found.map(({ seen }) => seen),
      why: found.map(whyOf),
    },
  }
}

function whyOf({ at, seen, before, after, strength }: OnlineChange): string {
  return (
    `Since ${at} the middle is ${short(after)} and no longer ${short(before)}; after ${seen - at + 1} of these values that was ` +
    `${short(strength)} times what chance reaches once in 10,000.`
  )
}

function short(number: number): string {
  return String(Number(number.toPrecision(3)))
}
