import type { Bits } from './bits.ts'
import { codesOf, codesOfLengths, sizeIn, type Codes } from './codes.ts'
import type { Block } from './tokens.ts'

const lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const distanceBits = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
]
const lengthStarts = starts(3, lengthBits)
const distanceStarts = starts(1, distanceBits)

const endOfBlock = 256
const firstLength = 257
const literalSymbols = 286

const fixedLiterals = codesOfLengths(
  Uint8Array.from({ length: 288 }, (_, symbol) => {
    if (symbol < 144) return 8
    if (symbol < 256) return 9
    return symbol < 280 ? 7 : 8
  }),
)
const fixedDistances = codesOfLengths(new Uint8Array(30).fill(5))

/** A part of a block: a literal or length symbol with its extra bits, and for a match those of the distance. */
interface Piece {
  readonly symbol: number
  readonly extra: number
  readonly distance: number
  readonly distanceExtra: number
}

/** Writes a block in the shortest of the three ways: as it is, with the fixed codes, or with codes of its own. */
export function writeBlock(bits: Bits, block: Block, bytes: Uint8Array): void {
  const pieces = block.tokens.map(pieceOf)
  const literalCounts = new Uint32Array(literalSymbols)
  const distanceCounts = new Uint32Array(30)
  for (const { symbol, distance } of pieces) {
    literalCounts[symbol] = (literalCounts[symbol] ?? 0) + 1
    if (distance >= 0) distanceCounts[distance] = (distanceCounts[distance] ?? 0) + 1
  }
  literalCounts[endOfBlock] = 1
  // Codes of distances need one symbol at least; it counts for the fixed ones too.
  if (distanceCounts.every((count) => count === 0)) distanceCounts[0] = 1

  const own = ownCodes(literalCounts, distanceCounts)
  const fixedSize = 3 + sizeIn(fixedLiterals, literalCounts) + sizeIn(fixedDistances, distanceCounts)
  const ownSize = own.headerSize + sizeIn(own.literals, literalCounts) + sizeIn(own.distances, distanceCounts)
  const size = block.end - block.start
  const canStore = block.isAtHand && size <= 65_535
  if (canStore && (size + 5) * 8 < Math.min(fixedSize, ownSize) + extraSize(pieces)) {
    writeStored(bits, bytes.subarray(block.start, block.end), false)
  } else if (ownSize < fixedSize) {
    bits.write(4, 3)
    own.writeHeader(bits)
    writePieces(bits, pieces, own.literals, own.distances)
  } else {
    bits.write(2, 3)
    writePieces(bits, pieces, fixedLiterals, fixedDistances)
  }
}

/** Writes bytes as they are. */
export function writeStored(bits: Bits, bytes: Uint8Array, isLast: boolean): void {
  bits.write(isLast ? 1 : 0, 3)
  bits.align()
  bits.write(bytes.length, 16)
  bits.write(~bytes.length & 0xffff, 16)
  bits.append(bytes)
}

function starts(first: number, extra: readonly number[]): readonly number[] {
  let next = first
  const all = extra.map((bits) => {
    const start = next
    next += 2 ** bits
    return start
  })
  // The longest match has a symbol of its own.
  return first === 3 ? [...all.slice(0, -1), 258] : all
}

function pieceOf(token: number): Piece {
  if (token < 256) return { symbol: token, extra: 0, distance: -1, distanceExtra: 0 }
  const length = token >> 16
  const distance = token & 0xffff
  const symbol = lastAtMost(lengthStarts, length)
  const place = lastAtMost(distanceStarts, distance)
  return {
    symbol: firstLength + symbol,
    extra: length - (lengthStarts[symbol] ?? 0),
    distance: place,
    distanceExtra: distance - (distanceStarts[place] ?? 0),
  }
}

function lastAtMost(all: readonly number[], value: number): number {
  let low = 0
  let high = all.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((all[middle] ?? 0) <= value) low = middle
    else high = middle - 1
  }
  return low
}

