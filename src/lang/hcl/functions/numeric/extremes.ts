import { compare } from '../../number.ts'
import type { Problem } from '../../problem.ts'
import { numberType } from '../../types.ts'
import type { Val } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { numberIn } from '../whole.ts'

const variadic = { name: 'numbers', type: numberType }

export const max: HclFunction = {
  name: 'max',
  summary: 'The largest of the numbers.',
  parameters: [],
  variadic,
  returns: () => numberType,
  step: 'call',
  call: (args) => extreme(args, 1),
}

export const min: HclFunction = {
  name: 'min',
  summary: 'The smallest of the numbers.',
  parameters: [],
  variadic,
  returns: () => numberType,
  step: 'call',
  call: (args) => extreme(args, -1),
}

/** The first of the arguments that no other goes beyond. */
function extreme(args: readonly Val[], direction: 1 | -1): Val | Problem {
  let found = args[0]
  if (found === undefined) return failed('must pass at least one number')
  for (const arg of args) {
    if (compare(numberIn(arg), numberIn(found)) === direction) found = arg
  }
  return found
}
