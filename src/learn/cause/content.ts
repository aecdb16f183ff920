import type { Change, ChangedValue } from './question.ts'

/**
 * How likely what a change says makes it a cause, as a factor. What no program reads does nothing; giving something less
 * room (fewer connections, less memory, a shorter timeout) breaks more than giving it more; and a value becomes the more
 * suspicious the more it moves. Of several values the most suspicious counts.
 */
export function weightOfContent({ said, values = [] }: Change): number {
  const words = weightOfWords(said)
  if (values.length === 0) return words
  return Math.max(...values.map((one) => weightOfValue(one, words)))
}

/** Words about text that no program reads make a change less suspicious, settings that such faults come from more. */
function weightOfWords(said: string): number {
  if (prose.test(said)) return 0.3
  return telling.test(said) ? 1.2 : 1
}

/** Whether all that a change moved are numbers: sizes, times and counts, no names and no programs. */
export function isOfNumbers({ values = [] }: Change): boolean {
  return (
    values.length > 0 &&
    values.every(({ before, after }) => [before, after].some((one) => quantityOf(one) !== undefined))
  )
}

function weightOfValue({ path, before, after }: ChangedValue, words: number): number {
  if (inert.test(path) && !selecting.test(path)) return annotating.test(path) ? 0.08 : 0.01
  const [was, is] = [quantityOf(before), quantityOf(after)]
  // How far it moved nobody knows: what wasn't written down before was most likely not far from it.
  if (is !== undefined && (before ?? '') === '') return 0.5
  if (was === undefined || is === undefined)
    return louder(before, after) ?? (isFewer(before, after) ? 2 * words : words)
  const doublings = doublingsBetween(was, is)
  const steps = Math.abs(doublings)
  // Less than a doubling is what people tune every day.
  const moved = Math.min(far, Math.max(0.1, steps < 1 ? steps * steps : steps))
  if (!room.test(path)) return moved
  return moved * (doublings < 0 ? 1.5 : 0.25)
}

/** From nothing, or to nothing, is as far as it goes. */
function doublingsBetween(was: number, is: number): number {
  if (was > 0 && is > 0) return Math.log2(is / was)
  return is === was ? 0 : is > was ? far : -far
}

/** Doublings beyond which it makes no difference. */
const far = 4

const prose = /\b(?:readme|docs?|comment|typo|changelog|licen[cs]e|tests?)\b/iu
const telling =
  /timeout|pool|limit|memory|cpu|replica|retr(?:y|ies)|password|cert|secret|image|version|deploy|rollout|flag/iu
const inert = /(?:^|[.\s/])(?:annotations?|labels?|description|comment|notes?|owner|contact)(?:$|[.\s/[])/iu
const selecting = /selector|matchlabels/iu
/** Some programs read annotations as their settings, such as ingress controllers. */
const annotating = /annotations?/iu
/** What there can be too little of. */
const room =
  /pool|limit|max|memory|cpu|worker|replica|connection|size|capacity|concurren|thread|slot|quota|timeout|deadline|ttl|cache|keep_?alive|retr(?:y|ies)|request/iu

/** A number, with its unit where it has one: `160Mi`, `500m`, `30s`. */
function quantityOf(text: string | undefined): number | undefined {
  const [, digits = '', unit = ''] = /^"?(-?\d+(?:\.\d+)?)\s*([a-zA-Zµ]*)"?$/u.exec(text?.trim() ?? '') ?? []
  const factor = units.get(unit)
  return digits === '' || factor === undefined ? undefined : Number(digits) * factor
}

/** Of quantities of Kubernetes and of durations; `m` is a thousandth, as there. */
const units = new Map([
  ['', 1],
  ['m', 1e-3],
  ['k', 1e3],
  ['K', 1e3],
  ['M', 1e6],
  ['G', 1e9],
  ['Ki', 2 ** 10],
  ['Mi', 2 ** 20],
  ['Gi', 2 ** 30],
  ['ms', 1e-3],
  ['s', 1],
  ['min', 60],
  ['h', 3600],
])

/** How much is written into logs costs time: more is suspicious, less is not. Undefined of anything else. */
function louder(before: string | undefined, after: string | undefined): number | undefined {
  const [was, is] = [before, after].map((one) => levels.indexOf(one?.replaceAll('"', '').toLowerCase() ?? ''))
  if (was === undefined || is === undefined || was === -1 || is === -1) return undefined
  return is > was ? is - was : 0.3
}

/** Whether a list has lost some of its members and got no others. */
function isFewer(before: string | undefined, after: string | undefined): boolean {
  const [was, is] = [before, after].map((one) => one?.split(/[\s,;]+/u).filter((part) => part !== '') ?? [])
  return (
    was !== undefined && is !== undefined && is.length < was.length && is.every((one) => was.includes(one))
  )
}

const levels = ['off', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']
