import { at, matches, textOf } from '../../facts.ts'
import { workflow, type Rule } from '../../rule.ts'
import { violated } from '../../verdicts.ts'

/** What somebody without rights chooses: https://docs.github.com/en/actions/concepts/security/script-injections */
const outsiders = new RegExp(
  [
    'github\\.head_ref',
    'github\\.event\\.(?:issue|discussion|pull_request)\\.(?:title|body)',
    'github\\.event\\.pull_request\\.head\\.(?:ref|label|repo\\.default_branch)',
    'github\\.event\\.(?:comment|review|review_comment)\\.body',
    'github\\.event\\.pages(?:\\.\\*|\\[[^\\]]*\\])?\\.page_name',
    'github\\.event\\.(?:head_commit|commits(?:\\.\\*|\\[[^\\]]*\\])?)\\.(?:message|author\\.(?:email|name))',
    'github\\.event\\.workflow_run\\.head_(?:branch|commit\\.message|commit\\.author\\.(?:email|name))',
  ].join('|'),
  'iu',
)

export const scriptInjection: Rule = {
  id: 'github/workflows/script-injection',
  title: 'Text from outsiders is run as part of a script',
  severity: 'high',
  why: 'Anyone who opens an issue or a pull request chooses that text, and with it what the script does.',
  fix: 'Put the value in env and use the variable in the script.',
  subject: ['step'],
  aliases: [{ id: 'CKV_GHA_2', on: ['step'] }],
  compliance: [],

  *check(live) {
    // What github-script is given is a program too.
    const isScript = matches(at(live, 'uses'), /^actions\/github-script@/u) === 'yes'
    const script = at(live, isScript ? 'with.script' : 'run')
    const contexts = [...(textOf(script) ?? '').matchAll(/\$\{\{(.*?)\}\}/gsu)].map(
      ([, inside = '']) => inside,
    )
    if (contexts.some((one) => outsiders.test(dotted(one))))
      yield violated('Text that outsiders choose is expanded in the script.', script)
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
              - run: echo "$TITLE"
                env:
                  TITLE: \${{ github.event.issue.title }}
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
              - run: echo "\${{ github['event']['issue'].title }}"
      `,
      workflow`
        on: [push]
        permissions: { contents: read }
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - run: echo \${{ GitHub.Event.Pull_Request.Head.Ref }}
      `,
      workflow`
        on: { issues: {} }
        permissions: { contents: read }
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - run: echo "\${{ github.event.issue.title }}"
      `,
      workflow`
        on: [push]
        permissions: { contents: read }
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - run: |
                  git checkout \${{ github.head_ref }}
      `,
      workflow`
        on: [push]
        permissions: { contents: read }
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - run: echo \${{ format('{0}', github.event.pull_request.body) }}
      `,
      workflow`
        on: [push]
        permissions: { contents: read }
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - run: echo \${{ github.event.commits[0].message }}
      `,
      workflow`
        on: { issues: {} }
        permissions: { contents: read }
        jobs:
          greet:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/github-script@60a0d83039c74a4aee543508d2ffcb1c3799cdea
                with:
                  script: console.log("\${{ github.event.issue.title }}")
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
              - run: echo "\${{ github['event']['issue'].number }}"
      `,
      workflow`
        on: [push]
        permissions: { contents: read }
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - run: echo \${{ github.event.issue.number }} \${{ github.sha }}
      `,
      workflow`
        on: { issues: {} }
        permissions: { contents: read }
        jobs:
          greet:
            runs-on: ubuntu-latest
            steps:
              - uses: example/comment@60a0d83039c74a4aee543508d2ffcb1c3799cdea
                with:
                  title: \${{ github.event.issue.title }}
      `,
    ],
    undecided: [],
  },
}

/** An expression with `.name` for every `['name']`, which says the same. */
function dotted(expression: string): string {
  return expression
    .replaceAll(/\s{0,9}\[\s{0,9}'([\w-]{1,99})'\s{0,9}\]/gu, '.$1')
    .replaceAll(/\s{0,9}\.\s{0,9}/gu, '.')
}
