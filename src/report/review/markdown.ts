import { severities, type Finding } from '../../model/finding.ts'
import type { Compliance } from '../../model/compliance.ts'
import type { ReviewReport } from '../../model/review.ts'
import { placeText, sourceLine } from '../source.ts'
import type { View } from '../view.ts'
import { counted } from '../words.ts'
import { statesText, stateText } from './compliance.ts'
import { blastMarkdown } from './blast.ts'
import { hopsOf } from './hops.ts'
import { escapeMarkup } from './markup.ts'
import { summaryOf } from './summary.ts'

/** As many findings as are shown in full; a comment on a pull request has an end. */
const most = 50

/** A review as a comment on a pull request. */
export function reviewMarkdown(view: View, report: ReviewReport): string {
  const violated = report.findings.filter(({ verdict }) => verdict === 'violated')
  const undecided = report.findings.filter(({ verdict }) => verdict === 'undecided')
  const lines = [
    '## Plumbline review',
    '',
    headline(report),
    '',
    ...blastMarkdown(report.blast, code),
    ...(report.compliance === undefined ? [] : sectionLines(report.compliance)),
    ...violated.slice(0, most).flatMap((one) => findingLines(view, one)),
    ...(violated.length > most ? [`… and ${counted(violated.length - most, 'more finding')}.`, ''] : []),
    ...undecidedLines(undecided),
    ...fixedLines(report.fixed),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

function headline(report: ReviewReport): string {
  const { violated, undecided, bySeverity } = summaryOf(report)
  const counts = severities.flatMap((one) => (bySeverity[one] === 0 ? [] : [`${bySeverity[one]} ${one}`]))
  const what = report.since === undefined ? 'finding' : 'new finding'
  const parts = [
    violated === 0 ? `No ${what}s` : `**${counted(violated, what)}** (${counts.join(', ')})`,
    ...(undecided === 0 ? [] : [`${undecided} undecided`]),
    ...(report.fixed.length === 0 ? [] : [`${report.fixed.length} fixed`]),
    ...(report.unchanged === 0 ? [] : [`${report.unchanged} known before`]),
    ...(report.accepted.length === 0 ? [] : [`${report.accepted.length} accepted`]),
  ]
  return `${parts.join(', ')}, in ${counted(report.resources, 'resource')}.`
}

/** The sections of a benchmark, with the resources that break them. */
function sectionLines(compliance: Compliance): readonly string[] {
  return [
    `### ${compliance.title}`,
    '',
    `${statesText(compliance)}.`,
    '',
    '| section | state | where |',
    '| --- | --- | --- |',
    ...compliance.sections.map((one) => {
      const places = [...new Set(one.findings.map(({ address }) => address))]
      const where = places.slice(0, 5).map((place) => code(place.replaceAll('|', '\\|')))
      const more = places.length > 5 ? [`${places.length - 5} more`] : []
      return `| ${one.section} | ${stateText(one)} | ${[...where, ...more].join(', ')} |`
    }),
    '',
  ]
}

function findingLines(view: View, one: Finding): readonly string[] {
  const source = sourceLine(view, one.span)
  const more = one.places.length > 1 ? ` and ${counted(one.places.length - 1, 'more instance')}` : ''
  const hops = hopsOf(view, one).map((site) => code(placeText(view, site.span)))
  return [
    '<details>',
    `<summary><b>${one.severity}</b> ${escapeMarkup(one.title)} — <code>${escapeMarkup(one.address)}</code>${more}</summary>`,
    '',
    `${code(placeText(view, one.span))}: ${escaped(one.message)}`,
    '',
    ...(source === undefined ? [] : fenced(source.text)),
    ...(hops.length === 0 ? [] : [`Set by ${hops.join(' → ')}.`, '']),
    `${escaped(one.why)} **Fix:** ${escaped(one.fix)}`,
    '',
    `<sub>${code(one.rule)}${one.aliases.length === 0 ? '' : ` (${one.aliases.map(escaped).join(', ')})`}${one.seenBy === undefined ? '' : `, seen by ${escaped(one.seenBy.join(', '))}`}</sub>`,
    '',
    '</details>',
    '',
  ]
}

function undecidedLines(findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return []
  const inputs = new Map<string, number>()
  for (const { because } of findings) {
    for (const { what } of because.slice(0, 1)) inputs.set(what, (inputs.get(what) ?? 0) + 1)
  }
  const rows = [...inputs].toSorted(([, a], [, b]) => b - a).slice(0, 20)
  return [
    '**Undecided**, until these are known:',
    '',
    ...rows.map(([what, count]) => `- ${code(what)} (${count})`),
    '',
  ]
}

function fixedLines(findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return []
  return [
    '**Fixed:**',
    '',
    ...findings.slice(0, 20).map((one) => `- ${escaped(one.title)} — ${code(one.address)}`),
    '',
  ]
}

/** Text that says itself, whatever it holds. */
function escaped(text: string): string {
  return text.replaceAll(/[&<>]/gu, (one) => `&#${one.charCodeAt(0)};`).replaceAll(/[\\*[\]_`|]/gu, '\\$&')
}

function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`'
  const space = text.includes('`') ? ' ' : ''
  return `${fence}${space}${text.replaceAll('\n', ' ')}${space}${fence}`
}

function fenced(text: string): readonly string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return [fence, text, fence, '']
}
