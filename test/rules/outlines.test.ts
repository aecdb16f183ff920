import { expect, it } from 'vitest'
import { providerTable } from '../../src/host/tables.ts'
import type { Live } from '../../src/model/live.ts'
import { at, items, textOf, type Fact } from '../../src/rules/facts.ts'
import { shapes } from '../../src/shapes/index.ts'
import { livesOf, shapeTable } from '../../src/shapes/live.ts'
import { estateOf } from '../../src/engine/testing.ts'

const unknownBucket = `
variable "who" {}
resource "aws_kms_key" "k" {}
`

it.each([
  [
    'jsonencode',
    'policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:*"], Resource = aws_kms_key.k.arn, Principal = { AWS = "*" } }] })',
  ],
  [
    'a heredoc',
    'policy = <<X\n{ "Statement": [{ "Effect": "Allow", "Action": ["s3:*"], "Resource": "${aws_kms_key.k.arn}/*", "Principal": { "AWS": "*" } }] }\nX',
  ],
  [
    'a heredoc with a whole value inside',
    'policy = <<X\n{ "Statement": [{ "Effect": "Allow", "Action": ${jsonencode(["s3:*"])}, "Resource": ${jsonencode(var.who)}, "Principal": { "AWS": "*" } }] }\nX',
  ],
])('a policy made by %s is known but for its unknown parts', (_, policy) => {
  const [statement] = statementsOf(bucketPolicy(policy))
  expect(texts(statement, 'Effect', 'Action[0]', 'Principal.AWS')).toEqual(['Allow', 's3:*', '*'])
  expect(statement && at(statement, 'Resource').value.kind).toBe('unknown')
})

it('a policy document is known but for its unknown parts, also through what it is merged with', () => {
  const live = bucketPolicy('policy = data.aws_iam_policy_document.d.json', {
    'data.tf': `
data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Base"
    actions   = ["s3:GetObject"]
    resources = [aws_kms_key.k.arn]
  }
}
data "aws_iam_policy_document" "d" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]
  statement {
    effect  = "Deny"
    actions = ["s3:*"]
    principals {
      type        = "AWS"
      identifiers = ["*", var.who]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}`,
  })
  const [base, own] = statementsOf(live)
  expect(texts(base, 'Sid', 'Effect', 'Action[0]')).toEqual(['Base', 'Allow', 's3:GetObject'])
  expect(texts(own, 'Effect', 'Principal.AWS[0]', 'Condition.Bool["aws:SecureTransport"][0]')).toEqual([
    'Deny',
    '*',
    'false',
  ])
  expect(own && at(own, 'Principal.AWS[1]').value.kind).toBe('unknown')
})

function bucketPolicy(policy: string, more: Readonly<Record<string, string>> = {}): Live | undefined {
  const main = `${unknownBucket}resource "aws_s3_bucket_policy" "p" {\n  bucket = "b"\n  ${policy}\n}\n`
  const [reading] = estateOf({ 'main.tf': main, ...more }, { loadProviderTable: providerTable }).readings
  const lives = reading === undefined ? [] : livesOf(reading, shapeTable(shapes))
  return lives.find(({ type }) => type === 'AWS::S3::BucketPolicy')
}

function statementsOf(live: Live | undefined): readonly Fact[] {
  return live === undefined ? [] : items(at(live, 'PolicyDocument.Statement'))
}

function texts(fact: Fact | undefined, ...paths: readonly string[]): readonly (string | undefined)[] {
  return paths.map((path) => fact && textOf(at(fact, path)))
}
