import { numberType, stringType } from '../../types.ts'
import { number, string, unknown } from '../../value.ts'
import { badArgument, failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { textIn } from '../whole.ts'
import { readDuration } from './duration.ts'
import { momentOf, printMoment } from './moment.ts'
import { isTimestamp, readTimestamp } from './rfc3339.ts'

export const timeadd: HclFunction = {
  name: 'timeadd',
  summary: 'A timestamp moved by a duration.',
  parameters: [
    { name: 'timestamp', type: stringType },
    { name: 'duration', type: stringType },
  ],
  returns: () => stringType,

  call([time, by]) {
    const timestamp = readTimestamp(textIn(time))
    if (!isTimestamp(timestamp)) return failed(timestamp.why)
    const duration = readDuration(textIn(by))
    if (typeof duration === 'string') return failed(duration)
    return string(printMoment(momentOf(timestamp) + duration, timestamp.offset))
  },
}

export const timecmp: HclFunction = {
  name: 'timecmp',
  summary: 'Whether a timestamp is before another (-1), the same moment (0), or after it (1).',
  parameters: [
    { name: 'timestamp_a', type: stringType },
    { name: 'timestamp_b', type: stringType },
  ],
  returns: () => numberType,

  call([left, right]) {
    const first = readTimestamp(textIn(left), true)
    if (!isTimestamp(first)) return badArgument(0, first.why)
    const second = readTimestamp(textIn(right), true)
    if (!isTimestamp(second)) return badArgument(1, second.why)
    const a = momentOf(first)
    const b = momentOf(second)
    if (a === b) return number(0)
    return number(a < b ? -1 : 1)
  },
}

export const timestamp: HclFunction = now('timestamp', 'The time at which it is asked.')
export const plantimestamp: HclFunction = now('plantimestamp', 'The time at which the plan was made.')

function now(name: string, summary: string): HclFunction {
  return {
    name,
    summary,
    parameters: [],
    returns: () => stringType,
    call: (_, __, type) => unknown(type, [{ kind: 'time', what: `${name}()` }]),
  }
}
