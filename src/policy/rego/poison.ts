/** The part of a policy's memory that an input lies in. */
export interface Heap {
  readonly bytes: ArrayBuffer
  readonly start: number
  readonly end: number
}

/** An address that no memory has: to look at what is there is a trap. */
const nowhere = 0xffff_fff0

/** How a text lies in the memory of a policy: its kind, its length and where its letters are. */
const text = { kind: 4, length: 4, letters: 8 }

/**
 * Hides the value that a marker stands for: what points to it points nowhere from then on, so that a policy which looks
 * at it is stopped, and one that isn't stopped has decided without it. False when there isn't exactly one such pointer,
 * where it would be a guess to say which it is. The layout is that of
 * https://github.com/open-policy-agent/opa/blob/main/wasm/src/value.h
 */
export function poisoned(heap: Heap, marker: string): boolean {
  const bytes = Buffer.from(heap.bytes)
  const letters = Buffer.from(marker)
  const values = placesOf(bytes, letters, heap)
    .flatMap((place) => placesOf(bytes, address(place), heap))
    .map((place) => place - text.letters)
    .filter((at) => bytes[at] === text.kind && bytes.readUInt32LE(at + text.length) === letters.length)
  const [value] = values
  if (value === undefined || values.length > 1) return false
  const pointers = placesOf(bytes, address(value), heap)
  const [pointer] = pointers
  if (pointer === undefined || pointers.length > 1) return false
  bytes.writeUInt32LE(nowhere, pointer)
  return true
}

function address(place: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(place)
  return bytes
}

/** Where bytes stand in the heap; not always at even addresses. */
function placesOf(bytes: Buffer, wanted: Buffer, { start, end }: Heap): readonly number[] {
  const places: number[] = []
  for (let at = bytes.indexOf(wanted, start); at !== -1 && at < end; at = bytes.indexOf(wanted, at + 1)) {
    places.push(at)
  }
  return places
}
