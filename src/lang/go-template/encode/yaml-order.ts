const letter = /\p{L}/u
const digit = /\p{Nd}/u

/**
 * The order of keys of go-yaml: letters by their code, numbers inside by their size, other characters before letters.
 * The third version puts letters first after a digit.
 *
 * See `sorter.go` of https://pkg.go.dev/gopkg.in/yaml.v3.
 */
export function naturally(version: 'v2' | 'v3'): (left: string, right: string) => number {
  return (left, right) => {
    if (left === right) return 0
    const one = Array.from(left)
    const other = Array.from(right)
    const length = Math.min(one.length, other.length)
    let at = 0
    while (at < length && one[at] === other[at]) at++
    if (at >= length) return one.length - other.length
    return atDifference(one, other, at, version)
  }
}

function atDifference(
  left: readonly string[],
  right: readonly string[],
  at: number,
  version: 'v2' | 'v3',
): number {
  const a = left[at] ?? ''
  const b = right[at] ?? ''
  const isLeft = letter.test(a)
  const isRight = letter.test(b)
  if (isLeft && isRight) return codeOf(a) - codeOf(b)
  if (isLeft || isRight) {
    const lettersFirst = version === 'v3' && at > 0 && digit.test(left[at - 1] ?? '')
    return isLeft === lettersFirst ? -1 : 1
  }
  return byNumber(left, right, at) || codeOf(a) - codeOf(b)
}

function byNumber(left: readonly string[], right: readonly string[], at: number): number {
  const start = left[at] === '0' || right[at] === '0' ? leading(left, at) : 0n
  const one = numberAt(left, at, start)
  const other = numberAt(right, at, start)
  if (one.value !== other.value) return one.value < other.value ? -1 : 1
  return one.end - other.end
}

/** Zeros inside a number count; those at its start don't. */
function leading(text: readonly string[], at: number): bigint {
  for (let back = at - 1; back >= 0 && digit.test(text[back] ?? ''); back--) if (text[back] !== '0') return 1n
  return 0n
}

function numberAt(
  text: readonly string[],
  at: number,
  start: bigint,
): { readonly value: bigint; readonly end: number } {
  let end = at
  let value = start
  for (; end < text.length && digit.test(text[end] ?? ''); end++)
    value = BigInt.asIntN(64, value * 10n + BigInt(codeOf(text[end] ?? '0') - 0x30))
  return { value, end }
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0
}
