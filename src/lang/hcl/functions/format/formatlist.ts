import { causesOf } from '../../evaluate/because.ts'
import { isWhollyKnown } from '../../mark.ts'
import type { Problem } from '../../problem.ts'
import { dynamicType, listOf, stringType } from '../../types.ts'
import { list, typeOf, unknown, type Val } from '../../value.ts'
import { badArgument, failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { longest, tooLong } from '../longest.ts'
import { text } from '../normal.ts'
import { isSequence } from '../taken.ts'
import { textIn } from '../whole.ts'
import { formatted } from './format.ts'
import { piecesOf } from './specification.ts'

export const formatlist: HclFunction = {
  name: 'formatlist',
  summary: 'A list of texts, each with the items of lists that are in its place for its verbs.',
  parameters: [{ name: 'format', type: stringType }],
  variadic: { name: 'args', type: dynamicType, allowNull: true, allowUnknown: true },
  returns: () => listOf(stringType),

  call([given, ...args], _, type) {
    const count = countOf(args)
    if (typeof count !== 'number') return count ?? unknown(type, [])
    const pieces = piecesOf(textIn(given))
    const all: Val[] = []
    let length = 0
    for (let at = 0; at < count; at++) {
      const row = args.map((arg) => (isSequence(arg) ? (arg.items[at] ?? arg) : arg))
      if (!row.every(isWhollyKnown)) {
        all.push(unknown(stringType, causesOf(row), { notNull: true }))
        continue
      }
      const one = formatted(pieces, row)
      if (typeof one !== 'string') return failed(`error on format iteration ${at}: ${one.detail}`)
      length += one.length
      if (length > longest) return tooLong()
      all.push(text(one))
    }
    return list(stringType, all)
  },
}

/** How many texts there will be: as many as the lists have items, or one; undefined when a list is not known. */
function countOf(args: readonly Val[]): number | Problem | undefined {
  let found: { readonly count: number; readonly position: number } | undefined
  let isUnknown = false
  for (const [position, arg] of args.entries()) {
    const { kind } = typeOf(arg)
    if (kind !== 'list' && kind !== 'set' && kind !== 'tuple') continue
    if (arg.kind === 'unknown') isUnknown = true
    if (!isSequence(arg)) continue
    const count = arg.items.length
    found ??= { count, position }
    if (count !== found.count) return inconsistent(position, count, found)
  }
  return isUnknown ? undefined : (found?.count ?? 1)
}

function inconsistent(
  position: number,
  count: number,
  first: { readonly count: number; readonly position: number },
): Problem {
  return badArgument(
    position + 1,
    `argument ${position + 1} has length ${count}, which is inconsistent with argument ${first.position + 1} of length ${first.count}`,
  )
}
