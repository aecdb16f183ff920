import { paintFor, type Paint } from '../paint.ts'
import { clean, cut, padded, widthOf, wrapped } from '../words.ts'
import { columnsOf } from './columns.ts'
import { letterOf, type Plot, type PlotLevel, type PlotLine } from './plot.ts'
import { frameOf, levelName, momentText, timeTicks, type Frame } from './scale.ts'

/** The terminal that is drawn on. */
export interface Canvas {
  readonly width: number
  readonly colour: boolean
  /** Rows of the drawing itself. */
  readonly rows?: number
}

/**
 * A plot as lines of text: dots of braille for lines, shades for bands, and what everything is below. It fits the width;
 * without colour what is expected is dashed.
 */
export function plotText(plot: Plot, { width, colour, rows = width < 60 ? 8 : 12 }: Canvas): string {
  const paint = paintFor(colour)
  const frame = frameOf(plot, Math.max(2, Math.floor(rows / 2.5)))
  const margin = Math.max(...frame.ticks.map(({ text }) => widthOf(text))) + 1
  const columns = Math.max(10, width - margin - 3)
  const grid = { plot, frame, rows, columns }
  const cells = cellsOf(grid, paint, colour)
  const labels = labelsOf(grid)
  const body = cells.map((row, at) => {
    const label = labels.get(at)
    const axis = label === undefined ? '│' : '┤'
    return `${padded('', margin - widthOf(label ?? ''))}${paint.dim(`${label ?? ''} ${axis}`)}${row.join('').replace(/ +$/u, '')}`
  })
  return [...body, ...axisOf(grid, margin, paint), ...legendOf(grid, { paint, width, margin }), '']
    .map((line) => line.trimEnd())
    .join('\n')
}

interface Grid {
  readonly plot: Plot
  readonly frame: Frame
  readonly rows: number
  readonly columns: number
}

/** Cells from the back to the front: bands, levels, marks, lines. */
function cellsOf(grid: Grid, paint: Paint, colour: boolean): readonly (readonly string[])[] {
  const cells = Array.from({ length: grid.rows }, () => Array.from({ length: grid.columns }, () => ' '))
  drawBands(grid, cells, paint)
  drawLevels(grid, cells, paint)
  drawMarks(grid, cells, paint)
  for (const line of grid.plot.lines) drawLine(grid, cells, { line, paint, colour })
  return cells
}

type Cells = string[][]

function drawBands({ plot, frame, rows, columns }: Grid, cells: Cells, paint: Paint): void {
  for (const { kind, times, lower, upper } of plot.bands) {
    const across = { times, from: frame.from, to: frame.to, count: columns }
    const below = columnsOf({ ...across, values: lower })
    const above = columnsOf({ ...across, values: upper })
    const shade = paint.dim(kind === 'inner' ? '▒' : '░')
    for (let column = 0; column < columns; column++) {
      const top = rowOf(above.high[column], frame, rows)
      const bottom = rowOf(below.low[column], frame, rows)
      for (let row = Math.max(0, top); row <= Math.min(rows - 1, bottom); row++)
        put(cells, row, column, shade)
    }
  }
}

function drawLevels({ plot, frame, rows, columns }: Grid, cells: Cells, paint: Paint): void {
  for (const { kind, value } of plot.levels) {
    const row = rowOf(value, frame, rows)
    if (!(row >= 0 && row < rows)) continue
    for (let column = 0; column < columns; column++) put(cells, row, column, levelSign(kind, paint))
  }
}

function levelSign(kind: PlotLevel['kind'], paint: Paint): string {
  return kind === 'recommended' ? paint.green('┄') : paint.red('╌')
}

function drawMarks({ plot, frame, rows, columns }: Grid, cells: Cells, paint: Paint): void {
  for (const { time } of plot.marks) {
    const column = columnOf(time, frame, columns)
    if (column === undefined) continue
    for (let row = 0; row < rows; row++) put(cells, row, column, paint.yellow('┊'))
  }
}

interface Inked {
  readonly line: PlotLine
  readonly paint: Paint
  readonly colour: boolean
}

/** Each cell has two columns and four rows of dots: https://www.unicode.org/charts/PDF/U2800.pdf */
function drawLine({ frame, rows, columns }: Grid, cells: Cells, { line, paint, colour }: Inked): void {
  const { low, high } = columnsOf({ ...line, from: frame.from, to: frame.to, count: columns * 2 })
  const dots = new Map<number, number>()
  for (let x = 0; x < columns * 2; x++) {
    const top = rowOf(high[x], frame, rows * 4)
    const bottom = rowOf(low[x], frame, rows * 4)
    const isDashed = line.kind === 'expected' && !colour && x % 4 === 3
    if (isDashed || Number.isNaN(top)) continue
    for (let y = Math.max(0, top); y <= Math.min(rows * 4 - 1, bottom); y++) {
      const cell = Math.floor(y / 4) * columns + Math.floor(x / 2)
      dots.set(cell, (dots.get(cell) ?? 0) | (braille[y % 4]?.[x % 2] ?? 0))
    }
  }
  const ink = inkOf(line.kind, paint)
  for (const [cell, bits] of dots)
    put(cells, Math.floor(cell / columns), cell % columns, ink(String.fromCodePoint(0x2800 + bits)))
}

