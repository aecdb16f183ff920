/** The code of each symbol: its bits, first bit lowest, and how many there are; none for a symbol that does not occur. */
export interface Codes {
  readonly bits: Uint16Array
  readonly lengths: Uint8Array
}

/** How many bits a text takes whose symbols occur so often. */
export function sizeIn({ lengths }: Codes, counts: ArrayLike<number>): number {
  let size = 0
  for (let symbol = 0; symbol < counts.length; symbol++) {
    size += (counts[symbol] ?? 0) * (lengths[symbol] ?? 0)
  }
  return size
}

/** Codes that make a text as short as can be when none is longer than the limit. Of equally short ones, Go's. */
export function codesOf(counts: ArrayLike<number>, limit: number): Codes {
  const symbols = Array.from({ length: counts.length }, (_, symbol) => symbol).filter(
    (symbol) => (counts[symbol] ?? 0) > 0,
  )
  const lengths = new Uint8Array(counts.length)
  if (symbols.length <= 2) {
    for (const symbol of symbols) lengths[symbol] = 1
    return codesOfLengths(lengths)
  }
  const rising = symbols.toSorted((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0) || a - b)
  const perLength = howManyOfEachLength(
    rising.map((symbol) => counts[symbol] ?? 0),
    limit,
  )
  let end = rising.length
  for (const [length, many] of perLength.entries()) {
    for (const symbol of rising.slice(end - many, end)) lengths[symbol] = length
    end -= many
  }
  return codesOfLengths(lengths)
}

/** Codes that follow from their lengths: those of one length count up with the symbols. */
export function codesOfLengths(lengths: Uint8Array): Codes {
  const bits = new Uint16Array(lengths.length)
  let code = 0
  for (let length = 1; length < 16; length++) {
    code <<= 1
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] === length) bits[symbol] = reversed(code++, length)
    }
  }
  return { bits, lengths }
}

function reversed(code: number, length: number): number {
  let made = 0
  for (let bit = 0; bit < length; bit++) made |= ((code >> bit) & 1) << (length - 1 - bit)
  return made
}

/** One level of the lists that packages are merged in. */
interface Level {
  last: number
  nextLeaf: number
  nextPair: number
  needed: number
  /** How many leaves of each level are in what was taken so far. */
  leaves: number[]
}

/**
 * How many symbols get codes of each length, by merging packages of the rarest (rising counts, three at least). Lists
 * are filled only as far as the level above asks.
 */
function howManyOfEachLength(counts: readonly number[], limit: number): readonly number[] {
  const depth = Math.min(limit, counts.length - 1)
  const [first = 0, second = 0, third = Infinity] = counts
  const levels = Array.from({ length: depth + 2 }, (_, level): Level => {
    const leaves = Array.from({ length: depth + 1 }, (__, at) => (at === level ? 2 : 0))
    return {
      last: second,
      nextLeaf: third,
      nextPair: level === 1 ? Infinity : first + second,
      needed: 0,
      leaves,
    }
  })
  const top = levels[depth]
  if (top !== undefined) top.needed = 2 * counts.length - 4
  let at = depth
  while ((levels[depth]?.needed ?? 0) > 0) at = advance(levels, at, counts)
  const leaves = top?.leaves ?? []
  const answer = [0]
  for (let level = depth; level > 0; level--) answer.push((leaves[level] ?? 0) - (leaves[level - 1] ?? 0))
  return answer
}

/** Takes one more item on a level; gives the level to go on with. */
function advance(levels: readonly Level[], at: number, counts: readonly number[]): number {
  const level = levels[at]
  const above = levels[at + 1]
  const below = levels[at - 1]
  if (level === undefined || above === undefined || below === undefined) return at
  if (level.nextPair === Infinity && level.nextLeaf === Infinity) {
    level.needed = 0
    above.nextPair = Infinity
    return at + 1
  }
  const before = level.last
  take(level, below, at, counts)
  level.needed--
  if (level.needed === 0) {
    above.nextPair = before + level.last
    return at + 1
  }
  let next = at
  while ((levels[next - 1]?.needed ?? 0) > 0) next--
  return next
}

/** Takes the rarer of the next leaf and the next pair; of equally rare ones the pair. */
function take(level: Level, below: Level, at: number, counts: readonly number[]): void {
  if (level.nextLeaf >= level.nextPair) {
    level.last = level.nextPair
    for (let one = 0; one < at; one++) level.leaves[one] = below.leaves[one] ?? 0
    below.needed = 2
    return
  }
  const taken = (level.leaves[at] ?? 0) + 1
  level.last = level.nextLeaf
  level.leaves[at] = taken
  level.nextLeaf = counts[taken] ?? Infinity
}
