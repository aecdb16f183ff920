import type { Problem } from '../../problem.ts'
import { dynamicType, listOf, objectOf, stringType, tupleOf, type Type } from '../../types.ts'
import { byBytes, list, nullOf, object, tuple, type Val } from '../../value.ts'
import { badArgument, failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { text } from '../normal.ts'
import { textIn } from '../whole.ts'
import { firstMatch, matchesIn, patternOf, type Match, type Pattern } from './pattern.ts'

const parameters = [
  { name: 'pattern', type: stringType },
  { name: 'string', type: stringType },
]

export const regex: HclFunction = {
  name: 'regex',
  summary: 'The first match of a pattern: its text, or that of its groups.',
  parameters,
  returns: ([pattern]) => (pattern?.kind === 'string' ? typeOfMatch(pattern.value) : dynamicType),

  call([given, subject]) {
    const pattern = patternOf(textIn(given))
    if (pattern.kind === 'bad') return failed(pattern.message)
    const whole = textIn(subject)
    const match = firstMatch(pattern, whole)
    if (match === undefined) return failed('pattern did not match any part of the given string')
    return matched(pattern, match, whole)
  },
}

export const regexall: HclFunction = {
  name: 'regexall',
  summary: 'All matches of a pattern.',
  parameters,

  returns([pattern]) {
    if (pattern?.kind !== 'string') return listOf(dynamicType)
    const type = typeOfMatch(pattern.value)
    return type.kind === 'problem' ? type : listOf(type)
  },

  call([given, subject], _, type) {
    const pattern = patternOf(textIn(given))
    if (pattern.kind === 'bad') return failed(pattern.message)
    const whole = textIn(subject)
    const element = type.kind === 'list' ? type.element : dynamicType
    const all: Val[] = []
    let before = -1
    for (const match of matchesIn(pattern, whole)) {
      const isNew = match.end > match.start || match.start !== before
      if (isNew) all.push(matched(pattern, match, whole))
      before = match.end
    }
    return list(element, all)
  },
}

/** What a match is: a text, a text for each group, or, when they have names, an object of them. */
function typeOfMatch(given: string): Type | Problem {
  const pattern = patternOf(given)
  if (pattern.kind === 'bad') {
    return badArgument(0, `invalid regexp pattern: ${pattern.why} in ${pattern.part}`)
  }
  const { count, names } = pattern
  if (count === 0) return stringType
  if (names.size === 0) return tupleOf(Array.from({ length: count }, () => stringType))
  if (names.size < count) {
    return badArgument(0, 'invalid regexp pattern: cannot mix both named and unnamed capture groups')
  }
  const sorted = [...new Set(names.values())].toSorted(byBytes)
  return objectOf(new Map(sorted.map((name) => [name, stringType])))
}

function matched({ count, names }: Pattern, match: Match, whole: string): Val {
  if (count === 0) return text(whole.slice(match.start, match.end))
  const groups = Array.from({ length: count }, (_, at) => groupText(match, at + 1, whole))
  if (names.size === 0) return tuple(groups)
  const inOrder = groups.map((value, at) => [names.get(at + 1) ?? '', value] as const)
  return object(new Map(inOrder))
}

function groupText({ starts, ends }: Match, group: number, whole: string): Val {
  const start = starts[group] ?? -1
  return start < 0 ? nullOf(stringType) : text(whole.slice(start, ends[group]))
}
