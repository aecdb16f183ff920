import type { Span } from '../kernel/span.ts'
import { unreachable } from '../kernel/unreachable.ts'
import type { Commit } from '../model/commit.ts'
import { printJson, type JsonObject } from '../model/json-text.ts'
import { sensitiveJson, unknownJson, valueJson } from '../model/value-json.ts'
import type { LineEffect } from '../model/why.ts'
import { commitJson, commitLines } from './commit.ts'
import { sourceWithCaret } from './diagnostics.ts'
import { paintFor, type Paint } from './paint.ts'
import { rootsTitle, rootTitle } from './read.ts'
import { placeText, sourceLine } from './source.ts'
import { isWritten, valueLine } from './value-text.ts'
import type { View } from './view.ts'
import { clean, widthOf } from './words.ts'

/** A line, and everything that hangs on it. */
export interface LineAnswer {
  /** The line without its indentation. */
  readonly span: Span
  readonly line: number
  readonly effects: readonly LineEffect[]
  readonly commit: Commit | undefined
}

/** Everything that a line does, for a person. */
export function lineText(view: View, answer: LineAnswer): string {
  const paint = paintFor(view.colour)
  const source = sourceLine(view, answer.span)
  const shown = source === undefined ? [] : sourceWithCaret(view, source, paint.green, 0)
  const groups = hows.flatMap((how) =>
    group(
      view,
      paint,
      how,
      answer.effects.filter((one) => one.how === how),
    ),
  )
  const commit = answer.commit === undefined ? [] : ['', ...commitLines(view, paint, answer.commit)]
  return [paint.bold(placeText(view, answer.span)), ...shown, ...groups, ...commit, ''].join('\n')
}

/** The same as a document. */
export function lineJson(view: View, { span, line, effects, commit }: LineAnswer): JsonObject {
  return {
    file: view.path(span.file),
    line,
    effects: effects.map((one) => ({
      root: view.path(one.root as Span['file']) || '.',
      variant: one.variant,
      address: one.address,
      path: one.path,
      how: one.how,
      value: valueJson(one.value, view.showSensitive, one.name),
      unknown: unknownJson(one.value),
      sensitive: sensitiveJson(one.value),
    })),
    commit: commit === undefined ? undefined : commitJson(commit),
  }
}

const hows = ['sets', 'feeds', 'guards', 'overridden'] as const

function group(
  view: View,
  paint: Paint,
  how: LineEffect['how'],
  effects: readonly LineEffect[],
): readonly string[] {
  const subjects = subjectsOf(view, how, effects)
  if (subjects.length === 0) return []
  const shown = subjects.slice(0, most)
  const left = subjects.length - shown.length
  return [
    '',
    paint.bold(title(how)),
    ...shown.flatMap((one) => subjectLines(view, paint, one)),
    ...(left > 0 ? [paint.dim(`  and ${left.toLocaleString('en')} more`)] : []),
  ]
}

const most = 20

/** A resource or output, its values that are of interest, and the roots and variants in which they are so. */
interface Subject {
  readonly address: string
  readonly values: readonly LineEffect[]
  readonly roots: string[]
}

/** Values by their resource; roots and variants that agree are one. Parts that nobody wrote are left to the document. */
function subjectsOf(view: View, how: LineEffect['how'], effects: readonly LineEffect[]): readonly Subject[] {
  const bySubject = new Map<string, LineEffect[]>()
  for (const effect of effects) {
    if (how === 'feeds' && isEmpty(effect)) continue
    const key = `${effect.root}\n${effect.variant}\n${effect.address}`
    const known = bySubject.get(key)
    if (known === undefined) bySubject.set(key, [effect])
    else known.push(effect)
  }
  const merged = new Map<string, Subject>()
  for (const values of bySubject.values()) {
    const [first] = values
    if (first === undefined) continue
    const key = [
      first.address,
      ...values.map((one) => `${one.path}=${printJson(valueJson(one.value) ?? null)}`),
    ].join('\n')
    const known = merged.get(key)
    if (known === undefined)
      merged.set(key, { address: first.address, values, roots: [rootTitle(view, first)] })
    else known.roots.push(rootTitle(view, first))
  }
  return [...merged.values()]
}

/** Parts that nobody wrote exist in every resource; a line feeds them only because it lets the resource exist. */
function isEmpty({ value }: LineEffect): boolean {
  return !isWritten(value) || (value.kind === 'list' && value.items.length === 0)
}

function subjectLines(view: View, paint: Paint, { address, values, roots }: Subject): readonly string[] {
  const name = clean(address)
  const root = rootsTitle(roots)
  const gap = view.width - widthOf(name) - widthOf(root) - 2
  const head = gap >= 2 ? `  ${name}${' '.repeat(gap)}${paint.dim(root)}` : `  ${name}  ${paint.dim(root)}`
  const whole = values.every((one) => one.path === '' && one.how === 'guards')
  const shown = whole ? [] : values.slice(0, mostValues)
  const left = whole ? 0 : values.length - shown.length
  const isArgument =
    isCall.test(address) && values.some(({ path }) => path !== 'source' && path !== 'version')
  return [
    head.trimEnd(),
    ...shown.map((one) => valueOf(view, paint, one)),
    ...(isArgument ? [paint.dim('    and nothing that is known: the module is not downloaded')] : []),
    ...(left > 0 ? [paint.dim(`    and ${left} more`)] : []),
  ]
}

const mostValues = 6

/** A call has its arguments as values only where the module is not there to use them. */
const isCall = /(?:^|\.)module\.[\w-]+$/u

function valueOf(view: View, paint: Paint, { path, name, value }: LineEffect): string {
  const label = path === '' ? '' : `${clean(path)} `
  const style = { width: view.width - widthOf(label) - 6, showSensitive: view.showSensitive, name }
  return `    ${label}${paint.dim('=')} ${paint.green(valueLine(value, style))}`
}

function title(how: LineEffect['how']): string {
  switch (how) {
    case 'sets':
      return 'sets'
    case 'feeds':
      return 'is used to compute'
    case 'guards':
      return 'decides whether there is'
    case 'overridden':
      return 'would set, but is overridden'
    default:
      return unreachable(how)
  }
}
