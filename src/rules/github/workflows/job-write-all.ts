import { at, is } from '../../facts.ts'
import { workflow, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const jobWriteAll: Rule = {
  id: 'github/workflows/job-write-all',
  title: 'The token of a job may write everything',
  severity: 'high',
  why: 'What a job says of its rights counts, whatever the workflow says: whoever gets one of its steps to run their code can push to the repository and publish releases.',
  fix: 'Set the permissions of the job to what it needs, such as contents: read.',
  subject: ['job'],
  aliases: [],
  compliance: ['PCI DSS 4.0 7.2.5', 'SOC 2 CC6.3'],

  *check(live) {
    const permissions = at(live, 'permissions')
    yield* mustNot(is(permissions, 'write-all'), 'The token of the job may write everything.', permissions)
  },

  examples: {
    good: [
      workflow`
        on: [push]
        permissions: {}
        jobs:
          build:
            runs-on: ubuntu-latest
            permissions: { contents: write }
            steps:
              - run: make
      `,
    ],
    bad: [
      workflow`
        on: [push]
        permissions: { contents: read }
        jobs:
          build:
            runs-on: ubuntu-latest
            permissions: write-all
            steps:
              - run: make
      `,
    ],
    near: [
      workflow`
        on: [push]
        permissions: write-all
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
