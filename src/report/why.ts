import type { Span } from '../kernel/span.ts'
import { steps } from '../kernel/origin.ts'
import type { Commit } from '../model/commit.ts'
import type { JsonObject } from '../model/json-text.ts'
import type { Site, WhyAnswer } from '../model/why.ts'
import { becauseJson, isSensitive, sensitiveJson, unknownJson, valueJson } from '../model/value-json.ts'
import { commitJson, commitLines } from './commit.ts'
import { sourceWithCaret } from './diagnostics.ts'
import { paintFor, type Paint } from './paint.ts'
import { rootTitle } from './read.ts'
import { placeText, sourceLine, spanJson } from './source.ts'
import { trail } from './trail.ts'
import { causeText, valueLines } from './value-text.ts'
import type { View } from './view.ts'
import { clean, counted, widthOf } from './words.ts'

/** An answer, and who last touched the line that set the value. */
export interface Why {
  readonly answer: WhyAnswer
  readonly commit: Commit | undefined
}

/** The place whose commit is of interest: the line that set the value. */
export function winnerOf(answer: WhyAnswer): Span | undefined {
  return (
    (answer.exact ? answer.literals[0] : undefined)?.span ?? answer.literals[0]?.span ?? answer.hops[0]?.span
  )
}

/** Why a value is what it is, for a person. */
export function whyText(view: View, why: Why): string {
  const paint = paintFor(view.colour)
  const { answer } = why
  const sections = [
    setBy(view, paint, answer),
    answer.hops.length === 0
      ? []
      : [paint.bold('through'), ...trail(view, paint, answer.hops.toReversed(), paint.dim)],
    answer.losers.length === 0 ? [] : [paint.bold('instead of'), ...losers(view, paint, answer.losers)],
    answer.under.length === 0
      ? []
      : [paint.bold('exists because of'), ...trail(view, paint, answer.under, paint.dim)],
    why.commit === undefined ? [] : commitLines(view, paint, why.commit),
  ]
  const lines = sections
    .filter((one) => one.length > 0)
    .flatMap((one) => ['', ...one.map((line) => `  ${line}`)])
  return [...heading(view, paint, answer), ...lines, ''].join('\n')
}

/** Why a value is what it is, as a document. */
export function whyJson(view: View, { answer, commit }: Why): JsonObject {
  return {
    root: view.path(answer.root as Span['file']) || '.',
    variant: answer.variant,
    address: answer.address,
    path: answer.path,
    value: valueJson(answer.value, view.showSensitive),
    unknown: unknownJson(answer.value),
    sensitive: sensitiveJson(answer.value),
    because: becauseJson(answer.value),
    origin: {
      exact: answer.exact,
      literals: answer.literals.map((site) => siteJson(view, site)),
      hops: answer.hops.map((site) => siteJson(view, site)),
      under: answer.under.map((site) => siteJson(view, site)),
    },
    losers: answer.losers.map((site) => siteJson(view, site)),
    commit: commit === undefined ? undefined : commitJson(commit),
  }
}

function siteJson(view: View, site: Site): JsonObject {
  return { step: site.step, ...spanJson(view, site.span), source: sourceLine(view, site.span)?.text.trim() }
}

function heading(view: View, paint: Paint, answer: WhyAnswer): readonly string[] {
  const address = clean(answer.address)
  const path = clean(answer.path)
  const subject = path === '' ? [address] : [address, path]
  const root = rootTitle(view, answer)
  const one = widthOf(subject.join('  '))
  const lines = one <= view.width ? [inked(paint, subject).join('  ')] : inked(paint, subject)
  if (root === '') return [...lines, ...valued(view, paint, answer)]
  const gap = view.width - one - widthOf(root)
  const titled =
    gap >= 2 ? [`${lines.join('')}${' '.repeat(gap)}${paint.dim(root)}`] : [...lines, paint.dim(root)]
  return [...titled, ...valued(view, paint, answer)]
}

function inked(paint: Paint, [address = '', ...path]: readonly string[]): readonly string[] {
  return [paint.bold(address), ...path]
}

function valued(view: View, paint: Paint, { value }: WhyAnswer): readonly string[] {
  const ink =
    value.kind === 'unknown' || value.kind === 'absent' || isSensitive(value) ? paint.yellow : paint.green
  const [first = '', ...rest] = valueLines(value, {
    width: view.width - 2,
    showSensitive: view.showSensitive,
  })
  return [`= ${ink(first)}`, ...rest.map((line) => `  ${ink(line)}`)]
}

/** The line or lines that set the value, or what it waits for. */
function setBy(view: View, paint: Paint, answer: WhyAnswer): readonly string[] {
  const { value, literals, exact, because } = answer
  if (value.kind === 'unknown') return waitsFor(view, paint, because)
  if (value.kind === 'absent') return [`${paint.bold('set nowhere')}: no line gives it a value`]
  const [only, ...more] = literals
  if (only === undefined) return [`${paint.bold('given by the tool')}: no line of yours sets it`]
  if (more.length === 0) return winner(view, paint, only, exact)
  const shown = literals.slice(0, most)
  const left = literals.length - shown.length
  return [
    paint.bold(`computed from ${counted(literals.length, 'value')}`),
    ...trail(view, paint, shown, paint.green),
    ...(left > 0 ? [paint.dim(`  and ${left} more`)] : []),
  ]
}

const most = 12

function winner(view: View, paint: Paint, site: Site, exact: boolean): readonly string[] {
  const source = sourceLine(view, site.span)
  const title = `${paint.bold(exact ? setWords(site) : 'computed from')} ${paint.blue(placeText(view, site.span))}`
  return source === undefined ? [title] : [title, ...sourceWithCaret(view, source, paint.green, 0)]
}

/** What stands before the place that set a value, where that isn't a line. */
const setters: Partial<Record<Site['step'], string>> = {
  option: 'set on the',
  environment: 'set by the',
  state: 'remembered by the',
  service: 'a default of the service,',
}

function setWords(site: Site): string {
  return setters[site.step] ?? 'set in'
}

function waitsFor(view: View, paint: Paint, because: WhyAnswer['because']): readonly string[] {
  const lines = because.slice(0, most).flatMap((cause) => {
    const source = cause.site === undefined ? undefined : sourceLine(view, cause.site)
    const place = cause.site === undefined ? '' : `  ${paint.blue(placeText(view, cause.site))}`
    const line = `${paint.yellow(causeText(cause))}${place}`
    return source === undefined ? [line] : [line, ...sourceWithCaret(view, source, paint.yellow, 0)]
  })
  return [paint.bold('not known, it waits for'), ...lines]
}

/** What lost, strongest first, with why it lost. */
function losers(view: View, paint: Paint, sites: readonly Site[]): readonly string[] {
  return trail(view, paint, sites, paint.dim, (site) => `${steps[site.step].says}, overridden`)
}
