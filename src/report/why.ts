import type { Span } from '../kernel/span.ts'
import type { Commit } from '../model/commit.ts'
import type { JsonObject } from '../model/json-text.ts'
import type { Site, WhyAnswer, WhyPart } from '../model/why.ts'
import { becauseJson, isSensitive, sensitiveJson, unknownJson, valueJson } from '../model/value-json.ts'
import { commitJson, commitLines } from './commit.ts'
import { sourceWithCaret } from './diagnostics.ts'
import { paintFor, type Paint } from './paint.ts'
import { rootsTitle, rootTitle } from './read.ts'
import { isOutsideOfFiles, placeText, sourceLine, spanJson } from './source.ts'
import { isSameLine, trail } from './trail.ts'
import { causeText, valueLine, valueLines } from './value-text.ts'
import type { View } from './view.ts'
import { clean, cut, padded, widthOf } from './words.ts'

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

/** Why values are what they are, for a person. Roots and variants with the same answer are one. */
export function whyText(view: View, all: readonly Why[]): string {
  const paint = paintFor(view.colour)
  const groups = new Map<string, { readonly why: Why; readonly roots: string[] }>()
  for (const why of all) {
    const body = [...valued(view, paint, why.answer), ...sections(view, paint, why)].join('\n')
    const key = `${why.answer.address}\n${why.answer.path}\n${body}`
    const known = groups.get(key)
    if (known === undefined) groups.set(key, { why, roots: [rootTitle(view, why.answer)] })
    else known.roots.push(rootTitle(view, why.answer))
  }
  return [...groups.values()]
    .map(({ why, roots }) => {
      const head = heading(view, paint, why.answer, rootsTitle(roots))
      return [...head, ...valued(view, paint, why.answer), ...sections(view, paint, why), ''].join('\n')
    })
    .join('\n')
}

function sections(view: View, paint: Paint, { answer, commit }: Why): readonly string[] {
  const [conditions, others] = [
    answer.under.filter((site) => site.step === 'conditional'),
    answer.under.filter((site) => site.step !== 'conditional'),
  ]
  const all = [
    ...(answer.parts.length > 0
      ? []
      : [setBy(view, paint, answer), titled(view, paint, 'through', wayOf(view, answer))]),
    titled(view, paint, 'instead of', answer.losers),
    titled(view, paint, 'chosen by', conditions),
    titled(view, paint, 'exists because of', others),
    // A whole has no line of its own that somebody changed last.
    commit === undefined || answer.parts.length > 0 ? [] : commitLines(view, paint, commit),
  ]
  return all
    .filter((one) => one.length > 0)
    .flatMap((one) => ['', ...one.map((line) => `  ${line}`.trimEnd())])
}

function titled(view: View, paint: Paint, title: string, sites: readonly Site[]): readonly string[] {
  return sites.length === 0 ? [] : [paint.bold(title), ...trail(view, paint, sites)]
}

/** The hops from the literal on; what stands on the line of the literal itself is in sight already. */
function wayOf(view: View, answer: WhyAnswer): readonly Site[] {
  const way = answer.hops.toReversed()
  const start = writtenAt(answer)
  if (start === undefined) return way
  const first = way.findIndex((site) => !isSameLine(view, site, start))
  return first === -1 ? [] : way.slice(first)
}

/** The one place that a value was written at: its literal, or a collection with all of its literals. */
function writtenAt({ exact, literals, hops }: WhyAnswer): Site | undefined {
  const [only, ...more] = literals
  if (exact || (only !== undefined && more.length === 0)) return only
  const built = hops.at(-1)
  const holds = (site: Site): boolean =>
    built?.span.file === site.span.file &&
    built.span.start <= site.span.start &&
    site.span.end <= built.span.end
  return built?.step === 'construct' && literals.length > 0 && literals.every(holds) ? built : undefined
}

/** Why a value is what it is, as a document. */
export function whyJson(view: View, { answer, commit }: Why): JsonObject {
  return {
    root: view.path(answer.root as Span['file']) || '.',
    variant: answer.variant,
    address: answer.address,
    path: answer.path,
    value: valueJson(answer.value, view.showSensitive, answer.name),
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
    parts: answer.parts.map(({ path, name, value, site }) => ({
      path,
      value: valueJson(value, view.showSensitive, name),
      unknown: unknownJson(value),
      site: site === undefined ? undefined : siteJson(view, site),
    })),
    commit: commit === undefined ? undefined : commitJson(commit),
  }
}

function siteJson(view: View, site: Site): JsonObject {
  return { step: site.step, ...spanJson(view, site.span), source: sourceLine(view, site.span)?.text.trim() }
}

