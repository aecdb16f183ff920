import type { Labels } from '../../model/series.ts'
import { quotedEnd } from '../quoted.ts'

/** One line of metrics. */
export interface LineSample {
  /** With its name as `__name__`. */
  readonly labels: Labels
  readonly value: number
  /** Seconds since 1970; undefined where it doesn't say. */
  readonly time: number | undefined
}

type Read =
  | { readonly kind: 'sample'; readonly sample: LineSample }
  | { readonly kind: 'wrong'; readonly why: string; readonly at: number }

/** `name{label="value"} 1.5 1700000000`, the time in seconds or parts of one; an exemplar behind it is not read. */
export function sampleOfLine(line: string, timeUnit: number): Read {
  metricName.lastIndex = skipped(line, 0)
  const [name = ''] = metricName.exec(line) ?? []
  let at = skipped(line, skipped(line, 0) + name.length)
  // No prototype: a label may be called anything.
  const labels: Record<string, string> = Object.assign(Object.create(null) as object, { __name__: name })
  if (line[at] === '{') {
    const end = labelsFrom(line, at + 1, labels)
    if (end.kind === 'wrong') return end
    at = skipped(line, end.at)
  }
  if (labels['__name__'] === '') return { kind: 'wrong', why: 'It begins with no name of a metric.', at: 0 }
  const [words = ''] = line.slice(at).split(' # ', 1)
  const [number = '', time, ...more] = words.trim().split(/\s+/u)
  const value = numberOf(number)
  if (value === undefined) return { kind: 'wrong', why: 'There is no number behind the name.', at }
  const seconds = time === undefined ? undefined : numberOf(time)
  if ((time !== undefined && !Number.isFinite(seconds)) || more.length > 0)
    return { kind: 'wrong', why: 'What follows the value is no timestamp.', at }
  const sample = {
    labels: { ...labels },
    value,
    time: seconds === undefined ? undefined : seconds / timeUnit,
  }
  return { kind: 'sample', sample }
}

const metricName = /[\p{L}_:][\p{L}\p{N}_:.]*/uy

/** A quoted text without its escapes. */
export function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/gu, (whole, one: string) =>
    one === 'n' ? '\n' : one === '\\' || one === '"' ? one : whole,
  )
}

type Ended = { readonly kind: 'end'; readonly at: number } | Extract<Read, { readonly kind: 'wrong' }>

/** Labels up to the bracket; a quoted text alone is the name of the metric, in the form for names of any letters. */
function labelsFrom(line: string, from: number, labels: Record<string, string>): Ended {
  for (let at = skipped(line, from); ;) {
    if (line[at] === '}') return { kind: 'end', at: at + 1 }
    const name = nameAt(line, at)
    if (name === undefined) return { kind: 'wrong', why: 'Here should be a label such as name="value".', at }
    const { text: label, end } = name
    const value = valueAt(line, end)
    if (value !== undefined) labels[label] = value.text
    else if (labels['__name__'] === '') labels['__name__'] = label
    else return { kind: 'wrong', why: 'A label has no value.', at }
    at = skipped(line, value?.end ?? end)
    if (line[at] === ',') at = skipped(line, at + 1)
    else if (line[at] !== '}') return { kind: 'wrong', why: 'Labels are not closed by a bracket.', at }
  }
}

interface Text {
  readonly text: string
  readonly end: number
}

/** A name in quotes, or a plain one with an equals sign behind it. */
function nameAt(line: string, at: number): Text | undefined {
  if (line[at] === '"') return quotedAt(line, at)
  plainName.lastIndex = at
  const [text = ''] = plainName.exec(line) ?? []
  return text === '' ? undefined : { text, end: at + text.length }
}

const plainName = /[\p{L}_][\p{L}\p{N}_.:]*(?=\s*=)/uy

/** The text in quotes behind an equals sign. */
function valueAt(line: string, at: number): Text | undefined {
  const sign = skipped(line, at)
  if (line[sign] !== '=') return undefined
  const quote = skipped(line, sign + 1)
  return line[quote] === '"' ? quotedAt(line, quote) : undefined
}

function quotedAt(line: string, at: number): Text | undefined {
  const end = quotedEnd(line, at)
  return end === undefined ? undefined : { text: unescaped(line.slice(at + 1, end - 1)), end }
}

function skipped(line: string, from: number): number {
  let at = from
  while (line[at] === ' ' || line[at] === '\t') at++
  return at
}

/** As Go reads a float: also `+Inf`, `NaN` and `1e5`. Undefined of what is none. */
function numberOf(text: string): number | undefined {
  if (/^[+-]?inf(?:inity)?$/iu.test(text)) return text.startsWith('-') ? -Infinity : Infinity
  if (/^nan$/iu.test(text)) return Number.NaN
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(text) ? Number(text) : undefined
}
