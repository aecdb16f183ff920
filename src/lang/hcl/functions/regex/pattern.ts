import { RE2JS, RE2JSSyntaxException, type Matcher } from 're2js'

/** A pattern that was understood. */
export interface Pattern {
  readonly kind: 'pattern'
  readonly regex: RE2JS
  /** How many groups there are. */
  readonly count: number
  /** The name of each group that has one; when several have the same, all are here. */
  readonly names: ReadonlyMap<number, string>
}

/** Why a pattern is none, and which part of it is at fault. */
export interface BadPattern {
  readonly kind: 'bad'
  readonly why: string
  readonly part: string
  /** Both, as the message of a regular expression's own error has them. */
  readonly message: string
}

/** One match: where it is, and where each group is, -1 for a group that took no part. */
export interface Match {
  readonly start: number
  readonly end: number
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

/** Type and result of a call both need the same pattern. */
let last: { readonly text: string; readonly made: Pattern | BadPattern } | undefined

/** Reads a pattern in RE2's syntax; the time of a match grows with the text only, whatever the pattern. */
export function patternOf(text: string): Pattern | BadPattern {
  if (last?.text === text) return last.made
  const made = compiled(text)
  last = { text, made }
  return made
}

function compiled(text: string): Pattern | BadPattern {
  const renamed = new Map<string, string>()
  let source = text
  for (;;) {
    try {
      const regex = RE2JS.compile(source)
      const groups = Object.entries(regex.namedGroups()).map(
        ([name, group]) => [group, renamed.get(name) ?? name] as const,
      )
      return { kind: 'pattern', regex, count: regex.groupCount(), names: new Map(groups) }
    } catch (error) {
      if (!(error instanceof RE2JSSyntaxException)) throw error
      const twice = duplicateName(error)
      if (twice === undefined) return badPattern(error)
      source = withoutDuplicates(source, twice, renamed)
    }
  }
}

function badPattern(error: RE2JSSyntaxException): BadPattern {
  const why = error.getDescription()
  const part = error.getPattern() ?? ''
  return { kind: 'bad', why, part, message: `error parsing regexp: ${why}: \`${part}\`` }
}

function duplicateName(error: RE2JSSyntaxException): string | undefined {
  return error.getDescription() === 'duplicate capture group name'
    ? (error.getPattern() ?? undefined)
    : undefined
}

/** Terraform lets groups share a name, and the last one has it; the library does not, so each gets a name of its own. */
function withoutDuplicates(source: string, name: string, renamed: Map<string, string>): string {
  return source.replaceAll(new RegExp(String.raw`\(\?P?<${name}>`, 'gu'), () => {
    const own = `${name}_${renamed.size}_`
    renamed.set(own, name)
    return `(?P<${own}>`
  })
}

/** The matches as `replace` takes them: an empty one right after another is one too, but the caller skips it. */
export function* matchesIn({ regex, count }: Pattern, text: string): Generator<Match> {
  const matcher = regex.matcher(text)
  let at = 0
  while (at <= text.length && matcher.find(at)) {
    const found = matchOf(matcher, count)
    yield found
    const next = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)
    at = Math.max(found.end, next)
  }
}

/** The first match. */
export function firstMatch({ regex, count }: Pattern, text: string): Match | undefined {
  const matcher = regex.matcher(text)
  return matcher.find() ? matchOf(matcher, count) : undefined
}

function matchOf(matcher: Matcher, count: number): Match {
  const starts: number[] = []
  const ends: number[] = []
  for (let group = 0; group <= count; group++) {
    starts.push(matcher.start(group))
    ends.push(matcher.end(group))
  }
  return { start: starts[0] ?? 0, end: ends[0] ?? 0, starts, ends }
}
