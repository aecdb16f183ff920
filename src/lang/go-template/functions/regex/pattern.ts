import { RE2JS, RE2JSSyntaxException } from 're2js'
import { cost } from '../cost.ts'
import type { Call } from '../../value.ts'

/** A pattern in RE2's syntax that was understood, or why it was not. */
export type Pattern =
  | { readonly kind: 'pattern'; readonly regex: RE2JS }
  | { readonly kind: 'bad'; readonly message: string }

/** One match: where it is, and where each group is, -1 for a group that took no part. */
export interface Match {
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

const known = new Map<string, Pattern>()

/** Reads a pattern; the time of a match grows with the text only, whatever the pattern. */
export function patternOf(text: string): Pattern {
  const old = known.get(text)
  if (old !== undefined) return old
  const made = compiled(text)
  // Charts use a handful of patterns over and over.
  if (known.size > 500) known.clear()
  known.set(text, made)
  return made
}

function compiled(text: string): Pattern {
  try {
    return { kind: 'pattern', regex: RE2JS.compile(text) }
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error
    const part = error.getPattern() ?? ''
    return { kind: 'bad', message: `error parsing regexp: ${error.getDescription()}: \`${part}\`` }
  }
}

/** The first matches, `most` of them or all where it is negative. An empty one never follows another at once. */
export function matchesOf(regex: RE2JS, text: string, most: number, call: Call): readonly Match[] {
  const found: Match[] = []
  const matcher = regex.matcher(text)
  const groups = regex.groupCount()
  let at = 0
  let before = -1
  while (found.length !== most && at <= text.length && matcher.find(at)) {
    const [start, end] = [matcher.start(), matcher.end()]
    if (end > start || start !== before) {
      call.spend((groups + 1) * cost.item)
      const numbers = Array.from({ length: groups + 1 }, (_, group) => group)
      found.push({
        starts: numbers.map((group) => matcher.start(group)),
        ends: numbers.map((group) => matcher.end(group)),
      })
    }
    before = end
    at = end > start ? end : end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1)
  }
  return found
}
