import { at } from '../../facts.ts'
import { workflow, type Rule } from '../../rule.ts'
import { violated } from '../../verdicts.ts'
import { jobsByRights } from '../jobs.ts'

export const rightsLeftToJobs: Rule = {
  id: 'github/workflows/rights-left-to-jobs',
  title: 'A workflow leaves the rights of its token to its jobs',
  severity: 'info',
  why: 'Every job says its own rights now; the next one that somebody adds and forgets them in gets the default, which may be to write everything.',
  fix: 'Write permissions at the top too, such as contents: read or {}.',
  subject: ['workflow'],
  aliases: [{ id: 'CKV2_GHA_1', on: ['workflow'] }],
  compliance: [],

  *check(live, graph) {
    const permissions = at(live, 'permissions')
    if (permissions.value.kind !== 'absent') return
    // Where a job has the default rights today `github/workflows/write-all` speaks.
    const { silent, telling } = jobsByRights(live, graph)
    if (silent.length === 0 && telling.length > 0)
      yield violated('The rights of the token are said in the jobs only.', permissions)
  },

  examples: {
    good: [
      workflow`
        on: [push]
        permissions: { contents: read }
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - run: make
      `,
    ],
    bad: [
      workflow`
        on: [push]
        jobs:
          build:
            runs-on: ubuntu-latest
            permissions: { contents: read }
            steps:
              - run: make
      `,
    ],
    near: [
      workflow`
        on: [push]
        permissions: { contents: read }
        jobs:
          build:
            runs-on: ubuntu-latest
            permissions: { issues: write }
            steps:
              - run: make
      `,
      workflow`
        on: [push]
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - run: make
      `,
    ],
    undecided: [],
  },
}
