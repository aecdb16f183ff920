/** The order of keys that Go's YAML printer has: letters after all else, and numbers inside by their size. */
export function naturalOrder(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length)
  let at = 0
  while (at < shorter && left.charCodeAt(at) === right.charCodeAt(at)) at++
  if (at === shorter) return left.length - right.length
  const [one, other] = [left.charCodeAt(at), right.charCodeAt(at)]
  // Nearly all keys differ first in two plain letters.
  return isPlainLetter(one) && isPlainLetter(other) ? one - other : orderByLetters(left, right)
}

function isPlainLetter(code: number): boolean {
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x7a
}

// oxlint-disable-next-line complexity -- the comparison is one decision at the first letter that differs
function orderByLetters(left: string, right: string): number {
  const a = Array.from(left)
  const b = Array.from(right)
  let digits = false
  for (let at = 0; at < a.length && at < b.length; at++) {
    const one = a[at] ?? ''
    const other = b[at] ?? ''
    if (one === other) {
      digits = isDigit(one)
      continue
    }
    const letters = [isLetter(one), isLetter(other)]
    if (letters[0] === true && letters[1] === true) return one < other ? -1 : 1
    if (letters[0] === true || letters[1] === true) {
      const first = digits ? letters[0] === true : letters[1] === true
      return first ? -1 : 1
    }
    return numberOrder(a, b, at)
  }
  return a.length - b.length
}

function numberOrder(a: readonly string[], b: readonly string[], at: number): number {
  let before = 0
  if (a[at] === '0' || b[at] === '0') {
    for (let back = at - 1; back >= 0 && isDigit(a[back] ?? ''); back--) {
      if (a[back] !== '0') {
        before = 1
        break
      }
    }
  }
  const one = digitsFrom(a, at, before)
  const other = digitsFrom(b, at, before)
  if (one.number !== other.number) return one.number - other.number
  if (one.end !== other.end) return one.end - other.end
  return (a[at] ?? '') < (b[at] ?? '') ? -1 : 1
}

function digitsFrom(
  text: readonly string[],
  at: number,
  before: number,
): { readonly number: number; readonly end: number } {
  let number = before
  let end = at
  for (; end < text.length && isDigit(text[end] ?? ''); end++) number = number * 10 + Number(text[end])
  return { number, end }
}

function isDigit(one: string): boolean {
  return /^\p{Nd}$/u.test(one)
}

function isLetter(one: string): boolean {
  return /^\p{L}$/u.test(one)
}
