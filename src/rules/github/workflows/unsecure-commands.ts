import { at, is } from '../../facts.ts'
import { workflow, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const unsecureCommands: Rule = {
  id: 'github/workflows/unsecure-commands',
  title: 'A workflow lets output set environment variables',
  severity: 'high',
  why: 'Whoever can get a line into the log, through a title or a file name, can set any variable of later steps.',
  fix: 'Remove ACTIONS_ALLOW_UNSECURE_COMMANDS and write to $GITHUB_ENV.',
  subject: ['workflow', 'job', 'step'],
  aliases: [{ id: 'CKV_GHA_1', on: ['workflow', 'job', 'step'] }],
  compliance: [],

  *check(live) {
    yield* mustNot(
      is(at(live, 'env.ACTIONS_ALLOW_UNSECURE_COMMANDS'), true),
      'Output may set environment variables.',
      at(live, 'env.ACTIONS_ALLOW_UNSECURE_COMMANDS'),
    )
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
        permissions: { contents: read }
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - run: make
                env:
                  ACTIONS_ALLOW_UNSECURE_COMMANDS: true
      `,
      workflow`
        on: [push]
        env:
          ACTIONS_ALLOW_UNSECURE_COMMANDS: "true"
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
        permissions: { contents: read }
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - run: make
                env:
                  ACTIONS_ALLOW_UNSECURE_COMMANDS: false
      `,
    ],
    undecided: [],
  },
}
