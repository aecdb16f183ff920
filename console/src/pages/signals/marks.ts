import type { Incident } from '../../api/nouns.ts'
import type { Happening } from './happening.ts'

/** Changes that lie so near to each other that they are one mark. */
export interface Mark {
  /** From 0 to 1 of the width of the plot. */
  readonly place: number
  /** Seconds since 1970, of the last of them. */
  readonly at: number
  /** The newest first. */
  readonly all: readonly Happening[]
}

/** The one of a mark that is told of first: the newest commit, of which most is known, else the newest. */
export function leadOf({ all }: Mark): Happening | undefined {
  return all.find(({ kind }) => kind === 'commit') ?? all[0]
}

/** Changes as marks under an axis, each at least so far from the next, as a share of the width. */
export function marksOf(
  happenings: readonly Happening[],
  { from, to, apart }: { readonly from: number; readonly to: number; readonly apart: number },
): readonly Mark[] {
  const marks: Mark[] = []
  const sorted = happenings.filter(({ at }) => at >= from && at <= to).toSorted((a, b) => a.at - b.at)
  for (const one of sorted) {
    const { at } = one
    const place = (at - from) / Math.max(1, to - from)
    const last = marks.at(-1)
    if (last !== undefined && place - last.place < apart)
      marks[marks.length - 1] = { ...last, at, all: [one, ...last.all] }
    else marks.push({ place, at, all: [one] })
  }
  return marks
}

/** An incident over the plot: where it begins and ends, from 0 to 1. */
export interface Span {
  readonly incident: Incident
  readonly from: number
  readonly to: number
}

/** Incidents that touch a stretch. One that goes on lasts until `now`. */
export function spansOf(
  incidents: readonly Incident[],
  { from, to, now }: { readonly from: number; readonly to: number; readonly now: number },
): readonly Span[] {
  return incidents.flatMap((incident) => {
    const begin = Date.parse(incident.since) / 1000
    const end = incident.until === undefined ? now : Date.parse(incident.until) / 1000
    if (end < from || begin > to) return []
    const place = (time: number): number => Math.min(1, Math.max(0, (time - from) / Math.max(1, to - from)))
    return [{ incident, from: place(begin), to: place(end) }]
  })
}
