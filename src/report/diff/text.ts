import { unreachable } from '../../kernel/unreachable.ts'
import type { Value } from '../../kernel/value.ts'
import { hunksOf } from '../../lang/text/sequence.ts'
import type { CausedChanges, ChangeCause, ResourceChange, RootDifference } from '../../model/difference.ts'
import { isSensitive } from '../../model/value-json.ts'
import { withoutCredentials } from '../../model/without-credentials.ts'
import { paintFor, type Paint } from '../paint.ts'
import { rootTitle } from '../read.ts'
import { causeText, valueLine } from '../value-text.ts'
import { clean, counted, cut, cutBoth, widthOf, wrapped } from '../words.ts'
import {
  causeLines,
  causeNote,
  causePlace,
  isWhole,
  sameChanges,
  totalsOf,
  totalsText,
  type DiffReport,
  type DiffViews,
  type SameChange,
} from './views.ts'

/** As many changes of one cause, and addresses of one change, as are shown unless all are asked for. */
const mostChanges = 12
const mostAddresses = 4
/** As many lines of a text as are shown of each of its changes. */
const mostLines = 8

interface Style {
  readonly views: DiffViews
  readonly paint: Paint
  readonly width: number
  readonly all: boolean
}

/** A difference for a person: root by root, then the lines that were changed, each with everything that changes with it. */
export function diffText(views: DiffViews, { difference, since }: DiffReport, all: boolean): string {
  const paint = paintFor(views.after.colour)
  const style = { views, paint, width: views.after.width, all }
  const lines = difference.roots.flatMap((root) => rootLines(style, root))
  return `${[...lines, closing(paint, difference, since)].join('\n')}\n`
}

function closing(paint: Paint, difference: DiffReport['difference'], since: string): string {
  const { causes, resources } = totalsOf(difference)
  const beside = `since ${clean(since)}, ${counted(resources, 'resource')} now`
  if (difference.roots.length === 0) return `${paint.green('No difference')}  ${paint.dim(beside)}`
  const lines = causes === 0 ? '' : `, ${counted(causes, 'cause')}`
  return `${paint.bold(totalsText(difference))}${lines}  ${paint.dim(beside)}`
}

function rootLines(style: Style, root: RootDifference): readonly string[] {
  const { paint, views, width } = style
  const name = rootTitle(views.after, root) || 'this folder'
  const state = root.state === 'changed' ? '' : `, ${root.state}`
  const facts = `${root.format}${state}`
  const gap = Math.max(2, width - widthOf(name) - widthOf(facts))
  const head = `${paint.bold(name)}${' '.repeat(gap)}${paint.dim(facts)}`
  return [head, '', ...root.groups.flatMap((one) => groupLines(style, one))]
}

function groupLines(style: Style, { causes, changes }: CausedChanges): readonly string[] {
  const { paint, all, views } = style
  const same = sameChanges(
    changes,
    (one) => `${plainText(views, one, 'before')}\u0000${plainText(views, one, 'after')}`,
  )
  const shown = all ? same : same.slice(0, mostChanges)
  const left = same.length - shown.length
  return [
    ...causes.flatMap((cause, at) => causeHead(style, cause, at === 0 ? changes : [])),
    ...(causes.length === 0 ? [`  ${paint.dim('given by the tool: no line of yours sets it')}`] : []),
    '',
    ...shown.flatMap((one) => changeLines(style, one)),
    ...(left > 0 ? [paint.dim(`    and ${counted(left, 'more change')}: --all shows them`)] : []),
    '',
  ]
}

/** Where, how much hangs on it, and the line as it was and is. */
function causeHead(
  { views, paint, width }: Style,
  cause: ChangeCause,
  changes: readonly ResourceChange[],
): readonly string[] {
  const place = clean(causePlace(views, cause))
  const note = [causeNote(cause), changes.length > 1 ? counted(changes.length, 'place') : '']
    .filter((one) => one !== '')
    .join(', ')
  const gap = Math.max(2, width - widthOf(place) - widthOf(note) - 2)
  const head =
    note === '' ? `  ${paint.blue(place)}` : `  ${paint.blue(place)}${' '.repeat(gap)}${paint.dim(note)}`
  const { before, after } = causeLines(views, cause)
  if (cause.kind === 'unchanged') {
    const line = after ?? before
    return line === undefined ? [head] : [head, `      ${paint.dim(cut(line, width - 6))}`]
  }
  if (before !== undefined && after !== undefined) {
    const [old, now] = cutBoth(before, after, width - 6)
    return [head, paint.red(`    - ${old}`), paint.green(`    + ${now}`)]
  }
  return [
    head,
    ...(before === undefined ? [] : [paint.red(`    - ${cut(before, width - 6)}`)]),
    ...(after === undefined ? [] : [paint.green(`    + ${cut(after, width - 6)}`)]),
  ]
}

