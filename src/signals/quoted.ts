/**
 * The place behind a quoted text whose quote opens at `from`; undefined where none closes it. By hand: a pattern with a
 * choice in its loop runs out of stack on lines of some millions of letters.
 */
export function quotedEnd(text: string, from: number): number | undefined {
  for (let at = from + 1; ;) {
    const quote = text.indexOf('"', at)
    if (quote === -1) return undefined
    let before = quote
    while (before > at && text[before - 1] === '\\') before--
    // A quote is written with a backslash before it, a backslash with another.
    if ((quote - before) % 2 === 0) return quote + 1
    at = quote + 1
  }
}
