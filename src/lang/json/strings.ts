/**
 * The text of a string literal given with its quotes. An escape that isn't one stands for itself, and half a
 * surrogate pair becomes U+FFFD, as Terraform has it.
 */
export function cookString(source: string): string {
  const closed = source.length > 1 && source.endsWith('"')
  const inner = source.slice(1, closed ? -1 : undefined)
  if (!inner.includes('\\')) return inner
  return inner.replaceAll(escapes, unescape).replaceAll(loneSurrogates, '\ufffd')
}

const escapes = /\\(?:u([\da-fA-F]{4})|["\\/bfnrt])/gu
const loneSurrogates = /\p{Surrogate}/gu
const plain: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

function unescape(escape: string, hex: string | undefined): string {
  if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
  const letter = escape.slice(1)
  return plain[letter] ?? letter
}
