import { expect, it } from 'vitest'
import { estateOf } from '../../src/engine/testing.ts'
import { review } from '../../src/engine/review/review.ts'
import { assess } from '../../src/engine/review/assess.ts'
import { configOf } from '../../src/engine/config/config.ts'
import { filesSnapshot } from '../../src/model/files-snapshot.ts'
import { allRules } from '../../src/rules/index.ts'

/** Skips of other tools in the languages that have no place for comments of their own, or another one. */

const rules = await allRules()

function accepted(files: Readonly<Record<string, string>>): readonly string[] {
  const estate = estateOf(files)
  const report = assess(review(estate, rules), rules.length, {
    config: configOf(filesSnapshot({})).config,
    before: undefined,
    baseline: undefined,
    today: '2026-11-21',
    text: (file) => estate.text(file),
  })
  return report.accepted.map(({ finding, waiver }) => `${finding.rule} ${finding.address}: ${waiver.reason}`)
}

const pod = (name: string, annotation = ''): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: team-a
  annotations:
    note: none
${annotation}spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.2
      securityContext:
        privileged: true
`

it('an annotation of Checkov speaks of its own object', () => {
  const skip = '    checkov.io/skip1: CKV_K8S_16=the driver needs it\n'
  expect(accepted({ 'pods.yaml': `${pod('one', skip)}---\n${pod('two')}` })).toEqual([
    'kubernetes/pods/privileged Pod/team-a/one: the driver needs it',
  ])
})

it.each([
  [
    'yaml',
    `      checkov:
        skip:
          - id: CKV_AWS_28
            comment: rebuilt each night
`,
  ],
  ['a comment', '      # checkov:skip=CKV_AWS_28:rebuilt each night\n      note: none\n'],
])('the metadata of a template speaks of its own resource: %s', (_, metadata) => {
  const template = `Resources:
  One:
    Type: AWS::DynamoDB::Table
    Metadata:
${metadata}    Properties:
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
  Two:
    Type: AWS::DynamoDB::Table
    Properties:
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
`
  expect(accepted({ 'template.yaml': template })).toEqual([
    'aws/dynamodb/point-in-time-recovery One: rebuilt each night',
  ])
})

it('a comment of Checkov in a Dockerfile speaks of the whole file', () => {
  expect(
    accepted({ Dockerfile: '# checkov:skip=CKV_DOCKER_2:no service\nFROM alpine:3.22\nUSER app\n' }),
  ).toEqual(['docker/image/healthcheck image: no service'])
})
