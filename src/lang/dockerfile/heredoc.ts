import { isBlank, pieceText, type Piece } from './tree.ts'

/** A here-document as an instruction announces it. */
export interface Announced {
  readonly name: string
  /** `<<-` takes the tabs away that its lines begin with. */
  readonly chomp: boolean
  readonly expand: boolean
  readonly piece: Piece
}

/** The here-documents that an instruction announces: words such as `<<EOF`, `<<-"EOF"` and `3<<EOF`. */
export function announcedIn(rest: Piece, escape: string): readonly Announced[] {
  if (!pieceText(rest).includes('<<')) return []
  return shellWords(rest, escape).flatMap((piece) => {
    const [, chomp, name] = /^\d*<<(-?)([^<]*)$/u.exec(pieceText(piece)) ?? []
    if (name === undefined || name === '') return []
    const plain = unquoted(name, escape)
    return [{ name: plain, chomp: chomp === '-', expand: plain === name, piece }]
  })
}

/** Words as a shell splits them; quotes and escapes are kept. */
function shellWords({ line, start, end }: Piece, escape: string): readonly Piece[] {
  const { text } = line
  const words: Piece[] = []
  let quote = ''
  let first = -1
  for (let at = start; at < end; at++) {
    const letter = text.charAt(at)
    const blank = quote === '' && isBlank(text.charCodeAt(at))
    if (blank && first !== -1) {
      words.push({ line, start: first, end: at })
      first = -1
    }
    if (blank) continue
    if (first === -1) first = at
    if (letter === escape && quote !== "'") at++
    else quote = quoteAfter(quote, letter)
  }
  // The builder refuses a line with a quote that isn't closed; nothing is announced by its last word.
  if (first !== -1 && quote === '') words.push({ line, start: first, end })
  return words
}

function quoteAfter(quote: string, letter: string): string {
  if (quote !== '') return letter === quote ? '' : quote
  return letter === '"' || letter === "'" ? letter : ''
}

function unquoted(name: string, escape: string): string {
  return name.replaceAll(/["']/gu, '').replaceAll(escape, '')
}
