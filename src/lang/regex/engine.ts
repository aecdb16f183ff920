import { RE2JS } from 're2js'

/**
 * A regular expression of Go's, as far as one asks it whether it is found in a text; as a text it is its pattern, by which ajv tells
 * one from another. Throws what is no such expression, as `RegExp` does.
 */
export function goExpression(pattern: string): { test(text: string): boolean; toString(): string } {
  const compiled = RE2JS.compile(pattern)
  return { test: (text) => compiled.matcher(text).find(), toString: () => pattern }
}
