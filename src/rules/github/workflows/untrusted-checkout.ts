import type { Graph } from '../../../model/live-graph.ts'
import type { Live } from '../../../model/live.ts'
import { at, entries, items, textOf, type Fact } from '../../facts.ts'
import { workflow, type Rule } from '../../rule.ts'
import { violated } from '../../verdicts.ts'
import { jobAround, stepsAfter, workflowAround } from '../jobs.ts'

export const untrustedCheckout: Rule = {
  id: 'github/workflows/untrusted-checkout',
  title: 'A workflow with secrets runs the code of a pull request',
  severity: 'critical',
  why: 'Workflows on pull_request_target and workflow_run have the secrets and the token of the repository: anyone who opens a pull request runs their own code with them.',
  fix: 'Build pull requests in a workflow on pull_request, and hand only results over as artifacts.',
  subject: ['step'],
  aliases: [],
  compliance: [],

  *check(step, graph) {
    const fact = ofOutsiders(step)
    if (fact === undefined || !hasSecrets(step, graph)) return
    if ([step, jobAround(step, graph)].some(isGuarded)) return
    const folder = textOf(at(step, 'with.path'))
    const runs = stepsAfter(step, graph).find((one) => !isGuarded(one) && runsCode(one, folder))
    if (runs === undefined) return
    yield violated('A later step runs what is checked out here from the pull request.', fact, {
      via: [at(runs, runs.values.kind === 'map' && runs.values.entries.has('run') ? 'run' : 'uses')],
    })
  },

  examples: {
    good: [
      workflow`
        on: [pull_request]
        permissions: {}
        jobs:
          test:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
                with:
                  ref: \${{ github.event.pull_request.head.sha }}
              - run: npm ci
      `,
    ],
    bad: [
      workflow`
        on: [pull_request_target]
        permissions: {}
        jobs:
          test:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
                with:
                  ref: \${{ github.event.pull_request.head.sha }}
              - run: npm ci
      `,
      workflow`
        on:
          workflow_run:
            workflows: [Build]
            types: [completed]
        permissions: {}
        jobs:
          report:
            runs-on: ubuntu-latest
            steps:
              - id: take
                uses: actions/checkout@v4
                with:
                  repository: \${{ github.event.workflow_run.head_repository.full_name }}
                  ref: \${{ github.event.workflow_run.head_branch }}
              - id: act
                uses: ./.github/actions/report
      `,
      workflow`
        on: pull_request_target
        permissions: {}
        jobs:
          test:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
              - uses: actions/checkout@v4
                with:
                  ref: refs/pull/\${{ github.event.number }}/merge
                  path: theirs
              - run: make test
                working-directory: theirs
      `,
      workflow`
        on: pull_request_target
        permissions: {}
        jobs:
          test:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
              - run: gh pr checkout "$NUMBER"
              - run: |
                  cd app
                  if CI=1 ./scripts/lint; then echo good; fi
      `,
    ],
    near: [
      workflow`
        on: [pull_request_target]
        permissions: {}
        jobs:
          label:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
              - run: npm ci
      `,
      workflow`
        on: [pull_request_target]
        permissions: {}
        jobs:
          count:
            runs-on: ubuntu-latest
            steps:
              - run: make tools
              - uses: actions/checkout@v4
                with:
                  ref: \${{ github.event.pull_request.head.sha }}
              - run: |
                  git diff --stat origin/main -- ./src
                  pip install yq==3.1.0
                  npm install --global prettier
                  echo "make, npm ci"
      `,
      workflow`
        on: [pull_request_target]
        permissions: {}
        jobs:
          compare:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
              - uses: actions/checkout@v4
                with:
                  ref: \${{ github.event.pull_request.head.sha }}
                  path: theirs
              - run: make compare
      `,
      workflow`
        on: [pull_request_target]
        permissions: {}
        jobs:
          test:
            if: github.event.pull_request.head.repo.full_name == github.repository
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
                with:
                  ref: \${{ github.event.pull_request.head.sha }}
              - run: npm ci
      `,
    ],
    undecided: [],
  },
}