function extraSize(pieces: readonly Piece[]): number {
  let size = 0
  for (const { symbol, distance } of pieces) {
    if (distance >= 0) size += (lengthBits[symbol - firstLength] ?? 0) + (distanceBits[distance] ?? 0)
  }
  return size
}

function writePieces(bits: Bits, pieces: readonly Piece[], literals: Codes, distances: Codes): void {
  for (const { symbol, extra, distance, distanceExtra } of pieces) {
    bits.write(literals.bits[symbol] ?? 0, literals.lengths[symbol] ?? 0)
    if (distance < 0) continue
    bits.write(extra, lengthBits[symbol - firstLength] ?? 0)
    bits.write(distances.bits[distance] ?? 0, distances.lengths[distance] ?? 0)
    bits.write(distanceExtra, distanceBits[distance] ?? 0)
  }
  bits.write(literals.bits[endOfBlock] ?? 0, literals.lengths[endOfBlock] ?? 0)
}

interface OwnCodes {
  readonly literals: Codes
  readonly distances: Codes
  readonly headerSize: number
  writeHeader(bits: Bits): void
}

/** The order in which the lengths of the codes of lengths are written. */
const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
const runBits: Readonly<Record<number, number>> = { 16: 2, 17: 3, 18: 7 }

function ownCodes(literalCounts: Uint32Array, distanceCounts: Uint32Array): OwnCodes {
  const literals = codesOf(literalCounts, 15)
  const distances = codesOf(distanceCounts, 15)
  const literalCount = literals.lengths.findLastIndex((length) => length > 0) + 1
  const distanceCount = distances.lengths.findLastIndex((length) => length > 0) + 1
  const runs = runsOf([
    ...literals.lengths.subarray(0, literalCount),
    ...distances.lengths.subarray(0, distanceCount),
  ])
  const counts = new Uint32Array(19)
  for (const { symbol } of runs) counts[symbol] = (counts[symbol] ?? 0) + 1
  const codes = codesOf(counts, 7)
  const listed = Math.max(4, order.findLastIndex((symbol) => (counts[symbol] ?? 0) > 0) + 1)
  const runSize = runs.reduce((size, { symbol }) => size + (runBits[symbol] ?? 0), 0)
  return {
    literals,
    distances,
    headerSize: 17 + 3 * listed + sizeIn(codes, counts) + runSize,
    writeHeader(bits) {
      bits.write(literalCount - 257, 5)
      bits.write(distanceCount - 1, 5)
      bits.write(listed - 4, 4)
      for (const symbol of order.slice(0, listed)) bits.write(codes.lengths[symbol] ?? 0, 3)
      for (const { symbol, extra } of runs) {
        bits.write(codes.bits[symbol] ?? 0, codes.lengths[symbol] ?? 0)
        bits.write(extra, runBits[symbol] ?? 0)
      }
    },
  }
}

interface Run {
  readonly symbol: number
  readonly extra: number
}

/** Lengths, with what repeats said as runs: 16 the last again, 17 and 18 zeros. */
function runsOf(lengths: readonly number[]): readonly Run[] {
  const runs: Run[] = []
  let at = 0
  while (at < lengths.length) {
    const length = lengths[at] ?? 0
    let count = 1
    while (lengths[at + count] === length) count++
    at += count
    if (length !== 0) {
      runs.push({ symbol: length, extra: 0 })
      count--
    }
    count = length === 0 ? zeros(runs, count) : repeats(runs, count)
    for (; count > 0; count--) runs.push({ symbol: length, extra: 0 })
  }
  return runs
}

/** Adds runs of zeros; gives how many are left. */
function zeros(runs: Run[], count: number): number {
  let left = count
  for (; left >= 11; left -= Math.min(138, left)) runs.push({ symbol: 18, extra: Math.min(138, left) - 11 })
  if (left < 3) return left
  runs.push({ symbol: 17, extra: left - 3 })
  return 0
}

function repeats(runs: Run[], count: number): number {
  let left = count
  for (; left >= 3; left -= Math.min(6, left)) runs.push({ symbol: 16, extra: Math.min(6, left) - 3 })
  return left
}
