import type { Cause } from '../../../../kernel/value.ts'
import { boolOf, derived, int64Of, intOf } from '../results.ts'
import { civilOf, utc, zeroMoment, type Moment } from './moment.ts'
import { dayNames, monthNames } from './layout.ts'
import { formatted, momentText } from './format.ts'
import { stringAt } from '../arguments.ts'
import { unknownAmong, withCause } from '../placeholder.ts'
import type { Call, GoFunction, GoObject, GoValue } from '../../value.ts'

/** A time object also holds the moment that it stands for. */
export interface TimeObject extends GoObject {
  readonly moment: Moment
  readonly because?: Cause
}

type Args = readonly GoValue[]

/** A `time.Time` as templates see it: it has no fields, only methods. https://pkg.go.dev/time#Time */
export function timeObject(moment: Moment, from: Args, call: Call, because?: Cause): TimeObject {
  const object: TimeObject = {
    kind: 'object',
    type: 'time.Time',
    origin: call.made(from),
    fields: new Map(),
    methods: new Map(),
    printed: momentText(moment),
    moment,
  }
  const cause = because ?? unknownAmong(from)
  const known = cause === undefined ? object : { ...object, because: cause }
  return { ...known, methods: methodsOf(known) }
}

/** The moment of a time; nothing for another value. */
export function momentIn(value: GoValue | undefined): Moment | undefined {
  return value !== undefined && isTime(value) ? value.moment : undefined
}

function isTime(value: GoValue): value is TimeObject {
  return value.kind === 'object' && 'moment' in value
}

function methodsOf(object: TimeObject): ReadonlyMap<string, GoFunction> {
  const { moment } = object
  const civil = civilOf(moment)
  const int = (value: number): GoFunction => ({
    params: [],
    call: (_, call) => intOf(BigInt(value), [object], call),
  })
  const int64 = (value: bigint): GoFunction => ({
    params: [],
    call: (_, call) => int64Of(value, [object], call),
  })
  const nanoseconds = BigInt(moment.seconds) * 1_000_000_000n + BigInt(moment.nanoseconds)
  return new Map(
    Object.entries({
      Year: int(civil.year),
      Month: name('time.Month', monthNames[civil.month - 1] ?? '', object),
      Day: int(civil.day),
      Hour: int(civil.hour),
      Minute: int(civil.minute),
      Second: int(civil.second),
      Nanosecond: int(moment.nanoseconds),
      YearDay: int(civil.yearDay),
      Weekday: name('time.Weekday', dayNames[civil.weekday] ?? '', object),
      Unix: int64(BigInt(moment.seconds)),
      UnixMilli: int64(nanoseconds / 1_000_000n),
      UnixMicro: int64(nanoseconds / 1000n),
      UnixNano: int64(nanoseconds),
      String: { params: [], call: (_, call) => derived(object.printed, [object], call) },
      Format: {
        params: ['string'],
        call: (args, call) => derived(formatted(moment, stringAt(args, 0)), [object, ...args], call),
      },
      UTC: { params: [], call: (_, call) => timeObject({ ...moment, zone: utc }, [object], call) },
      Local: { params: [], call: (_, call) => timeObject({ ...moment, zone: utc }, [object], call) },
      IsZero: { params: [], call: (_, call) => boolOf(order(moment, zeroMoment) === 0, [object], call) },
      Before: compared(object, (sign) => sign < 0),
      After: compared(object, (sign) => sign > 0),
      Equal: compared(object, (sign) => sign === 0),
      Sub: {
        params: ['time'],
        call: (args: Args, call: Call): GoValue => {
          const other = momentIn(args[0]) ?? moment
          const size = BigInt(moment.seconds - other.seconds) * 1_000_000_000n
          const value = BigInt.asIntN(64, size + BigInt(moment.nanoseconds - other.nanoseconds))
          return { kind: 'int', type: 'time.Duration', value, origin: call.made([object, ...args]) }
        },
      },
    } satisfies Record<string, GoFunction>),
  )
}

function compared(object: TimeObject, is: (sign: number) => boolean): GoFunction {
  return {
    params: ['time'],
    call: (args, call) =>
      boolOf(is(order(object.moment, momentIn(args[0]) ?? object.moment)), [object, ...args], call),
  }
}

function order(one: Moment, other: Moment): number {
  return one.seconds - other.seconds || one.nanoseconds - other.nanoseconds
}

/** A month or a day of the week, which prints as its name. */
function name(type: string, printed: string, object: TimeObject): GoFunction {
  return {
    params: [],
    call: (_, call): GoObject => {
      const made: GoObject = {
        kind: 'object',
        type,
        origin: call.made([object]),
        fields: new Map(),
        methods: new Map([
          ['String', { params: [], call: (_none, inner) => derived(printed, [object], inner) }],
        ]),
        printed,
      }
      return object.because === undefined ? made : withCause(made, object.because)
    },
  }
}
