import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'

/** What may be wrong with a template: the code and what it always says. */
const summaries = {
  'cloudformation/not-a-template': 'The template cannot be understood',
  'cloudformation/too-large': 'File is too large to be a template',
  'cloudformation/too-deep': 'Template is nested too deeply',
  'cloudformation/invalid-key': 'Key is not a text',
  'cloudformation/invalid-section': 'Section has the wrong form',
  'cloudformation/invalid-resource': 'Resource has the wrong form',
  'cloudformation/invalid-parameter': 'Parameter has the wrong form',
  'cloudformation/invalid-arguments': 'Function has the wrong arguments',
  'cloudformation/unknown-function': 'Function is not known',
  'cloudformation/unknown-reference': 'Reference to what is not declared',
  'cloudformation/unknown-condition': 'Condition is not declared',
  'cloudformation/unknown-mapping': 'Mapping has no such key',
  'cloudformation/unknown-output': 'Nested stack has no such output',
  'cloudformation/unknown-parameter': 'Parameter is not declared',
  'cloudformation/cycle': 'Definition depends on itself',
  'cloudformation/invalid-value': 'Value is not allowed for the parameter',
  'cloudformation/too-many': 'Template makes too much',
  'cloudformation/invalid-loop': 'Loop has the wrong form',
  'cloudformation/duplicate-resource': 'Logical ID is used twice',
  'cloudformation/include-not-read': 'Included part is not read',
  'cloudformation/macro-not-run': 'Macro is not run',
  'cloudformation/missing-template': 'Nested template is not there',
  'cloudformation/unreadable-parameters': 'Parameter file cannot be read',
} as const

export type ProblemCode = keyof typeof summaries

/** A problem in a template. The detail says what, why and what to do. */
export function problem(
  code: ProblemCode,
  detail: string,
  span: Span,
  severity: Diagnostic['severity'] = 'error',
): Diagnostic {
  return { code, severity, summary: summaries[code], detail, span }
}

/** ` Did you mean "x"?` for the name that is nearest to one that isn't there, or nothing. */
export function meant(name: string, known: Iterable<string>): string {
  let best: string | undefined
  let least = Infinity
  const most = Math.min(Math.max(2, Math.floor(name.length / 3)), name.length - 1)
  for (const one of known) {
    const apart = Math.abs(one.length - name.length)
    if (apart > most || name.length > 255 || one === name) continue
    const distance = distanceOf(name.toLowerCase(), one.toLowerCase())
    // Of names that are as near, one of the same length is meant.
    if (distance <= most && distance * 2 + apart < least) [best, least] = [one, distance * 2 + apart]
  }
  return best === undefined ? '' : ` Did you mean "${best}"?`
}

/** A name as a message shows it: cut where it is long. */
export function shown(name: string): string {
  return name.length > 80 ? `${name.slice(0, 80)}…` : name
}

/** Levenshtein's distance. */
function distanceOf(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, at) => at)
  for (let at = 0; at < left.length; at++) {
    const next = [at + 1]
    for (let other = 0; other < right.length; other++) {
      const same = left[at] === right[other] ? 0 : 1
      next.push(Math.min((row[other] ?? 0) + same, (row[other + 1] ?? 0) + 1, (next[other] ?? 0) + 1))
    }
    row = next
  }
  return row[right.length] ?? 0
}
