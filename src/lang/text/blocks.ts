/** How the lines of a text end: as most of them do. */
export function lineBreak(text: string): '\n' | '\r\n' {
  const first = text.indexOf('\n')
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n'
}

/** Where the line of an offset ends, before its line break. */
export function endOfLineAt(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  if (end === -1) return text.length
  return end > offset && text[end - 1] === '\r' ? end - 1 : end
}

/** Where the line of an offset begins. */
export function startOfLineAt(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
}

/** What the line of an offset begins with, before anything is written in it. */
export function indentAt(text: string, offset: number): string {
  const start = startOfLineAt(text, offset)
  return /^[ \t\uFEFF]*/u.exec(text.slice(start, offset))?.[0].replace('\uFEFF', '') ?? ''
}

/** Whole lines to be taken out: their break goes with them, the one before them where they are the last. */
export function wholeLines(
  text: string,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } {
  const from = startOfLineAt(text, start)
  const after = text.indexOf('\n', end)
  if (after !== -1) return { start: from, end: after + 1 }
  if (from === 0) return { start: 0, end: text.length }
  return { start: text[from - 2] === '\r' ? from - 2 : from - 1, end: text.length }
}
