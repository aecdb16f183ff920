import { steps } from '../kernel/origin.ts'
import type { Site } from '../model/why.ts'
import type { Paint } from './paint.ts'
import { placeText, sourceLine } from './source.ts'
import type { View } from './view.ts'
import { cut, cutStart, padded, widthOf } from './words.ts'

/** Places in order, one a line: where, the source, and what happened there when the source does not show it. */
export function trail(view: View, paint: Paint, sites: readonly Site[]): readonly string[] {
  const rows = withoutRepeats(sites.map((site) => rowOf(view, site)))
  const place = Math.min(Math.max(0, ...rows.map((row) => widthOf(row.place))), Math.floor(view.width * 0.5))
  const room = view.width - place - 6
  return rows.map((row) => {
    const where = paint.blue(padded(cutStart(row.place, place), place))
    const source = cut(row.source, room)
    const note = row.notes.filter((one) => one !== '').join(', ')
    const fits = note !== '' && widthOf(source) + widthOf(note) + 2 <= room
    const text = row.source === '' ? note : source + (fits ? `  ${paint.dim(note)}` : '')
    return `  ${where}  ${text}`.trimEnd()
  })
}

/** Whether two places are on the same line. */
export function isSameLine(view: View, a: Site, b: Site): boolean {
  return placeText(view, a.span) === placeText(view, b.span)
}

interface Row {
  readonly place: string
  readonly source: string
  readonly notes: readonly string[]
}

/** Steps that anyone sees in the source. */
const evident: ReadonlySet<Site['step']> = new Set([
  'literal',
  'construct',
  'reference',
  'variable',
  'local',
  'output',
  'attribute',
  'conditional',
])

function rowOf(view: View, site: Site): Row {
  const source = sourceLine(view, site.span)?.text.trim().replaceAll(/\s+/gu, ' ') ?? ''
  const note = evident.has(site.step) && source !== '' ? '' : steps[site.step].says
  return { place: placeText(view, site.span), source, notes: source.includes(note) ? [] : [note] }
}

/** Several steps on one line are one line of the trail. */
function withoutRepeats(rows: readonly Row[]): readonly Row[] {
  const kept: Row[] = []
  for (const row of rows) {
    const last = kept.at(-1)
    if (last === undefined || last.place !== row.place) kept.push(row)
    else kept[kept.length - 1] = { ...last, notes: [...new Set([...last.notes, ...row.notes])] }
  }
  return kept
}
