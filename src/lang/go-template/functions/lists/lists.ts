import { boolOf, derived, listOf } from '../results.ts'
import { byBytes } from '../../order.ts'
import { decided } from '../decided.ts'
import { deepEqual } from '../equal.ts'
import { isEmpty } from '../empty.ts'
import { itemAt, nilPointer } from '../arguments.ts'
import { kindOf } from '../kind.ts'
import { refuse } from '../../refuse.ts'
import { strings } from '../strval.ts'
import { toInt64 } from '../cast.ts'
import type { Functions } from '../function.ts'
import { nil, type Call, type GoFunction, type GoList, type GoParam, type GoValue } from '../../value.ts'

/** https://masterminds.github.io/sprig/lists.html */
export const listFunctions: Functions = {
  list: { params: [], rest: 'any', call: (args) => literal(args) },
  tuple: { params: [], rest: 'any', call: (args) => literal(args) },
  ...both('append', ['any', 'any'], (args, call) => {
    const items = itemsOf(itemAt(args, 0), 'Cannot push on type')
    call.spend(items.length * 10)
    return made([...items, itemAt(args, 1)], args)
  }),
  ...both('push', ['any', 'any'], (args, call) => {
    const items = itemsOf(itemAt(args, 0), 'Cannot push on type')
    call.spend(items.length * 10)
    return made([...items, itemAt(args, 1)], args)
  }),
  ...both('prepend', ['any', 'any'], (args, call) => {
    const items = itemsOf(itemAt(args, 0), 'Cannot prepend on type')
    call.spend(items.length)
    return made([itemAt(args, 1), ...items], args)
  }),
  ...both('first', ['any'], (args, call) => {
    const [first] = itemsOf(itemAt(args, 0), 'Cannot find first on type')
    return first ?? decided(nil, args, call)
  }),
  ...both('last', ['any'], (args, call) => {
    const last = itemsOf(itemAt(args, 0), 'Cannot find last on type').at(-1)
    return last ?? decided(nil, args, call)
  }),
  ...both('rest', ['any'], (args) =>
    made(itemsOf(itemAt(args, 0), 'Cannot find rest on type').slice(1), args),
  ),
  ...both('initial', ['any'], (args) =>
    made(itemsOf(itemAt(args, 0), 'Cannot find initial on type').slice(0, -1), args),
  ),
  ...both('reverse', ['any'], (args) =>
    made(itemsOf(itemAt(args, 0), 'Cannot find reverse on type').toReversed(), args),
  ),
  ...both('compact', ['any'], (args) =>
    made(
      itemsOf(itemAt(args, 0), 'Cannot compact on type').filter((item) => !isEmpty(item)),
      args,
    ),
  ),
  ...both('uniq', ['any'], (args, call) =>
    made(unique(itemsOf(itemAt(args, 0), 'Cannot find uniq on type'), call), args),
  ),
  ...both(
    'without',
    ['any'],
    (args, call) => {
      const items = itemsOf(itemAt(args, 0), 'Cannot find without on type')
      const left = args.slice(1)
      call.spend(items.length * left.length)
      return made(
        items.filter((item) => !left.some((one) => deepEqual(one, item, call))),
        args,
      )
    },
    'any',
  ),
  ...both('has', ['any', 'any'], (args, call) => {
    const haystack = itemAt(args, 1)
    if (haystack.kind === 'nil') return boolOf(false, args, call)
    const items = itemsOf(haystack, 'Cannot find has on type')
    call.spend(items.length)
    const found = items.some((item) => deepEqual(itemAt(args, 0), item, call))
    return boolOf(found, [...args, ...scalars(items)], call)
  }),
  ...both('slice', ['any'], (args) => sliceOf(args), 'any'),
  ...both('chunk', ['int', 'any'], chunks),
  concat: {
    params: [],
    rest: 'any',
    call: (args, call) => {
      const items = args.flatMap((list) => {
        if (list.kind === 'nil') throw nilPointer()
        if (list.kind !== 'list' && list.kind !== 'bytes') {
          throw refuse(`Cannot concat type ${kindOf(list)} as list`)
        }
        return itemsOf(list, '')
      })
      call.spend(items.length * 10)
      return made(items, args)
    },
  },
  sortAlpha: {
    params: ['any'],
    call: (args, call) => {
      const value = itemAt(args, 0)
      const items = value.kind === 'nil' ? [derived('<nil>', args, call)] : sorted(strings(value))
      return listOf(items, args, call, '[]string')
    },
  },
}

