import type { FindingCommands } from '../../contract/commands.ts'
import type { Database } from '../connection.ts'
import { append } from '../ledger/append.ts'
import { done, refused } from './answers.ts'

export function findingCommands(db: Database): FindingCommands {
  return {
    accept: async (project, finding, { reason, until }, by) => {
      if (reason.trim() === '') return refused('invalid', 'A finding is accepted for a reason.')
      if (until !== undefined && !/^\d{4}-\d\d-\d\d$/u.test(until)) {
        return refused('invalid', 'An acceptance ends on a day such as 2027-01-31.')
      }
      return db.transaction().execute(async (tx) => {
        const known = await tx
          .selectFrom('finding_spans')
          .select('id')
          .where('project', '=', project)
          .where('id', '=', finding)
          .executeTakeFirst()
        if (known === undefined) return refused('missing', 'There is no such finding.')
        const data = { finding, reason, until }
        await append(tx, project, { kind: 'finding-accepted', data, subject: `findings/${finding}`, by })
        return done(undefined)
      })
    },
    reopen: async (project, finding, by) =>
      db.transaction().execute(async (tx) => {
        const known = await tx
          .selectFrom('acceptances')
          .select('finding')
          .where('project', '=', project)
          .where('finding', '=', finding)
          .executeTakeFirst()
        if (known === undefined) return refused('missing', 'Nobody has accepted this finding here.')
        const data = { finding }
        await append(tx, project, { kind: 'finding-reopened', data, subject: `findings/${finding}`, by })
        return done(undefined)
      }),
  }
}
