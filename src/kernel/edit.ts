import type { FilePath } from './brand.ts'

/** A part of a file that is replaced by a text: UTF-16 offsets, the end is exclusive. Everything else stays as it is. */
export interface TextEdit {
  readonly file: FilePath
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A value as somebody asks for it, in no language: what JSON can say. */
export type Data = string | number | boolean | null | readonly Data[] | { readonly [key: string]: Data }

/** The scalars of `Data`. */
export type ScalarData = Exclude<Data, readonly Data[] | { readonly [key: string]: Data }>

/** Whether a value is a list. `Array.isArray` alone forgets that lists are readonly. */
export function isListData(data: Data): data is readonly Data[] {
  return Array.isArray(data)
}

/** Whether a value is a map. */
export function isMapData(data: Data): data is { readonly [key: string]: Data } {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}

/** Whether two values are the same; the order of keys does not count. */
export function sameData(a: Data, b: Data): boolean {
  if (isListData(a)) {
    return isListData(b) && a.length === b.length && a.every((one, at) => sameData(one, b[at] ?? null))
  }
  if (!isMapData(a)) return a === b
  if (!isMapData(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameData(a[key] ?? null, b[key] ?? null))
  )
}

/** A text with edits applied: they may come in any order and don't overlap; of those at one place the first comes first. */
export function editedText(text: string, edits: readonly Pick<TextEdit, 'start' | 'end' | 'text'>[]): string {
  const inOrder = edits.toSorted((a, b) => a.start - b.start || a.end - b.end)
  let made = ''
  let from = 0
  for (const { start, end, text: inserted } of inOrder) {
    made += text.slice(from, start) + inserted
    from = Math.max(from, end)
  }
  return made + text.slice(from)
}

/** The edits that take a text back to what it was. */
export function inverseEdits(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  let shift = 0
  return edits
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map(({ file, start, end, text: inserted }) => {
      const from = start + shift
      shift += inserted.length - (end - start)
      return { file, start: from, end: from + inserted.length, text: text.slice(start, end) }
    })
}

/** An edit without what is the same before and after at its two ends, in whole lines where `lines` says so. */
export function trimmedEdit(edit: TextEdit, old: string, lines = false): TextEdit {
  const { file, start, end, text } = edit
  const before = old.slice(start, end)
  let head = 0
  const most = Math.min(before.length, text.length)
  while (head < most && before[head] === text[head]) head++
  if (lines) head = Math.max(0, text.lastIndexOf('\n', head - 1) + 1)
  let tail = 0
  while (tail < most - head && before.at(-1 - tail) === text.at(-1 - tail)) tail++
  if (lines) {
    const next = tail === 0 ? -1 : text.indexOf('\n', text.length - tail)
    tail = next === -1 ? 0 : text.length - next
  }
  return { file, start: start + head, end: end - tail, text: text.slice(head, text.length - tail) }
}