const braille = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
]

function inkOf(kind: PlotLine['kind'], paint: Paint): (text: string) => string {
  if (kind === 'measured') return paint.blue
  return kind === 'expected' ? paint.green : paint.yellow
}

function put(cells: Cells, row: number, column: number, text: string): void {
  const line = cells[row]
  if (line !== undefined) line[column] = text
}

/** The row of a value, from the top; NaN of none. */
function rowOf(value: number | undefined, { bottom, top }: Frame, rows: number): number {
  return Math.round(((top - (value ?? Number.NaN)) / (top - bottom)) * (rows - 1))
}

function columnOf(time: number, { from, to }: Frame, columns: number): number | undefined {
  const column = Math.round(((time - from) / (to - from)) * (columns - 1))
  return column >= 0 && column < columns ? column : undefined
}

/** The words beside rows; of two for one row the first stands. */
function labelsOf({ frame, rows }: Grid): ReadonlyMap<number, string> {
  const found = new Map<number, string>()
  for (const { at, text } of frame.ticks) {
    const row = rowOf(at, frame, rows)
    if (!found.has(row)) found.set(row, text)
  }
  return found
}

/** The axis below, the times under it, and the letters of marks. */
function axisOf({ plot, frame, columns }: Grid, margin: number, paint: Paint): readonly string[] {
  const rule = Array.from({ length: columns }, () => '─')
  const words = Array.from({ length: columns + 1 }, () => ' ')
  let free = 0
  for (const { at, text } of timeTicks(frame, Math.max(2, Math.floor(columns / 12)))) {
    const column = columnOf(at, frame, columns)
    if (column === undefined) continue
    rule[column] = '┬'
    const from = Math.max(0, column - Math.floor(text.length / 2))
    if (from < free || from + text.length > columns + 1) continue
    words.splice(from, text.length, ...text.split(''))
    free = from + text.length + 1
  }
  const letters = lettersOf(plot, frame, columns)
  const indent = padded('', margin + 2)
  return [
    `${padded('', margin + 1)}${paint.dim(`└${rule.join('')}`)}`,
    ...(letters === '' ? [] : [`${indent}${paint.yellow(letters)}`]),
    `${indent}${paint.dim(words.join('').trimEnd())}`,
  ]
}

function lettersOf({ marks }: Plot, frame: Frame, columns: number): string {
  const row = Array.from({ length: columns }, () => ' ')
  for (const [place, { time }] of marks.entries()) {
    const column = columnOf(time, frame, columns)
    // Where several fall together the first letter stands, and the list below tells the rest.
    if (column !== undefined && row[column] === ' ') row[column] = letterOf(place).slice(0, 1)
  }
  return row.join('').trimEnd()
}

interface Place {
  readonly paint: Paint
  readonly width: number
  readonly margin: number
}

/** What is drawn how, in as many lines as it takes; each mark on its own. */
function legendOf({ plot, frame }: Grid, { paint, width, margin }: Place): readonly string[] {
  const shades = [...plot.bands].toSorted((a, b) => (a.kind < b.kind ? -1 : 1))
  const entries = [
    ...plot.lines.map(({ name, kind }) => ({
      sign: inkOf(kind, paint)(kind === 'expected' ? '╍╍' : '━━'),
      name,
    })),
    ...shades.map(({ name, kind }) => ({ sign: paint.dim(kind === 'inner' ? '▒▒' : '░░'), name })),
    ...plot.levels.map((level) => ({
      sign: levelSign(level.kind, paint).repeat(2),
      name: levelName(level, frame),
    })),
  ]
  const room = Math.max(20, width - margin - 2)
  const solid = entries.map(
    ({ name }) => `##\u00A0${cut(clean(name), room - 4).replaceAll(' ', '\u00A0')}\u00A0`,
  )
  let next = 0
  // The sign takes two columns, whatever colours it has.
  const lines = wrapped([...solid, '(UTC)'].join(' '), room).map((line) =>
    line.replaceAll('\u00A0', ' ').replaceAll(/##(?= )/gu, () => entries[next++]?.sign ?? ''),
  )
  const marks = plot.marks.map(
    ({ name, time }, place) =>
      `${paint.yellow(letterOf(place))} ${cut(`${momentText(time)}  ${clean(name)}`, room - 3)}`,
  )
  return [...lines, ...marks].map((line) => padded('', margin + 2) + line)
}
