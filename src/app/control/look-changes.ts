import type { LearnedChange } from '../../contract/look-nouns.ts'
import { changesIn } from '../../learn/changepoints/changes.ts'
import { filled } from '../../learn/filled.ts'
import { median, spreadsOf } from '../../learn/statistics.ts'
import type { Series } from '../../model/series.ts'

/**
 * Where a series changes from a place on. Looked for in as much again before it, so that its beginning is no change; what
 * a season has had at the same time before is taken out first.
 */
export function changesOf(
  { times, values }: Series,
  { from, season }: { readonly from: number; readonly season: number | undefined },
): readonly LearnedChange[] {
  const begin = Math.max(0, 2 * from - values.length)
  if (values.subarray(begin).filter(Number.isFinite).length < 16) return []
  const whole = filled(values, [])
  const usual = whole.map((_, at) => seasonBefore(whole, at, season)).subarray(begin)
  const rest = whole.subarray(begin).map((one, at) => one - (usual[at] ?? 0))
  const { changes, shape } = changesIn([rest])
  const step = (times[1] ?? 0) - (times[0] ?? 0)
  return changes.flatMap(({ at, kind }, number): readonly LearnedChange[] => {
    if (at + begin < from) return []
    const what = kind === 'spread' ? 'spread' : shape === 'line' ? 'slope' : 'level'
    const end = changes[number + 1]?.at ?? rest.length
    const before = rest.subarray(changes[number - 1]?.at ?? 0, at)
    const after = rest.subarray(at, end)
    // A level stands beside what the season would have been in the stretch behind.
    const base = what === 'level' ? median(usual.subarray(at, end)) : 0
    const [was, is] =
      what === 'spread'
        ? spreadsOf(before, after)
        : [before, after].map((one) => base + (what === 'level' ? median(one) : slopeOf(one, step)))
    return [{ at: times[at + begin] ?? 0, kind: what, before: was ?? 0, after: is ?? 0 }]
  })
}

/** What up to three seasons before had at the same time, in the middle; nothing where there is no season. */
function seasonBefore(values: Float64Array, at: number, season: number | undefined): number {
  if (season === undefined) return 0
  const before = [1, 2, 3].flatMap((many) => values[at - many * season] ?? [])
  return before.length === 0 ? (values[at] ?? 0) : median(before)
}

/** How much a stretch rises in an hour. */
function slopeOf(values: Float64Array, step: number): number {
  const third = Math.max(1, Math.floor(values.length / 3))
  const rise = median(values.subarray(-third)) - median(values.subarray(0, third))
  const steps = values.length - third
  return steps === 0 || step === 0 ? 0 : (rise / (steps * step)) * 3600
}
