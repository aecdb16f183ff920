import { describe, expect, it } from 'vitest'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { at, items } from '../../rules/facts.ts'
import type { Rule } from '../../rules/rule.ts'
import { mustBe } from '../../rules/verdicts.ts'
import { printJson } from '../../model/json-text.ts'
import { configOf } from '../config/config.ts'
import { estateOf } from '../testing.ts'
import { assess } from './assess.ts'
import { baselineJson, baselineOf } from './baseline.ts'
import { review } from './review.ts'

const about = { severity: 'high', why: 'It is.', fix: 'Write good.', aliases: [], compliance: [] } as const
const examples = { good: [], bad: [], near: [], undecided: [] }
const rules: readonly Rule[] = [
  {
    ...about,
    id: 'test/data/good',
    title: 'The input is bad',
    subject: ['terraform_data'],
    *check(live) {
      yield* mustBe(at(live, 'input'), 'good', 'The input is not good.')
    },
    examples,
  },
  {
    ...about,
    id: 'test/pods/limit',
    title: 'A container has no limit',
    subject: ['Pod'],
    *check(live) {
      for (const one of items(at(live, 'spec.containers')))
        yield* mustBe(at(one, 'resources.limits.memory'), '1Gi', 'There is no limit.')
    },
    examples,
  },
  {
    ...about,
    id: 'test/steps/own',
    title: 'A step uses an action of others',
    subject: ['step'],
    *check(live) {
      yield* mustBe(at(live, 'uses'), 'own', 'It is used.')
      const key = at(live, 'with.key')
      if (key.value.kind !== 'absent') yield* mustBe(key, 'good', 'The key is not good.')
    },
    examples,
  },
  {
    ...about,
    id: 'test/stages/user',
    title: 'A stage runs as the wrong user',
    subject: ['docker_stage'],
    *check(live) {
      yield* mustBe(at(live, 'user'), 'app', 'It is another user.')
    },
    examples,
  },
]

type Files = Readonly<Record<string, string>>

/** What a change makes worse, told of each place; by `--since`, and by a baseline of the state before. */
function worse(before: Files, after: Files): readonly string[] {
  const { config } = configOf(filesSnapshot({}))
  const [old, found] = [before, after].map((files) => review(estateOf(files), rules))
  if (old === undefined || found === undefined) return []
  const given = { config, today: '2026-11-22', text: (file: string) => after[file] }
  const base = baselineOf(printJson(baselineJson(old.findings)))
  if (typeof base === 'string') return [base]
  const reports = [
    assess(found, rules.length, {
      ...given,
      before: { name: 'main', review: old, text: (file) => before[file] },
      baseline: undefined,
    }),
    assess(found, rules.length, { ...given, before: undefined, baseline: base }),
  ]
  const [since, known] = reports.map(({ findings }) =>
    findings.flatMap(({ address, places }) =>
      places.map(
        (place) =>
          `${place.root}@${place.variant} ${place.address}${place === places[0] ? ` of ${address}` : ''}`,
      ),
    ),
  )
  expect(known).toEqual(since)
  return since ?? []
}

const root = 'variable "v" {\n  type = string\n}\nresource "terraform_data" "a" {\n  input = var.v\n}\n'

/** A resource with an instance for each key. */
function instances(keys: string): Files {
  return {
    'main.tf': `resource "terraform_data" "a" {\n  for_each = toset([${keys}])\n  input = "bad"\n}\n`,
  }
}

function pod(containers: string): Files {
  return {
    'pod.yaml': `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n${containers}`,
  }
}

function container(name: string, image: string): string {
  return `    - name: ${name}\n      image: ${image}\n`
}

const overlay = (name: string): Files => ({
  [`overlays/${name}/kustomization.yaml`]: `namespace: ${name}\nnamePrefix: ${name}-\nresources: [../../base]\n`,
})

const call = (name: string): string => `module "${name}" {\n  source = "./m"\n}\n`

