import type { DriftChange, DriftEdit, DriftItem } from '../contract/drift-nouns.ts'
import type { Plain } from '../contract/nouns.ts'

/** What a pull request about a drift says. */
export interface DriftWords {
  readonly title: string
  readonly message: string
  readonly text: string
}

/** Title, message and text: what was changed, by whom, which line it comes to, and what reading again has told. */
export function driftWords(
  item: DriftItem,
  edit: DriftEdit,
  { stack, link }: { readonly stack: string; readonly link: string },
): DriftWords {
  const { address, path, by, since } = item
  const who =
    by === undefined
      ? 'It is not known who changed it.'
      : `Changed by ${by.name}${whenOf(by.at)}${by.event === undefined ? '' : `, by ${by.event}`}.`
  const from = valueText(item.wanted?.value)
  const to = valueText(item.live?.value)
  const trace = item.origin === undefined ? '' : `The line: ${item.origin.file}:${item.origin.startLine}`
  return {
    title: `${path} of ${address}: ${to} as it runs in ${stack}`.replaceAll(/\s+/gu, ' ').slice(0, 120),
    message: [
      edit.title,
      '',
      `It runs as ${to} in ${stack}; the code says ${from}. ${who}`,
      ...(trace === '' ? [] : [trace]),
      link,
      '',
    ].join('\n'),
    text: [
      `${code(path)} of ${code(address)} runs as ${code(to)} in ${code(stack)}, and the code says ${code(from)}.`,
      `Merging this makes the code say what runs; closing it leaves the drift as it is.`,
      '',
      `- ${safe(who)} Seen first ${since.slice(0, 16).replace('T', ' ')} UTC.`,
      ...(item.origin === undefined
        ? []
        : [`- The value comes from ${code(`${item.origin.file}:${item.origin.startLine}`)}.`]),
      '',
      '**Read again with this change**',
      '',
      ...verification(edit),
      '',
      ...importing(edit),
      `[The drift, and the other answers to it](${link})`,
    ].join('\n'),
  }
}

function verification({ follows, others, appeared, gone, blast }: DriftEdit): readonly string[] {
  return [
    '- The value is as it runs.',
    others.length === 0
      ? '- No other value changes.'
      : `- ${others.length} other values change:\n${changes(others)}`,
    ...(follows.length === 0 ? [] : [`- ${follows.length} follow it:\n${changes(follows)}`]),
    ...(appeared.length === 0
      ? ['- No new finding.']
      : [`- New findings: ${appeared.slice(0, mostTold).map(code).join(', ')}.`]),
    ...(gone.length === 0 ? [] : [`- Findings that go: ${gone.slice(0, mostTold).map(code).join(', ')}.`]),
    ...reached(blast),
  ]
}

/** Who uses what is changed, and what rules about plans object to. */
function reached(blast: DriftEdit['blast']): readonly string[] {
  if (blast === undefined) return []
  const { dependents, direct, dangers } = blast
  const named = direct.slice(0, mostNamed)
  const more = dependents - named.length
  return [
    ...(dependents === 0
      ? []
      : [`- Used by ${named.map(code).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`]),
    ...dangers
      .slice(0, mostTold)
      .map(
        (one) =>
          `- **${safe(one.class)}** of ${code(one.address)} at ${code(`${one.file}:${one.startLine}`)}: ${safe(one.message)} (${code(one.rule)})`,
      ),
  ]
}

/** What is to be done once it is merged, so that nothing is made anew. */
function importing({ imports = [] }: DriftEdit): readonly string[] {
  if (imports.length === 0) return []
  return [
    '**Once it is merged**, before the template changes in any other way, have its stack take over what runs:',
    '',
    ...imports.map((line) => `    ${line.replaceAll(/[\r\n]+/gu, ' ')}`),
    '',
  ]
}

const mostTold = 20
const mostNamed = 5

function changes(all: readonly DriftChange[]): string {
  return all
    .slice(0, mostTold)
    .map(
      ({ address, path, before, after }) =>
        `  - ${code(`${address} ${path}`)}: ${code(valueText(before))} → ${code(valueText(after))}`,
    )
    .join('\n')
}

function whenOf(at: string | undefined): string {
  return at === undefined || at === '' ? '' : ` on ${at.slice(0, 16).replace('T', ' ')} UTC`
}

function valueText(value: Plain | undefined): string {
  if (value === undefined) return 'nothing'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}

/** Names come from the repository and the live system: in a code span they are no markup, no mention and no link. */
function code(text: string): string {
  return `\`${text.replaceAll(/[`|\r\n]/gu, ' ')}\``
}

function safe(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|#@~]/gu, (mark) => `\\${mark}`).replaceAll(/[\r\n]+/gu, ' ')
}