function changeLines(style: Style, same: SameChange): readonly string[] {
  const { paint, width, all } = style
  const { change, addresses } = same
  const sign = signOf(paint, change)
  if (isWhole(same)) return [`    ${sign} ${paint.bold(clean(change.address))}`]
  const [only = ''] = addresses
  const path = clean(change.path)
  const parts = (addresses.length === 1 ? [paint.bold(clean(only)), path] : [path]).filter(
    (one) => one !== '',
  )
  // A path that does not fit behind its address stands below it.
  const isLong = addresses.length === 1 && widthOf(clean(only)) + widthOf(path) + 8 > width
  const subject = isLong ? parts : [parts.join('  ')]
  const shown = all ? addresses : addresses.slice(0, mostAddresses)
  const more = addresses.length > shown.length ? ` and ${addresses.length - shown.length} more` : ''
  const where = addresses.length === 1 ? [] : wrapped(`in ${shown.map(clean).join(', ')}${more}`, width - 8)
  return [
    ...subject.map((line, at) => `    ${at === 0 ? sign : ' '} ${line}`),
    ...valueLines(style, change),
    ...where.map((line) => `        ${paint.dim(line)}`),
  ]
}

function signOf(paint: Paint, { kind }: ResourceChange): string {
  switch (kind) {
    case 'added':
      return paint.green('+')
    case 'removed':
      return paint.red('-')
    case 'changed':
      return paint.yellow('~')
    case 'reordered':
      return paint.yellow('↕')
    default:
      return unreachable(kind)
  }
}

/** Both values on one line where they fit, else on one each; of long texts the lines that are different. */
function valueLines(style: Style, change: ResourceChange): readonly string[] {
  const { paint, views, width } = style
  const texts = textChange(views, change)
  if (texts !== undefined)
    return texts.map((line) => inTheirInk(paint, `        ${cut(line, width - 8)}`, line))
  const room = width - 8
  const [old, now] = [plainText(views, change, 'before'), plainText(views, change, 'after')]
  if (change.before.kind === 'absent') return [`        ${paint.green(cut(now, room))}`]
  if (change.after.kind === 'absent') return [`        ${paint.red(cut(old, room))}`]
  // Both are masked.
  if (old === now) return [`        ${paint.yellow(cut(`${now}, and not the one from before`, room))}`]
  if (widthOf(old) + widthOf(now) + 3 <= room) return [`        ${paint.red(old)} → ${paint.green(now)}`]
  const [cutOld, cutNow] = cutBoth(old, now, room)
  return [`        ${paint.red(cutOld)}`, `      → ${paint.green(cutNow)}`]
}

function inTheirInk(paint: Paint, line: string, told: string): string {
  if (told.startsWith('+')) return paint.green(line)
  return told.startsWith('-') ? paint.red(line) : paint.dim(line)
}

function plainText(views: DiffViews, { name, ...values }: ResourceChange, side: 'before' | 'after'): string {
  const value = values[side]
  if (value.kind === 'unknown') {
    const [first] = value.because
    return first === undefined ? '(not known)' : `(waits for ${causeText(first)})`
  }
  return valueLine(value, { width: 10_000, showSensitive: views[side].showSensitive, name })
}

/** The lines in which two texts of several lines differ; undefined for all other values. */
function textChange(
  views: DiffViews,
  { before, after, name }: ResourceChange,
): readonly string[] | undefined {
  const [old, now] = [linesOf(views, before, name), linesOf(views, after, name)]
  if (old === undefined || now === undefined || old.length + now.length < 4) return undefined
  return hunksOf(old, now).flatMap((hunk, at) => [
    ...(at === 0 ? [] : ['…']),
    ...signed('-', old.slice(hunk.before.start, hunk.before.end)),
    ...signed('+', now.slice(hunk.after.start, hunk.after.end)),
  ])
}

function signed(sign: '-' | '+', lines: readonly string[]): readonly string[] {
  const shown = lines.slice(0, mostLines).map((line) => `${sign} ${clean(line)}`)
  const left = lines.length - shown.length
  return left > 0 ? [...shown, `${sign} … ${counted(left, 'more line')}`] : shown
}

function linesOf({ after }: DiffViews, value: Value, name: string): readonly string[] | undefined {
  const shown = after.showSensitive ? value : withoutCredentials(value, name)
  if (shown.kind !== 'scalar' || typeof shown.scalar !== 'string') return undefined
  return isSensitive(shown) && !after.showSensitive ? undefined : shown.scalar.split('\n')
}
