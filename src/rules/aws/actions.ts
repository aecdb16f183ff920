import { answer, textOf, type Answer, type Fact } from '../facts.ts'
import { unlimitedActions } from './unlimited-actions.ts'

/** Whether an action can be limited to a resource. An unknown one may be. */
export function canBeLimited(action: Fact): Answer {
  if (action.value.kind === 'unknown') return 'undecided'
  const text = textOf(action)?.toLowerCase()
  if (text === undefined) return 'no'
  const [service = '', name = ''] = text.split(':')
  const patterns = unlimited.get(service)?.split(/\s+/u) ?? []
  return answer(!patterns.some((pattern) => begins(name, pattern)))
}

/** Whether a name is one of a pattern; a wildcard in the name counts as a letter, so `Describe*` is within `describe*`. */
function begins(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern
}

const unlimited: ReadonlyMap<string, string> = new Map(
  unlimitedActions
    .trim()
    .split(/\n {2}(?=\S)/u)
    .map((one) => {
      const [service = '', patterns = ''] = one.split(': ')
      return [service, patterns]
    }),
)
