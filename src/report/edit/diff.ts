import { matchesOf } from '../../lang/text/sequence.ts'
import type { EditedFile } from '../../model/edit.ts'

/** A line of a unified diff. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Lines that changed with those around them, and where they begin in both texts (1-based). */
export interface DiffHunk {
  readonly before: number
  readonly after: number
  readonly lines: readonly DiffLine[]
}

const around = 3

/** What is different between two texts, as `diff -u` tells it. */
export function diffHunks({ before, after }: Pick<EditedFile, 'before' | 'after'>): readonly DiffHunk[] {
  const lines = diffLines(linesIn(before), linesIn(after))
  const changed = lines.flatMap((line, at) => (line.kind === 'same' ? [] : [at]))
  const ranges: { start: number; end: number }[] = []
  for (const at of changed) {
    const last = ranges.at(-1)
    if (last !== undefined && at - around <= last.end) last.end = Math.min(at + around + 1, lines.length)
    else ranges.push({ start: Math.max(0, at - around), end: Math.min(at + around + 1, lines.length) })
  }
  return ranges.map(({ start, end }) => ({
    before: 1 + lines.slice(0, start).filter(({ kind }) => kind !== 'added').length,
    after: 1 + lines.slice(0, start).filter(({ kind }) => kind !== 'removed').length,
    lines: lines.slice(start, end),
  }))
}

/** Line ends belong to lines, so that one that is missing is told. */
function linesIn(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/gu) ?? []
}

function diffLines(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  const lines: DiffLine[] = []
  let [old, now] = [0, 0]
  for (const [one, other] of [...matchesOf(before, after), [before.length, after.length] as const]) {
    for (; old < one; old++) lines.push({ kind: 'removed', text: before[old] ?? '' })
    for (; now < other; now++) lines.push({ kind: 'added', text: after[now] ?? '' })
    if (one < before.length) lines.push({ kind: 'same', text: before[one] ?? '' })
    old = one + 1
    now = other + 1
  }
  return lines
}

/** A unified diff as `git apply` takes it; `pathOf` gives the path of a file as it is to be printed. */
export function unifiedDiff(
  files: readonly EditedFile[],
  pathOf: (file: EditedFile['file']) => string,
): string {
  return files
    .map((one) => {
      const path = pathOf(one.file)
      return `--- a/${path}\n+++ b/${path}\n${diffHunks(one).map(hunkText).join('')}`
    })
    .join('')
}

const signs = { same: ' ', removed: '-', added: '+' } as const

/** One hunk with its head. */
function hunkText(hunk: DiffHunk): string {
  return `${hunkHead(hunk)}\n${hunk.lines.map(lineText).join('')}`
}

/** The line that says where a hunk begins. */
export function hunkHead({ before, after, lines }: DiffHunk): string {
  const old = lines.filter(({ kind }) => kind !== 'added').length
  const now = lines.filter(({ kind }) => kind !== 'removed').length
  return `@@ -${old === 0 ? before - 1 : before},${old} +${now === 0 ? after - 1 : after},${now} @@`
}

function lineText({ kind, text }: DiffLine): string {
  return text.endsWith('\n') ? signs[kind] + text : `${signs[kind]}${text}\n\\ No newline at end of file\n`
}
