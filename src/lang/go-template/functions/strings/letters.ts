/** What Go's `unicode.IsSpace` takes for space. */
export function isSpace(letter: string): boolean {
  return /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/u.test(letter)
}

/** Go changes letter for letter: none becomes two. */
export function upper(text: string): string {
  return Array.from(text, (letter) => oneOf(letter, letter.toUpperCase())).join('')
}

export function lower(text: string): string {
  // The dotted capital I is the one letter that JavaScript makes two of.
  return Array.from(text, (letter) => (letter === 'İ' ? 'i' : oneOf(letter, letter.toLowerCase()))).join('')
}

const titles: Readonly<Record<string, string>> = {
  ǆ: 'ǅ',
  Ǆ: 'ǅ',
  ǉ: 'ǈ',
  Ǉ: 'ǈ',
  ǌ: 'ǋ',
  Ǌ: 'ǋ',
  ǳ: 'ǲ',
  Ǳ: 'ǲ',
}

/** The letter as it stands at the head of a title. */
export function titled(letter: string): string {
  return titles[letter] ?? upper(letter)
}

function oneOf(letter: string, changed: string): string {
  return Array.from(changed).length === 1 ? changed : letter
}
