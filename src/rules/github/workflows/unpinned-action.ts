import { at, textOf } from '../../facts.ts'
import { workflow, type Rule } from '../../rule.ts'
import { violated } from '../../verdicts.ts'

export const unpinnedAction: Rule = {
  id: 'github/workflows/unpinned-action',
  title: 'An action of others is used by a name that can move',
  severity: 'low',
  why: 'Whoever takes over the action’s repository moves its tags and branches to code of theirs, and the next run gives that code the secrets and the token of the job.',
  fix: 'Write the full commit behind @, and the version in a comment, which tools that update actions understand.',
  subject: ['step', 'job'],
  aliases: [],
  compliance: [],

  *check(live) {
    const uses = at(live, 'uses')
    const [, owner = '', version = ''] = ofOthers.exec(textOf(uses) ?? '') ?? []
    if (version === '' || makers.has(owner.toLowerCase()) || isCommit.test(version)) return
    yield violated('The action is used by a branch or a tag, which its owner can move.', uses)
  },

  examples: {
    good: [
      workflow`
        on: [push]
        permissions: {}
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - uses: example/setup@1f2e3d4c5b6a79880716253443526170ffeeddcc # v2.1.0
      `,
    ],
    bad: [
      workflow`
        on: [push]
        permissions: {}
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - uses: example/setup@v2
      `,
      workflow`
        on: [push]
        permissions: {}
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - uses: example/tools/setup@1f2e3d4
      `,
      workflow`
        on: [push]
        permissions: {}
        jobs:
          build:
            uses: example/shared/.github/workflows/build.yml@main
      `,
    ],
    near: [
      workflow`
        on: [push]
        permissions: {}
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
              - uses: github/codeql-action/init@v3
              - uses: ./.github/actions/setup
              - uses: docker://alpine:3.22
              - run: echo example/setup@v2
      `,
    ],
    undecided: [],
  },
}

/** An action or a workflow of a repository: not a folder of this one, and not an image. */
const ofOthers = /^([\w.-]+)\/[^@:]+@(.+)$/u

/** Those who make the actions that runners come with. */
const makers: ReadonlySet<string> = new Set(['actions', 'github'])

/** A commit is whole: a part of one may also be a tag. */
const isCommit = /^(?:[\da-f]{40}|[\da-f]{64})$/iu
