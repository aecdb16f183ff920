import { severities, type Finding } from '../../model/finding.ts'
import type { Compliance } from '../../model/compliance.ts'
import type { ReviewReport } from '../../model/review.ts'
import { placeText, sourceLines } from '../source.ts'
import type { View } from '../view.ts'
import { counted } from '../words.ts'
import { outsideSections, statesText, stateText } from './compliance.ts'
import { blastHtml } from './blast.ts'
import { hopsOf } from './hops.ts'
import { script, style } from './html-parts.ts'
import { escapeMarkup as escaped } from './markup.ts'
import { summaryOf } from './summary.ts'

/** Lines shown before and after the one that is marked. */
const around = 3

/** A review as one page that needs nothing from anywhere: summary, filters, and each finding with its lines. */
export function reviewHtml(view: View, report: ReviewReport): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>Plumbline review</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>Review</h1>
<p class="sum">${headline(report)}</p>
${filters(report)}
</header>
<main>
${blastHtml(report.blast)}
${bodyOf(view, report)}
<p id="none" hidden>Nothing fits these filters.</p>
</main>
<script>${script}</script>
</body>
</html>
`
}

/** Rule by rule; of a benchmark section by section, after a table of them. */
function bodyOf(view: View, { findings, compliance }: ReviewReport): string {
  const parts = (some: readonly Finding[]): readonly string[] =>
    byRule(some).map((one) => ruleSection(view, one))
  if (compliance === undefined) return parts(findings).join('\n')
  const named = compliance.sections.flatMap((one) =>
    one.findings.length === 0
      ? []
      : [
          `<h2 id="${anchor(one.section)}">${escaped(`${compliance.title} ${one.section}`)}</h2>`,
          ...parts(one.findings),
        ],
  )
  return [sectionsTable(compliance), ...named, ...parts(outsideSections(compliance, findings))].join('\n')
}

function sectionsTable(compliance: Compliance): string {
  const rows = compliance.sections.map((one) => {
    const name = escaped(one.section)
    const link = one.findings.length === 0 ? name : `<a href="#${anchor(one.section)}">${name}</a>`
    return `<tr><td>${link}</td><td>${stateText(one)}</td></tr>`
  })
  return `<details class="sections" open><summary>${escaped(compliance.title)}: ${statesText(compliance)}</summary>
<table>${rows.join('')}</table></details>`
}

function anchor(section: string): string {
  return `section-${section.replaceAll(/[^\w.-]/gu, '-')}`
}

function headline(report: ReviewReport): string {
  const { violated, undecided } = summaryOf(report)
  const what = report.since === undefined ? 'finding' : 'new finding'
  const parts = [
    violated === 0 ? `No ${what}s` : `<b>${counted(violated, what)}</b>`,
    `${undecided} undecided`,
    ...(report.fixed.length === 0 ? [] : [`${report.fixed.length} fixed`]),
    ...(report.unchanged === 0 ? [] : [`${report.unchanged} known before`]),
    ...(report.accepted.length === 0 ? [] : [`${report.accepted.length} accepted`]),
  ]
  return `${parts.join(' · ')} in ${counted(report.resources, 'resource')}, ${counted(report.rules, 'rule')}`
}

function filters(report: ReviewReport): string {
  const { bySeverity, undecided } = summaryOf(report)
  const boxes = severities
    .filter((one) => bySeverity[one] > 0)
    .map((one) => checkbox(one, bySeverity[one], true))
  if (undecided > 0) boxes.push(checkbox('undecided', undecided, false))
  return `<form id="filters">${boxes.join('')}<input id="search" type="search" placeholder="Address, rule, file or text" aria-label="Search"></form>`
}

function checkbox(name: string, count: number, checked: boolean): string {
  const on = checked ? ' checked' : ''
  return `<label class="pill ${name}"><input type="checkbox" value="${name}"${on}>${name} <b>${count}</b></label>`
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

function ruleSection(view: View, findings: readonly [Finding, ...Finding[]]): string {
  const [first] = findings
  const references = [...new Set(findings.flatMap(({ aliases }) => aliases)), ...first.compliance]
  return `<section>
<h2><span class="mark ${first.severity}">${first.severity}</span> ${escaped(first.title)} <code>${escaped(first.rule)}</code></h2>
<p class="why">${escaped(first.why)}</p>
<p class="fix"><b>Fix</b> ${escaped(first.fix)}</p>
${findings.map((one) => findingPart(view, one)).join('\n')}
${references.length === 0 ? '' : `<p class="refs">${references.map(escaped).join(' · ')}</p>`}
</section>`
}

function findingPart(view: View, one: Finding): string {
  const kind = one.verdict === 'undecided' ? 'undecided' : one.severity
  const more = one.places.length > 1 ? placesPart(one) : ''
  const hops = hopsOf(view, one).map((site) => `<li>${excerpt(view, site.span, 0)}</li>`)
  const waits = one.because.map(({ what }) => `<code>${escaped(what)}</code>`).join(', ')
  return `<article data-kind="${kind}">
<h3><code>${escaped(one.address)}</code>${more}</h3>
<p>${waits === '' ? '' : `Undecided until ${waits} is known: `}${escaped(one.message)}${one.seenBy === undefined ? '' : ` Seen by ${escaped(one.seenBy.join(', '))}.`}</p>
${excerpt(view, one.span, around)}
${hops.length === 0 ? '' : `<p class="by">set by</p><ol class="hops">${hops.join('')}</ol>`}
</article>`
}

function placesPart({ places }: Finding): string {
  const rows = places.slice(0, 200).map(({ address, variant }) => {
    const where = variant === '' ? '' : ` in ${escaped(variant)}`
    return `<li><code>${escaped(address)}</code>${where}</li>`
  })
  return ` <details><summary>${counted(places.length, 'instance')}</summary><ul>${rows.join('')}</ul></details>`
}

/** Lines of a source with the ones of the span marked. */
function excerpt(view: View, span: Finding['span'], margin: number): string {
  const lines = sourceLines(view, span, margin)
  const rows = lines.map(({ number, text, isMarked }) => {
    const row = `<span class="n">${number}</span>${escaped(text)}`
    return isMarked ? `<mark>${row}</mark>` : `<span>${row}</span>`
  })
  const place = `<span class="place">${escaped(placeText(view, span))}</span>`
  return rows.length === 0 ? place : `<figure>${place}<pre>${rows.join('')}</pre></figure>`
}
