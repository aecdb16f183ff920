import { readEvidence } from '../../evidence/index.ts'
import type { Outcome } from '../../kernel/diagnostic.ts'
import type { External } from '../../model/external.ts'
import type { Repository } from '../context.ts'

/** What the reports of other tools say; a text says which file there is none of. */
export function reportsOf(
  repository: Repository,
  names: readonly string[],
): Outcome<readonly External[]> | string {
  const outcomes: Outcome<readonly External[]>[] = []
  for (const name of names) {
    const path = repository.file(name)
    const text = path === undefined ? undefined : repository.snapshot.text(path)
    if (path === undefined || text === undefined) return `there is no file ${name} whose text could be read.`
    outcomes.push(readEvidence(path, text))
  }
  return {
    value: outcomes.flatMap(({ value }) => value),
    diagnostics: outcomes.flatMap(({ diagnostics }) => diagnostics),
  }
}
