import { add, compare, type Num } from '../../number.ts'
import type { Problem } from '../../problem.ts'
import { listOf, numberType } from '../../types.ts'
import { list, number, type Val } from '../../value.ts'
import { badArgument, failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { numberIn } from '../whole.ts'

/** As many numbers as Terraform makes. */
const most = 1024

export const range: HclFunction = {
  name: 'range',
  summary: 'Numbers from a start (0) up to, without, an end, in steps.',
  parameters: [],
  variadic: { name: 'params', type: numberType },
  returns: () => listOf(numberType),

  call(args) {
    const [first = 0, second, third] = args.map(numberIn)
    if (args.length === 0 || args.length > 3) return failed('must have one, two, or three arguments')
    const [start, end] = second === undefined ? [0, first] : [first, second]
    const step = third ?? (compare(end, start) < 0 ? -1 : 1)
    return numbers(start, end, step)
  },
}

function numbers(start: Num, end: Num, step: Num): Val | Problem {
  const direction = compare(step, 0) < 0 ? -1 : 1
  if (compare(end, start) === -direction) {
    const wanted =
      direction < 0 ? 'less than start when step is negative' : 'greater than start when step is positive'
    return badArgument(1, `end must be ${wanted}`)
  }
  const items: Val[] = []
  for (let next = start; compare(end, next) === direction;) {
    if (items.length === most) return failed(tooMany)
    items.push(number(next))
    const sum = add(next, step)
    if (typeof sum === 'object' && 'kind' in sum) return failed(sum.detail)
    next = sum
  }
  return list(numberType, items)
}

const tooMany = `more than ${most} values were generated; either decrease the difference between start and end or use a smaller step`
