/** A row of a table and where it stands. */
export interface Row {
  readonly cells: readonly string[]
  readonly start: number
  readonly end: number
}

/** The rows of a table (https://www.rfc-editor.org/rfc/rfc4180), separated as its first line is; empty lines and lines of `#` before the head are no rows. */
export function rowsOf(text: string): readonly Row[] {
  const from = headAt(text)
  const separator = separatorOf(lineAt(text, from))
  const rows: Row[] = []
  for (let at = from; at < text.length;) {
    const row = rowAt(text, at, separator)
    if (row.cells.some((cell) => cell.trim() !== '')) rows.push(row)
    at = row.next
  }
  return rows
}

/** Where the first line is that isn't empty and no remark. */
function headAt(text: string): number {
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length;) {
    const line = lineAt(text, at)
    if (!/^[ \t\r]*(?:#|$)/u.test(line)) return at
    at += line.length + 1
  }
  return text.length
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start)
  return text.slice(start, end === -1 ? text.length : end)
}

/** What stands most often in the head. */
function separatorOf(head: string): string {
  const counts = [',', ';', '\t'].map((one) => ({ one, count: head.split(one).length }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).one
}

function rowAt(text: string, start: number, separator: string): Row & { readonly next: number } {
  const cells: string[] = []
  let at = start
  for (;;) {
    const cell = text[at] === '"' ? quotedAt(text, at, separator) : plainAt(text, at, separator)
    cells.push(cell.text)
    at = cell.end
    if (text[at] !== separator) break
    at++
  }
  const end = text[at - 1] === '\r' ? at - 1 : at
  return { cells, start, end: Math.max(start, end), next: at + 1 }
}

interface Cell {
  readonly text: string
  readonly end: number
}

function plainAt(text: string, start: number, separator: string): Cell {
  let end = start
  while (end < text.length && text[end] !== separator && text[end] !== '\n') end++
  return { text: text.slice(start, end).replace(/\r$/u, ''), end }
}

/** Up to the closing quote, and over what wrongly stands behind it. A quote that is never closed ends with the text. */
function quotedAt(text: string, start: number, separator: string): Cell {
  const pieces: string[] = []
  let from = start + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote === -1) return { text: [...pieces, text.slice(from)].join(''), end: text.length }
    pieces.push(text.slice(from, quote))
    from = quote + 1
    if (text[from] !== '"') break
    pieces.push('"')
    from++
  }
  while (from < text.length && text[from] !== separator && text[from] !== '\n') from++
  return { text: pieces.join(''), end: from }
}
