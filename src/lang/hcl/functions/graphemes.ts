const segments = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** What may be more or less than one character to each code unit: all but ASCII, and line ends of two characters. */
const special = /[^\p{ASCII}]|\r\n/u

/** The characters of a text as people count them, and as Terraform does. */
export function graphemesIn(text: string): readonly string[] {
  if (!special.test(text)) return text.split('')
  const found: string[] = []
  for (const { segment } of segments.segment(text)) {
    if (conjunct.test(segment)) found.push(...segment.split(conjunct))
    else found.push(segment)
  }
  return found
}

/** How many characters people count in a text. */
export function graphemeCount(text: string): number {
  return special.test(text) ? graphemesIn(text).length : text.length
}

/** Newer Unicode takes the consonants of an Indic conjunct together; Terraform's, which is older, parts them. */
const conjunct = /(?<=[\p{M}\u200d])(?=\p{Lo})/u
