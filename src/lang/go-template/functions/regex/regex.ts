import type { RE2JS } from 're2js'
import { boolOf, derived, listOf, stringOf } from '../results.ts'
import { emptyText, joined, replaced, sliced, type Text } from '../../text.ts'
import { goQuoted } from '../../lexer.ts'
import { intAt, stringAt, textAt } from '../arguments.ts'
import { matchesOf, patternOf, type Match } from './pattern.ts'
import { refuse } from '../../refuse.ts'
import type { Functions } from '../function.ts'
import type { Call, GoParam, GoValue } from '../../value.ts'

/** https://masterminds.github.io/sprig/strings.html#regexmatch-mustregexmatch */
export const regexFunctions: Functions = {
  regexMatch: {
    params: ['string', 'string'],
    call: (args, call) => {
      const pattern = patternOf(stringAt(args, 0))
      return boolOf(pattern.kind === 'pattern' && pattern.regex.matcher(stringAt(args, 1)).find(), args, call)
    },
  },
  mustRegexMatch: {
    params: ['string', 'string'],
    call: (args, call) => boolOf(regexOf(args, true).matcher(stringAt(args, 1)).find(), args, call),
  },
  ...both('RegexFind', ['string', 'string'], (regex, args, call) => {
    const [first] = matchesOf(regex, stringAt(args, 1), 1, call)
    return stringOf(first === undefined ? emptyText : groupOf(textAt(args, 1), first, 0))
  }),
  ...both('RegexFindAll', ['string', 'string', 'int'], (regex, args, call) => {
    const text = textAt(args, 1)
    const found = matchesOf(regex, text.value, intAt(args, 2), call)
    return listOf(
      found.map((match) => stringOf(groupOf(text, match, 0))),
      args,
      call,
      '[]string',
    )
  }),
  ...both('RegexReplaceAll', ['string', 'string', 'string'], (regex, args, call) =>
    stringOf(replacedBy(regex, args, call, true)),
  ),
  ...both('RegexReplaceAllLiteral', ['string', 'string', 'string'], (regex, args, call) =>
    stringOf(replacedBy(regex, args, call, false)),
  ),
  ...both('RegexSplit', ['string', 'string', 'int'], (regex, args, call) => {
    const parts = split(regex, args, call)
    return listOf(parts.map(stringOf), args, call, '[]string')
  }),
  regexQuoteMeta: {
    params: ['string'],
    call: (args, call) =>
      derived(stringAt(args, 0).replaceAll(/[\\.+*?()|[\]{}^$]/gu, String.raw`\$&`), args, call),
  },
}

type Work = (regex: RE2JS, args: readonly GoValue[], call: Call) => GoValue

/** A function and its twin with `must` before its name: they say differently what is wrong with a pattern. */
function both(name: string, params: readonly GoParam[], work: Work): Functions {
  return {
    [`r${name.slice(1)}`]: { params, call: (args, call) => work(regexOf(args, false), args, call) },
    [`must${name}`]: { params, call: (args, call) => work(regexOf(args, true), args, call) },
  }
}

function regexOf(args: readonly GoValue[], isMust: boolean): RE2JS {
  const text = stringAt(args, 0)
  const pattern = patternOf(text)
  if (pattern.kind === 'pattern') return pattern.regex
  const shown = /[`\p{Cc}]/u.test(text.replaceAll('\t', '')) ? goQuoted(text) : `\`${text}\``
  throw refuse(isMust ? pattern.message : `regexp: Compile(${shown}): ${pattern.message}`)
}

function groupOf(text: Text, { starts, ends }: Match, group: number): Text {
  const start = starts[group] ?? -1
  return start < 0 ? emptyText : sliced(text, start, ends[group] ?? start)
}

/** Each match replaced; what lies between keeps what made it. https://pkg.go.dev/regexp#Regexp.Expand */
function replacedBy(regex: RE2JS, args: readonly GoValue[], call: Call, expands: boolean): Text {
  const text = textAt(args, 1)
  const by = textAt(args, 2)
  const names = expands ? regex.namedGroups() : {}
  const parts = matchesOf(regex, text.value, -1, call).map((match) => {
    const instead = expands ? expanded(by, text, match, names) : by
    call.spend(instead.value.length)
    return [match.starts[0] ?? 0, match.ends[0] ?? 0, instead] as const
  })
  return replaced(text, parts)
}

function expanded(by: Text, text: Text, match: Match, names: Readonly<Record<string, number>>): Text {
  const parts: Text[] = []
  let at = 0
  for (const found of by.value.matchAll(/\$(?:(\$)|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu)) {
    parts.push(sliced(by, at, found.index))
    at = found.index + found[0].length
    const name = found[2] ?? found[3]
    if (name === undefined) parts.push(sliced(by, found.index, found.index + 1))
    else parts.push(groupOf(text, match, /^\d+$/u.test(name) ? Number(name) : (names[name] ?? -1)))
  }
  return joined([...parts, sliced(by, at)])
}

/** https://pkg.go.dev/regexp#Regexp.Split */
function split(regex: RE2JS, args: readonly GoValue[], call: Call): readonly Text[] {
  const text = textAt(args, 1)
  const most = intAt(args, 2)
  if (most === 0) return []
  if (stringAt(args, 0) !== '' && text.value === '') return [emptyText]
  const parts: Text[] = []
  let begin = 0
  let end = 0
  for (const { starts, ends } of matchesOf(regex, text.value, most, call)) {
    if (most > 0 && parts.length === most - 1) break
    end = starts[0] ?? 0
    if ((ends[0] ?? 0) !== 0) parts.push(sliced(text, begin, end))
    begin = ends[0] ?? 0
  }
  return end === text.value.length ? parts : [...parts, sliced(text, begin)]
}
