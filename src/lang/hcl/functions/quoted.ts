const short: ReadonlyMap<string, string> = new Map([
  ['"', String.raw`\"`],
  ['\\', String.raw`\\`],
  ['\u0007', String.raw`\a`],
  ['\b', String.raw`\b`],
  ['\f', String.raw`\f`],
  ['\n', String.raw`\n`],
  ['\r', String.raw`\r`],
  ['\t', String.raw`\t`],
  ['\v', String.raw`\v`],
])

const special = /["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu

/** A text in quotes as Terraform's messages show it: what cannot be printed is escaped. */
export function quoted(text: string): string {
  return `"${text.toWellFormed().replaceAll(special, escaped)}"`
}

/** One character in single quotes. */
export function quotedCharacter(character: string): string {
  if (character === "'") return String.raw`'\''`
  if (character === '"') return `'"'`
  return `'${character.replaceAll(special, escaped)}'`
}

function escaped(character: string): string {
  const known = short.get(character)
  if (known !== undefined) return known
  const point = character.codePointAt(0) ?? 0
  const hex = point.toString(16)
  if (point < 0x80) return String.raw`\x${hex.padStart(2, '0')}`
  return point < 0x1_0000 ? String.raw`\u${hex.padStart(4, '0')}` : String.raw`\U${hex.padStart(8, '0')}`
}
