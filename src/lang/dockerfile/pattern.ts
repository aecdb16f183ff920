/** How much work a pattern is at most: a measure to stop before it begins. */
export function patternWork(value: string, pattern: string): number {
  return (value.length + 1) * (value.length + 1) * (pattern.length + 1)
}

/** Takes the shortest or longest beginning (or end) that a pattern of `*`, `?` and letters matches. */
export function withoutMatch(
  value: string,
  pattern: string,
  side: 'beginning' | 'end',
  greedy: boolean,
): string {
  const expression = anchored(pattern)
  for (let step = 0; step <= value.length; step++) {
    const length = greedy ? value.length - step : step
    const part = side === 'beginning' ? value.slice(0, length) : value.slice(value.length - length)
    if (matches(part, expression)) {
      return side === 'beginning' ? value.slice(length) : value.slice(0, value.length - length)
    }
  }
  return value
}

/** Replaces the first or every longest match of a pattern. */
export function withReplaced(value: string, pattern: string, by: string, every: boolean): string {
  const expression = anchored(pattern)
  if (expression.length === 0) return value
  let made = ''
  for (let at = 0; at < value.length;) {
    const length = longestAt(value, at, expression)
    if (length === 0) {
      made += value.charAt(at)
      at++
      continue
    }
    made += by
    at += length
    if (!every) return made + value.slice(at)
  }
  return made
}

interface Token {
  readonly kind: 'letter' | 'one' | 'any'
  readonly letter: string
}

function anchored(pattern: string): readonly Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < pattern.length; at++) {
    const letter = pattern.charAt(at)
    if (letter === '*') {
      if (tokens.at(-1)?.kind !== 'any') tokens.push({ kind: 'any', letter: '' })
    } else if (letter === '?') tokens.push({ kind: 'one', letter: '' })
    else if (letter === '\\' && at + 1 < pattern.length)
      tokens.push({ kind: 'letter', letter: pattern.charAt(++at) })
    else tokens.push({ kind: 'letter', letter })
  }
  return tokens
}

/** Matches a whole text, going back to the last `*` only. */
function matches(text: string, tokens: readonly Token[]): boolean {
  let at = 0
  let token = 0
  let star = -1
  let mark = 0
  while (at < text.length) {
    const one = tokens[token]
    if (one?.kind === 'any') {
      star = token++
      mark = at
    } else if (one !== undefined && (one.kind === 'one' || one.letter === text[at])) {
      at++
      token++
    } else if (star !== -1) {
      token = star + 1
      at = ++mark
    } else return false
  }
  return tokens.slice(token).every(({ kind }) => kind === 'any')
}

/** Follows every way through the pattern at once. */
function longestAt(value: string, start: number, tokens: readonly Token[]): number {
  let longest = 0
  let states = closed(new Set([0]), tokens)
  for (let at = start; at < value.length && states.size > 0; at++) {
    const next = new Set<number>()
    for (const state of states) {
      const token = tokens[state]
      if (token?.kind === 'any') next.add(state)
      else if (token?.kind === 'one' || token?.letter === value[at]) next.add(state + 1)
    }
    states = closed(next, tokens)
    if (states.has(tokens.length)) longest = at + 1 - start
  }
  return longest
}

/** A `*` may match nothing. */
function closed(states: Set<number>, tokens: readonly Token[]): Set<number> {
  for (const state of states) if (tokens[state]?.kind === 'any') states.add(state + 1)
  return states
}
