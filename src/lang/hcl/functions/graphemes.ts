/** What may be more or less than one character to each code unit: all but ASCII, and line ends of two characters. */
const special = /[^\p{ASCII}]|\r\n/u

/** How much is looked at in one go: the segmenter takes time that grows with the square of its text. */
const piece = 1024

/** The characters of a text as people count them, and as Terraform does. */
export function graphemesIn(text: string): readonly string[] {
  if (!special.test(text)) return text.split('')
  const found: string[] = []
  let size = piece
  for (let at = 0; at < text.length;) {
    const end = cutBefore(text, at + size)
    const all = Array.from(segmenter().segment(text.slice(at, end)), ({ segment }) => segment)
    // The last one may go on behind the piece.
    if (end < text.length) all.pop()
    for (const one of all) {
      found.push(...(conjunct.test(one) ? one.split(conjunct) : [one]))
      at += one.length
    }
    size = all.length === 0 ? size * 2 : piece
  }
  return found
}

/** Not between the two halves of a character. */
function cutBefore(text: string, end: number): number {
  return end < text.length && (text.codePointAt(end - 1) ?? 0) > 0xffff ? end - 1 : end
}

/** How many characters people count in a text. */
export function graphemeCount(text: string): number {
  return special.test(text) ? graphemesIn(text).length : text.length
}

/** Newer Unicode takes the consonants of an Indic conjunct together; Terraform's, which is older, parts them. */
const conjunct = /(?<=[\p{M}\u200d])(?=\p{Lo})/u

/** Made when a text needs it: it reads the tables of Unicode, which takes as long as the rest of a short run. */
function segmenter(): Intl.Segmenter {
  return (made ??= new Intl.Segmenter('en', { granularity: 'grapheme' }))
}

let made: Intl.Segmenter | undefined