const workflow = (steps: string): Files => ({
  '.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n${steps}`,
})

const from = (image: string): Files => ({ Dockerfile: `FROM ${image}\nUSER bad\n` })

const using = (uses: string): Files => workflow(`      - uses: ${uses}\n        with: {key: bad}\n`)

describe('a change makes worse', () => {
  it('an environment that gets what another one loses', () => {
    const before = { 'main.tf': root, 'dev.tfvars': 'v = "bad"\n', 'prod.tfvars': 'v = "good"\n' }
    const after = { ...before, 'dev.tfvars': 'v = "good"\n', 'prod.tfvars': 'v = "bad"\n' }
    expect(worse(before, after)).toEqual(['@prod terraform_data.a of terraform_data.a'])
  })

  it('an instance that is added to bad ones, and tells of it alone', () => {
    expect(worse(instances('"x"'), instances('"x", "y"'))).toEqual([
      '@ terraform_data.a["y"] of terraform_data.a["y"]',
    ])
    expect(worse(instances('"x", "y"'), instances('"y"'))).toEqual([])
  })

  it('an overlay or a call of a module that comes before the others, and tells of it alone', () => {
    const base = {
      'base/kustomization.yaml': 'resources: [pod.yaml]\n',
      'base/pod.yaml': pod(container('web', 'nginx:1.25'))['pod.yaml'] ?? '',
    }
    const prod = { ...base, ...overlay('prod') }
    expect(worse(prod, { ...prod, ...overlay('dev') })).toEqual([
      'overlays/dev@ Pod/dev/dev-p of Pod/dev/dev-p',
    ])
    const module = { 'm/main.tf': 'resource "terraform_data" "a" {\n  input = "bad"\n}\n' }
    expect(
      worse({ ...module, 'main.tf': call('b') }, { ...module, 'main.tf': call('a') + call('b') }),
    ).toEqual(['@ module.a.terraform_data.a of module.a.terraform_data.a'])
  })

  it('nothing where a step is put before another one', () => {
    const bad = '      - uses: a/b@v1\n'
    const other = '      - uses: c/d@v1\n'
    expect(worse(workflow(bad), workflow(bad + other))).toHaveLength(1)
    expect(worse(workflow(bad), workflow(other + bad))).toHaveLength(1)
  })

  it('nothing where a stage or a step uses another version', () => {
    expect(worse(from('ghcr.io:443/a/node:18-slim'), from('ghcr.io:443/a/node:20@sha256:1f'))).toEqual([])
    expect(worse(from('node:18'), from('deno:18'))).toHaveLength(1)
    expect(worse(using('a/b@release/v1 # 1.0'), using('a/b@3f2c # 2.0'))).toHaveLength(1)
    expect(worse(using('a/b@v1'), using('a/c@v1'))).toHaveLength(2)
  })

  it('nothing where a folder is moved', () => {
    const bad = 'resource "terraform_data" "a" {\n  input = "bad"\n}\n'
    const moved = worseSince({ 'live/a/main.tf': bad }, { 'live/b/main.tf': bad })
    expect(moved).toEqual([])
  })

  it('nothing where something else of a container is edited, and one where a second has no limit', () => {
    const before = pod(container('web', 'nginx:1.25'))
    expect(worse(before, pod(`    # a comment\n${container('web', 'nginx:1.26')}`))).toEqual([])
    expect(worse(before, pod(container('log', 'fluent:1') + container('web', 'nginx:1.25')))).toHaveLength(1)
  })
})

function worseSince(before: Files, after: Files): readonly string[] {
  const { config } = configOf(filesSnapshot({}))
  const [old, found] = [before, after].map((files) => review(estateOf(files), rules))
  if (old === undefined || found === undefined) return ['none']
  const { findings } = assess(found, rules.length, {
    config,
    today: '2026-11-22',
    text: (file) => after[file],
    before: { name: 'main', review: old, text: (file) => before[file] },
    baseline: undefined,
  })
  return findings.map(({ address }) => address)
}
