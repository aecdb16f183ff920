import type { EditedFile, EditAnswer } from '../../model/edit.ts'
import type { EditBlast } from '../../model/blast.ts'
import type { Finding } from '../../model/finding.ts'
import { paintFor, type Paint } from '../paint.ts'
import { placeText } from '../source.ts'
import type { View } from '../view.ts'
import { clean, counted, wrapped } from '../words.ts'
import { blastLines } from './blast.ts'
import { diffLines, withShownPaths, type EditViews } from './text.ts'

/** A finding, and what came of its repair. */
interface Repaired {
  readonly finding: Finding
  readonly answer: EditAnswer
}

/** What was tried, and how many findings had nothing to try. */
interface RepairsTold {
  readonly done: readonly Repaired[]
  readonly refused: readonly Repaired[]
  readonly unknown: number
  /** What all of it reaches. */
  readonly blast: EditBlast
}

/** Repairs for a person: the lines that change, what is mended by them, and what is left with its reason. */
export function repairsText(
  views: EditViews,
  { done, refused, unknown, blast }: RepairsTold,
  files: readonly EditedFile[],
): string {
  const paint = paintFor(views.before.colour)
  const others =
    unknown === 0 ? '' : `, ${counted(unknown, 'finding')} without a repair that is right for everybody`
  if (done.length + refused.length === 0) return `${paint.green('Nothing to mend')}${others}\n`
  return [
    ...diffLines(views, files),
    ...done.map(({ finding }) => `  ${paint.green('mended')}  ${findingText(views.before, paint, finding)}`),
    ...blastLines(views.before, paint, blast),
    ...(done.length > 0 && refused.length > 0 ? [''] : []),
    ...refusedLines(views.before, paint, refused),
    '',
    `  ${paint.bold(`${done.length} mended`)}, ${refused.length} left${others}  ${paint.dim('read again: nothing else changes')}`,
    '',
  ].join('\n')
}

/** The same reason for the same rule is said once. */
function refusedLines(view: View, paint: Paint, refused: readonly Repaired[]): readonly string[] {
  const groups = new Map<string, Repaired[]>()
  for (const one of refused) {
    const key = `${one.finding.rule}\n${codeOf(one)}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].flatMap((some) => {
    const [first] = some
    if (first === undefined) return []
    const more = some.length > 1 ? paint.dim(`  and ${counted(some.length - 1, 'more place')}`) : ''
    const detail = first.answer.kind === 'refused' ? first.answer.detail : ''
    return [
      `  ${paint.yellow('left')}    ${findingText(view, paint, first.finding)}${more}`,
      ...wrapped(clean(withShownPaths(view, detail)), Math.min(view.width, 100) - 12).map(
        (line) => `            ${paint.dim(line)}`,
      ),
    ]
  })
}

function codeOf({ answer }: Repaired): string {
  return answer.kind === 'refused' ? answer.code : answer.kind
}

/** The place is that of the literal which decides it. */
function findingText(view: View, paint: Paint, { rule, title, address, span, trace }: Finding): string {
  const literal = trace.findLast((one) => one.span.file !== '')?.span ?? span
  return `${clean(title)}  ${paint.dim(rule)}  ${clean(address)}  ${paint.blue(placeText(view, literal))}`
}
