import { filePath } from '../../kernel/brand.ts'
import type { SuspectedChange } from '../../model/investigation.ts'
import { escapeMarkup } from '../review/markup.ts'
import type { View } from '../view.ts'
import { clean, counted } from '../words.ts'
import { digits, shortTitles } from './numbers.ts'
import { changedText, type InvestigationReport } from './report.ts'
import {
  alsoMoved,
  confidence,
  headline,
  idText,
  madeText,
  mainMove,
  moveText,
  namesText,
  noChangeText,
  originText,
  saidTexts,
  summaryText,
  symptomText,
} from './words.ts'

/** An investigation for a ticket or a chat. */
export function investigationMarkdown(view: View, report: InvestigationReport): string {
  const { investigation, commands } = report
  const { symptom, suspects, changes, against, disproof, logs, outcome } = investigation
  const facts = symptom === undefined ? '' : symptomText(symptom)
  const parts = [
    `## ${text(headline(investigation))}`,
    [facts, summaryText(investigation)]
      .filter((one) => one !== '')
      .map(text)
      .join('. '),
    saidTexts(investigation).map(text).join(' '),
    wayTable(view, report),
    section(
      'Suspects',
      suspects.map(({ node, score, why }) => `**${text(node)}** ${Math.round(100 * score)} %: ${text(why)}`),
    ),
    symptom !== undefined && outcome === 'no change explains this'
      ? `### No change explains this\n\n${noChangeText(investigation)}`
      : '',
    changes.length === 0 ? '' : `### Changes\n\n${changes.map((one) => changePart(view, one)).join('\n')}`,
    section(
      'In the logs since then',
      logs.map(
        ({ template, isNew, before, during }) =>
          `${code(template)} ${isNew ? `${digits(during)} an hour, new` : `${digits(before)} → ${digits(during)} an hour`}`,
      ),
    ),
    section('Against it', against.map(text)),
    section('What would disprove it', disproof.map(text)),
    section(
      'Also not as always',
      alsoMoved(investigation)
        .slice(0, 12)
        .map((one) => `${text(one.node)}: ${shortTitles[one.measure]} ${moveText(one)}`),
    ),
    quietPart(report),
    commands.length === 0
      ? ''
      : `### What to do\n\n${commands.map(({ line, what }) => `- ${code(line)} ${text(what)}`).join('\n')}`,
  ]
  return `${parts.filter((one) => one !== '').join('\n\n')}\n`
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `### ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}`
}

function wayTable(view: View, { investigation }: InvestigationReport): string {
  const { way, symptom } = investigation
  if (way.length === 0) return ''
  const rows = way.map(({ node, moved, isMeasured, origins }, at) => {
    const move = mainMove(moved, symptom?.measure)
    const numbers =
      move === undefined
        ? isMeasured
          ? 'as always'
          : 'not measured'
        : `${shortTitles[move.measure]} ${moveText(move)}`
    const origin = origins[0] === undefined ? '' : code(originText(view, origins[0]))
    return `| ${'&nbsp;&nbsp;'.repeat(at)}${at === 0 ? '' : '└ '}${text(node)} | ${text(numbers)} | ${origin} |`
  })
  return ['| where it comes from | | called by |', '| --- | --- | --- |', ...rows].join('\n')
}

function changePart(view: View, one: SuspectedChange): string {
  const { change, values } = one
  const link = linkText(change.link)
  const id = link === '' ? code(idText(change.id)) : `[${code(idText(change.id))}](${link})`
  const head = `- ${id} ${text(change.title)} (${text(madeText(one))}; ${confidence(one)})`
  const lines = values.slice(0, 3).map((value) => {
    const { line } = value
    const place = line === undefined ? '' : ` in ${code(`${view.path(filePath(line.file))}:${line.number}`)}`
    return `  - ${code(`${value.address} ${value.path}`.trim())} ${code(changedText(value))}${place}`
  })
  const more = values.length - lines.length + change.more
  return [head, ...lines, ...(more > 0 ? [`  - and ${counted(more, 'other value')}`] : [])].join('\n')
}

function quietPart({ investigation: { quiet, unmeasured } }: InvestigationReport): string {
  return [
    ...(quiet.length === 0 ? [] : [`As always: ${text(namesText(quiet, 20))}.`]),
    ...(unmeasured.length === 0 ? [] : [`Not measured: ${text(namesText(unmeasured, 20))}.`]),
  ].join(' ')
}

/** An address that does not end the link that it stands in. */
function linkText(link: string): string {
  return URL.canParse(link) ? new URL(link).href.replaceAll('(', '%28').replaceAll(')', '%29') : ''
}

/** A text that is nothing but text to Markdown and to HTML. */
function text(said: string): string {
  return escapedText(said).replaceAll(/[\\`*_[\]|~]/gu, String.raw`\$&`)
}

function code(said: string): string {
  return `<code>${escapedText(said).replaceAll('|', '&#124;')}</code>`
}

/** Quotes mean nothing outside of tags, and tickets are read as they are too. */
function escapedText(said: string): string {
  return escapeMarkup(clean(said)).replaceAll('&#39;', "'").replaceAll('&quot;', '"')
}
