import { filePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Cause } from '../../kernel/value.ts'
import { severities, type Finding, type Severity } from '../../model/finding.ts'
import type { ReviewReport } from '../../model/review.ts'
import { errorCount, sourceWithCaret } from '../diagnostics.ts'
import { paintFor, type Paint } from '../paint.ts'
import { placeText, sourceLine } from '../source.ts'
import { trail } from '../trail.ts'
import type { View } from '../view.ts'
import { clean, counted, padded, widthOf, wrapped } from '../words.ts'
import { outsideSections, statesText, stateText } from './compliance.ts'
import { blastLines } from './blast.ts'
import { hopsOf } from './hops.ts'
import { summaryOf } from './summary.ts'

/** As many findings of one rule as are shown unless all are asked for. */
const mostOfOneRule = 4

/** A review for a person: rule by rule, the worst first, each finding with its line; then what hangs on missing inputs. */
export function reviewText(view: View, report: ReviewReport, all: boolean): string {
  const paint = paintFor(view.colour)
  const violated = report.findings.filter(({ verdict, severity }) => {
    return verdict === 'violated' && (all || severity !== 'info')
  })
  const undecided = report.findings.filter(({ verdict }) => verdict === 'undecided')
  const lines = [
    ...blastLines(view, paint, report.blast),
    ...bodyLines(view, paint, { report, violated, all }),
    ...undecidedLines(view, paint, undecided),
    ...unreadLines(view, paint, report.diagnostics),
    closing(paint, report, all),
  ]
  return `${lines.join('\n')}\n`
}

interface Body {
  readonly report: ReviewReport
  readonly violated: readonly Finding[]
  readonly all: boolean
}

/** Rule by rule; of a benchmark section by section, and then all of its sections in a table. */
function bodyLines(view: View, paint: Paint, { report, violated, all }: Body): readonly string[] {
  const shown = (some: readonly Finding[]): readonly string[] =>
    byRule(some).flatMap((one) => ruleLines(view, paint, one, all))
  const { compliance } = report
  if (compliance === undefined) return shown(violated)
  const open = compliance.sections.filter(({ state }) => state === 'violated')
  const width = Math.max(0, ...compliance.sections.map(({ section }) => section.length))
  return [
    ...open.flatMap(({ section, findings }) => [
      paint.bold(`${compliance.title} ${section}`),
      '',
      ...shown(findings.filter(({ verdict }) => verdict === 'violated')),
    ]),
    ...shown(outsideSections(compliance, violated)),
    `${paint.bold(compliance.title)}  ${statesText(compliance)}`,
    '',
    ...compliance.sections.map((one) => {
      const text = stateText(one)
      const told =
        one.state === 'violated' ? paint.red(text) : one.state === 'good' ? paint.green(text) : text
      return `  ${padded(one.section, width)}  ${told}`
    }),
    '',
  ]
}

function byRule(findings: readonly Finding[]): readonly (readonly [Finding, ...Finding[]])[] {
  const rules = new Map<string, [Finding, ...Finding[]]>()
  for (const one of findings) {
    const some = rules.get(one.rule)
    if (some === undefined) rules.set(one.rule, [one])
    else some.push(one)
  }
  return [...rules.values()]
}

function ruleLines(
  view: View,
  paint: Paint,
  findings: readonly [Finding, ...Finding[]],
  all: boolean,
): readonly string[] {
  const [first] = findings
  const shown = all ? findings : findings.slice(0, mostOfOneRule)
  const hidden = findings.slice(shown.length)
  return [
    heading(view, paint, first),
    ...wrapped(first.why, view.width - 2).map((line) => `  ${paint.dim(line)}`),
    '',
    ...shown.flatMap((one) => findingLines(view, paint, one)),
    ...(hidden.length === 0
      ? []
      : [`  ${paint.dim(`and ${counted(hidden.length, 'more place')}: --all shows them`)}`, '']),
    ...labelled(view, paint, 'fix', first.fix),
    '',
    '',
  ]
}

function heading(view: View, paint: Paint, { severity, title, rule }: Finding): string {
  const label = `${severity.toUpperCase()}  `
  const room = view.width - widthOf(label) - widthOf(title) - widthOf(rule)
  const name = room >= 2 ? padded('', room) + paint.dim(rule) : `  ${paint.dim(rule)}`
  return `${paint.bold(ink(paint, severity)(severity.toUpperCase()))}  ${paint.bold(title)}${name}`
}

function findingLines(view: View, paint: Paint, finding: Finding): readonly string[] {
  const source = sourceLine(view, finding.span)
  const more = finding.places.length - 1
  const address =
    clean(finding.address) +
    (more > 0 ? paint.dim(` and ${counted(more, 'more instance')}`) : '') +
    paint.dim(whereText(view, finding))
  const rest = hopsOf(view, finding)
  return [
    `  ${paint.blue(placeText(view, finding.span))}  ${address}`,
    ...(source === undefined ? [] : sourceWithCaret(view, source, ink(paint, finding.severity), 2)),
    ...wrapped(finding.message, view.width - 4).map((line) => `    ${line}`),
    ...(finding.seenBy === undefined
      ? []
      : [`    ${paint.dim(`seen by ${clean(finding.seenBy.join(', '))}`)}`]),
    ...(rest.length === 0 ? [] : trail(view, paint, rest).map((line) => `  ${line}`)),
    '',
  ]
}

/** As many roots and environments as are named. */
const mostNamed = 3

