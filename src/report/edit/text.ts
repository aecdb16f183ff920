import { filePath } from '../../kernel/brand.ts'
import type { Value } from '../../kernel/value.ts'
import { linesOf } from '../../lang/text/lines.ts'
import {
  editRefusals,
  layerText,
  type EditAnswer,
  type EditedFile,
  type EditVerification,
  type Layer,
  type OtherChange,
  type StackImport,
} from '../../model/edit.ts'
import type { Finding } from '../../model/finding.ts'
import { maskExcerpt } from '../../model/mask.ts'
import { paintFor, type Paint } from '../paint.ts'
import { rootTitle } from '../read.ts'
import { placeText } from '../source.ts'
import { valueLine } from '../value-text.ts'
import type { View } from '../view.ts'
import { clean, counted, cut, cutStart, padded, widthOf, wrapped } from '../words.ts'
import { blastLines } from './blast.ts'
import { importSteps } from './imports.ts'
import { diffHunks, hunkHead, type DiffHunk } from './diff.ts'

/** How both states are shown. */
export interface EditViews {
  readonly before: View
  readonly after: View
}

/** As many other values are told of. */
const mostOthers = 12

/** An edit for a person: what it gives, the lines that change, and what reading again told. */
export function editText(views: EditViews, answer: EditAnswer): string {
  const paint = paintFor(views.before.colour)
  if (answer.kind === 'nothing') return `${paint.green('It has this value already.')}\n`
  if (answer.kind === 'refused') return refusalText(views.before, answer)
  const { wanted } = answer.verification
  return [
    ...wantedLines(views, paint, wanted),
    '',
    ...diffLines(views, answer.files),
    ...verifiedLines(views, paint, answer),
    '',
  ].join('\n')
}

/** Why there is no edit, and where there could be one. */
export function refusalText(view: View, answer: Extract<EditAnswer, { kind: 'refused' }>): string {
  const paint = paintFor(view.colour)
  const lines = [
    `${paint.red(`refused: ${editRefusals[answer.code]}`)}  ${paint.dim(answer.code)}`,
    ...wrapped(clean(withShownPaths(view, answer.detail)), Math.min(view.width, 100) - 2).map(
      (line) => `  ${line}`,
    ),
  ]
  const offers = offerLines(view, paint, answer.offers)
  return [...lines, ...(offers.length === 0 ? [] : ['', ...offers]), ''].join('\n')
}

/** Places as the user types them: what refuses an edit knows files by where they are in the repository. */
export function withShownPaths(view: View, detail: string): string {
  return detail.replaceAll(/[^\s,;()"']+(?=:\d)/gu, (name) => {
    const file = filePath(name)
    return view.text(file) === undefined ? name : view.path(file)
  })
}

/** The same values in several environments are said once. */
function wantedLines(views: EditViews, paint: Paint, wanted: readonly OtherChange[]): readonly string[] {
  const groups = new Map<string, { readonly one: OtherChange; readonly roots: string[] }>()
  for (const one of wanted) {
    const key = [
      one.change.address,
      one.change.path,
      shown(views, one, 'before'),
      shown(views, one, 'after'),
    ].join('\n')
    const known = groups.get(key) ?? { one, roots: [] }
    groups.set(key, known)
    const title = rootTitle(views.before, one)
    if (title !== '') known.roots.push(title)
  }
  return [...groups.values()].flatMap(({ one, roots }) => [
    [paint.bold(clean(one.change.address)), clean(one.change.path), paint.dim(roots.join(', '))]
      .filter((part) => part !== '')
      .join('  '),
    `  ${paint.red(shown(views, one, 'before'))} ${paint.dim('→')} ${paint.green(shown(views, one, 'after'))}`,
  ])
}

function shown({ before: view }: EditViews, { change }: OtherChange, which: 'before' | 'after'): string {
  const { [which]: value, name, before, after } = change
  if (value.kind === 'absent') return 'nothing'
  const width = Math.max(20, Math.floor(view.width / 2) - 4)
  const told = (one: Value, room: number): string =>
    valueLine(one, { width: room, showSensitive: view.showSensitive, name })
  // Of two long texts that begin the same, the ends tell them apart.
  return told(before, width) === told(after, width)
    ? cutStart(told(value, longest), width)
    : told(value, width)
}

const longest = 10_000

/** The diff of every file, what is not to be shown masked in both states. */
export function diffLines(views: EditViews, files: readonly EditedFile[]): readonly string[] {
  return files.flatMap((one) => fileLines(views, one))
}

function fileLines(views: EditViews, edited: EditedFile): readonly string[] {
  const paint = paintFor(views.before.colour)
  const path = clean(views.before.path(edited.file))
  const hunks = diffHunks(edited)
  return [
    paint.bold(`  ${path}`),
    ...hunks.flatMap((hunk) => [`  ${paint.blue(hunkHead(hunk))}`, ...hunkLines(views, edited, hunk)]),
    '',
  ]
}

function hunkLines(views: EditViews, { file, before, after }: EditedFile, hunk: DiffHunk): readonly string[] {
  const paint = paintFor(views.before.colour)
  const starts = { before: linesOf(before).starts, after: linesOf(after).starts }
  let [old, now] = [hunk.before, hunk.after]
  return hunk.lines.map(({ kind, text }) => {
    const isNew = kind === 'added'
    const view = isNew ? views.after : views.before
    const start = isNew ? (starts.after[now - 1] ?? 0) : (starts.before[old - 1] ?? 0)
    if (kind !== 'added') old++
    if (kind !== 'removed') now++
    const spans = view.showSensitive ? undefined : view.secrets()
    const line = clean(maskExcerpt(spans, file, start, text.replace(/\r?\n$/u, '')).text)
    // What changes may stand at the end of a long line.
    if (kind === 'same') return `   ${cut(line, views.before.width - 4)}`
    return isNew ? paint.green(`  +${line}`) : paint.red(`  -${line}`)
  })
}

