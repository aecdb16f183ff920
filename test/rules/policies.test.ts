import fc from 'fast-check'
import { expect, it } from 'vitest'
import { review } from '../../src/engine/review/review.ts'
import { estateOf } from '../../src/engine/testing.ts'
import { providerTable } from '../../src/host/tables.ts'
import { allRules } from '../../src/rules/index.ts'

/** Policies that nobody would write, and ways to write them that rules must see through. */

const rules = (await allRules()).filter(({ id }) => /^aws\/(?:iam|kms|s3)\//u.test(id))

const main = `
resource "aws_iam_policy" "a" {
  policy = file("policy.json")
}
resource "aws_iam_role" "a" {
  assume_role_policy = file("policy.json")
}
resource "aws_kms_key" "a" {
  policy = file("policy.json")
}
resource "aws_s3_bucket_policy" "a" {
  bucket = "a"
  policy = file("policy.json")
}
`

it('answers whatever stands in a policy', () => {
  const part = fc.oneof(fc.constantFrom('*', 'iam:*', '', 'Allow', 'a?*'), fc.jsonValue({ maxDepth: 3 }))
  const keys = ['Effect', 'Action', 'Resource', 'Principal', 'Condition', 'NotPrincipal']
  const statement = fc.record(Object.fromEntries(keys.map((key) => [key, part])), { requiredKeys: [] })
  const document = fc.oneof(
    fc.jsonValue(),
    fc.record({ Statement: fc.oneof(part, statement, fc.array(statement)) }),
  )
  fc.assert(
    fc.property(document, (policy) => reviewed(JSON.stringify(policy)).diagnostics.length === 0),
    { numRuns: 150 },
  )
})

it.each([
  ['letters of any case', '{"Action": "IAM:passROLE", "Resource": "*"}', 'aws/iam/pass-any-role'],
  ['a wildcard inside', '{"Action": ["iam:*Role"], "Resource": ["*"]}', 'aws/iam/pass-any-role'],
  ['a mark for one letter', '{"Action": "s3:GetObjec?", "Resource": "*"}', 'aws/iam/bulk-data-access'],
  [
    'one of many actions',
    '{"Action": ["ec2:Run*", "iam:Put*"], "Resource": "*"}',
    'aws/iam/privilege-escalation',
  ],
])('sees through %s', (_, statement, rule) => {
  const { Effect, ...rest } = { Effect: 'Allow', ...JSON.parse(statement) }
  expect(said(JSON.stringify({ Statement: { Effect, ...rest } }))).toContain(`${rule} aws_iam_policy.a`)
})

it.each([
  ['who', '{"StringEquals": {"aws:PrincipalOrgID": "o-1"}}'],
  ['from which network', '{"StringEquals": {"aws:sourceVpce": ["vpce-1"]}}'],
])('everyone under a condition on %s is not everyone', (_, condition) => {
  expect(said(everyoneUnder(condition))).not.toContain('aws/kms/policy-everyone aws_kms_key.a')
})

it.each([
  ['on how', '{"Bool": {"aws:SecureTransport": "true"}}'],
  ['that lets in all', '{"StringLike": {"aws:PrincipalArn": "*"}}'],
  ['that keeps out some', '{"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}'],
])('everyone under a condition %s is everyone', (_, condition) => {
  expect(said(everyoneUnder(condition))).toContain('aws/kms/policy-everyone aws_kms_key.a')
})

function everyoneUnder(condition: string): string {
  return `{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": ${condition}}]}`
}

function said(policy: string): readonly string[] {
  const { findings } = reviewed(policy)
  return findings
    .filter(({ verdict }) => verdict === 'violated')
    .map(({ rule, address }) => `${rule} ${address}`)
}

function reviewed(policy: string): ReturnType<typeof review> {
  const estate = estateOf({ 'main.tf': main, 'policy.json': policy }, { loadProviderTable: providerTable })
  return review(estate, rules)
}
