import type { Commit } from '../model/commit.ts'
import type { JsonObject } from '../model/json-text.ts'
import type { Paint } from './paint.ts'
import type { View } from './view.ts'
import { clean, cut } from './words.ts'

/** Who last touched a line, in two lines. */
export function commitLines(view: View, paint: Paint, commit: Commit): readonly string[] {
  if (commit.kind === 'uncommitted') return [`${paint.bold('last changed')} by you, not committed yet`]
  const who = `${paint.yellow(commit.sha.slice(0, 10))}  ${clean(commit.author)}, ${commit.date.slice(0, 10)}`
  return [`${paint.bold('last changed in')} ${who}`, `  ${cut(clean(commit.subject), view.width - 6)}`]
}

/** The same as a document. */
export function commitJson(commit: Commit): JsonObject {
  if (commit.kind === 'uncommitted')
    return { sha: null, author: null, date: null, subject: null, committed: false }
  const { sha, author, email, date, subject } = commit
  return { sha, author, email, date, subject, committed: true }
}
