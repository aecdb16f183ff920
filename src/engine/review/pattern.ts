/**
 * Whether a text fits a pattern: `*` stands for anything but a slash, `**` for anything, `?` for one character. A
 * pattern of a file that names a folder fits everything in it.
 */
export function fits(pattern: string, text: string): boolean {
  return compiled(pattern).test(text)
}

const known = new Map<string, RegExp>()

function compiled(pattern: string): RegExp {
  const found = known.get(pattern)
  if (found !== undefined) return found
  const source = pattern
    .replace(/^\.\//u, '')
    .replaceAll(/\*\*\/|\*\*|\*|\?|[$()+.[\\\]^{|}]/gu, (token) => translations.get(token) ?? `\\${token}`)
  const made = new RegExp(`^${source}(?:/.*)?$`, 'su')
  known.set(pattern, made)
  return made
}

const translations: ReadonlyMap<string, string> = new Map([
  ['**/', '(?:.*/)?'],
  ['**', '.*'],
  ['*', '[^/]*'],
  ['?', '[^/]'],
])
