import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import { seriesId, type Labels, type Series } from '../../model/series.ts'
import { seriesOf, type Point } from '../points.ts'
import { sampleOfLine, unescaped, type LineSample } from './line.ts'

/** Everything that one metric says. */
export interface Family {
  readonly name: string
  /** As it is declared, such as `counter`; `unknown` where it isn't. */
  readonly type: string
  readonly help: string
  readonly unit: string
}

/** What a page of metrics says. */
export interface Exposition {
  readonly families: readonly Family[]
  readonly samples: readonly LineSample[]
}

/**
 * The text of metrics: OpenMetrics 1.0 (https://prometheus.io/docs/specs/om/open_metrics_spec/) when it ends with
 * `# EOF`, else the format of Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/). A line that is
 * wrong is a diagnostic, and the others are read.
 */
export function readExposition(file: FilePath, text: string): Outcome<Exposition> {
  const isOpen = /(?:^|\n)# EOF\r?\n?$/u.test(text)
  const families = new Map<string, Mutable<Family>>()
  const samples: LineSample[] = []
  const diagnostics: Diagnostic[] = []
  for (const { line, start } of linesOf(text)) {
    if (line.trim() === '') continue
    if (/^[ \t]*#/u.test(line)) {
      describe(families, line.trimStart())
      continue
    }
    const sample = sampleOfLine(line, isOpen ? 1 : 1000)
    if (sample.kind === 'sample') samples.push(sample.sample)
    else if (diagnostics.length < most) diagnostics.push(badLine(file, { start, line }, sample))
  }
  return { value: { families: [...families.values()], samples }, diagnostics }
}

/** Whether a text looks like metrics. */
export function isExposition(text: string): boolean {
  return /^[ \t]*# (?:HELP|TYPE|UNIT|EOF)\b/mu.test(text.slice(0, 4000))
}

/** The samples of an exposition that have times, as series. A page that was read once has none: it is of one moment. */
export function readOpenMetrics(file: FilePath, text: string): Outcome<readonly Series[]> {
  const { value, diagnostics } = readExposition(file, text)
  const found = new Map<string, { readonly id: string; readonly labels: Labels; readonly points: Point[] }>()
  for (const { labels, value: number, time } of value.samples) {
    if (time === undefined) continue
    const id = seriesId(labels)
    const series = found.get(id) ?? { id, labels, points: [] }
    found.set(id, series)
    series.points.push([time, Number.isFinite(number) ? number : Number.NaN])
  }
  if (found.size === 0 && value.samples.length > 0)
    return { value: [], diagnostics: [...diagnostics, noTimes(file)] }
  return { value: [...found.values()].map((one) => seriesOf(one)), diagnostics }
}

/** As many wrong lines as are told of. */
const most = 20

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

function* linesOf(text: string): Iterable<{ readonly line: string; readonly start: number }> {
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start)
    const stop = end === -1 ? text.length : end
    yield { line: text.slice(start, stop).replace(/\r$/u, ''), start }
    start = stop + 1
  }
}

function describe(families: Map<string, Mutable<Family>>, line: string): void {
  const [, what, name = '', rest = ''] = /^#\s+(HELP|TYPE|UNIT)\s+(\S+)\s?(.*)$/u.exec(line) ?? []
  if (what === undefined) return
  const plain = name.startsWith('"') ? unescaped(name.slice(1, -1)) : name
  const family = families.get(plain) ?? { name: plain, type: 'unknown', help: '', unit: '' }
  families.set(plain, family)
  if (what === 'TYPE') family.type = rest.trim() === 'untyped' ? 'unknown' : rest.trim()
  else if (what === 'UNIT') family.unit = rest.trim()
  else family.help = unescaped(rest)
}

function badLine(
  file: FilePath,
  { start, line }: { readonly start: number; readonly line: string },
  { why, at }: { readonly why: string; readonly at: number },
): Diagnostic {
  const from = start + Math.min(at, line.length)
  return {
    code: 'openmetrics/bad-line',
    severity: 'warning',
    summary: 'A line of metrics could not be read',
    detail: `${why} The line is left out; it should be like \`name{label="value"} 1.5\`.`,
    span: { file, start: from, end: Math.min(start + line.length, from + 1) },
  }
}

function noTimes(file: FilePath): Diagnostic {
  return {
    code: 'openmetrics/no-times',
    severity: 'error',
    summary: 'The metrics have no times',
    detail:
      'A page of metrics is of one moment, so there is no series in it. Let Prometheus read it and ask Prometheus, or give samples with timestamps.',
    span: { file, start: 0, end: 0 },
  }
}
