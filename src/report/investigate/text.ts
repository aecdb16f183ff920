import { filePath } from '../../kernel/brand.ts'
import type { FeedValue } from '../../model/feed-change.ts'
import type { LogFinding, SuspectedChange, WayStep } from '../../model/investigation.ts'
import type { Measure } from '../../model/service-signals.ts'
import { paintFor, type Paint } from '../paint.ts'
import type { View } from '../view.ts'
import { clean, counted, cut, padded, widthOf, wrapped } from '../words.ts'
import { clockText, digits, shortTitles } from './numbers.ts'
import { changedText, type InvestigationReport } from './report.ts'
import { sparkline } from './spark.ts'
import {
  confidence,
  foundText,
  headline,
  idText,
  leadText,
  madeText,
  mainMove,
  moveText,
  namesText,
  originText,
  alsoMoved,
  noChangeText,
  saidTexts,
  summaryText,
  symptomText,
} from './words.ts'

/** As many values of a change as are shown. */
const mostValues = 3
const sparkWidth = 24

/** An investigation for a person at a terminal. */
export function investigationText(view: View, report: InvestigationReport): string {
  const paint = paintFor(view.colour)
  const sections = [
    head(view, paint, report),
    wayLines(view, paint, report),
    suspectLines(view, paint, report),
    changeLines(view, paint, report),
    logLines(view, paint, report.investigation.logs),
    listed(view, paint, 'against it', report.investigation.against),
    listed(view, paint, 'what would disprove it', report.investigation.disproof),
    alsoLines(view, paint, report),
    quietLines(view, paint, report),
    commandLines(view, paint, report),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function head(view: View, paint: Paint, { investigation }: InvestigationReport): readonly string[] {
  const { symptom, outcome } = investigation
  const title = headline(investigation)
  const ink = symptom !== undefined ? paint.red : outcome === 'nothing is wrong' ? paint.green : paint.yellow
  const lines = wrapped(clean(title), view.width).map((line) => paint.bold(ink(line)))
  const facts =
    symptom === undefined ? [] : [symptomText(symptom), foundText(symptom)].filter((one) => one !== '')
  const summary = summaryText(investigation)
  return [
    ...lines,
    ...(summary === '' ? [] : wrapped(clean(`${summary}.`), view.width)),
    ...(facts.length === 0
      ? []
      : wrapped(clean(facts.join(', ')), view.width - 2).map((line) => `  ${line}`)),
    ...saidTexts(investigation).flatMap((one) =>
      wrapped(clean(one), view.width - 2).map((line) => `  ${line}`),
    ),
  ]
}

/** The way from where it shows to where it comes from, as a tree with one branch. */
function wayLines(view: View, paint: Paint, report: InvestigationReport): readonly string[] {
  const { way, symptom } = report.investigation
  if (way.length === 0) return []
  const names = way.map(({ node }, at) => `${at === 0 ? '' : `${'   '.repeat(at - 1)}└─ `}${clean(node)}`)
  const column = Math.min(Math.max(...names.map(widthOf)), Math.floor(view.width / 2))
  const numbers = way.map((step) => clean(numberText(step, symptom?.measure)))
  const right = Math.max(...numbers.map(widthOf))
  const spark = Math.min(sparkWidth, view.width - column - right - 6)
  const lines = way.map((step, at) => {
    const measure = mainMove(step.moved, symptom?.measure)?.measure ?? symptom?.measure
    const series = measure === undefined ? undefined : report.series(step.node, measure)
    const drawn = spark < 8 ? '' : sparkline(series, spark)
    const ink = at === way.length - 1 ? paint.red : paint.bold
    const name = ink(padded(cut(names[at] ?? '', column), column))
    return `  ${name}  ${padded(numbers[at] ?? '', right)}  ${paint.yellow(drawn)}`.trimEnd()
  })
  const calls = way.slice(1).flatMap(({ node, origins }, at) => {
    const [first] = origins
    if (first === undefined) return []
    const more = origins.length > 1 ? ` and ${origins.length - 1} more` : ''
    return [
      paint.dim(`  ${clean(`${way[at]?.node ?? ''} calls ${node}: ${originText(view, first)}${more}`)}`),
    ]
  })
  return [paint.bold('where it comes from'), ...lines, ...calls]
}

function numberText({ moved, isMeasured }: WayStep, measure: Measure | undefined): string {
  const move = mainMove(moved, measure)
  if (move !== undefined) return `${shortTitles[move.measure]} ${moveText(move)}`
  return isMeasured ? 'as always' : 'not measured'
}

function suspectLines(view: View, paint: Paint, { investigation }: InvestigationReport): readonly string[] {
  const { suspects, symptom, outcome } = investigation
  if (symptom === undefined) return []
  if (suspects.length === 0) {
    const why =
      outcome === 'no cause found'
        ? 'No service differs clearly enough to be the cause, the one where it shows included.'
        : ''
    return [paint.bold('no cause found'), ...wrapped(why, view.width - 2).map((line) => `  ${line}`)]
  }
  return [
    paint.bold(suspects.length === 1 ? 'suspect' : 'suspects'),
    ...suspects.flatMap(({ node, score, why }, at) => [
      `  ${(at === 0 ? paint.red : paint.yellow)(clean(node))}  ${paint.dim(`${Math.round(100 * score)} %`)}`,
      ...wrapped(clean(why), view.width - 4).map((line) => `    ${line}`),
    ]),
  ]
}

function changeLines(view: View, paint: Paint, report: InvestigationReport): readonly string[] {
  const { outcome, changes, symptom } = report.investigation
  if (symptom === undefined) return []
  if (outcome !== 'change') {
    if (outcome === 'no cause found') return []
    return [paint.bold('no change explains this'), `  ${noChangeText(report.investigation)}`]
  }
  const [first, ...others] = changes
  if (first === undefined) return []
  return [
    paint.bold('the change'),
    ...oneChange(view, paint, first),
    ...(others.length === 0 ? [] : ['', `  ${paint.dim('less likely')}`]),
    ...others.map((one) => {
      const made = [one.change.author, leadText(one.lead)].filter((part) => part !== '').join(', ')
      const text = `${idText(one.change.id)}  ${made}: ${one.change.title}`
      return `  ${cut(clean(text), view.width - 12)}  ${paint.dim(confidence(one))}`
    }),
  ]
}

function oneChange(view: View, paint: Paint, suspected: SuspectedChange): readonly string[] {
  const { change, values } = suspected
  const room = view.width - widthOf(clean(idText(change.id))) - confidence(suspected).length - 6
  const shownWho = cut(clean(madeText(suspected)), Math.max(10, room))
  const shown = values.slice(0, mostValues)
  const more = values.length - shown.length + change.more
  return [
    `  ${paint.yellow(clean(idText(change.id)))}  ${shownWho}  ${paint.dim(confidence(suspected))}`,
    ...wrapped(clean(change.title), view.width - 4).map((line) => `    ${line}`),
    ...shown.flatMap((value) => valueLines(view, paint, value)),
    ...(more > 0 ? [`    ${paint.dim(`and ${counted(more, 'other value')}`)}`] : []),
  ]
}

function valueLines(view: View, paint: Paint, value: FeedValue): readonly string[] {
  const { address, path, line } = value
  const variant = value.variant === '' ? '' : `  ${paint.dim(value.variant)}`
  const changed = clean(changedText(value))
  const where = clean([address, path].filter((one) => one !== '').join('  '))
  const first =
    widthOf(where) + widthOf(changed) + 8 <= view.width
      ? [`    ${where}  ${paint.bold(changed)}${variant}`]
      : [`    ${cut(where, view.width - 4)}${variant}`, `      ${paint.bold(cut(changed, view.width - 6))}`]
  if (line === undefined) return ['', ...first]
  const number = String(line.number).padStart(6)
  return [
    '',
    ...first,
    `    ${paint.blue(clean(`${view.path(filePath(line.file))}:${line.number}`))}`,
    ...(line.before === undefined ? [] : [paint.red(cut(`${number} - ${clean(line.before)}`, view.width))]),
    ...(line.after === undefined ? [] : [paint.green(cut(`${number} + ${clean(line.after)}`, view.width))]),
  ]
}

function logLines(view: View, paint: Paint, logs: readonly LogFinding[]): readonly string[] {
  if (logs.length === 0) return []
  return [
    paint.bold('in the logs since then'),
    ...logs.map(({ template, isNew, before, during, level }) => {
      const often = isNew ? `${digits(during)} an hour, new` : `${digits(before)} → ${digits(during)} an hour`
      const text = cut(clean(template), Math.max(20, view.width - widthOf(often) - 6))
      const ink = level === 'error' || level === 'fatal' ? paint.red : paint.yellow
      return `  ${ink(text)}  ${paint.dim(often)}`
    }),
  ]
}

function listed(view: View, paint: Paint, title: string, all: readonly string[]): readonly string[] {
  if (all.length === 0) return []
  const lines = all.flatMap((one) =>
    wrapped(clean(one), view.width - 4).map((line, at) => `${at === 0 ? '  · ' : '    '}${line}`),
  )
  return [paint.bold(title), ...lines]
}

/** What else isn't as always, beside what stands on the way. */
function alsoLines(view: View, paint: Paint, { investigation }: InvestigationReport): readonly string[] {
  const others = alsoMoved(investigation)
  if (others.length === 0) return []
  const most = 8
  const column = Math.max(...others.slice(0, most).map(({ node }) => widthOf(clean(node))))
  return [
    paint.bold(alsoTitle(investigation)),
    ...others.slice(0, most).map((one) => {
      const since = `${one.until === undefined ? 'since' : 'from'} ${clockText(one.since, investigation.stretch.start)}${one.until === undefined ? '' : ` to ${clockText(one.until, investigation.stretch.start)}`}`
      return `  ${padded(clean(one.node), column)}  ${cut(`${shortTitles[one.measure]} ${moveText(one)}`, view.width - column - 22)}  ${paint.dim(since)}`
    }),
    ...(others.length > most ? [paint.dim(`  and ${counted(others.length - most, 'other measure')}`)] : []),
  ]
}

function alsoTitle({ symptom, outcome }: InvestigationReport['investigation']): string {
  if (symptom !== undefined) return 'also not as always'
  return outcome === 'nothing is wrong' ? 'not as always, though nobody feels it' : 'not as always'
}

function quietLines(view: View, paint: Paint, report: InvestigationReport): readonly string[] {
  const { quiet, unmeasured, outcome } = report.investigation
  const lines = [
    ...(quiet.length === 0
      ? []
      : wrapped(`${paint.green('as always')}  ${clean(namesText(quiet, 12))}`, view.width)),
    ...(unmeasured.length === 0
      ? []
      : wrapped(`${paint.dim('not measured')}  ${clean(namesText(unmeasured, 12))}`, view.width)),
  ]
  if (outcome !== 'nothing is measured') return lines
  return [
    ...wrapped(
      `${clean(report.source)} has no metrics of services in a form that is known, or none in this stretch. docs/investigate.md lists the forms, and how plumbline.yaml names others.`,
      view.width,
    ),
    ...lines,
  ]
}

function commandLines(view: View, paint: Paint, { commands }: InvestigationReport): readonly string[] {
  if (commands.length === 0) return []
  return [
    paint.bold('what to do'),
    ...commands.flatMap(({ line, what }) => [
      `  ${clean(line)}`,
      ...wrapped(what, view.width - 4).map((text) => paint.dim(`    ${text}`)),
    ]),
  ]
}
