import { describe, expect, it } from 'vitest'
import { repairAll, violatedIn, type Repairs } from '../../src/engine/edit/repair.ts'
import { filesOf } from '../../src/engine/edit/edit.ts'
import { readState, type EditState } from '../../src/engine/edit/state.ts'
import { reviewer } from '../../src/engine/review/review.ts'
import { plainOptions } from '../../src/engine/testing.ts'
import { providerTable } from '../../src/host/tables.ts'
import { filePath } from '../../src/kernel/brand.ts'
import type { Finding } from '../../src/model/finding.ts'
import { filesSnapshot } from '../../src/model/files-snapshot.ts'
import { allRules } from '../../src/rules/index.ts'

type Files = Readonly<Record<string, string>>

const rules = await allRules()
const options = { ...plainOptions, loadProviderTable: providerTable }

/** Repairs what one rule finds, with every rule looking on. */
function mended(files: Files, rule: string): Repairs & { readonly files: Files } {
  const before = readState({ snapshot: filesSnapshot(files), folder: filePath(''), options })
  const ask = reviewer(rules, [])
  const findingsOf = ({ estate }: EditState): readonly Finding[] =>
    violatedIn(estate.readings.map((one) => ask(one, (path) => estate.text(path))))
  const found = findingsOf(before).filter((one) => one.rule === rule && one.repair !== undefined)
  const repairs = repairAll(before, found, findingsOf)
  const after = filesOf(before, repairs.state).map(({ file, after: text }) => [file, text] as const)
  return { ...repairs, files: Object.fromEntries(after) }
}

function refusals({ refused }: Repairs): readonly string[] {
  return refused.map(({ answer }) => (answer.kind === 'refused' ? answer.detail : answer.kind))
}

const pod = (name: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers:\n    - name: one\n      image: a:1\n    - name: two\n      image: b:1\n`

describe('every place of a finding', () => {
  it('is mended where two folders hold the same manifest', () => {
    const files = {
      'one/kustomization.yaml': 'resources: [pod.yaml]\n',
      'one/pod.yaml': pod('web'),
      'two/kustomization.yaml': 'resources: [pod.yaml]\n',
      'two/pod.yaml': pod('web'),
    }
    const found = mended(files, 'kubernetes/pods/writable-root')
    expect(refusals(found)).toEqual([])
    expect(Object.keys(found.files).toSorted()).toEqual(['one/pod.yaml', 'two/pod.yaml'])
    for (const text of Object.values(found.files))
      expect(text.match(/readOnlyRootFilesystem: true/gu)).toHaveLength(2)
  })

  it('is mended where environments give the value in files of their own', () => {
    const files = {
      'main.tf':
        'variable "public" { type = bool }\nresource "aws_db_instance" "main" {\n  publicly_accessible = var.public\n}\n',
      'one.tfvars': 'public = true\n',
      'two.tfvars': 'public = true # for now\n',
    }
    const found = mended(files, 'aws/rds/public')
    expect(refusals(found)).toEqual([])
    expect(found.files).toEqual({
      'one.tfvars': 'public = false\n',
      'two.tfvars': 'public = false # for now\n',
    })
  })
})

describe('a resource that is missing beside its owner', () => {
  const text = `# Logs of everything.
resource "aws_s3_bucket" "logs" {
    bucket = "logs"
}

output "name" {
    value = aws_s3_bucket.logs.bucket
}
`

  it('is added below it, in the manner of the file', () => {
    expect(mended({ 'main.tf': text }, 'aws/s3/public-access-block').files['main.tf']).toBe(
      text.replace(
        '    bucket = "logs"\n}\n',
        `    bucket = "logs"
}

resource "aws_s3_bucket_public_access_block" "logs" {
    bucket                  = aws_s3_bucket.logs.id
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
}
`,
      ),
    )
    expect(mended({ 'main.tf': text }, 'aws/s3/versioning').files['main.tf']).toContain(
      `}

resource "aws_s3_bucket_versioning" "logs" {
    bucket = aws_s3_bucket.logs.id

    versioning_configuration {
        status = "Enabled"
    }
}

output`,
    )
  })

  it('is there as often as its owner, and named after it as its neighbours are', () => {
    const many = {
      'main.tf': `module "one" {\r\n  source = "./m"\r\n}\r\n`,
      'm/main.tf': `resource "aws_s3_bucket" "a" {\r\n  for_each = toset(["x", "y"])\r\n  bucket   = each.key\r\n}\r\nresource "aws_s3_bucket" "b" {\r\n  count  = 2\r\n  bucket = "b-\${count.index}"\r\n}\r\nresource "aws_s3_bucket_ownership_controls" "b" {\r\n  count  = 2\r\n  bucket = aws_s3_bucket.b[count.index].bucket\r\n  rule {\r\n    object_ownership = "BucketOwnerEnforced"\r\n  }\r\n}`,
    }
    const found = mended(many, 'aws/s3/versioning')
    expect(refusals(found)).toEqual([])
    const after = found.files['m/main.tf'] ?? ''
    expect(after.replaceAll('\r\n', '')).not.toContain('\n')
    expect(after.replaceAll('\r\n', '\n')).toContain(`  bucket   = each.key
}

resource "aws_s3_bucket_versioning" "a" {
  for_each = aws_s3_bucket.a

  bucket = each.value.bucket
`)
    expect(after.replaceAll('\r\n', '\n')).toContain(`
  count = length(aws_s3_bucket.b)

  bucket = aws_s3_bucket.b[count.index].bucket
`)
  })

  it('is not added where the owner says it itself', () => {
    const old = text.replace('"logs"\n}', '"logs"\n    versioning {\n        enabled = false\n    }\n}')
    const after = mended({ 'main.tf': old }, 'aws/s3/versioning').files['main.tf']
    expect(after).toBe(old.replace('enabled = false', 'enabled = true'))
  })

  it('is written in JSON where its owner is', () => {
    const json =
      '{\n  "resource": {\n    "aws_s3_bucket": {\n      "logs": {\n        "bucket": "logs"\n      }\n    }\n  }\n}\n'
    const after = JSON.parse(
      mended({ 'main.tf.json': json }, 'aws/s3/versioning').files['main.tf.json'] ?? '',
    ) as {
      readonly resource: unknown
    }
    expect(after.resource).toMatchObject({
      aws_s3_bucket_versioning: {
        logs: { bucket: '${aws_s3_bucket.logs.id}', versioning_configuration: { status: 'Enabled' } },
      },
    })
  })
})
