import { isOpen, type DriftedObject, type DriftedValue } from '../../model/drift.ts'
import { answersTo, answersToObject } from '../../model/drift-answers.ts'
import { paintFor, type Paint } from '../paint.ts'
import { blastLines } from '../edit/blast.ts'
import { rootTitle } from '../read.ts'
import { blastLines as planLines } from '../review/blast.ts'
import { placeText, sourceLine } from '../source.ts'
import type { View } from '../view.ts'
import { clean, counted, cut, cutStart, widthOf, wrapped } from '../words.ts'
import {
  answerLines,
  classText,
  isDrifted,
  plainText,
  totalsOf,
  totalsText,
  whoHint,
  writerText,
  type DriftReport,
} from './words.ts'

interface Style {
  readonly view: View
  readonly paint: Paint
  readonly report: DriftReport
}

/** A drift for a person: object by object, each value with the line that wants it, what runs, and who made it so. */
export function driftText(view: View, report: DriftReport): string {
  const style = { view, paint: paintFor(view.colour), report }
  const { objects } = report.drift
  const drifted = objects.filter(isDrifted)
  const held = report.all ? heldLines(style, objects) : []
  return `${[...drifted.flatMap((one) => objectLines(style, one)), ...held, ...closing(style), ...revertLines(style)].join('\n')}\n`
}

function objectLines(style: Style, object: DriftedObject): readonly string[] {
  const { paint, view, report } = style
  const isChanged = object.what === 'changed'
  const label = isChanged ? '' : ` ${paint.yellow(classText(object.what))}`
  const who = isChanged ? '' : writerText(object.by)
  const head = `${paint.bold(clean(object.address))}${label}`
  const width = widthOf(clean(object.address)) + (isChanged ? 0 : widthOf(classText(object.what)) + 1)
  const gap = Math.max(2, view.width - width - widthOf(who))
  const place =
    object.what === 'deleted' && object.wanted !== undefined ? wantedLines(style, object.wanted.span) : []
  const answers =
    !isChanged && report.answers
      ? answerLines(view, answersToObject(object, report.today, report.asked), '').map(
          (line) => `    ${line}`,
        )
      : []
  return [
    who === '' ? head : `${head}${' '.repeat(gap)}${paint.dim(who)}`,
    ...place,
    ...answers,
    ...object.values.filter(isOpen).flatMap((one) => ['', ...valueLines(style, object, one)]),
    ...(report.answers ? reachLines(style, object) : []),
    '',
  ]
}

/** Who uses it, and what in bringing it back is dangerous. */
function reachLines({ view, paint }: Style, { blast, what }: DriftedObject): readonly string[] {
  const lines = blastLines(view, paint, blast, { indent: 4, width: 8, before: 'to revert it: ' })
  return lines.length > 0 && what === 'changed' ? ['', ...lines] : lines
}

function valueLines(style: Style, object: DriftedObject, value: DriftedValue): readonly string[] {
  const { view, paint, report } = style
  const what = classText(value.what)
  const path = clean(value.path)
  const gap = view.width - widthOf(path) - widthOf(what) - 2
  const head =
    gap < 2
      ? [`  ${path}`, `    ${paint.yellow(what)}`]
      : [`  ${path}${' '.repeat(gap)}${paint.yellow(what)}`]
  const runs = plainText(view, value.live, value.name)
  const wanted = value.site === undefined ? noLine(style, value) : wantedLines(style, value.site)
  const answers = report.answers
    ? answerLines(view, answersTo(object, value, report.today, report.asked), value.name)
    : []
  return [
    ...head,
    ...wanted,
    `    runs  ${paint.green(fitting(runs, value, view.width - 10))}`,
    ...(value.by === undefined
      ? wrapped(value.why, view.width - 10).map((line) => `          ${paint.dim(line)}`)
      : [`    by    ${paint.dim(writerText(value.by))}`]),
    ...answers.map((line) => `    ${line}`),
  ]
}

/** Of a long text, such as the name of an image, the end tells it from another. */
function fitting(text: string, { live }: DriftedValue, width: number): string {
  return live.kind === 'scalar' ? cutStart(text, width) : cut(text, width)
}

function noLine({ view, paint }: Style, { wanted, name }: DriftedValue): readonly string[] {
  const text = wanted.kind === 'absent' ? 'nothing in the code' : plainText(view, wanted, name)
  return [`    code  ${paint.dim(cut(text, view.width - 10))}`]
}

