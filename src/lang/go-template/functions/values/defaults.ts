import { boolOf } from '../results.ts'
import { decided } from '../decided.ts'
import { isEmpty } from '../empty.ts'
import { itemAt } from '../arguments.ts'
import { nil, type GoValue } from '../../value.ts'
import type { Functions } from '../function.ts'

/** https://masterminds.github.io/sprig/defaults.html */
export const defaultFunctions: Functions = {
  default: {
    params: ['any'],
    rest: 'any',
    call: (args, call) => {
      const [otherwise = nil, given] = args
      if (given !== undefined && !isEmpty(given)) return given
      return decided(otherwise, given === undefined ? [] : [given], call)
    },
  },
  empty: { params: ['any'], call: (args, call) => boolOf(isEmpty(itemAt(args, 0)), args, call) },
  coalesce: {
    params: [],
    rest: 'any',
    call: (args, call) => {
      const first = args.findIndex((value) => !isEmpty(value))
      const before = first === -1 ? args : args.slice(0, first)
      return decided(args[first] ?? nil, before, call)
    },
  },
  ternary: {
    params: ['any', 'any', 'bool'],
    call: (args, call) => {
      const condition = itemAt(args, 2)
      const chosen: GoValue = itemAt(args, condition.kind === 'bool' && condition.value ? 0 : 1)
      return decided(chosen, [condition], call)
    },
  },
  all: {
    params: [],
    rest: 'any',
    call: (args, call) =>
      boolOf(
        args.every((value) => !isEmpty(value)),
        args,
        call,
      ),
  },
  any: {
    params: [],
    rest: 'any',
    call: (args, call) =>
      boolOf(
        args.some((value) => !isEmpty(value)),
        args,
        call,
      ),
  },
}
