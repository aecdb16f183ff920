import { measureWords, Measures, type Measured } from './measures.ts'
import { News } from './news.ts'
import { UsualMost } from './usual-most.ts'

/** How unusual a value is, and why. */
export interface Scored {
  /** From 0 to 1; half and more is worth telling somebody. */
  readonly score: number
  /** Said of scores of half and more. */
  readonly why: string | undefined
}

/**
 * Scores values as they come. Each of several measures (see `measureWords`) is divided by what its own largest 2 % were in
 * the past, the strangest counts, and only what is `News` speaks: what goes on is not said again.
 *
 * Remembers about 12,000 numbers (100 kB) a series however long it runs, and costs 10 to 50 microseconds a value.
 */
export class AnomalyDetector {
  readonly #measures = new Measures()
  readonly #usual = new Map<Measured['name'], UsualMost>()
  readonly #news: News

  /** `probation` is how many values at the start only teach; it tells how long a past counts as recent. */
  constructor(probation = 0) {
    this.#news = new News(recentPast(probation), half)
  }

  /** Takes in a value, NaN when it is missing, with its time in seconds, NaN when nobody knows it. */
  next(time: number, value: number): Scored {
    const measured = Number.isFinite(value)
      ? this.#measures.next(time, value)
      : [this.#measures.missing(time)]
    const ratios = measured.map((one) => this.#compared(one))
    const gap = ratios.find(({ name }) => name === 'gap')
    const other = ratios.reduce((most, one) => (one !== gap && one.ratio > most.ratio ? one : most), none)
    const news = this.#news.next(other.ratio, gap?.ratio ?? 0)
    const strangest = news === 'gap' ? gap : other
    if (news === undefined || strangest === undefined) return silent
    const score = strangest.ratio ** 2 / (strangest.ratio ** 2 + half ** 2)
    return { score, why: score < 0.5 ? undefined : whyOf(strangest) }
  }

  #compared({ name, distance, floor }: Measured): Compared {
    const past = this.#usual.get(name) ?? new UsualMost()
    this.#usual.set(name, past)
    if (Number.isNaN(distance)) return { name, distance, usual: Number.NaN, ratio: 0 }
    const usual = past.count < least ? Infinity : Math.max(floor, past.value)
    past.add(usual > 0 ? Math.min(distance, wild * usual) : distance)
    if (distance === 0) return { name, distance, usual, ratio: 0 }
    return { name, distance, usual, ratio: usual > 0 ? Math.min(1e6, distance / usual) : never }
  }
}

interface Compared {
  readonly name: Measured['name']
  readonly distance: number
  readonly usual: number
  readonly ratio: number
}

const none: Compared = { name: 'move', distance: Number.NaN, usual: Number.NaN, ratio: 0 }

/** Half of the time that only teaches: long enough for what goes on to be said once, short enough for what comes next to be said too. */
function recentPast(probation: number): number {
  return probation > 0 ? Math.max(50, 0.5 * probation) : 400
}

const silent: Scored = { score: 0, why: undefined }
/** So many times what the largest 2 % were makes half a score. */
const half = 1.5
/** So many times what is usual is all that one value adds to the past: a few wild ones would make what is usual so large that the next is not seen. */
const wild = 2.5
/** Fewer values say nothing about what is usual. */
const least = 60
/** What never was in all the past counts as this. */
const never = 5

function whyOf({ name, distance, usual, ratio }: Compared): string {
  const usually = usual > 0 ? `${short(ratio)} times what the largest 2 % were` : 'and never was before'
  return `${short(distance)}: ${measureWords[name]}, ${usually}.`
}

function short(number: number): string {
  return String(Number(number.toPrecision(3)))
}
