import { unreachable } from '../../kernel/unreachable.ts'
import type { Value } from '../../kernel/value.ts'
import type { CausedChanges, ChangeCause, ResourceChange, RootDifference } from '../../model/difference.ts'
import { rootName } from '../read.ts'
import { escapeMarkup } from '../review/markup.ts'
import { valueLine } from '../value-text.ts'
import type { View } from '../view.ts'
import { clean, counted } from '../words.ts'
import {
  causeLines,
  causeNote,
  causePlace,
  isWhole,
  sameChanges,
  totalsText,
  type DiffReport,
  type DiffViews,
  type SameChange,
} from './views.ts'

/** As many causes, and changes of one, as are shown; a comment on a pull request has an end. */
const mostCauses = 50
const mostChanges = 40
const longestValue = 160

/** A difference as a comment on a pull request. */
export function diffMarkdown(views: DiffViews, { difference, since }: DiffReport): string {
  const lines = [
    '## What changes',
    '',
    `${totalsText(difference)}, since ${code(since)}.`,
    '',
    ...difference.roots.flatMap((root) => rootLines(views, root)),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

function rootLines(views: DiffViews, root: RootDifference): readonly string[] {
  const state = root.state === 'changed' ? '' : ` (${root.state})`
  const left = root.groups.length - mostCauses
  return [
    `### ${code(rootName(views.after, root))} ${root.format}${state}`,
    '',
    ...root.groups.slice(0, mostCauses).flatMap((one) => groupLines(views, one)),
    ...(left > 0 ? [`… and ${counted(left, 'more cause')}.`, ''] : []),
  ]
}

function groupLines(views: DiffViews, { causes, changes }: CausedChanges): readonly string[] {
  const same = sameChanges(
    changes,
    (one) => `${valueText(views.before, one, one.before)} ${valueText(views.after, one, one.after)}`,
  )
  const left = same.length - mostChanges
  const places = causes
    .map((one) => `<code>${escapeMarkup(clean(causePlace(views, one)))}</code>`)
    .join(' + ')
  const notes = [...new Set(causes.map(causeNote))].filter((one) => one !== '').join(', ')
  return [
    '<details>',
    `<summary>${places || 'given by the tool'}${notes === '' ? '' : ` (${notes})`}: ${counted(changes.length, 'place')}</summary>`,
    '',
    ...sourceLines(views, causes),
    ...same.slice(0, mostChanges).map((one) => changeLine(views, one)),
    ...(left > 0 ? [`- … and ${counted(left, 'more change')}`] : []),
    '',
    '</details>',
    '',
  ]
}

/** The lines as they were and as they are, in the colours of a difference. */
function sourceLines(views: DiffViews, causes: readonly ChangeCause[]): readonly string[] {
  const lines = causes.flatMap((cause) => {
    const { before, after } = causeLines(views, cause)
    if (cause.kind === 'unchanged') return (after ?? before) === undefined ? [] : [`  ${after ?? before}`]
    return [...(before === undefined ? [] : [`- ${before}`]), ...(after === undefined ? [] : [`+ ${after}`])]
  })
  if (lines.length === 0) return []
  const longest = Math.max(
    2,
    ...lines.flatMap((line) => [...line.matchAll(/`+/gu)].map(([run]) => run.length)),
  )
  const fence = '`'.repeat(longest + 1)
  return [`${fence}diff`, ...lines, fence, '']
}

function changeLine(views: DiffViews, same: SameChange): string {
  const { change, addresses } = same
  const [first = ''] = addresses
  const more = addresses.length > 1 ? ` and ${addresses.length - 1} more` : ''
  const subject = `${code(first)}${more}`
  if (isWhole(same)) return `- ${change.kind}: ${subject}`
  const [old, now] = [
    code(valueText(views.before, change, change.before)),
    code(valueText(views.after, change, change.after)),
  ]
  const path = change.path === '' ? '' : ` ${code(change.path)}`
  switch (change.kind) {
    case 'added':
      return `- added: ${subject}${path} = ${now}`
    case 'removed':
      return `- removed: ${subject}${path} = ${old}`
    case 'changed':
    case 'reordered':
      return `- ${change.kind}: ${subject}${path}: ${old} → ${now}`
    default:
      return unreachable(change.kind)
  }
}

function valueText({ showSensitive }: View, { name }: ResourceChange, value: Value): string {
  return valueLine(value, { width: longestValue, showSensitive, name })
}

function code(text: string): string {
  const plain = clean(text).replaceAll('\n', ' ')
  const fence = plain.includes('`') ? '``' : '`'
  const space = plain.includes('`') ? ' ' : ''
  return `${fence}${space}${plain}${space}${fence}`
}