function verifiedLines(
  views: EditViews,
  paint: Paint,
  { layers, offers, verification, blast, imports = [] }: Extract<EditAnswer, { kind: 'edited' }>,
): readonly string[] {
  const set = layers.map((one) => `${placeText(views.before, one.site)}, ${layerText(one)}`)
  return [
    `  ${paint.bold('set')}       ${[...new Set(set)].join(`\n${' '.repeat(12)}`)}`,
    ...othersLines(views, paint, verification),
    ...findingLines(paint, verification),
    ...blastLines(views.before, paint, blast),
    ...importLines(views.before, paint, imports),
    ...(offers.length === 0 ? [] : ['', ...offerLines(views.before, paint, offers)]),
  ]
}

/** Commands stand whole on their lines, so that they can be copied. */
function importLines(view: View, paint: Paint, imports: readonly StackImport[]): readonly string[] {
  return importSteps(imports, (file) => clean(view.path(file))).flatMap(({ resources, commands }) => [
    '',
    `  ${paint.bold('import')}    Once it is written, have the stack take over ${resources.length === 1 ? 'what' : 'all that'} runs, before the template changes in any other way:`,
    ...commands.map((line) => `    ${clean(line)}`),
  ])
}

function othersLines(
  views: EditViews,
  paint: Paint,
  { follows, others }: EditVerification,
): readonly string[] {
  const follow =
    follows.length === 0
      ? []
      : [
          `  ${paint.bold('follows')}   ${counted(follows.length, 'value')} made from it`,
          ...changeLines(views, paint, follows),
        ]
  const nothing = paint.green(`read again: nothing else changes`)
  const more = paint.yellow(`read again: ${counted(others.length, 'other value')} will change too`)
  return [
    ...follow,
    `  ${paint.bold('verified')}  ${others.length === 0 ? nothing : more}`,
    ...changeLines(views, paint, others),
  ]
}

function changeLines(views: EditViews, paint: Paint, changes: readonly OtherChange[]): readonly string[] {
  const lines = changes.slice(0, mostOthers).map((one) => {
    const { change } = one
    const where = [clean(change.address), clean(change.path), rootTitle(views.before, one)]
    const values = paint.dim(`${shown(views, one, 'before')} → ${shown(views, one, 'after')}`)
    return `    ${where.filter((part) => part !== '').join('  ')}  ${values}`
  })
  const left = changes.length - lines.length
  return left > 0 ? [...lines, paint.dim(`    and ${counted(left, 'more')}`)] : lines
}

function findingLines(paint: Paint, { findings, diagnostics }: EditVerification): readonly string[] {
  const gone = findings.gone.map((one) => `  ${paint.green('mended')}    ${findingText(one)}`)
  const come = findings.appeared.map((one) => `  ${paint.yellow('appears')}   ${findingText(one)}`)
  const said = diagnostics.appeared.map(
    (one) => `  ${paint.yellow('appears')}   ${clean(one.summary)}  ${one.code}`,
  )
  return [...gone, ...come, ...said]
}

function findingText({ rule, title, address }: Finding): string {
  return `${clean(title)}  ${rule}  ${clean(address)}`
}

function offerLines(view: View, paint: Paint, offers: readonly Layer[]): readonly string[] {
  if (offers.length === 0) return []
  const rows = offers.slice(0, 8).map((one) => {
    const others =
      one.others === undefined || one.others === 0
        ? 'nothing else changes'
        : `${counted(one.others, 'other value')} would change`
    return { place: placeText(view, one.site), kind: layerText(one), others, of: one.of ?? [] }
  })
  const width = Math.max(...rows.map(({ place }) => widthOf(place)))
  const kinds = Math.max(...rows.map(({ kind }) => widthOf(kind)))
  return [
    `  ${paint.bold('other places')}  ${paint.dim(howToChoose(offers))}`,
    ...rows.flatMap(({ place, kind, others, of }) => [
      `    ${padded(place, width)}  ${padded(kind, kinds)}  ${paint.dim(others)}`,
      ...ofText(view, of).map((line) => paint.dim(cut(`      ${line}`, view.width))),
    ]),
  ]
}

/** By the file; by what kind of place it is where several are in one. */
function howToChoose(offers: readonly Layer[]): string {
  const files = new Set(offers.map(({ site }) => site.file))
  if (files.size === offers.length) return '--at FILE chooses one'
  const kinds = [...new Set(offers.map(({ kind }) => kind))].toSorted()
  return `--at chooses one: a FILE, ${kinds.join(', ')}`
}

/** Whose values would change. */
function ofText(view: View, [first, ...others]: readonly string[]): readonly string[] {
  if (first === undefined) return []
  const more = others.length === 0 ? '' : ` and ${counted(others.length, 'other')}`
  const named = first.replace(/^[^@:"]*(?=(?:@[^:"]*)?::)/u, (root) => view.path(filePath(root)) || '.')
  return [`of ${clean(named)}${more}`]
}
