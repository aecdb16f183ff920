/** What the last whole run of `npm run conformance` found. */
export interface Conformance {
  readonly compared: Readonly<Record<string, ComparedSubject>>
  readonly origins: Readonly<Record<string, TriedOrigins>>
  readonly edits: Readonly<Record<string, TriedEdits>>
}

/** What became of values that were changed as if by hand and written into the code. */
export interface TriedEdits {
  /** What the values are of. */
  readonly among: string
  readonly changes: number
  /** Written, read again from nothing, and found to say what is wanted and nothing else. */
  readonly right: number
  readonly wrong: number
  /** What was not written, by the code of its reason. */
  readonly refused: Readonly<Record<string, number>>
  /** How many of the right ones the real tool said the same of; empty where it wasn't asked. */
  readonly asked: string
}

/** How much of a subject is the same as with the real tool. */
export interface ComparedSubject {
  /** The tool and its version. */
  readonly against: string
  /** What is counted: configurations, values. */
  readonly unit: string
  readonly all: number
  readonly equal: number
  readonly known: readonly { readonly what: string; readonly why: string }[]
}

/** What became of scalars when literals were changed one by one and the real tool rendered again. */
export interface TriedOrigins {
  readonly against: string
  readonly changes: number
  readonly said: number
  readonly saidTruly: number
  readonly changed: number
  readonly changedAsSaid: number
  readonly explained: Readonly<Record<string, number>>
}

/** The page that says how near we are to the real tools. */
export function conformanceMarkdown({ compared, origins, edits }: Conformance): string {
  const known = Object.entries(compared).filter(([, one]) => one.known.length > 0)
  return [
    '# Conformance',
    '',
    'What the last whole run of `npm run conformance` found: the same input given to the real tool and to Plumbline, and every value compared',
    'with its type. `plumbline verify` does the same with your own repository and your own programs.',
    '',
    '## The same values',
    '',
    '| subject | against | compared | the same |',
    '| --- | --- | --- | --- |',
    ...Object.entries(compared).map(
      ([subject, { against, unit, all, equal }]) =>
        `| ${subject} | ${against} | ${number(all)} ${unit} | ${percent(equal, all)} |`,
    ),
    '',
    '## Origins',
    '',
    'Each literal is changed alone, and the real tool renders again. _True_: of the scalars that we said are made of it, those that changed.',
    '_Complete_: of the scalars that changed or went, those that we had said depend on it. The rest is of a known kind.',
    '',
    '| subject | against | literals changed | true | complete | the rest |',
    '| --- | --- | --- | --- | --- | --- |',
    ...(Object.keys(origins).length === 0 ? ['| | | not measured yet | | | |'] : []),
    ...Object.entries(origins).map(
      ([subject, one]) =>
        `| ${subject} | ${one.against} | ${number(one.changes)} | ${percent(one.saidTruly, one.said)} of ${number(one.said)} | ${percent(one.changedAsSaid, one.changed)} of ${number(one.changed)} | ${restOf(one)} |`,
    ),
    '',
    '## Edits',
    '',
    'Values are changed as if by hand and written into the code, as `plumbline set` and `plumbline codify` do. _Right_: read again from nothing',
    'the value is there, no other is different but those that were named, and comments and line ends are kept.',
    '',
    '| subject | among | changed | right | wrong | refused | the real tool |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...(Object.keys(edits).length === 0 ? ['| | | not measured yet | | | | |'] : []),
    ...Object.entries(edits).map(
      ([subject, one]) =>
        `| ${subject} | ${one.among} | ${number(one.changes)} | ${number(one.right)} | ${number(one.wrong)} | ${refusedText(one)} | ${one.asked} |`,
    ),
    '',
    '## Known differences',
    '',
    'What charts, kustomizations and templates are known to render in another way stands, with the reason, in',
    '[how rendering works](../why/rendering.md#what-is-known-to-be-different).',
    '',
    ...known.flatMap(([subject, one]) => [
      `### ${subject}`,
      '',
      ...one.known.map(({ what, why }) => `- \`${what}\`: ${why}`),
      '',
    ]),
  ].join('\n')
}

function restOf({ changed, changedAsSaid, explained }: TriedOrigins): string {
  const kinds = Object.entries(explained).map(([kind, count]) => `${kind}: ${number(count)}`)
  const open = changed - changedAsSaid - Object.values(explained).reduce((sum, one) => sum + one, 0)
  return [...kinds, ...(open > 0 ? [`not explained: ${number(open)}`] : [])].join(', ') || 'none'
}

function refusedText({ refused, changes }: TriedEdits): string {
  const all = Object.values(refused).reduce((sum, one) => sum + one, 0)
  if (all === 0) return 'none'
  const codes = Object.entries(refused).map(([code, count]) => `\`${code}\` ${number(count)}`)
  return `${percent(all, changes)}: ${codes.join(', ')}`
}

function number(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/gu, ',')
}

/** Never rounded up to all of it. */
function percent(part: number, whole: number): string {
  if (part === whole) return '100 %'
  return `${(Math.floor((part / Math.max(whole, 1)) * 10_000) / 100).toFixed(2)} %`
}
