import { boolOf, shaped, shapedBool } from '../results.ts'
import { deepEqual } from '../equal.ts'
import { itemAt, stringAt } from '../arguments.ts'
import { kindOf } from '../kind.ts'
import { typeName } from '../../value.ts'
import type { Functions } from '../function.ts'

/** https://masterminds.github.io/sprig/reflection.html */
export const typeFunctions: Functions = {
  kindOf: { params: ['any'], call: (args, call) => shaped(kindOf(itemAt(args, 0)), args, call) },
  kindIs: {
    params: ['string', 'any'],
    call: (args, call) => shapedBool(stringAt(args, 0) === kindOf(itemAt(args, 1)), args, call),
  },
  typeOf: { params: ['any'], call: (args, call) => shaped(typeName(itemAt(args, 0)), args, call) },
  typeIs: {
    params: ['string', 'any'],
    call: (args, call) => shapedBool(stringAt(args, 0) === typeName(itemAt(args, 1)), args, call),
  },
  typeIsLike: {
    params: ['string', 'any'],
    call: (args, call) => {
      const type = typeName(itemAt(args, 1))
      return shapedBool(stringAt(args, 0) === type || `*${stringAt(args, 0)}` === type, args, call)
    },
  },
  deepEqual: {
    params: ['any', 'any'],
    call: (args, call) => boolOf(deepEqual(itemAt(args, 0), itemAt(args, 1), call), args, call),
  },
}
