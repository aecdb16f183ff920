import type { OriginId } from '../kernel/origin.ts'
import type { Inverted } from './walk.ts'

/** A part that a text was put together from, and its text where that is known. */
export interface Part {
  readonly id: OriginId
  readonly text: string | undefined
}

/**
 * What parts of a text have to be for the whole to be another one: each way changes one part only, if that can be; else those
 * between what stays. A way is as long as the number of parts that change.
 */
export function unjoined(
  whole: string,
  parts: readonly Part[],
  wanted: string,
): readonly (readonly Inverted[])[] {
  // Of what isn't in it as it is, only a part was taken.
  const known = parts.map((one) =>
    one.text !== undefined && whole.includes(one.text) ? one : { ...one, text: undefined },
  )
  const placed = placedParts(whole, known)
  if (placed === undefined) return []
  const single = placed.flatMap(({ id, start, end }) => {
    const [before, after] = [whole.slice(0, start), whole.slice(end)]
    const fits =
      wanted.startsWith(before) && wanted.endsWith(after) && wanted.length >= before.length + after.length
    return fits ? [[{ input: id, wanted: wanted.slice(start, wanted.length - after.length) }]] : []
  })
  return single.length > 0 ? single : several(whole, placed, wanted)
}

interface Placed {
  readonly id: OriginId
  readonly start: number
  readonly end: number
}

/** Where each part stands. One whose text isn't known is what is between the others, so there may be one of these. */
function placedParts(whole: string, parts: readonly Part[]): readonly Placed[] | undefined {
  const unknown = parts.findIndex(({ text }) => text === undefined)
  const head = forwards(whole, unknown === -1 ? parts : parts.slice(0, unknown))
  if (head === undefined || unknown === -1) return head
  const tail = backwards(whole, parts.slice(unknown + 1))
  const one = parts[unknown]
  if (tail === undefined || one === undefined) return undefined
  const start = head.at(-1)?.end ?? 0
  const end = tail[0]?.start ?? whole.length
  return start > end ? undefined : [...head, { id: one.id, start, end }, ...tail]
}

function forwards(whole: string, parts: readonly Part[]): readonly Placed[] | undefined {
  const placed: Placed[] = []
  let from = 0
  for (const { id, text = '' } of parts) {
    const start = whole.indexOf(text, from)
    if (start === -1) return undefined
    from = start + text.length
    placed.push({ id, start, end: from })
  }
  return placed
}

function backwards(whole: string, parts: readonly Part[]): readonly Placed[] | undefined {
  const placed: Placed[] = []
  let until = whole.length
  for (const { id, text } of parts.toReversed()) {
    const start = text === undefined ? -1 : whole.lastIndexOf(text, until - text.length)
    if (text === undefined || start === -1 || until < text.length) return undefined
    placed.unshift({ id, start, end: start + text.length })
    until = start
  }
  return placed
}

/** Several parts change, and what stands between them stays: an image and its tag. */
function several(whole: string, placed: readonly Placed[], wanted: string): readonly (readonly Inverted[])[] {
  const gaps = placed.map(({ end }, at) => whole.slice(end, placed[at + 1]?.start ?? whole.length))
  // With nothing between two parts, nobody knows where one ends.
  if (gaps.slice(0, -1).includes('')) return []
  const head = whole.slice(0, placed[0]?.start ?? 0)
  const pattern = new RegExp(`^${escaped(head)}${gaps.map((gap) => `(.*)${escaped(gap)}`).join('')}$`, 'su')
  const found = pattern.exec(wanted)
  if (found === null) return []
  const changed = placed.flatMap(({ id, start, end }, at) => {
    const text = found[at + 1] ?? ''
    return text === whole.slice(start, end) ? [] : [{ input: id, wanted: text }]
  })
  return changed.length === 0 ? [] : [changed]
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, '\\$&')
}
