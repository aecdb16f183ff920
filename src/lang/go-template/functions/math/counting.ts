import { cost } from '../cost.ts'
import { derived } from '../results.ts'
import { intAt } from '../arguments.ts'
import type { Functions } from '../function.ts'
import { shapeOf, type Call, type GoList, type GoValue } from '../../value.ts'

/** https://masterminds.github.io/sprig/integer_slice.html */
export const countingFunctions: Functions = {
  until: {
    params: ['int'],
    call: (args, call) => {
      const count = intAt(args, 0)
      return integers(counted(0, count, count < 0 ? -1 : 1, call), args, call)
    },
  },
  untilStep: {
    params: ['int', 'int', 'int'],
    call: (args, call) => integers(counted(intAt(args, 0), intAt(args, 1), intAt(args, 2), call), args, call),
  },
  seq: {
    params: [],
    rest: 'int',
    call: (args, call) => derived(sequence(args, call).join(' '), args, call),
  },
}

function integers(values: readonly number[], args: readonly GoValue[], call: Call): GoList {
  // Another count gives more or fewer of them; those that stay are the same.
  const origin = shapeOf(args, call.origins, call.site)
  const items = values.map((value): GoValue => ({ kind: 'int', type: 'int', value: BigInt(value), origin }))
  return { kind: 'list', type: '[]int', origin: call.made(args), items }
}

/** From a number up or down to another, without that one. */
function counted(start: number, stop: number, step: number, call: Call): readonly number[] {
  const isDown = stop < start
  if (isDown ? step >= 0 : step <= 0) return []
  const count = Math.max(0, Math.ceil((stop - start) / step))
  call.spend(count * cost.item)
  return Array.from({ length: count }, (_, position) => start + position * step)
}

function sequence(args: readonly GoValue[], call: Call): readonly number[] {
  const first = intAt(args, 0)
  const second = intAt(args, 1)
  switch (args.length) {
    case 1:
      return counted(1, first < 1 ? first - 1 : first + 1, first < 1 ? -1 : 1, call)
    case 2:
      return counted(first, second < first ? second - 1 : second + 1, second < first ? -1 : 1, call)
    case 3: {
      const end = intAt(args, 2)
      if (end < first && second > 0) return []
      return counted(first, end < first ? end - 1 : end + 1, second, call)
    }
    default:
      return []
  }
}