type Body = (args: readonly GoValue[], call: Call) => GoValue

/** A function and its twin whose name begins with `must`: both stop the template here, with the same words. */
function both(name: string, params: readonly GoParam[], call: Body, rest?: GoParam): Functions {
  const one: GoFunction = rest === undefined ? { params, call } : { params, rest, call }
  return { [name]: one, [`must${name.charAt(0).toUpperCase()}${name.slice(1)}`]: one }
}

/** The items of a list; refuses anything else as Go does. */
function itemsOf(value: GoValue, complaint: string): readonly GoValue[] {
  if (value.kind === 'list') return value.items
  if (value.kind === 'nil') throw nilPointer()
  if (value.kind === 'bytes') {
    const { origin } = value
    return Array.from(value.value, (byte) => ({ kind: 'int', type: 'uint8', value: BigInt(byte), origin }))
  }
  throw refuse(`${complaint} ${kindOf(value)}`)
}

/** A list that holds what it was made of; it hangs on the lists it was made from. */
function made(items: readonly GoValue[], args: readonly GoValue[]): GoList {
  const from = args.find((value) => value.kind === 'list')
  return { kind: 'list', origin: from?.kind === 'list' ? from.origin : 0, items }
}

function literal(items: readonly GoValue[]): GoList {
  return { kind: 'list', origin: 0, items }
}

function scalars(items: readonly GoValue[]): readonly GoValue[] {
  return items.length > 100 ? [] : items.filter(({ kind }) => kind !== 'list' && kind !== 'map')
}

function unique(items: readonly GoValue[], call: Call): readonly GoValue[] {
  const seen = new Set<string>()
  const found: GoValue[] = []
  for (const item of items) {
    if (item.kind === 'string') {
      if (!seen.has(item.text.value)) found.push(item)
      seen.add(item.text.value)
      continue
    }
    call.spend(found.length)
    if (!found.some((one) => deepEqual(one, item, call))) found.push(item)
  }
  return found
}

/** A part of a list, by Go's own slicing: it may reach no further than the list. */
function sliceOf(args: readonly GoValue[]): GoValue {
  const list = itemAt(args, 0)
  if (list.kind === 'nil') throw nilPointer()
  if (list.kind !== 'list' && list.kind !== 'bytes') {
    throw refuse(`list should be type of slice or array but ${kindOf(list)}`)
  }
  const items = list.kind === 'list' ? list.items : list.value
  if (items.length === 0) return nil
  const start = args.length > 1 ? Number(toInt64(itemAt(args, 1))) : 0
  const end = args.length > 2 ? Number(toInt64(itemAt(args, 2))) : items.length
  if (start < 0 || end < start || end > items.length)
    throw refuse('reflect.Value.Slice: slice index out of bounds')
  if (list.kind === 'bytes') return { ...list, value: list.value.slice(start, end) }
  return { ...list, items: list.items.slice(start, end) }
}

function chunks(args: readonly GoValue[], call: Call): GoValue {
  const given = itemAt(args, 0)
  const size = given.kind === 'int' ? Number(given.value) : 0
  const items = itemsOf(itemAt(args, 1), 'Cannot chunk type')
  if (size <= 0) throw refuse('runtime error: makeslice: len out of range')
  const found: GoList[] = []
  for (let at = 0; at < items.length; at += size) found.push(made(items.slice(at, at + size), args))
  return listOf(found, args, call, '[][]interface {}')
}

/** By bytes, as Go compares strings. */
function sorted<Item extends { readonly text: { readonly value: string } }>(
  items: readonly Item[],
): readonly Item[] {
  return items.toSorted((one, other) => byBytes(one.text.value, other.text.value))
}
