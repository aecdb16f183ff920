import type { Diagnostic } from '../kernel/diagnostic.ts'
import type { JsonObject } from '../model/json-text.ts'
import { paintFor, type Paint } from './paint.ts'
import { placeText, placeWithColumn, sourceLine, spanJson } from './source.ts'
import type { View } from './view.ts'
import { clean, counted, cut, padded, widthOf, wrapped } from './words.ts'

/** Problems as a person reads them: what, where with the line and a caret, and what to do. Errors come last, nearest to the prompt. */
export function diagnosticsText(view: View, diagnostics: readonly Diagnostic[]): string {
  const paint = paintFor(view.colour)
  return inOrder(diagnostics)
    .map((one) => diagnosticText(view, paint, one))
    .join('')
}

/** As many problems as are all shown in full. */
const mostInFull = 10

/**
 * Problems beside something else that was asked for: where there are many, the first of each kind in full and how many more
 * there are of it. `others` says what shows them all.
 */
export function fewDiagnosticsText(view: View, diagnostics: readonly Diagnostic[], others: string): string {
  const ordered = inOrder(diagnostics)
  if (ordered.length <= mostInFull) return diagnosticsText(view, ordered)
  const paint = paintFor(view.colour)
  const kinds = new Map<string, [Diagnostic, ...Diagnostic[]]>()
  for (const one of ordered) {
    const kind = `${rank(one)} ${one.summary}`
    const some = kinds.get(kind)
    if (some === undefined) kinds.set(kind, [one])
    else some.push(one)
  }
  return [...kinds.values()]
    .map(([first, ...rest]) => diagnosticText(view, paint, first) + moreText(view, paint, rest, others))
    .join('')
}

/** How many errors there are, each counted once. */
export function errorCount(diagnostics: readonly Diagnostic[]): number {
  return [...unique(diagnostics)].filter(({ severity }) => severity === 'error').length
}

/** Where others of a kind are: their places where they are few, else how many files have them. */
function moreText(view: View, paint: Paint, rest: readonly Diagnostic[], others: string): string {
  if (rest.length === 0) return ''
  const places = rest.map(({ span }) => placeText(view, span))
  const files = new Set(rest.map(({ span }) => span.file)).size
  const where = places.length <= 3 ? `: ${places.join(', ')}` : ` in ${counted(files, 'file')}: ${others}`
  return wrapped(`and ${rest.length} more${where}`, view.width - 2)
    .map((line) => `  ${paint.dim(line)}\n`)
    .join('')
}

function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...unique(diagnostics)].toSorted((a, b) => rank(a) - rank(b))
}

/** A problem as it stands in every JSON document. */
export function diagnosticJson(view: View, one: Diagnostic): JsonObject {
  return {
    code: one.code,
    severity: one.severity,
    summary: one.summary,
    detail: one.detail,
    ...spanJson(view, one.span),
  }
}

function rank(one: Diagnostic): number {
  return one.severity === 'error' ? 1 : 0
}

/** The same problem of a shared file is found once for each root that uses it. */
function unique(diagnostics: readonly Diagnostic[]): Iterable<Diagnostic> {
  const seen = new Map<string, Diagnostic>()
  for (const one of diagnostics) {
    const { file, start, end } = one.span
    const key = `${one.code}\n${file}\n${start}\n${end}\n${one.detail}`
    if (!seen.has(key)) seen.set(key, one)
  }
  return seen.values()
}

function diagnosticText(view: View, paint: Paint, one: Diagnostic): string {
  const ink = one.severity === 'error' ? paint.red : paint.yellow
  const label = one.severity === 'error' ? 'Error' : 'Warning'
  const inner = view.width - 2
  const title = `${label}: ${clean(one.summary)}`
  const code = widthOf(title) + widthOf(one.code) + 2 <= inner
  const head =
    paint.bold(`${ink(`${label}:`)} ${clean(one.summary)}`) +
    (code ? padded('', inner - widthOf(title) - widthOf(one.code)) + paint.dim(one.code) : '')
  const detail = wrapped(clean(one.detail), inner)
  const body = [head, '', ...excerpt(view, paint, one), '', ...detail]
  const bar = ink('│')
  return [ink('╷'), ...body.map((line) => (line === '' ? bar : `${bar} ${line}`)), ink('╵'), ''].join('\n')
}

function excerpt(view: View, paint: Paint, { span, severity }: Diagnostic): readonly string[] {
  const ink = severity === 'error' ? paint.red : paint.yellow
  const source = sourceLine(view, span)
  const head = `  on ${paint.bold(placeWithColumn(view, span))}`
  return source === undefined ? [head] : [head, ...sourceWithCaret(view, source, ink, 2)]
}

/** A numbered source line with its carets below, cut to the width so that the carets stay in sight. */
export function sourceWithCaret(
  view: View,
  source: NonNullable<ReturnType<typeof sourceLine>>,
  ink: (text: string) => string,
  indent: number,
): readonly string[] {
  const paint = paintFor(view.colour)
  const number = String(source.position.line).padStart(4)
  const room = view.width - indent - number.length - 5
  const { text, from, to } = inSight(source, room)
  const shown = text.slice(0, from) + ink(text.slice(from, to)) + text.slice(to)
  const carets =
    ' '.repeat(widthOf(text.slice(0, from))) + '^'.repeat(Math.max(1, widthOf(text.slice(from, to))))
  const more =
    source.more > 0
      ? paint.dim(` ${source.more === 1 ? 'and the next line' : `and ${source.more} more lines`}`)
      : ''
  const margin = ' '.repeat(indent)
  return [
    `${margin}${paint.dim(`${number} │`)} ${shown}`,
    `${margin}${paint.dim(`${' '.repeat(number.length)} │`)} ${ink(carets)}${more}`,
  ]
}

interface Shown {
  readonly text: string
  readonly from: number
  readonly to: number
}

/** A long line begins shortly before its carets. */
function inSight({ text, from, to }: Shown, room: number): Shown {
  if (widthOf(text) <= room) return { text, from, to: Math.min(to, text.length + 1) }
  const start = to <= room - 1 ? 0 : Math.max(0, Math.min(from - 8, text.length - room + 1))
  const visible = cut((start > 0 ? '…' : '') + text.slice(start > 0 ? start + 1 : 0), room)
  const first = Math.max(0, from - start)
  return { text: visible, from: first, to: Math.max(first + 1, Math.min(to - start, visible.length)) }
}
