import { filePath } from '../../kernel/brand.ts'
import type { FeedValue } from '../../model/feed-change.ts'
import type { Moved, SuspectedChange } from '../../model/investigation.ts'
import type { Measure } from '../../model/service-signals.ts'
import { measures } from '../../model/service-signals.ts'
import { plotStyle, plotSvg } from '../plot/svg.ts'
import type { Plot } from '../plot/plot.ts'
import { momentText } from '../plot/scale.ts'
import { escapeMarkup as escaped } from '../review/markup.ts'
import type { View } from '../view.ts'
import { clean, counted } from '../words.ts'
import { pageStyle } from './html-style.ts'
import { wayDrawing } from './html-way.ts'
import { digits, shortTitles } from './numbers.ts'
import { changedText, type InvestigationReport } from './report.ts'
import {
  alsoMoved,
  confidence,
  foundText,
  headline,
  idText,
  madeText,
  mainMove,
  moveText,
  nameText,
  noChangeText,
  saidTexts,
  summaryText,
  symptomText,
} from './words.ts'

/** An investigation as one page that needs nothing from anywhere. */
export function investigationHtml(view: View, report: InvestigationReport): string {
  const { investigation } = report
  const title = headline(investigation)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(title)}</title>
<style>${pageStyle}${plotStyle}</style>
</head>
<body>
<header class="${investigation.symptom === undefined ? 'calm' : 'wrong'}">
<h1>${text(title)}</h1>
${factsOf(report)}
</header>
<main>
${[
  wayDrawing(view, report),
  plots(report),
  suspects(report),
  changes(view, report),
  logs(report),
  list('Against it', investigation.against),
  list('What would disprove it', investigation.disproof),
  commands(report),
  also(report),
  quiet(report),
  questions(report),
]
  .filter((part) => part !== '')
  .join('\n')}
