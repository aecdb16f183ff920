/** Rows of fields, each with the line that it starts on; or what is wrong, and on which line. */
export type CsvResult =
  | { readonly kind: 'rows'; readonly rows: readonly CsvRow[] }
  | { readonly kind: 'broken'; readonly rows: readonly CsvRow[]; readonly line: number; readonly why: string }

export interface CsvRow {
  readonly line: number
  readonly fields: readonly string[]
}

/**
 * Reads comma-separated values as RFC 4180 has them: quotes around whole fields only, doubled inside, line ends
 * allowed within; empty lines are no rows. The rows before a mistake are given too.
 */
export function readCsv(text: string): CsvResult {
  const lines = linesOf(text)
  const rows: CsvRow[] = []
  let at = 0
  while (at < lines.length) {
    if (lines[at] === '\n') {
      at++
      continue
    }
    const row = readRow(lines, at)
    if ('why' in row) return { kind: 'broken', rows, line: row.next, why: row.why }
    rows.push({ line: at + 1, fields: row.fields })
    at = row.next
  }
  return { kind: 'rows', rows }
}

/** Lines with their ends, which are all `\n`; a carriage return at the very end goes too. */
function linesOf(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => `${line.endsWith('\r') ? line.slice(0, -1) : line}\n`)
  const last = lines.pop() ?? '\n'
  if (last !== '\n' || text.endsWith('\r')) lines.push(last.slice(0, -1))
  return lines.filter((line, at) => line !== '' || at + 1 < lines.length)
}

interface Read {
  readonly fields: readonly string[]
  /** The line after, which is how many lines were read. */
  readonly next: number
}

interface Broken {
  readonly why: string
  readonly next: number
}

function readRow(lines: readonly string[], start: number): Read | Broken {
  const fields: string[] = []
  let next = start + 1
  let rest = lines[start] ?? ''
  for (;;) {
    if (!rest.startsWith('"')) {
      const comma = rest.indexOf(',')
      const field = comma === -1 ? rest.replace(/\n$/u, '') : rest.slice(0, comma)
      if (field.includes('"')) return { why: 'bare " in non-quoted-field', next }
      fields.push(field)
      if (comma === -1) return { fields, next }
      rest = rest.slice(comma + 1)
      continue
    }
    const quotedField = readQuoted(lines, next, rest.slice(1))
    if ('why' in quotedField) return quotedField
    fields.push(quotedField.field)
    next = quotedField.next
    if (!quotedField.rest.startsWith(',')) return { fields, next }
    rest = quotedField.rest.slice(1)
  }
}

interface QuotedField {
  readonly field: string
  readonly rest: string
  readonly next: number
}

const misplaced = 'extraneous or missing " in quoted-field'

/** A field from after its first quote to its last one. */
function readQuoted(lines: readonly string[], start: number, first: string): QuotedField | Broken {
  let next = start
  let rest = first
  let field = ''
  for (;;) {
    const quote = rest.indexOf('"')
    if (quote === -1) {
      field += rest
      if (next >= lines.length) return { why: misplaced, next }
      rest = lines[next] ?? ''
      next++
      continue
    }
    field += rest.slice(0, quote)
    rest = rest.slice(quote + 1)
    if (rest.startsWith('"')) {
      field += '"'
      rest = rest.slice(1)
    } else if (rest === '' || rest === '\n' || rest.startsWith(',')) {
      return { field, rest, next }
    } else return { why: misplaced, next }
  }
}
