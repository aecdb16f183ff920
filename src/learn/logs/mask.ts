/** Stands for a value that varies, in the words of a shape. A private character, so that no line holds it by itself. */
export const slot = '\uE000'

/** Longer lines are cut: what a message is about stands at its beginning. */
const longest = 4_000
/** More words than this aren't compared. */
const mostWords = 80

/**
 * The words of a message with everything that varies by its form put away: numbers, addresses, paths, ids, durations,
 * sizes, quoted names, values behind `=`. Neighbouring values are one, so a list of three and of five have one shape.
 */
export function shapeOf(message: string): readonly string[] {
  const masked = masks.reduce(
    (text, { form, to, sign }) => (sign === undefined || text.includes(sign) ? text.replace(form, to) : text),
    dumps(message.slice(0, longest)),
  )
  const words: string[] = []
  for (const [word] of masked.matchAll(wordForm)) {
    const one = isValue(word) ? slot : word
    if (one === slot && words.at(-1) === slot) continue
    words.push(one)
    if (words.length === mostWords) break
  }
  return words
}

/** A slot, or a word of letters with what may stand inside of one. */
const wordForm = /\uE000|(?<=\s)\(\)|[\p{L}_][\p{L}\p{N}_$]*(?:[.'-][\p{L}_$][\p{L}\p{N}_$]*)*\*?/gu

/** A form of a value, what it becomes, and a sign without which a line needn't be looked at. */
interface Mask {
  readonly form: RegExp
  readonly to: string
  readonly sign?: string
}

/** Each form of a value, the more special first. None can go back over its text more than once. */
const masks: readonly Mask[] = [
  // Dots that lead to a value are no part of the word before them.
  { sign: '...', form: /\.{3,}/gu, to: ' ' },
  // A range of numbered things: `node-[40-63]`.
  { sign: '-[', form: /(?<![\p{L}\p{N}_])[\p{L}_.:-]{0,80}-\[[\d, -]{1,200}\]/gu, to: '\uE000' },
  // A request of HTTP in quotes: which method is part of what happened, the rest varies.
  { sign: '"', form: /"(GET|POST|PUT|DELETE|HEAD|PATCH|OPTIONS) [^"]*"/gu, to: ' $1 \uE000 ' },
  { sign: '"', form: /=\s?"[^"]*"/gu, to: '=\uE000' },
  { sign: "'", form: /=\s?'[^']*'/gu, to: '=\uE000' },
  { sign: '"', form: /"[^"]{0,120}"/gu, to: '\uE000' },
  { sign: "'", form: /(?<![\p{L}\p{N}])'[^'\s]*'/gu, to: '\uE000' },
  // Addresses of the web and of mail, paths of both kinds.
  { sign: '://', form: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s,;"'<>)\]]+/giu, to: '\uE000' },
  { sign: '@', form: /(?<![\w.+-])[\w.+-]{1,80}@[\w-]+(?:\.[\w-]+)+/gu, to: '\uE000' },
  { sign: ':\\', form: /\b[A-Za-z]:\\[^\s,;"'<>)\]]*/gu, to: '\uE000' },
  {
    sign: '/',
    form: /(?<![\p{L}\p{N}_])\.{0,2}\/[\p{L}\p{N}_.\uE000-][^\s,;"'<>()[\]]*/gu,
    to: '\uE000',
  },
  // A path that begins with a name: it ends with a kind of file, or has three parts.
  {
    sign: '/',
    form: /(?<![\p{L}\p{N}_./-])[\p{L}_][\p{L}\p{N}_.-]{0,80}(?:\/[\p{L}\p{N}_.-]{1,80}){0,20}\/[\p{L}\p{N}_-]{1,80}(?:\.[a-z]{1,5}|\/[\p{L}\p{N}_.-]{1,80})(?![\p{L}\p{N}_/])/gu,
    to: '\uE000',
  },
  // Addresses of network cards and of the newer internet, which may hold no digit.
  {
    sign: ':',
    form: /(?<![\p{L}\p{N}_:])[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?![\p{L}\p{N}_:])/gu,
    to: '\uE000',
  },
  // Days and months beside a number are a date.
  {
    form: /\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*,? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w* +\d{1,2}\b/gu,
    to: '\uE000',
  },
  { form: /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*,? (?=\d|\uE000)/gu, to: '\uE000' },
  // A size or duration with its unit, and the same said again in brackets.
  {
    form: /(?<![\p{L}\p{N}_])[<>~]?[+-]?\d[\d.,]* ?(?:[KMGTP]i?B?|[kmgt]b|B|[nuµm]s|secs?|mins?|hrs?|[smhd])(?![\p{L}\p{N}_])/gu,
    to: '\uE000',
  },
  { sign: '(', form: /(?:\uE000|\b\d{1,20}) ?\( ?\uE000 ?\)/gu, to: '\uE000' },
  // Letters and digits grown together: hexadecimal, ids, addresses of machines, versions, clock times.
  {
    form: /(?<![\p{L}\p{N}_])[\p{L}_.@#:$/+-]{0,80}\d[\p{L}\p{N}_.@#:$/+~-]*(?=[^\p{L}\p{N}]|$)/gu,
    to: '\uE000',
  },
  { form: /(?<![\p{L}\p{N}_])(?:[0-9a-f]{8,}|[0-9A-F]{8,})(?![\p{L}\p{N}_])/gu, to: '\uE000' },
  // `key=value`, also where the value is empty.
  { sign: '=', form: /(?<=[\p{L}\p{N}_)\]-])=(?!=)[^\s,;)\]}&|]*/gu, to: '=\uE000' },
  { sign: '**', form: /(?<![\p{L}\p{N}_*])\*{2,}(?![\p{L}\p{N}_*])/gu, to: '\uE000' },
  // What is grown together with a value is one with it.
  { sign: slot, form: /(?<![\p{L}\p{N}_])[\p{L}\p{N}_.$-]{1,80}[-_@#$]\uE000/gu, to: '\uE000' },
  { sign: slot, form: /\uE000[-_@#$][\p{L}\p{N}_.$-]{1,80}/gu, to: '\uE000' },
  { form: /(?<=[=:] ?)(?:true|false|null|none|nil|undefined|yes|no)\b/giu, to: '\uE000' },
]

/** `Name{…}` inside of each other, the innermost first; an object written out is one value. */
function dumps(text: string): string {
  let now = text
  for (let round = 0; round < 6 && now.includes('{'); round++) {
    const next = now.replace(/[\w$.@]{0,80}\{[^{}]*\}/gu, '\uE000')
    if (next === now) break
    now = next
  }
  return now
}

/** Names of classes, hosts and settings: at least two dots. */
function isValue(word: string): boolean {
  return word === slot || word.split('.').length > 2
}