/** The environments of a finding, and the roots that it is in where its line is in a module outside of them. */
function whereText(view: View, { places, span }: Finding): string {
  const names = new Set(
    places.map(({ root, variant }) => {
      const isInside = root === '' || span.file === root || span.file.startsWith(`${root}/`)
      const folder = filePath(root)
      // A plan is a root too, and all of it is about that plan.
      const isTold = !isInside && view.text(folder) === undefined
      return clean([isTold ? view.path(folder) : '', variant].filter((one) => one !== '').join(' '))
    }),
  )
  names.delete('')
  if (names.size === 0) return ''
  const shown = [...names].slice(0, mostNamed).join(', ')
  return `  in ${shown}${names.size > mostNamed ? ` and ${names.size - mostNamed} more` : ''}`
}

function labelled(view: View, paint: Paint, label: string, text: string): readonly string[] {
  const lines = wrapped(text, view.width - label.length - 4)
  return lines.map((line, at) => `  ${at === 0 ? paint.green(label) : ' '.repeat(label.length)}  ${line}`)
}

/** One line for each missing input: what could be decided if it were known. */
function undecidedLines(view: View, paint: Paint, findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return []
  const inputs = new Map<string, { cause: Cause; count: number; rules: Set<string> }>()
  for (const { because, rule } of findings) {
    for (const cause of because.slice(0, 1)) {
      const input = inputs.get(cause.what) ?? { cause, count: 0, rules: new Set() }
      input.count++
      input.rules.add(rule)
      inputs.set(cause.what, input)
    }
  }
  const rows = [...inputs.values()].toSorted((a, b) => b.count - a.count)
  const width = Math.min(40, Math.max(...rows.map(({ cause }) => widthOf(clean(cause.what)))))
  return [
    `${paint.bold('UNDECIDED')}  ${counted(findings.length, 'question')} cannot be answered until these are known`,
    '',
    ...rows.slice(0, 12).map(({ cause, count, rules }) => {
      const names = [...rules].slice(0, 2).join(', ') + (rules.size > 2 ? ` and ${rules.size - 2} more` : '')
      return `  ${padded(clean(cause.what), width)}  ${String(count).padStart(4)}  ${paint.dim(names)}`
    }),
    ...(rows.length > 12 ? [`  ${paint.dim(`and ${counted(rows.length - 12, 'more input')}`)}`] : []),
    '',
    '',
  ].map((line) => (widthOf(line) > view.width && !line.includes('\u001B') ? line.slice(0, view.width) : line))
}

/** What lies elsewhere and nobody has got: nothing was asked about what it makes. */
const unread: readonly {
  readonly codes: readonly string[]
  readonly what: string
  readonly of: string
  /** What it is called, in the text that a problem points at. */
  readonly named: readonly RegExp[]
  readonly hint: string
}[] = [
  {
    codes: ['terraform/module-not-downloaded'],
    what: 'module call',
    of: '',
    named: [/"(?<name>[^"]+)"/u],
    hint: 'With --fetch, or after terraform init, they are read too.',
  },
  {
    codes: ['argocd/elsewhere', 'flux/elsewhere'],
    what: 'source',
    of: ' of Argo CD and Flux outside of this repository',
    named: ['chart', 'name', 'repoURL'].map(
      (key) => new RegExp(`(?:^|[\\s{,"'])${key}["']?:\\s{0,9}["']?(?<name>[^\\s"',}]+)`, 'u'),
    ),
    hint: 'Charts are read with --fetch.',
  },
]

function unreadLines(view: View, paint: Paint, diagnostics: readonly Diagnostic[]): readonly string[] {
  return unread.flatMap(({ codes, what, of, named, hint }) => {
    const places = new Map<string, string>()
    for (const { code, span } of diagnostics) {
      if (!codes.includes(code)) continue
      const source = view.text(span.file)?.slice(span.start, span.end) ?? ''
      const names = named.flatMap((one) => one.exec(source)?.groups?.['name'] ?? [])
      places.set(`${span.file}:${span.start}`, names[0] ?? source)
    }
    if (places.size === 0) return []
    const names = [...new Set(places.values())]
    const shown = names.slice(0, 4).join(', ') + (names.length > 4 ? ` and ${names.length - 4} more` : '')
    const text = `${counted(places.size, what)}${of}, of which nothing was looked at: ${clean(shown)}. ${hint}`
    const [first = '', ...more] = wrapped(text, view.width - 10)
    return [`${paint.bold('NOT READ')}  ${first}`, ...more.map((line) => `          ${line}`), '', '']
  })
}

function closing(paint: Paint, report: ReviewReport, all: boolean): string {
  const { violated, undecided, bySeverity } = summaryOf(report)
  const errors = errorCount(report.diagnostics)
  const hidden = all ? '' : ' (--all shows them)'
  const counts = severities.flatMap((one) =>
    bySeverity[one] === 0 ? [] : [`${bySeverity[one]} ${one}${one === 'info' ? hidden : ''}`],
  )
  const more = [
    ...(undecided === 0 ? [] : [`${undecided} undecided`]),
    ...(report.fixed.length === 0 ? [] : [paint.green(`${report.fixed.length} fixed`)]),
    ...(report.unchanged === 0 ? [] : [`${report.unchanged} known before`]),
    ...(report.accepted.length === 0 ? [] : [`${report.accepted.length} accepted`]),
    ...(errors === 0 ? [] : [paint.red(`${counted(errors, 'error')} in what was read`)]),
  ].map((one) => `, ${one}`)
  const what = report.since === undefined ? 'finding' : 'new finding'
  const found =
    violated === 0
      ? paint.green(`No ${what}s`)
      : `${paint.bold(counted(violated, what))}: ${counts.join(', ')}`
  const looked = `${counted(report.resources, 'resource')}, ${counted(report.rules, 'rule')}`
  return `${found}${more.join('')}  ${paint.dim(looked)}`
}

function ink(paint: Paint, severity: Severity): (text: string) => string {
  return severity === 'critical' || severity === 'high' ? paint.red : paint.yellow
}
