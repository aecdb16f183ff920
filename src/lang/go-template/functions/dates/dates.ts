import { causeOf, placeholder } from '../placeholder.ts'
import { derived } from '../results.ts'
import { durationText } from '../../duration-text.ts'
import { formatted } from './format.ts'
import { itemAt, stringAt } from '../arguments.ts'
import { momentIn, timeObject } from './object.ts'
import { parsedInt } from '../cast.ts'
import { parseMoment } from './parse.ts'
import { readDuration } from '../../../hcl/functions/dates/duration.ts'
import { refuse } from '../../refuse.ts'
import { secondsOf, utc, zeroMoment, type Moment } from './moment.ts'
import { zoneOf } from './zones.ts'
import type { Functions } from '../function.ts'
import type { Call, GoFunction, GoString, GoValue } from '../../value.ts'

type Args = readonly GoValue[]

/** What stands for the time of rendering: the moment that Go's layouts are written with. */
const now: Moment = { seconds: secondsOf(2006, 1, 2, 15 * 3600 + 4 * 60 + 5), nanoseconds: 0, zone: utc }
const billion = 1_000_000_000n

const dateInZone: GoFunction = {
  params: ['string', 'any', 'string'],
  call: (args, call) => dated(stringAt(args, 0), itemAt(args, 1), stringAt(args, 2), args, call),
}
const dateModify: GoFunction = {
  params: ['string', 'time'],
  call: (args, call) => modified(args, call, false),
}
const mustDateModify: GoFunction = {
  params: ['string', 'time'],
  call: (args, call) => modified(args, call, true),
}
const isoDay = '2006-01-02'

/** https://masterminds.github.io/sprig/date.html */
export const dateFunctions: Functions = {
  now: { params: [], call: (args, call) => timeObject(now, args, call, causeOf('time', call)) },
  date: {
    params: ['string', 'any'],
    call: (args, call) => dated(stringAt(args, 0), itemAt(args, 1), 'Local', args, call),
  },
  dateInZone,
  date_in_zone: dateInZone,
  htmlDate: {
    params: ['any'],
    call: (args, call) => dated(isoDay, itemAt(args, 0), 'Local', args, call),
  },
  htmlDateInZone: {
    params: ['any', 'string'],
    call: (args, call) => dated(isoDay, itemAt(args, 0), stringAt(args, 1), args, call),
  },
  dateModify,
  date_modify: dateModify,
  mustDateModify,
  must_date_modify: mustDateModify,
  toDate: {
    params: ['string', 'string'],
    call: (args, call) => {
      const read = parseMoment(stringAt(args, 0), stringAt(args, 1))
      return timeObject(typeof read === 'string' ? zeroMoment : read, args, call)
    },
  },
  mustToDate: {
    params: ['string', 'string'],
    call: (args, call) => {
      const read = parseMoment(stringAt(args, 0), stringAt(args, 1))
      if (typeof read === 'string') throw refuse(read)
      return timeObject(read, args, call)
    },
  },
  unixEpoch: {
    params: ['time'],
    call: (args, call) => derived(String((momentIn(args[0]) ?? zeroMoment).seconds), args, call),
  },
  ago: {
    params: ['any'],
    call: (args, call) => {
      const value = itemAt(args, 0)
      const since = value.kind === 'int' && value.type === 'int32' ? undefined : momentOf(value)
      const seconds = since === undefined ? 0 : now.seconds - since.seconds
      return placeholder('time', durationText(BigInt(seconds) * billion), args, call)
    },
  },
  duration: {
    params: ['any'],
    call: (args, call) => {
      const value = itemAt(args, 0)
      const seconds = value.kind === 'string' ? clipped(value.text.value) : int64In(value)
      return derived(durationText(BigInt.asIntN(64, seconds * billion)), args, call)
    },
  },
  durationRound: {
    params: ['any'],
    call: (args, call) => {
      const value = itemAt(args, 0)
      const moment = momentIn(value)
      if (moment !== undefined) {
        const seconds = BigInt(now.seconds - moment.seconds)
        return placeholder('time', roughly(seconds * billion), args, call)
      }
      const read = value.kind === 'string' ? readDuration(value.text.value) : int64In(value)
      return derived(roughly(typeof read === 'string' ? 0n : read), args, call)
    },
  },
}

function int64In(value: GoValue): bigint {
  return value.kind === 'int' && value.type === 'int64' ? value.value : 0n
}

/** A whole number; what is too large is the largest. */
function clipped(text: string): bigint {
  const read = parsedInt(text, 10)
  if (read !== undefined) return read
  if (!/^[+-]?\d+$/u.test(text)) return 0n
  return text.startsWith('-') ? -(2n ** 63n) : 2n ** 63n - 1n
}

/** A date that was given as a time or as seconds since 1970; whatever else stands for the time of rendering. */
function dated(layout: string, value: GoValue, place: string, args: Args, call: Call): GoString {
  const given = momentOf(value)
  const moment = given ?? now
  const text = formatted({ ...moment, zone: zoneOf(place, moment.seconds) ?? utc }, layout)
  return given === undefined ? placeholder('time', text, args, call) : derived(text, args, call)
}

function momentOf(value: GoValue): Moment | undefined {
  if (value.kind !== 'int') return momentIn(value)
  if (!['int', 'int64', 'int32'].includes(value.type)) return undefined
  return { seconds: Number(value.value), nanoseconds: 0, zone: utc }
}

function modified(args: Args, call: Call, isMust: boolean): GoValue {
  const moment = momentIn(args[1]) ?? zeroMoment
  const change = readDuration(stringAt(args, 0))
  if (typeof change !== 'string') return timeObject(later(moment, change), args, call)
  if (isMust) throw refuse(change)
  return itemAt(args, 1)
}

function later(moment: Moment, nanoseconds: bigint): Moment {
  const total = BigInt(moment.nanoseconds) + nanoseconds
  const rest = ((total % billion) + billion) % billion
  return {
    ...moment,
    seconds: moment.seconds + Number((total - rest) / billion),
    nanoseconds: Number(rest),
  }
}

const hour = 3600n * billion
const units: readonly (readonly [bigint, string])[] = [
  [hour * 24n * 365n, 'y'],
  [hour * 24n * 30n, 'mo'],
  [hour * 24n, 'd'],
  [hour, 'h'],
  [60n * billion, 'm'],
  [billion, 's'],
]

/** A duration in the largest of its units. */
function roughly(nanoseconds: bigint): string {
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds
  const [unit, name] = units.find(([one]) => size > one) ?? [0n, '']
  return name === '' ? '0s' : `${size / unit}${name}`
}
