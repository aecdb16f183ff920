import type { ToolOutput, ToolRefusal } from '../../contract/tools.ts'
import type { Context } from '../context.ts'
import { placeOf } from './place.ts'

/** The commits of a folder's repository, the newest first. */
export function changes(
  folder: string,
  { program }: Pick<Context, 'program'>,
  {
    branch = 'HEAD',
    after,
    limit,
  }: { readonly branch: string | undefined; readonly after: string | undefined; readonly limit: number },
): ToolOutput<'list_changes'> | ToolRefusal {
  const from = placeOf(after)
  if (branch.startsWith('-')) return { kind: 'refused', detail: 'This is no branch.' }
  const format = '--format=%H%x1f%an%x1f%aI%x1f%s'
  const ran = program('git', ['log', format, `--skip=${from}`, `-n${limit + 1}`, branch, '--'], folder, {})
  if (ran.kind !== 'printed') {
    return { kind: 'refused', detail: ran.kind === 'missing' ? 'There is no git here.' : ran.why }
  }
  const all = ran.text.split('\n').filter((line) => line !== '')
  const items = all.slice(0, limit).map((line) => {
    const [sha = '', author = '', date = '', subject = ''] = line.split('\u001F')
    return { sha, author, date, subject }
  })
  return { items, ...(all.length > limit ? { next: String(from + limit) } : {}) }
}
