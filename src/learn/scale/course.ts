import { lossOf, memory } from './way.ts'

/** Over how many steps it is counted how often there was too little. */
const counted = 2016
/** By how much one step moves the share that margins are made for. */
const pace = 0.004

/** What a course is made for. */
export interface CourseOptions {
  /** The share of steps in which the load may be above. */
  readonly short: number
  /** Steps that new capacity needs. */
  readonly lead: number
  /** Whether what is there is kept as long as the load needs it. */
  readonly keeps: boolean
  /** Steps that it is tried for before it may be taken. */
  readonly tried: number
}

/**
 * One way to make capacity of bands. The share that its margins are made for follows how often there was too little, so that
 * courses are short equally often and only what stands idle tells them apart.
 */
export class Course {
  readonly keeps: boolean
  readonly #short: number
  readonly #tried: number
  readonly #said: Float64Array
  /** The share that margins are made for, so that the wanted one comes out. */
  share: number
  /** What it would order now. */
  upper = Number.NaN
  /** What it would have cost lately. */
  loss = Number.NaN
  #judged = 0
  #recent: number
  #there = 0
  #before = 0

  constructor({ short, lead, keeps, tried }: CourseOptions) {
    this.keeps = keeps
    this.#tried = tried
    this.#short = short
    this.share = short
    this.#recent = short
    this.#said = new Float64Array(lead).fill(Number.NaN)
  }

  /** Whether it has been tried for long enough to be compared. */
  get isKnown(): boolean {
    return this.#judged >= this.#tried
  }

  /** Says what it would order for the step that lies a lead after a time. */
  say(time: number, upper: number): void {
    this.upper = upper
    this.#said[time % this.#said.length] = upper
  }

  /** Compares what came with what would have been there, of which some was there in any case. */
  learn(time: number, load: number, ready: number): void {
    const said = this.#said[time % this.#said.length] ?? Number.NaN
    if (!Number.isFinite(said)) return
    const there = Math.max(said, ready, this.keeps ? Math.min(this.#there, this.#before) : 0)
    this.#there = there
    this.#before = load
    const isShort = load > there ? 1 : 0
    this.#recent += (isShort - this.#recent) / counted
    // Where it was short too often, it aims as far below as it is above.
    const aim = Math.min(this.#short, 2 * this.#short - this.#recent)
    const moved = this.share + pace * (aim - isShort)
    // What is saved up in a short time would be paid back soon, with too little in too many steps.
    const most = 1 + Math.min(1, this.#judged / counted)
    this.share = Math.min(most * this.#short, Math.max(0.1 * this.#short, moved))
    this.#judged++
    const loss = lossOf(there, load)
    this.loss = this.#judged === 1 ? loss : this.loss + (loss - this.loss) / Math.min(memory, this.#judged)
  }
}
