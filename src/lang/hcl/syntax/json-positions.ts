/** Where each character of a JSON string's text is in the file: the offsets differ once it has escapes. */
export function positionsOf(file: string, start: number, end: number): (offset: number) => number {
  const inner = start + 1
  const escape = file.indexOf('\\', inner)
  if (escape === -1 || escape >= end) return (offset) => inner + offset
  const offsets: number[] = []
  let at = inner
  while (at < end) {
    offsets.push(at)
    at += escapeLength(file, at)
  }
  const last = offsets.at(-1) ?? inner
  return (offset) => offsets[offset] ?? last
}

/** How many characters of the file stand for one of the text. */
function escapeLength(file: string, at: number): number {
  if (file.charCodeAt(at) !== 0x5c) return 1
  if (file.charCodeAt(at + 1) !== 0x75) return 2
  return /^[\da-fA-F]{4}$/u.test(file.slice(at + 2, at + 6)) ? 6 : 1
}
