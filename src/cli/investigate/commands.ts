import type { FeedValue } from '../../model/feed-change.ts'
import type { Investigation } from '../../model/investigation.ts'
import { shellWord } from '../../model/shell-word.ts'
import type { Command } from '../../report/investigate/report.ts'
import type { Repository } from '../context.ts'

/** What may be done about the change that did it: take it back as a whole, or only the value. */
export function commandsFor(
  { changes }: Pick<Investigation, 'changes'>,
  repository: Pick<Repository, 'typed' | 'folder'>,
  isHere: (commit: string) => boolean,
): readonly Command[] {
  const [first] = changes
  if (first === undefined) return []
  const { change, values } = first
  const value = values.find((one) => one.kind === 'changed' && one.path !== '' && textOf(one) !== undefined)
  const folder = repository.typed(repository.folder)
  const words =
    value === undefined ? [] : [folder === '' ? '' : folder, value.address, value.path, textOf(value) ?? '']
  return [
    ...(value === undefined
      ? []
      : [
          {
            line: ['plumbline set', ...words.filter((one) => one !== '').map(shellWord)].join(' '),
            what: 'sets the value that it had before, on the line that sets it; shows the edit first',
          },
        ]),
    ...(change.kind === 'commit' && isHere(change.id)
      ? [{ line: `git revert ${change.id.slice(0, 10)}`, what: 'takes back all of the commit' }]
      : []),
  ]
}

/** The value before as it is typed; undefined of what can't be: secrets, collections, nothing. */
function textOf({ before, isSecret }: FeedValue): string | undefined {
  if (before === undefined || isSecret) return undefined
  const value: unknown = JSON.parse(before)
  if (typeof value === 'string') return value === '' || value === '(sensitive)' ? undefined : value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}
