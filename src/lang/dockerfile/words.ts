import type { FilePath } from '../../kernel/brand.ts'
import { isBlank, pieceSpan, pieceText, type ExecItem, type Flag, type Pair, type Piece } from './tree.ts'

/** Splits at blanks and at nothing else, as COPY, EXPOSE and FROM are split. */
export function blankWords({ line, start, end }: Piece): readonly Piece[] {
  const words: Piece[] = []
  for (let at = start; at < end;) {
    while (at < end && isBlank(line.text.charCodeAt(at))) at++
    const first = at
    while (at < end && !isBlank(line.text.charCodeAt(at))) at++
    if (at > first) words.push({ line, start: first, end: at })
  }
  return words
}

/** Splits at blanks that are in no quotes and not escaped, as ENV, LABEL and ARG are split. */
export function quotedWords({ line, start, end }: Piece, escape: string): readonly Piece[] {
  const words: Piece[] = []
  for (let at = start; at < end;) {
    while (at < end && isBlank(line.text.charCodeAt(at))) at++
    const first = at
    at = endOfQuotedWord(line.text, at, end, escape)
    if (at > first) words.push({ line, start: first, end: at })
  }
  return words
}

/** The pairs of ENV, LABEL and ARG; names that lack a value have none. */
export function pairsOf(rest: Piece, escape: string, mayLackValues: boolean): readonly Pair[] {
  const words = quotedWords(rest, escape)
  const [first] = words
  if (first === undefined) return []
  if (mayLackValues || pieceText(first).includes('=')) return words.map(pairOf)
  // The old form: everything after the name is the value.
  const name = blankWords({ ...rest, start: first.start })[0] ?? first
  const value = afterBlanks(rest, name.end)
  return [{ name, value: value.start < value.end ? value : undefined }]
}

/** The flags at the start of an instruction's arguments, and what follows them. */
export function flagsOf(piece: Piece): { readonly flags: readonly Flag[]; readonly rest: Piece } {
  const flags: Flag[] = []
  const { line, end } = piece
  let rest = afterBlanks(piece, piece.start)
  while (line.text.startsWith('--', rest.start) && rest.start < end) {
    // Flags know the backslash only, whatever the escape directive says.
    const stop = endOfQuotedWord(line.text, rest.start, end, '\\')
    const word = { line, start: rest.start, end: stop }
    rest = afterBlanks(piece, stop)
    if (stop - word.start === 2) break
    flags.push(flagOf(word))
  }
  return { flags, rest }
}

/** The strings of the JSON form; undefined for what isn't one JSON array of strings and nothing else. */
export function execItems(rest: Piece): readonly ExecItem[] | undefined {
  const text = pieceText(rest)
  if (!text.startsWith('[')) return undefined
  const items: ExecItem[] = []
  let at = skipBlanks(text, 1)
  if (text[at] === ']') return isLast(text, at) ? items : undefined
  for (;;) {
    if (text[at] !== '"') return undefined
    const end = endOfJsonString(text, at)
    const item = end === undefined ? undefined : jsonText(text.slice(at, end))
    if (end === undefined || item === undefined) return undefined
    items.push({ text: item, span: pieceSpan(rest, at, end) })
    at = skipBlanks(text, end)
    if (text[at] === ']') return isLast(text, at) ? items : undefined
    if (text[at] !== ',') return undefined
    at = skipBlanks(text, at + 1)
  }
}

/** A word of its own in the text of a here-document or of a scalar, for those who have no logical line. */
export function plainPiece(file: FilePath, text: string, place: number): Piece {
  return { line: { file, text, froms: [0], places: [place] }, start: 0, end: text.length }
}

function pairOf(word: Piece): Pair {
  const equals = pieceText(word).indexOf('=')
  if (equals === -1) return { name: word, value: undefined }
  const middle = word.start + equals
  return { name: { ...word, end: middle }, value: { ...word, start: middle + 1 } }
}

function flagOf(word: Piece): Flag {
  const text = pieceText(word)
  const equals = text.indexOf('=')
  const name = text.slice(2, equals === -1 ? undefined : equals).toLowerCase()
  const value = equals === -1 ? undefined : { ...word, start: word.start + equals + 1 }
  return { name, value, span: pieceSpan(word) }
}

function afterBlanks({ line, end }: Piece, from: number): Piece {
  let at = from
  while (at < end && isBlank(line.text.charCodeAt(at))) at++
  return { line, start: at, end }
}

function endOfQuotedWord(text: string, start: number, end: number, escape: string): number {
  let quote = ''
  let at = start
  for (; at < end; at++) {
    const letter = text.charAt(at)
    // Nothing is escaped between single quotes.
    if (letter === escape && quote !== "'") at++
    else if (quote !== '') quote = letter === quote ? '' : quote
    else if (letter === '"' || letter === "'") quote = letter
    else if (isBlank(text.charCodeAt(at))) break
  }
  return Math.min(at, end)
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (isBlank(text.charCodeAt(at))) at++
  return at
}

function isLast(text: string, at: number): boolean {
  return skipBlanks(text, at + 1) === text.length
}

function endOfJsonString(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at + 1
  }
  return undefined
}

function jsonText(source: string): string | undefined {
  try {
    return String(JSON.parse(source))
  } catch {
    return undefined
  }
}
