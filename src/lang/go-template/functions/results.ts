import type { Cause } from '../../../kernel/value.ts'
import { textOf, type Text } from '../text.ts'
import { unknownAmong } from './placeholder.ts'
import {
  shapeOf,
  type Call,
  type GoBool,
  type GoFloat,
  type GoInt,
  type GoList,
  type GoMap,
  type GoString,
  type GoValue,
} from '../value.ts'

type Args = readonly GoValue[]

/** A text worked out from the arguments as a whole. It is a placeholder where one of them is. */
export function derived(value: string, args: Args, call: Call): GoString {
  return { kind: 'string', text: textOf(value, call.made(args), false, unknownAmong(args)) }
}

/** A text that tells of the shape of the arguments, not of what they say. */
export function shaped(value: string, args: Args, call: Call): GoString {
  const origin = shapeOf(args, call.origins, call.site)
  return { kind: 'string', text: textOf(value, origin, false, unknownAmong(args)) }
}

/** Whether the arguments have a shape. */
export function shapedBool(value: boolean, args: Args, call: Call): GoBool {
  return { kind: 'bool', value, origin: shapeOf(args, call.origins, call.site) }
}

/** A text that keeps its pieces. */
export function stringOf(text: Text): GoString {
  return { kind: 'string', text }
}

export function boolOf(value: boolean, args: Args, call: Call): GoBool {
  return { kind: 'bool', value, ...madeOf(args, call) }
}

export function int64Of(value: bigint, args: Args, call: Call): GoInt {
  return { kind: 'int', type: 'int64', value: BigInt.asIntN(64, value), ...madeOf(args, call) }
}

export function intOf(value: bigint, args: Args, call: Call): GoInt {
  return { kind: 'int', type: 'int', value: BigInt.asIntN(64, value), ...madeOf(args, call) }
}

export function floatOf(value: number, args: Args, call: Call): GoFloat {
  return { kind: 'float', value, ...madeOf(args, call) }
}

/** A list whose items keep what made them. */
export function listOf(items: readonly GoValue[], args: Args, call: Call, type?: string): GoList {
  const list: GoList = { kind: 'list', origin: call.made(args), items }
  return type === undefined ? list : { ...list, type }
}

/** A map whose entries keep what made them. */
export function mapOf(entries: Map<string, GoValue>, args: Args, call: Call, type?: string): GoMap {
  const map: GoMap = { kind: 'map', origin: call.made(args), entries }
  return type === undefined ? map : { ...map, type }
}

function madeOf(args: Args, call: Call): { readonly origin: number; readonly because?: Cause } {
  const origin = call.made(args)
  const because = unknownAmong(args)
  return because === undefined ? { origin } : { origin, because }
}
