import { RollingMaximum } from './rolling-maximum.ts'

/**
 * Tells what is news in how strange values are: only a new maximum of the recent past is, and none while something that
 * was told still grows, unless by far. A gap is no value: it is silent after stranger values, but makes none of them silent.
 */
export class News {
  readonly #values: RollingMaximum
  readonly #gaps: RollingMaximum
  readonly #worthTelling: number
  /** So many values are silent yet. */
  #silent = 0

  /** `recent` is how many values the recent past has; what is `worthTelling` and more makes silent what follows from it. */
  constructor(recent: number, worthTelling: number) {
    this.#values = new RollingMaximum(recent)
    this.#gaps = new RollingMaximum(recent)
    this.#worthTelling = worthTelling
  }

  /** How strange a value is, and the gap before it; says which of them is news. */
  next(value: number, gap: number): 'value' | 'gap' | undefined {
    const isGap = gap > value && this.#isNew(gap, this.#values) && this.#isNew(gap, this.#gaps)
    const isNews = isGap || this.#isNew(value, this.#values)
    const most = Math.max(value, gap)
    const silent = this.#silent > 0 && most < muchLarger * Math.max(this.#values.maximum, this.#gaps.maximum)
    this.#values.add(value)
    this.#gaps.add(gap)
    if (this.#silent > 0) this.#silent--
    if (!isNews) return undefined
    if (most >= this.#worthTelling) this.#silent = follows
    if (silent) return undefined
    return isGap ? 'gap' : 'value'
  }

  /** What nobody was told of makes nothing silent that is worth telling. */
  #isNew(one: number, { maximum }: RollingMaximum): boolean {
    return one > maximum * clearly || (one >= this.#worthTelling && maximum < this.#worthTelling)
  }
}

/** By how much a maximum must be larger than the last to be a new one. */
const clearly = 1.05
/** So many values without a new maximum end what was told. */
const follows = 12
/** So many times the largest of late is another thing, however soon it comes: an outage after a blip. */
const muchLarger = 5
