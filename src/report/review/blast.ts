import {
  dangers,
  type Blast,
  type BlastCounts,
  type Danger,
  type DangerousChange,
} from '../../model/blast.ts'
import type { JsonObject } from '../../model/json-text.ts'
import type { Paint } from '../paint.ts'
import type { View } from '../view.ts'
import { clean, counted, cut, padded, widthOf, wrapped } from '../words.ts'
import { escapeMarkup } from './markup.ts'

/** As many changes of one danger as are named, and as many dependents of one change. */
const mostNamed = 5
const mostDependents = 3
const mostInDocuments = 200

/** What plans do, and what in them is dangerous: a few lines that stand before everything else. */
export function blastLines(view: View, paint: Paint, blast: Blast | undefined): readonly string[] {
  if (blast === undefined) return []
  const kinds = kindsOf(blast)
  const verdict =
    kinds.length === 0
      ? paint.green('nothing dangerous found')
      : paint.red(paint.bold(kinds.map(({ danger }) => dangerNames[danger].toUpperCase()).join(', ')))
  const rows = kinds.flatMap(({ danger, changes }) => [
    `  ${paint.bold(dangerNames[danger])}`,
    ...changes.slice(0, mostNamed).flatMap((one) => changeLines(view, paint, one)),
    ...(changes.length > mostNamed
      ? [`    ${paint.dim(`and ${counted(changes.length - mostNamed, 'more change')}`)}`]
      : []),
    '',
  ])
  return [
    ...wrapped(countsText(blast.counts), view.width - 6).map(
      (line, at) => `${at === 0 ? paint.bold('PLAN') : '    '}  ${line}`,
    ),
    `      ${verdict}`,
    '',
    ...rows,
    '',
  ]
}

/** The same as a part of a document. */
export function blastJson({ counts, dangers: found }: Blast): JsonObject {
  return {
    ...counts,
    classes: kindsOf({ counts, dangers: found }).map(({ danger }) => danger),
    dangers: found.map(({ danger, rule, severity, address, action, message, dependents }) => ({
      class: danger,
      rule,
      severity,
      address,
      action,
      message,
      dependents: [...dependents],
    })),
  }
}

/** The same for a comment on a pull request. */
export function blastMarkdown(blast: Blast | undefined, shown: (text: string) => string): readonly string[] {
  if (blast === undefined) return []
  const rows = kindsOf(blast).flatMap(({ danger, changes }) =>
    changes
      .slice(0, mostNamed)
      .map(
        (one, at) =>
          `| ${at === 0 ? `**${dangerNames[danger]}**` : ''} | ${shown(one.address)} | ${one.action} | ${usersText(one, shown)} |`,
      )
      .concat(changes.length > mostNamed ? [`| | and ${changes.length - mostNamed} more | | |`] : []),
  )
  return [
    `**Plan:** ${countsText(blast.counts)}.`,
    '',
    ...(rows.length === 0
      ? ['Nothing dangerous found in its changes.']
      : ['| danger | change | action | depends on it |', '| --- | --- | --- | --- |', ...rows]),
    '',
  ]
}

/** The same as a part of the page. */
export function blastHtml(blast: Blast | undefined): string {
  if (blast === undefined) return ''
  const rows = blast.dangers.slice(0, mostInDocuments).map((one) => {
    const { danger, severity, address, action, message } = one
    const cells = [
      `<span class="mark ${severity}">${dangerNames[danger]}</span>`,
      code(address),
      action,
      escapeMarkup(message),
      usersText(one, code),
    ]
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
  })
  const table = `<table><thead><tr><th>danger</th><th>change</th><th>action</th><th>what</th><th>depends on it</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
  const more = blast.dangers.length - rows.length
  return `<div class="blast">
<p><b>Plan</b> ${countsText(blast.counts)}.${rows.length === 0 ? ' Nothing dangerous found in its changes.' : ''}</p>
${rows.length === 0 ? '' : table}${more > 0 ? `<p>and ${counted(more, 'more change')}</p>` : ''}
</div>`
}

/** What a danger is called. */
export const dangerNames: Readonly<Record<Danger, string>> = {
  'data-loss': 'data loss',
  'stateful-replacement': 'stateful replacement',
  'lost-state': 'lost state',
  exposure: 'exposure',
  'loss-of-access': 'loss of access',
  'mass-change': 'mass change',
}

interface Kind {
  readonly danger: Danger
  readonly changes: readonly DangerousChange[]
}

/** The dangers that there are, each change once, what much depends on first. */
function kindsOf(blast: Blast): readonly Kind[] {
  return dangers.flatMap((danger) => {
    const changes = new Map<string, DangerousChange>()
    for (const one of blast.dangers)
      if (one.danger === danger && !changes.has(one.address)) changes.set(one.address, one)
    const sorted = [...changes.values()].toSorted((a, b) => b.dependents.length - a.dependents.length)
    return sorted.length === 0 ? [] : [{ danger, changes: sorted }]
  })
}

function code(text: string): string {
  return `<code>${escapeMarkup(text)}</code>`
}

function countsText({
  created,
  changed,
  replaced,
  destroyed,
  unchanged,
  moved,
  imported,
  forgotten,
}: BlastCounts): string {
  const more = [
    [moved, 'moved'],
    [imported, 'imported'],
    [forgotten, 'forgotten'],
  ] as const
  return [
    `${number(created)} created`,
    `${number(changed)} changed`,
    `${number(replaced)} replaced`,
    `${number(destroyed)} destroyed`,
    ...more.flatMap(([count, what]) => (count === 0 ? [] : [`${number(count)} ${what}`])),
    `${number(unchanged)} unchanged`,
  ].join(', ')
}

function number(count: number): string {
  return count.toLocaleString('en')
}

function changeLines(view: View, paint: Paint, one: DangerousChange): readonly string[] {
  const action = padded(one.action, 8)
  const address = cut(clean(one.address), view.width - 6 - widthOf(action))
  const users = one.dependents.length === 0 ? '' : usersText(one, clean)
  return [
    `    ${paint.red(action)}${address}`,
    ...(users === ''
      ? []
      : wrapped(`used by ${users}`, view.width - 12).map((line) => `            ${paint.dim(line)}`)),
  ]
}

function usersText({ dependents }: DangerousChange, show: (text: string) => string): string {
  const named = dependents.slice(0, mostDependents).map(show).join(', ')
  const more = dependents.length - mostDependents
  return more > 0 ? `${named} and ${more} more` : named
}
