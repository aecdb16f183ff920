/** A literal byte, or a match as `length << 16 | distance`, in the order of the text. */
export type Token = number

/** What is written as one block: its tokens, and where in the text it begins and ends. */
export interface Block {
  readonly tokens: readonly Token[]
  readonly start: number
  readonly end: number
  /** Whether the text of the block was still at hand, so that it could be stored as it is. */
  readonly isAtHand: boolean
}

const window = 32_768
const shortest = 4
const longest = 258
/** How many bytes must be ahead before more are asked for. */
const reserve = shortest + longest
const mostTokens = 16_384

/** Above this length the next place is not searched for a longer match. */
const lazy = 16
/** A match of this length is taken at once. */
const nice = 128
/** How many earlier places are compared. */
const tries = 128

/**
 * Finds the repetitions in bytes exactly as Go's compressor does at its default level, whose choices decide every byte of
 * what comes out: hash chains over four bytes, and a match waits one place for a longer one.
 */
export function* blocksOf(bytes: Uint8Array): Generator<Block> {
  const search = new Search(bytes)
  yield* search.blocks()
}

class Search {
  readonly #bytes: Uint8Array
  readonly #heads = new Int32Array(1 << 17).fill(-1)
  readonly #previous = new Int32Array(window).fill(-1)
  /** Where the window begins, and where what was read ends. */
  #base = 0
  #end = 0
  #at = 0
  /** The last place that had the hash of this one. It stays where there are too few bytes for a hash. */
  #head = -1
  /** The match that was found last: it waits for what the next place has. */
  #length = shortest - 1
  #distance = 0
  /** The byte before this place is in no token yet. */
  #isPending = false
  #tokens: Token[] = []
  #start = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  *blocks(): Generator<Block> {
    this.#readMore()
    while (this.#at < this.#end) {
      this.#step()
      if (this.#tokens.length === mostTokens) yield this.#block()
      this.#readMore()
    }
    if (this.#isPending) this.#takeLiteral()
    if (this.#tokens.length > 0) yield this.#block()
  }

  #step(): void {
    const length = this.#length
    const distance = this.#distance
    this.#length = shortest - 1
    this.#enter(this.#at, true)
    if (length < lazy) this.#find(length)
    if (length >= shortest && this.#length <= length) this.#takeMatch(length, distance)
    else {
      // A block that is full ends before this place, whose byte waits.
      if (this.#isPending) this.#takeLiteral()
      this.#at++
      this.#isPending = true
    }
  }

  #takeLiteral(): void {
    this.#tokens.push(this.#bytes[this.#at - 1] ?? 0)
  }

  /** The match began one place before. */
  #takeMatch(length: number, distance: number): void {
    this.#tokens.push((length << 16) | distance)
    const next = this.#at + length - 1
    for (this.#at++; this.#at < next; this.#at++) this.#enter(this.#at, false)
    this.#isPending = false
    this.#length = shortest - 1
  }

  #block(): Block {
    const { length: size } = this.#tokens
    const end = this.#at - (this.#isPending && size === mostTokens ? 1 : 0)
    const block = { tokens: this.#tokens, start: this.#start, end, isAtHand: this.#start >= this.#base }
    this.#start = end
    this.#tokens = []
    return block
  }

  /** Two windows are held at once; the older half goes when the newer one is nearly used up. */
  #readMore(): void {
    const { length: size } = this.#bytes
    while (this.#end < size && this.#end - this.#at < reserve) {
      if (this.#at - this.#base >= 2 * window - reserve) this.#base += window
      this.#end = Math.min(size, this.#base + 2 * window)
    }
  }

  #enter(at: number, isSearched: boolean): void {
    if (at >= this.#end - (shortest - 1)) return
    const bytes = this.#bytes
    const four =
      ((bytes[at] ?? 0) << 24) |
      ((bytes[at + 1] ?? 0) << 16) |
      ((bytes[at + 2] ?? 0) << 8) |
      (bytes[at + 3] ?? 0)
    const hash = Math.imul(four, 0x1e35a7bd) >>> 15
    const head = this.#heads[hash] ?? -1
    if (isSearched) this.#head = head
    this.#previous[at % window] = head
    this.#heads[hash] = at
  }

  /** Looks for a match at this place, if there is room for a longer one than was found before. */
  #find(lengthBefore: number): void {
    const ahead = this.#end - this.#at
    const least = this.#at - window
    let at = this.#head
    if (at < Math.max(least, this.#base) || ahead <= lengthBefore) return
    const enough = Math.min(ahead, nice)
    for (let left = tries; left > 0; left--) {
      const distance = this.#at - at
      const same = this.#sameFrom(at, Math.min(ahead, longest))
      if (same > this.#length && (same > shortest || distance <= 4096)) {
        this.#length = same
        this.#distance = distance
        if (same >= enough) return
      }
      if (at === least) return
      at = this.#previous[at % window] ?? -1
      if (at < least || at < this.#base) return
    }
  }

  /** How many bytes are the same from an earlier place on; 0 when they cannot be more than were found. */
  #sameFrom(at: number, most: number): number {
    const bytes = this.#bytes
    const here = this.#at
    if (bytes[here + this.#length] !== bytes[at + this.#length]) return 0
    let same = 0
    while (same < most && bytes[at + same] === bytes[here + same]) same++
    return same
  }
}