function heading(view: View, paint: Paint, answer: WhyAnswer, roots: string): readonly string[] {
  const address = clean(answer.address)
  const path = clean(answer.path)
  const subject = path === '' ? [address] : [address, path]
  const one = widthOf(subject.join('  '))
  const lines = one <= view.width ? [inked(paint, subject).join('  ')] : inked(paint, subject)
  if (roots === '') return lines
  const gap = view.width - one - widthOf(roots)
  return gap >= 2 ? [`${lines.join('')}${' '.repeat(gap)}${paint.dim(roots)}`] : [...lines, paint.dim(roots)]
}

function inked(paint: Paint, [address = '', ...path]: readonly string[]): readonly string[] {
  return [paint.bold(address), ...path]
}

function valued(view: View, paint: Paint, { value, name, parts }: WhyAnswer): readonly string[] {
  if (parts.length > 0) return partLines(view, paint, parts)
  const ink =
    value.kind === 'unknown' || value.kind === 'absent' || isSensitive(value) ? paint.yellow : paint.green
  const [first = '', ...rest] = valueLines(value, {
    width: view.width - 2,
    showSensitive: view.showSensitive,
    name,
  })
  return [`= ${ink(first)}`, ...rest.map((line) => `  ${ink(line)}`)]
}

/** As much of a value as is shown beside a long place. */
const leastValue = 22

/** One line for each part: its path, its value, and where it was set. */
function partLines(view: View, paint: Paint, parts: readonly WhyPart[]): readonly string[] {
  const column = Math.min(36, Math.max(...parts.map(({ path }) => widthOf(clean(path)))))
  const places = parts.map(({ site }) => (site === undefined ? '' : placeText(view, site.span)))
  // A place is never cut, since it is there to be opened.
  const right = Math.max(...places.map(widthOf))
  const width = Math.max(leastValue, view.width - column - right - 5)
  return parts.map(({ path, name, value }, at) => {
    const text = valueLine(value, { width, name, showSensitive: view.showSensitive })
    const ink = value.kind === 'unknown' || isSensitive(value) ? paint.yellow : paint.green
    const shown = `${ink(text)}${' '.repeat(Math.max(0, width - widthOf(text)))}`
    return `${padded(cut(clean(path), column), column)} = ${shown}  ${paint.dim(places[at] ?? '')}`.trimEnd()
  })
}

/** The line or lines that set the value, or what it waits for. */
function setBy(view: View, paint: Paint, answer: WhyAnswer): readonly string[] {
  const { value, literals, exact, because } = answer
  if (value.kind === 'unknown') return waitsFor(view, paint, because)
  if (value.kind === 'absent') return [`${paint.bold('set nowhere')}: no line gives it a value`]
  const written = writtenAt(answer)
  if (written !== undefined) return winner(view, paint, written, exact || written !== literals[0])
  if (literals.length === 0) return [`${paint.bold('given by the tool')}: no line of yours sets it`]
  const shown = literals.slice(0, most)
  const left = literals.length - shown.length
  return [
    paint.bold('computed from'),
    ...trail(view, paint, shown),
    ...(left > 0 ? [paint.dim(`  and ${left} more`)] : []),
  ]
}

const most = 12

function winner(view: View, paint: Paint, site: Site, exact: boolean): readonly string[] {
  const source = sourceLine(view, site.span)
  const title = `${paint.bold(exact ? setWords(site) : 'computed from')} ${paint.blue(placeText(view, site.span))}`
  return source === undefined ? [title] : [title, ...sourceWithCaret(view, source, paint.green, 0)]
}

/** What stands before the place that set a value, where that isn't a line of a file. */
const setters: Partial<Record<Site['step'], string>> = {
  state: 'remembered by the',
  service: 'a default of the service,',
}

function setWords(site: Site): string {
  return setters[site.step] ?? (isOutsideOfFiles(site.span) ? 'set by' : 'set in')
}

function waitsFor(view: View, paint: Paint, because: WhyAnswer['because']): readonly string[] {
  const lines = because.slice(0, most).flatMap((cause) => {
    const source = cause.site === undefined ? undefined : sourceLine(view, cause.site)
    const place = cause.site === undefined ? '' : `  ${paint.blue(placeText(view, cause.site))}`
    const line = `${paint.yellow(causeText(cause))}${place}`
    return source === undefined ? [line] : [line, ...sourceWithCaret(view, source, paint.yellow, 0)]
  })
  return lines.length === 0 ? [paint.bold('not known')] : [paint.bold('waits for'), ...lines]
}