/** The line in the code, with the part that says it underlined. */
function wantedLines({ view, paint }: Style, span: NonNullable<DriftedValue['site']>): readonly string[] {
  const line = sourceLine(view, span)
  const place = clean(placeText(view, span))
  if (line === undefined) return [`    code  ${paint.blue(place)}`]
  const number = String(line.position.line).padStart(5)
  const from = Math.min(line.from, line.text.length)
  const to = Math.min(Math.max(line.to, from + 1), line.text.length)
  const room = view.width - 9
  const under = `${' '.repeat(widthOf(line.text.slice(0, from)))}${'^'.repeat(Math.max(1, widthOf(line.text.slice(from, to))))}`
  return [
    `    code  ${paint.blue(place)}`,
    `  ${paint.dim(number)} ${paint.dim('│')} ${cut(line.text, room)}`,
    ...(widthOf(under) > room ? [] : [`        ${paint.dim('│')} ${paint.yellow(under)}`]),
  ]
}

/** What brings all of it back, and what else that does. */
function revertLines({ view, paint, report: { drift } }: Style): readonly string[] {
  const { reverting } = drift
  if (reverting === undefined || !drift.objects.some(isDrifted)) return []
  return [
    '',
    `Revert all with  ${paint.bold(clean(reverting.command))}`,
    paint.dim('which shows its plan again and asks; -target=ADDRESS reverts one alone.'),
    '',
    ...planLines(view, paint, reverting.blast).slice(0, -1),
  ]
}

/** What isn't told, and why, by the reason. */
function heldLines({ view, paint }: Style, objects: readonly DriftedObject[]): readonly string[] {
  const held = objects.flatMap((one) => [
    ...(one.silence === undefined ? [] : [{ silence: one.silence, subject: one.address }]),
    ...one.values.flatMap(({ silence, path }) =>
      silence === undefined ? [] : [{ silence, subject: `${one.address}  ${path}` }],
    ),
  ])
  if (held.length === 0) return []
  const groups = new Map<string, string[]>()
  for (const { silence, subject } of held) {
    const key = `${classText(silence.kind)}\u0000${silence.why}`
    groups.set(key, [...(groups.get(key) ?? []), subject])
  }
  return [
    paint.bold('Held back'),
    ...[...groups]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([key, subjects]) => {
        const [what = '', why = ''] = key.split('\u0000')
        return [
          `  ${paint.yellow(what)}  ${clean(why)}`,
          ...subjects.map((one) => `    ${paint.dim(cutStart(clean(one), view.width - 4))}`),
        ]
      }),
    '',
  ]
}

/** What could not be asked is said last, where it is seen. */
function failureLines(view: View, failures: DriftReport['drift']['failures']): readonly string[] {
  if (failures.length === 0) return []
  const shown = failures.slice(0, 10)
  const more = failures.length - shown.length
  return [
    'Not everything could be asked, and nothing is said of the rest:',
    ...shown.flatMap(({ what, why }) => wrapped(`- ${clean(what)}: ${clean(why)}`, view.width)),
    ...(more === 0 ? [] : [`and ${more} more: --format json has them.`]),
  ]
}

function closing({ view, paint, report }: Style): readonly string[] {
  const { drift } = report
  const { held } = totalsOf(drift)
  const beside = `${counted(drift.compared, 'object')} of ${drift.live} compared`
  const isGood = drift.objects.every((one) => !isDrifted(one))
  const hint = whoHint(drift)
  const silent = held === 0 || report.all ? '' : `, ${held} held back: --all says why`
  return [
    (isGood ? paint.green : paint.bold)(totalsText(drift)),
    paint.dim(`${beside}${silent}`),
    ...(hint === undefined ? [] : wrapped(hint, view.width).map(paint.dim)),
    ...(drift.elsewhere.length === 0
      ? []
      : wrapped(
          `Nothing here runs of ${drift.elsewhere.map((one) => clean(rootTitle(view, one) || '.')).join(', ')}.`,
          view.width,
        ).map(paint.dim)),
    ...failureLines(view, drift.failures).map(paint.yellow),
    ...(isGood || report.answers ? [] : [paint.dim('--answers says how to revert, codify or accept each.')]),
  ]
}
