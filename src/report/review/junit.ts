import type { Finding } from '../../model/finding.ts'
import type { ReviewReport } from '../../model/review.ts'
import { placeText } from '../source.ts'
import type { View } from '../view.ts'
import { escapeMarkup } from './markup.ts'

/** A review in the XML of JUnit, as build servers show it: a suite for each rule, a failed case for each finding, a skipped one for each question that is undecided. */
export function reviewJunit(view: View, { findings }: ReviewReport): string {
  const suites = new Map<string, Finding[]>()
  for (const one of findings) suites.set(one.rule, [...(suites.get(one.rule) ?? []), one])
  const counts = countsOf(findings)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="plumbline" ${counts}>`,
    ...[...suites].flatMap(([rule, some]) => suiteLines(view, rule, some)),
    '</testsuites>',
    '',
  ].join('\n')
}

function suiteLines(view: View, rule: string, findings: readonly Finding[]): readonly string[] {
  return [
    `  <testsuite name="${escapeMarkup(rule)}" ${countsOf(findings)}>`,
    ...findings.flatMap((one) => caseLines(view, one)),
    '  </testsuite>',
  ]
}

function caseLines(view: View, one: Finding): readonly string[] {
  const place = placeText(view, one.span)
  const name = escapeMarkup(`${one.address} ${place}`)
  const text = escapeMarkup(`${one.message}\n${place}\n${one.why}\nFix: ${one.fix}`)
  const inner =
    one.verdict === 'violated'
      ? `      <failure type="${one.severity}" message="${escapeMarkup(one.message)}">${text}</failure>`
      : `      <skipped message="${escapeMarkup(`undecided: ${one.because.map(({ what }) => what).join(', ')}`)}"/>`
  return [`    <testcase classname="${escapeMarkup(one.rule)}" name="${name}">`, inner, '    </testcase>']
}

function countsOf(findings: readonly Finding[]): string {
  const failed = findings.filter(({ verdict }) => verdict === 'violated').length
  return `tests="${findings.length}" failures="${failed}" errors="0" skipped="${findings.length - failed}"`
}
