import { at, is } from '../../facts.ts'
import { workflow, type Rule } from '../../rule.ts'
import { violated } from '../../verdicts.ts'
import { jobsByRights } from '../jobs.ts'

export const writeAll: Rule = {
  id: 'github/workflows/write-all',
  title: 'A workflow’s token may write everything',
  severity: 'high',
  why: 'Whoever gets a step of the workflow to run their code can push to the repository and publish releases.',
  fix: 'Set permissions to what the jobs need, such as contents: read.',
  subject: ['workflow'],
  aliases: [{ id: 'CKV2_GHA_1', on: ['workflow'] }],
  compliance: ['PCI DSS 4.0 7.2.5', 'SOC 2 CC6.3'],

  *check(live, graph) {
    const permissions = at(live, 'permissions')
    if (is(permissions, 'write-all') === 'yes') yield violated('The token may write everything.', permissions)
    else if (permissions.value.kind === 'absent') {
      const { silent, telling } = jobsByRights(live, graph)
      if (silent.length > 0 || telling.length === 0)
        yield violated('The token has the default rights, which may be to write everything.', permissions)
    }
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
      workflow`
        on: [push]
        permissions: {}
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
        permissions: write-all
        jobs:
          build:
            runs-on: ubuntu-latest
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
    near: [
      workflow`
        on: [push]
        jobs:
          build:
            runs-on: ubuntu-latest
            permissions: {}
            steps:
              - run: make
      `,
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
    undecided: [],
  },
}