</main>
</body>
</html>
`
}

function text(said: string): string {
  return escaped(clean(said))
}

function factsOf({ investigation, source }: InvestigationReport): string {
  const { symptom, stretch } = investigation
  const facts =
    symptom === undefined ? [] : [symptomText(symptom), foundText(symptom)].filter((one) => one !== '')
  const summary = summaryText(investigation)
  return [
    ...(summary === '' ? [] : [`<p class="lead">${text(summary)}.</p>`]),
    `<p>${[...facts, ...saidTexts(investigation)].map(text).join(' · ')}</p>`,
    `<p class="soft">${momentText(stretch.start)} to ${momentText(stretch.end)} UTC, from ${text(source)}</p>`,
  ].join('\n')
}

/** The services of the way, one plot for each, with the change and the begin marked. */
function plots(report: InvestigationReport): string {
  const { way, symptom } = report.investigation
  const drawn = way.flatMap((step) => {
    const measure = mainMove(step.moved, symptom?.measure)?.measure ?? symptom?.measure
    const plot =
      measure === undefined
        ? undefined
        : plotOf(report, step.node, measure, mainMove(step.moved, symptom?.measure))
    return plot === undefined || measure === undefined
      ? []
      : [`<div><h3>${text(step.node)} <span>${shortTitles[measure]}</span></h3>${plotSvg(plot)}</div>`]
  })
  return drawn.length === 0 ? '' : section('Over time', `<div class="plots">${drawn.join('\n')}</div>`)
}

function plotOf(
  { times, series, investigation }: InvestigationReport,
  node: string,
  measure: Measure,
  moved: Moved | undefined,
): Plot | undefined {
  const values = series(node, measure)
  if (values === undefined) return undefined
  const [change] = investigation.changes
  const since = moved?.since ?? investigation.symptom?.since
  return {
    title: `${measures[measure].title} of ${node}`,
    unit: unitOf(measure),
    lines: [{ name: shortTitles[measure], kind: 'measured', times, values }],
    bands: [],
    levels: moved === undefined ? [] : [{ name: 'before', kind: 'given', value: moved.before }],
    marks: [
      ...(change === undefined
        ? []
        : [
            {
              name: nameText(change),
              kind: 'change' as const,
              time: change.change.time,
            },
          ]),
      ...(since === undefined || !Number.isFinite(since)
        ? []
        : [{ name: 'begins', kind: 'moment' as const, time: since }]),
    ],
  }
}

function unitOf(measure: Measure): Plot['unit'] {
  const units = { s: 'seconds', '%': 'share', B: 'bytes', cores: 'cores', '': 'number' } as const
  return units[measures[measure].unit]
}

function section(title: string, body: string): string {
  return `<section><h2>${title}</h2>${body}</section>`
}

function suspects({ investigation }: InvestigationReport): string {
  const { suspects: all, symptom } = investigation
  if (symptom === undefined) return ''
  if (all.length === 0)
    return section(
      'No cause found',
      '<p>No service differs clearly enough to be the cause, the one where it shows included.</p>',
    )
  const rows = all.map(
    ({ node, score, why }) =>
      `<li><b>${text(node)}</b> <span class="bar"><i style="width:${Math.round(100 * score)}%"></i></span> <span class="soft">${Math.round(100 * score)} %</span><p>${text(why)}</p></li>`,
  )
  return section(all.length === 1 ? 'Suspect' : 'Suspects', `<ol class="suspects">${rows.join('')}</ol>`)
}

function changes(view: View, { investigation }: InvestigationReport): string {
  const { changes: all, symptom, outcome } = investigation
  if (symptom === undefined || outcome === 'no cause found') return ''
  if (all.length === 0)
    return section('No change explains this', `<p>${text(noChangeText(investigation))}</p>`)
  const [first, ...others] = all
  if (first === undefined) return ''
  const less = others.map((one) => `<li>${changeHead(one)}</li>`).join('')
  return section(
    'The change',
    `<article>${changeHead(first)}${valuesPart(view, first)}</article>${less === '' ? '' : `<h3>Less likely</h3><ul class="less">${less}</ul>`}`,
  )
}

function changeHead(one: SuspectedChange): string {
  const { change } = one
  const id = `<code>${text(idText(change.id))}</code>`
  const link = change.link === '' ? id : `<a href="${escaped(change.link)}" rel="noreferrer">${id}</a>`
  const sure = confidence(one)
  return `<p class="change">${link} <b>${text(change.title)}</b> <span class="sure ${sure}">${sure}</span><br><span class="soft">${text(madeText(one))}</span></p>`
}

function valuesPart(view: View, { values, change }: SuspectedChange): string {
  const shown = values.slice(0, 5)
  const more = values.length - shown.length + change.more
  return `${shown.map((one) => valuePart(view, one)).join('')}${more > 0 ? `<p class="soft">and ${counted(more, 'other value')}</p>` : ''}`
}

function valuePart(view: View, value: FeedValue): string {
  const { address, path, line } = value
  const title = `<p><code>${text(address)}</code> <code>${text(path)}</code> <b>${text(changedText(value))}</b></p>`
  if (line === undefined) return title
  const rows = [
    ...(line.before === undefined ? [] : [`<del><i>${line.number}</i>${text(line.before)}</del>`]),
    ...(line.after === undefined ? [] : [`<ins><i>${line.number}</i>${text(line.after)}</ins>`]),
  ]
  return `${title}<p class="place">${text(`${view.path(filePath(line.file))}:${line.number}`)}</p><pre>${rows.join('')}</pre>`
}

function logs({ investigation }: InvestigationReport): string {
  if (investigation.logs.length === 0) return ''
  const rows = investigation.logs.map(({ template, example, isNew, before, during, level }) => {
    const often = isNew ? `${digits(during)} an hour, new` : `${digits(before)} → ${digits(during)} an hour`
    return `<tr class="${level ?? ''}"><td><code title="${text(example)}">${text(template)}</code></td><td>${often}</td></tr>`
  })
  return section('In the logs since then', `<table>${rows.join('')}</table>`)
}

function list(title: string, all: readonly string[]): string {
  return all.length === 0
    ? ''
    : section(title, `<ul>${all.map((one) => `<li>${text(one)}</li>`).join('')}</ul>`)
}

function commands({ commands: all }: InvestigationReport): string {
  if (all.length === 0) return ''
  return section(
    'What to do',
    `<dl>${all.map(({ line, what }) => `<dt><code>${text(line)}</code></dt><dd>${text(what)}</dd>`).join('')}</dl>`,
  )
}

function also({ investigation }: InvestigationReport): string {
  const all = alsoMoved(investigation)
  if (all.length === 0) return ''
  const rows = all
    .slice(0, 30)
    .map(
      (one) =>
        `<tr><td>${text(one.node)}</td><td>${shortTitles[one.measure]}</td><td>${text(moveText(one))}</td><td class="soft">${momentText(one.since)}</td></tr>`,
    )
  return section('Also not as always', `<table>${rows.join('')}</table>`)
}

function quiet({ investigation: { quiet: calm, unmeasured } }: InvestigationReport): string {
  return [
    calm.length === 0 ? '' : section('As always', `<p>${chips(calm)}</p>`),
    unmeasured.length === 0 ? '' : section('Not measured', `<p>${chips(unmeasured)}</p>`),
  ].join('')
}

function chips(names: readonly string[]): string {
  return names.map((one) => `<span class="chip">${text(one)}</span>`).join(' ')
}

function questions({ asked }: InvestigationReport): string {
  if (asked.length === 0) return ''
  const rows = asked.map(
    ({ convention, what, expression, series }) =>
      `<tr><td>${text(convention)}</td><td>${text(what)}</td><td><code>${text(expression)}</code></td><td>${series}</td></tr>`,
  )
  return `<details><summary>What was asked (${counted(asked.length, 'question')})</summary><div class="wide"><table><tr><th>convention</th><th>what</th><th>query</th><th>series</th></tr>${rows.join('')}</table></div></details>`
}
