import { steps } from '../kernel/origin.ts'
import type { Site } from '../model/why.ts'
import type { Paint } from './paint.ts'
import { placeText, sourceLine } from './source.ts'
import type { View } from './view.ts'
import { cut, cutStart, padded, widthOf } from './words.ts'

/** Places in order, one a line in three columns: where, what happened there, and the source. */
export function trail(
  view: View,
  paint: Paint,
  sites: readonly Site[],
  ink: (text: string) => string,
  says: (site: Site) => string = saysOf,
): readonly string[] {
  const rows = withoutRepeats(sites.map((site) => rowOf(view, site, says)))
  const place = Math.min(Math.max(...rows.map((row) => widthOf(row.place))), Math.floor(view.width * 0.42))
  const what = Math.max(...rows.map((row) => widthOf(row.what)))
  const room = view.width - place - what - 8
  // Where there is no room for three columns, the source goes below.
  if (room < 24) return rows.flatMap((row) => stacked(view, paint, row, ink))
  return rows.map((row) => {
    const where = paint.blue(padded(cutStart(row.place, place), place))
    return `  ${where}  ${padded(row.what, what)}  ${ink(cut(row.source, room))}`.trimEnd()
  })
}

interface Row {
  readonly place: string
  readonly what: string
  readonly source: string
}

function rowOf(view: View, site: Site, says: (site: Site) => string): Row {
  const source = sourceLine(view, site.span)
  return { place: placeText(view, site.span), what: says(site), source: source?.text.trim() ?? '' }
}

function saysOf(site: Site): string {
  return steps[site.step].says
}

/** Several steps on one line are one line of the trail: the words of each, once. */
function withoutRepeats(rows: readonly Row[]): readonly Row[] {
  const kept: Row[] = []
  for (const row of rows) {
    const last = kept.at(-1)
    if (last === undefined || last.place !== row.place || last.source !== row.source) kept.push(row)
    else if (!last.what.split(', ').includes(row.what))
      kept[kept.length - 1] = { ...last, what: `${last.what}, ${row.what}` }
  }
  return kept
}

function stacked(view: View, paint: Paint, row: Row, ink: (text: string) => string): readonly string[] {
  const place = cutStart(row.place, view.width - 4)
  return [`  ${paint.blue(place)}  ${row.what}`, `      ${ink(cut(row.source, view.width - 8))}`]
}
