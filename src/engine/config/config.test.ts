import { expect, it } from 'vitest'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { configOf } from './config.ts'

const whole = `review:
  exclude: ["examples/**"]
  fail-on: high
  rules:
    aws/s3/logging: off
    CKV_AWS_21: low
  waivers:
    - rule: aws/s3
      address: module.site.*
      owner: web
      reason: a public site
      until: 2027-01-31
  trust: { rules: true }
`

it('says what is excluded, which rules are on and how much they matter, and what is accepted', () => {
  const { config, diagnostics } = configOf(filesSnapshot({ 'plumbline.yaml': whole }))
  expect(diagnostics).toEqual([])
  expect(config).toMatchObject({ exclude: ['examples/**'], failOn: 'high', trustRules: true })
  expect(Object.fromEntries(config.rules)).toMatchObject({
    'aws/s3/logging': { enabled: false, severity: undefined },
    CKV_AWS_21: { enabled: true, severity: 'low' },
  })
  expect(config.waivers).toMatchObject([
    {
      rule: 'aws/s3',
      reason: 'a public site',
      until: '2027-01-31',
      owner: 'web',
      where: { kind: 'pattern', address: 'module.site.*', file: undefined },
    },
  ])
})

it.each([
  [
    'review:\n  fail-on: sometimes\n',
    'sometimes',
    'This is one of critical, high, medium, low, info, never.',
  ],
  ['review:\n  colour: red\n', 'colour', 'There is no setting "colour" here'],
  [
    'review:\n  waivers:\n    - rule: a\n',
    'rule: a',
    'A waiver names the rule that it accepts and the reason.',
  ],
  [
    'review:\n  waivers:\n    - { rule: a, reason: b, until: soon }\n',
    '{ rule: a, reason: b, until: soon }',
    'A waiver ends on a day such as 2027-01-31.',
  ],
  ['review: [1]\n', '[1]', 'This is a mapping of names to values.'],
])('of %j says what is wrong, and where', (text, place, detail) => {
  const { diagnostics } = configOf(filesSnapshot({ 'plumbline.yml': text }))
  expect(diagnostics.map(({ span }) => text.slice(span.start, span.end).trim())).toEqual([place])
  expect(diagnostics[0]?.detail).toContain(detail)
})

it('configures nothing where there is no file', () => {
  expect(configOf(filesSnapshot({})).config).toMatchObject({ exclude: [], waivers: [], trustRules: false })
})

it('says where policies lie', () => {
  const text = 'review:\n  policies:\n    - ./policy/\n    - a.tar.gz\n'
  const { config, diagnostics } = configOf(filesSnapshot({ 'plumbline.yaml': text }))
  expect(diagnostics).toEqual([])
  expect(config.policies.map(({ path, span }) => [path, text.slice(span.start, span.end)])).toEqual([
    ['policy', './policy/'],
    ['a.tar.gz', 'a.tar.gz'],
  ])
})

it('says what gates ask, each number under its name', () => {
  const text = `gates:
  merge:
    new: { critical: 0, high: 2 }
    undecided: 20%
    changes: 500
    reports:
      line coverage: { at-least: 80 }
`
  const { config, diagnostics } = configOf(filesSnapshot({ 'plumbline.yaml': text }))
  expect(diagnostics).toEqual([])
  expect(config.gates).toEqual([
    {
      name: 'merge',
      limits: [
        { what: 'new', severity: 'critical', comparison: 'at most', limit: 0 },
        { what: 'new', severity: 'high', comparison: 'at most', limit: 2 },
        { what: 'undecided', comparison: 'at most', limit: 20 },
        { what: 'changes', comparison: 'at most', limit: 500 },
        { what: 'report', name: 'line coverage', comparison: 'at least', limit: 80 },
      ],
    },
  ])
})

it.each([
  ['gates:\n  merge:\n    new: { grave: 0 }\n', 'grave'],
  ['gates:\n  merge:\n    changes: many\n', 'many'],
  ['gates:\n  merge:\n    reports:\n      failed: { below: 1 }\n', 'below'],
])('points at what it does not understand of a gate in %j', (text, where) => {
  const { diagnostics } = configOf(filesSnapshot({ 'plumbline.yaml': text }))
  expect(diagnostics.map(({ code, span }) => [code, text.slice(span.start, span.end)])).toEqual([
    ['config/not-understood', where],
  ])
})

it('says who is told of events and who is asked before', () => {
  const text = `hooks:
  - hook: devops:hooks:testing
    to: https://chat.example/plumbline
  - hook: devops:hooks:build-process
    to: https://gate.example/ask
    when: before
    seconds: 5
    on-silence: veto
`
  const { config, diagnostics } = configOf(filesSnapshot({ 'plumbline.yaml': text }))
  expect(diagnostics).toEqual([])
  expect(config.hooks).toEqual([
    {
      hook: 'devops:hooks:testing',
      url: 'https://chat.example/plumbline',
      when: 'after',
      seconds: 10,
      onSilence: 'allow',
    },
    {
      hook: 'devops:hooks:build-process',
      url: 'https://gate.example/ask',
      when: 'before',
      seconds: 5,
      onSilence: 'veto',
    },
  ])
})

it.each([
  ['hooks:\n  - hook: devops:hooks:all\n    to: https://a.example\n', 'devops:hooks:all'],
  ['hooks:\n  - hook: devops:hooks:testing\n    to: file:///etc/passwd\n', 'file:///etc/passwd'],
  ['hooks:\n  - hook: devops:hooks:testing\n    to: https://a.example\n    seconds: 1000\n', 'seconds: 1000'],
  ['hooks:\n  - hook: devops:hooks:testing\n    run: [rm]\n', 'run'],
])('leaves out a hook that it does not understand in %j', (text, where) => {
  const { config, diagnostics } = configOf(filesSnapshot({ 'plumbline.yaml': text }))
  expect(config.hooks).toEqual([])
  expect(diagnostics.map(({ span }) => text.slice(span.start, span.end)).join('\n')).toContain(where)
})
