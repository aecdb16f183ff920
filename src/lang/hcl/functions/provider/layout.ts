import { graphemeCount } from '../graphemes.ts'

/** A line of written HCL before it is laid out. */
export interface Line {
  /** What stands before `=`, or the whole line. */
  readonly lead: string
  /** `= value`, where the whole value is on the line. */
  readonly assign: string | undefined
  /** How many more brackets it opens than it closes. */
  readonly opens: number
}

/** Lines with Terraform's indentation, the `=` of neighbouring lines in one column. */
export function laidOut(lines: readonly Line[]): string {
  const open: number[] = []
  return lines
    .map((line, at) => {
      if (line.opens < 0) close(open, -line.opens)
      const indent = '  '.repeat(open.length)
      if (line.opens > 0) open.push(line.opens)
      if (line.assign === undefined) return `${indent}${line.lead}`
      const padding = ' '.repeat(widest(lines, at) - graphemeCount(line.lead) + 1)
      return `${indent}${line.lead}${padding}${line.assign}`
    })
    .join('\n')
}

/** One level goes for each line that opened brackets, when all that it opened are closed. */
function close(open: number[], count: number): void {
  let left = count
  while (left > 0) {
    const last = open.pop()
    if (last === undefined) return
    if (last > left) open.push(last - left)
    left -= last
  }
}

/** The widest lead of the lines with an assignment that stand together around a line. */
function widest(lines: readonly Line[], at: number): number {
  let from = at
  while (lines[from - 1]?.assign !== undefined) from--
  let most = 0
  for (let next = from; lines[next]?.assign !== undefined; next++) {
    most = Math.max(most, graphemeCount(lines[next]?.lead ?? ''))
  }
  return most
}
