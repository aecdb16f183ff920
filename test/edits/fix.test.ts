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

const mounts = 'volumeMounts: [{name: tmp, mountPath: /tmp}]'
const pod = (name: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  volumes: [{name: tmp, emptyDir: {}}]\n  containers:\n    - name: one\n      image: a:1\n      ${mounts}\n    - name: two\n      image: b:1\n      ${mounts}\n`

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

const web = (mount: string, volume: string): Files => ({
  'web.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  volumes: [${volume}]\n  containers:\n    - name: web\n      image: nginx:1.27.3\n      volumeMounts: [${mount}]\n`,
})

const container = (name: string, more: string): string =>
  `    container {\n      name  = "${name}"\n      image = "registry.example.com/web:1"\n${more}    }\n`

describe('a root file system that can be written to', () => {
  const rule = 'kubernetes/pods/writable-root'
  it.each([
    ['an empty folder', '{name: a, mountPath: /tmp}', '{name: a, emptyDir: {medium: Memory}}'],
    [
      'a volume that lives with the pod',
      '{name: a, mountPath: /var/cache}',
      '{name: a, ephemeral: {volumeClaimTemplate: {spec: {}}}}',
    ],
  ])('is closed where %s is mounted', (_, mount, volume) => {
    const found = mended(web(mount, volume), rule)
    expect(refusals(found)).toEqual([])
    expect(found.files['web.yaml']).toContain('readOnlyRootFilesystem: true')
  })

  it.each([
    ['nothing is mounted', '', ''],
    ['only configuration is', '{name: a, mountPath: /etc/nginx}', '{name: a, configMap: {name: web}}'],
    ['only data is', '{name: a, mountPath: /data}', '{name: a, persistentVolumeClaim: {claimName: web}}'],
    ['it cannot write there', '{name: a, mountPath: /tmp, readOnly: true}', '{name: a, emptyDir: {}}'],
    ['memory is shared', '{name: a, mountPath: /dev/shm}', '{name: a, emptyDir: {medium: Memory}}'],
    [
      'another volume is empty',
      '{name: b, mountPath: /tmp}',
      '{name: a, emptyDir: {}}, {name: b, secret: {secretName: b}}',
    ],
  ])('is left where %s', (_, mount, volume) => {
    const found = mended(web(mount, volume), rule)
    expect([found.done, found.refused, found.files]).toEqual([[], [], {}])
  })

  it('is closed in Terraform too, in the container that has a folder', () => {
    const mount = '      volume_mount {\n        name       = "tmp"\n        mount_path = "/tmp"\n      }\n'
    const volume = '    volume {\n      name = "tmp"\n      empty_dir {}\n    }\n'
    const files = {
      'main.tf': `resource "kubernetes_pod_v1" "web" {\n  metadata {\n    name = "web"\n  }\n  spec {\n${container('one', mount)}${container('two', '')}${volume}  }\n}\n`,
    }
    const found = mended(files, rule)
    expect(refusals(found)).toEqual([])
    const [, one = '', two = ''] = (found.files['main.tf'] ?? '').split(/^ {4}container/mu)
    expect(one).toContain('read_only_root_filesystem = true')
    expect(two).not.toContain('read_only_root_filesystem')
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
