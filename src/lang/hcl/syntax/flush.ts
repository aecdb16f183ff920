import { indentOf } from './cook.ts'

/** A part of a `<<-` heredoc in source order: a literal's lines, or undefined for a sequence. */
export type FlushPart = string[] | undefined

/** Takes the smallest indentation off the lines of a `<<-` heredoc, in place. Blank lines do not count. */
export function flush(parts: readonly FlushPart[]): void {
  const indented: { lines: string[]; index: number }[] = []
  let smallest = Number.POSITIVE_INFINITY
  let atLineStart = true
  for (const lines of parts) {
    if (lines === undefined) {
      if (atLineStart) smallest = 0
      atLineStart = false
      continue
    }
    for (const [index, line] of lines.entries()) {
      const counts = atLineStart && !isBlank(line)
      if (counts) {
        indented.push({ lines, index })
        smallest = Math.min(smallest, indentOf(line))
      }
      // A blank line ends in its newline; a line that a marker has stripped of it does not begin a new one.
      atLineStart = line.endsWith('\n')
    }
  }
  if (smallest === 0) return
  for (const { lines, index } of indented) lines[index] = dedented(lines[index] ?? '', smallest)
}

function isBlank(line: string): boolean {
  return line.endsWith('\n') && indentOf(line) === line.length
}

/** White space that a combining mark follows goes together with it. */
function dedented(line: string, width: number): string {
  const rest = line.slice(width)
  return rest.charCodeAt(0) < 0x300 ? rest : rest.replace(/^\p{M}+/u, '')
}
