import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'

import { causeOf, placeholder } from '../placeholder.ts'
import { derived, intOf } from '../results.ts'
import { intAt, stringAt } from '../arguments.ts'
import { refuse } from '../../refuse.ts'
import type { Functions } from '../function.ts'
import type { Call, GoFunction } from '../../value.ts'

const small = 'abcdefghijklmnopqrstuvwxyz'
const digits = '0123456789'
const letters = small.toUpperCase() + small
const printable = String.fromCodePoint(...Array.from({ length: 95 }, (_, at) => at + 32))

/** Functions of chance: what they give here is always the same, and marked as what cannot be known. */
export const randomFunctions: Functions = {
  randAlphaNum: lettersOf(letters + digits),
  randAlpha: lettersOf(letters),
  randNumeric: lettersOf(digits),
  randAscii: lettersOf(printable),
  randBytes: {
    params: ['int'],
    call: (args, call) => {
      const count = intAt(args, 0)
      if (count < 0) throw refuse('runtime error: makeslice: len out of range')
      call.spend(count * 2)
      return placeholder('random', Buffer.from(bytesFor(call, count)).toString('base64'), args, call)
    },
  },
  randInt: {
    params: ['int', 'int'],
    call: (args, call) => {
      const [low, high] = [intAt(args, 0), intAt(args, 1)]
      if (high <= low) throw refuse('invalid argument to Intn')
      const [first = 0, second = 0] = bytesFor(call, 2)
      const value = low + ((first * 256 + second) % (high - low))
      return { ...intOf(BigInt(value), args, call), because: causeOf('random', call) }
    },
  },
  uuidv4: {
    params: [],
    call: (args, call) => {
      const hex = Buffer.from(bytesFor(call, 16)).toString('hex')
      const parts = [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `4${hex.slice(13, 16)}`,
        `a${hex.slice(17, 20)}`,
        hex.slice(20),
      ]
      return placeholder('random', parts.join('-'), args, call)
    },
  },
  shuffle: {
    params: ['string'],
    call: (args, call) => {
      const text = stringAt(args, 0)
      if (Array.from(text).length < 2) return derived(text, args, call)
      return placeholder('random', text, args, call)
    },
  },
  getHostByName: {
    params: ['string'],
    // Which address a name has is asked of the network that a chart is rendered in.
    call: (args, call) => placeholder('random', '192.0.2.1', args, call),
  },
}

function lettersOf(alphabet: string): GoFunction {
  return {
    params: ['int'],
    call: (args, call) => {
      const count = intAt(args, 0)
      if (count <= 0) return derived('', args, call)
      call.spend(count)
      const made = Array.from(bytesFor(call, count), (byte) => alphabet[byte % alphabet.length] ?? '')
      return placeholder('random', made.join(''), args, call)
    },
  }
}

/** Bytes that are the same each time for one place in the templates. */
export function bytesFor({ name, site }: Call, count: number): Uint8Array {
  const made = new Uint8Array(count)
  for (let at = 0; at < count; at += 32) {
    const seed = `${name} ${site.file} ${site.start} ${at}`
    const block = createHash('sha256').update(seed).digest()
    made.set(block.subarray(0, Math.min(32, count - at)), at)
  }
  return made
}
