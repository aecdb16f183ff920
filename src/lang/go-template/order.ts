/** Go sorts strings by their bytes, which is the order of code points. */
export function byBytes(left: string, right: string): number {
  if (left === right) return 0
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at++) {
    const a = left.charCodeAt(at)
    const b = right.charCodeAt(at)
    if (a === b) continue
    // A surrogate stands for a code point beyond all that one unit can be.
    const isHigh = a >= 0xd800 && a <= 0xdfff
    if (isHigh !== (b >= 0xd800 && b <= 0xdfff)) return isHigh ? 1 : -1
    return a < b ? -1 : 1
  }
  return left.length < right.length ? -1 : 1
}