/** What takes the code of a pull request: the commit or the repository that is checked out, or a script. */
function ofOutsiders(step: Live): Fact | undefined {
  if (textOf(at(step, 'uses'))?.startsWith('actions/checkout@') === true)
    return [at(step, 'with.ref'), at(step, 'with.repository')].find((one) => theirs.test(textOf(one) ?? ''))
  const script = at(step, 'run')
  return fetches.test(textOf(script) ?? '') ? script : undefined
}

/** Names of branches alone are looked up in the own repository. */
const theirs =
  /\bgithub\.event\.(?:pull_request\.(?:head\.(?:sha|repo\.|user\.)|merge_commit_sha)|workflow_run\.(?:head_sha|head_commit\.id|head_repository\.))|refs\/pull\//u

const fetches = /\bgh\s+pr\s+checkout\b|\bgit\s+(?:fetch|pull)\b.*\bpull\//u

/** Whether the workflow of a step runs with the rights of the repository on what outsiders send. */
function hasSecrets(step: Live, graph: Graph): boolean {
  const found = workflowAround(step, graph)
  if (found === undefined) return false
  const on = at(found, 'on')
  const events = on.value.kind === 'map' ? entries(on).map(([name]) => name) : items(on).map(textOf)
  return events.some((name) => name === 'pull_request_target' || name === 'workflow_run')
}

/** Whether a condition lets in only branches of the own repository, or what somebody with rights agreed to. */
function isGuarded(of: Live | undefined): boolean {
  return of !== undefined && guards.test(textOf(at(of, 'if')) ?? '')
}

const guards = new RegExp(
  [
    '\\.full_name\\s*==\\s*github\\.repository\\b',
    '\\bgithub\\.repository\\s*==\\s*github\\.event\\.[\\w.]+\\.full_name\\b',
    '!\\s*github\\.event\\.pull_request\\.head\\.repo\\.fork\\b',
    '\\.head\\.repo\\.fork\\s*==\\s*false\\b',
    "\\bworkflow_run\\.event\\s*(?:==\\s*'(?!pull_request)|!=\\s*'pull_request')",
    '\\bgithub\\.event\\.pull_request\\.user\\.login\\s*==',
    '\\bauthor_association\\b',
    '\\bgithub\\.event\\.label\\.name\\s*==',
  ].join('|'),
  'u',
)

/** Whether a step runs what lies in the working tree, or in this folder of it. */
function runsCode(step: Live, folder: string | undefined): boolean {
  const uses = textOf(at(step, 'uses')) ?? ''
  const script = textOf(at(step, 'run')) ?? ''
  const place = textOf(at(step, 'working-directory')) ?? ''
  if (folder !== undefined && ![uses, script, place].some((text) => text.includes(folder))) return false
  return uses.startsWith('./') || builders.test(script)
}

/** Commands that run what the code itself says: its scripts, its tests, its build. */
const builders = new RegExp(
  `(?:^|[;&|({!]|\\b(?:do|else|exec|if|sudo|then|time)\\s)[ \\t]*(?:\\w+=\\S*[ \\t]+)*(?:${[
    '(?:bun|npm|pnpm)\\s+(?:ci|exec|i|install|pack|publish|run|start|test)\\b(?!.*(?:--ignore-scripts|--global|\\s-g\\b))',
    'yarn(?![\\w-])(?!.*--ignore-scripts)',
    '(?:bundle|cmake|composer|gradle|make|mvn|nox|npx|pre-commit|pytest|rake|tox)(?![\\w-])',
    'cargo\\s+(?:bench|build|check|clippy|run|test)\\b',
    'dotnet\\s+(?:build|pack|publish|restore|run|test)\\b',
    'go\\s+(?:build|generate|run|test)\\b',
    '(?:poetry|uv)\\s+(?:build|install|run|sync)\\b',
    'pip3?\\s+install\\s(?:.*\\s)?(?:-r|-e|\\.)(?!\\w)',
    'docker\\s+(?:buildx\\s+|compose\\s+)?(?:build|up)\\b',
    '(?:terraform|tofu)\\s+(?:apply|init|plan)\\b',
    '(?:bash|node|python3?|sh)\\s+[^\\s-]',
    '\\.{1,2}\\/\\S',
  ].join('|')})`,
  'mu',
)
