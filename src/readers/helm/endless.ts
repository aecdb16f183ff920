import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import { problem } from './problems.ts'

/** Numbers without end in values, which JSON can't say: Helm refuses them. */
export function endless(value: Value, origins: Origins, text: string): readonly Diagnostic[] {
  switch (value.kind) {
    case 'list':
      return value.items.flatMap((item) => endless(item, origins, text))
    case 'map':
      return [...value.entries.values()].flatMap((entry) => endless(entry, origins, text))
    case 'scalar': {
      const { scalar } = value
      const isOne = typeof scalar === 'object' && scalar !== null && !Number.isFinite(Number(scalar.number))
      return isOne || (scalar === '.nan' && isPlain(origins.site(value.origin), text))
        ? [problem('helm/values', 'A number has no end.', origins.site(value.origin))]
        : []
    }
    default:
      return []
  }
}

/** What is no number is read as its text, which may stand in quotes too. */
function isPlain({ start, end }: Span, text: string): boolean {
  return text.slice(start, end).startsWith('.')
}
