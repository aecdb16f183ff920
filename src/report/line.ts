import type { Span } from '../kernel/span.ts'
import { unreachable } from '../kernel/unreachable.ts'
import type { Commit } from '../model/commit.ts'
import type { JsonObject } from '../model/json-text.ts'
import { sensitiveJson, unknownJson, valueJson } from '../model/value-json.ts'
import type { LineEffect } from '../model/why.ts'
import { commitJson, commitLines } from './commit.ts'
import { sourceWithCaret } from './diagnostics.ts'
import { paintFor, type Paint } from './paint.ts'
import { rootTitle } from './read.ts'
import { placeText, sourceLine } from './source.ts'
import { valueLine } from './value-text.ts'
import type { View } from './view.ts'
import { clean, counted, padded, widthOf } from './words.ts'

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
      value: valueJson(one.value, view.showSensitive),
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
  if (effects.length === 0) return []
  const shown = effects.slice(0, most)
  const width = Math.min(Math.max(...shown.map((one) => widthOf(subject(one)))), Math.floor(view.width * 0.7))
  const several =
    new Set(effects.map((one) => `${one.root}@${one.variant}`)).size > 1 ||
    effects.some((one) => one.root !== '')
  const lines = shown.flatMap((one) => {
    const label = padded(subject(one), width)
    const room = view.width - Math.max(width, widthOf(label)) - 5
    const value = valueLine(one.value, {
      width: Math.max(room, view.width - 8),
      showSensitive: view.showSensitive,
    })
    const root = several ? `  ${paint.dim(rootTitle(view, one))}` : ''
    return widthOf(value) <= room
      ? [`  ${label} ${paint.dim('=')} ${paint.green(value)}${root}`]
      : [`  ${label.trimEnd()}${root}`, `    ${paint.dim('=')} ${paint.green(value)}`]
  })
  const left = effects.length - shown.length
  const more = left > 0 ? [paint.dim(`  and ${left.toLocaleString('en')} more`)] : []
  return ['', `${paint.bold(title(how))} ${paint.dim(counted(effects.length, 'value'))}`, ...lines, ...more]
}

const most = 40

function subject(effect: LineEffect): string {
  return clean(effect.path === '' ? effect.address : `${effect.address}  ${effect.path}`)
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
