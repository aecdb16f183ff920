import type { CommitDetail, FindingSummary, GateResult } from '../contract/nouns.ts'
import type { Severity } from '../model/finding.ts'
import type { ForgeNote, ForgeReport, Repository } from './forge.ts'

/** What a forge is told of a reviewed commit: a line, and a comment on its pull request when it is the newest of it. */
export function reportOn(
  commit: CommitDetail,
  {
    project,
    address,
    repository,
  }: { readonly project: string; readonly address: string; readonly repository: Repository },
): ForgeReport {
  const link = `${address}/${[project, 'changes', commit.source, commit.sha].map(encodeURIComponent).join('/')}`
  return {
    repository,
    sha: commit.sha,
    verdict: commit.gate ?? 'passed',
    summary: summaryOf(commit),
    link,
    text: textOf(commit, link),
    notes: commit.madeWorse.flatMap(noteOf).slice(0, mostNotes),
    comment: commit.change?.state === 'open' ? { number: commit.change.number } : undefined,
  }
}

/** As many findings as anybody looks through beside the lines of a change. */
const mostNotes = 500

/** A finding beside its line; nothing for one that has no line of a file. */
function noteOf(one: FindingSummary): readonly ForgeNote[] {
  const { file, startLine: line, severity, verdict, rule, title, address, message } = one
  if (line < 1 || file === '' || file.startsWith('<')) return []
  const isUndecided = verdict === 'undecided'
  return [
    {
      file,
      line,
      level: isUndecided ? 'notice' : levels[severity],
      title: `${title} (${isUndecided ? 'undecided' : severity})`,
      message: `${message}\n\n${rule} of ${address}`,
    },
  ]
}

const levels: Readonly<Record<Severity, ForgeNote['level']>> = {
  critical: 'failure',
  high: 'failure',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
}

function summaryOf({ worse, fixed, changes }: CommitDetail): string {
  return `${counted(worse, 'finding')} worse, ${fixed} fixed, ${counted(changes, 'value')} changed.`
}

const mostFindings = 10

function textOf(commit: CommitDetail, link: string): string {
  const { gates, madeWorse, fixed, sha } = commit
  return [
    `**Plumbline**: ${summaryOf(commit)}`,
    ...(gates.length === 0
      ? []
      : ['', '| gate | condition | |', '| --- | --- | --- |', ...gates.flatMap(gateRows)]),
    ...(madeWorse.length === 0
      ? []
      : ['', 'New or worse:', '', ...madeWorse.slice(0, mostFindings).map(findingLine)]),
    ...(madeWorse.length > mostFindings ? [`- and ${madeWorse.length - mostFindings} more`] : []),
    ...(fixed > 0 ? ['', `${counted(fixed, 'finding')} fixed.`] : []),
    '',
    `[Every changed value and the line behind it](${link}) at ${sha.slice(0, 10)}`,
  ].join('\n')
}

function gateRows({ gate, conditions, verdict }: GateResult): readonly string[] {
  const note = verdict === 'overridden' ? ' (overridden)' : ''
  return conditions.map((one) => `| ${safe(gate)}${note} | ${safe(one.detail)} | ${one.verdict} |`)
}

function findingLine({ severity, rule, address, file, startLine, message }: FindingSummary): string {
  return `- **${severity}** ${code(rule)} ${code(address)} in ${code(`${file}:${startLine}`)}: ${safe(message)}`
}

/** Names come from the repository: in a code span they are no markup, no mention and no link. */
function code(text: string): string {
  return `\`${text.replaceAll(/[`|\r\n]/gu, ' ')}\``
}

function safe(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|#@~]/gu, (mark) => `\\${mark}`).replaceAll(/[\r\n]+/gu, ' ')
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
