/** How many columns a text takes on a terminal; it holds no control characters and no colours. */
export function widthOf(text: string): number {
  if (/^[ -~]*$/u.test(text)) return text.length
  let width = 0
  for (const { segment } of segmenter().segment(text)) width += wide.test(segment) ? 2 : 1
  return width
}

/** A text without anything that a terminal would obey: control characters and marks that turn the direction of writing. */
export function clean(text: string): string {
  return text.replaceAll('\t', '  ').replaceAll(unsafe, '\uFFFD')
}

/** Fills up to a width with spaces. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

/** Cuts to a width, with an ellipsis where something is missing. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let kept = ''
  let used = 1
  for (const { segment } of segmenter().segment(text)) {
    used += widthOf(segment)
    if (used > width) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

/** Cuts the beginning off rather than the end, as fits paths. */
export function cutStart(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  const all = [...segmenter().segment(text)].map((one) => one.segment)
  let used = 1
  let from = all.length
  while (from > 0 && used + widthOf(all[from - 1] ?? '') <= width) {
    from -= 1
    used += widthOf(all[from] ?? '')
  }
  return `…${all.slice(from).join('')}`
}

/** Cuts two texts to a width such that the place is seen where they begin to differ. */
export function cutBoth(one: string, other: string, width: number): readonly [string, string] {
  const letters = [Array.from(one), Array.from(other)] as const
  let same = 0
  while (same < letters[0].length && letters[0][same] === letters[1][same]) same++
  const longest = Math.max(letters[0].length, letters[1].length)
  const from = Math.min(same - fewestBefore, longest - width + 1)
  const shown = (all: readonly string[]): string =>
    cut(from > 0 ? `…${all.slice(from).join('')}` : all.join(''), width)
  return [shown(letters[0]), shown(letters[1])]
}

/** So many letters at least that are the same are shown before those that aren't. */
const fewestBefore = 12

/** Breaks a text into lines between words; lines of their own stay. A word that is too long stands alone. */
export function wrapped(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => wrappedParagraph(paragraph, width))
}

/** `1 resource`, `2 resources`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count).replaceAll(thousands, ',')} ${count === 1 ? one : many}`
}

/** Where a comma stands in a number. Tables of languages would be loaded for no more than this. */
const thousands = /(?<=\d)(?=(?:\d{3})+$)/gu
const wide =
  /\p{Emoji_Presentation}|[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/u
// oxlint-disable-next-line no-control-regex -- control characters are what it takes out
const unsafe = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

function wrappedParagraph(paragraph: string, width: number): readonly string[] {
  // What is indented is laid out already, such as an example.
  if (/^\s/u.test(paragraph)) return [paragraph]
  const lines: string[] = []
  let line = ''
  for (const word of paragraph.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line)
      line = word
    } else {
      line = longer
    }
  }
  return [...lines, line]
}

/** Made when a text needs it: it reads the tables of Unicode, which takes as long as the rest of a short run. */
function segmenter(): Intl.Segmenter {
  return (made ??= new Intl.Segmenter('en', { granularity: 'grapheme' }))
}

let made: Intl.Segmenter | undefined
