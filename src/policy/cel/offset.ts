/**
 * Where a character of a YAML scalar's text stands in its source: the same letters stand there in the same order, with
 * quotes, escapes, indentation and line breaks between them.
 */
export function offsetIn(source: string, text: string, offset: number): number {
  let at = contentStart(source)
  for (let here = 0; here < text.length; here++) {
    const letter = text[here] ?? ''
    const isSpace = letter.trim() === ''
    const found = isSpace ? at : source.indexOf(letter, at)
    if (here >= offset && !isSpace) return found === -1 ? at : found
    if (found === -1) return at
    at = isSpace ? afterSpace(source, at) : found + 1
  }
  return at
}

/** After the quote, or after the line that says how a block is to be read. */
function contentStart(source: string): number {
  if (/^["']/u.test(source)) return 1
  const header = /^[|>][^\n]*\n/u.exec(source)
  return header === null ? 0 : header[0].length
}

/** One space stays one space; a folded line break and its indentation are one too. */
function afterSpace(source: string, from: number): number {
  const [run = ''] = /^\s*/u.exec(source.slice(from, from + 1000)) ?? []
  return from + (run.includes('\n') ? run.length : Math.min(run.length, 1))
}
