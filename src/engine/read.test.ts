import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filePath } from '../kernel/brand.ts'
import type { Value } from '../kernel/value.ts'
import type { ReadOptions } from '../model/options.ts'
import { parsePath, valueAt } from '../model/path.ts'
import { valueJson } from '../model/value-json.ts'
import { readEstate } from './read.ts'
import { estateOf, plainOptions } from './testing.ts'
import { filesSnapshot } from '../model/files-snapshot.ts'

type Files = Readonly<Record<string, string>>

/** The shipped tables, as a user has them. */
function loadProviderTable(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../data/providers', `${name}.txt`), 'utf8')
}

function valueOf(
  files: Files,
  address: string,
  path = '',
  options: Partial<ReadOptions> = {},
): Value | undefined {
  const [reading] = estateOf(files, options).readings
  const resource = reading?.resources.find((one) => one.address === address)
  const whole = resource?.values ?? reading?.named.find((one) => one.address === address)?.value
  return whole && valueAt(whole, parsePath(path) ?? [])
}

function json(...args: Parameters<typeof valueOf>): unknown {
  const value = valueOf(...args)
  return value && valueJson(value)
}

describe('reading Terraform', () => {
  it('takes values by the order of precedence of their layers', () => {
    const files = {
      'main.tf': 'variable "a" { default = "default" }\noutput "a" { value = var.a }',
      'terraform.tfvars': 'a = "tfvars"',
      'z.auto.tfvars': 'a = "auto"',
      'x.tfvars': 'a = "file"',
    }
    const environment = new Map([['a', 'environment']])
    expect(json({ 'main.tf': files['main.tf'] }, 'output.a', '', { environment })).toBe('environment')
    expect(json(files, 'output.a', '', { environment })).toBe('auto')
    const layers = [
      { kind: 'file', file: filePath('x.tfvars') },
      { kind: 'option', name: 'a', text: 'option' },
    ] as const
    expect(json(files, 'output.a', '', { layers })).toBe('option')
    expect(json(files, 'output.a', '', { layers: layers.toReversed() })).toBe('file')
  })

  it('says of what is unknown which input is missing', () => {
    const files = {
      'main.tf': `
        variable "size" {}
        data "aws_ami" "this" { owners = ["self"] }
        resource "aws_instance" "web" {
          instance_type = "t3.\${var.size}"
          ami           = data.aws_ami.this.id
        }
        resource "acme_thing" "x" { label = "a" }
        resource "acme_thing" "y" { label = acme_thing.x.colour }`,
    }
    const because = (address: string, path: string): unknown => {
      const value = valueOf(files, address, path, { loadProviderTable })
      return value?.kind === 'unknown' ? value.because.map(({ kind, what }) => `${kind} ${what}`) : value
    }
    expect(because('aws_instance.web', 'instance_type')).toEqual(['variable var.size'])
    expect(because('aws_instance.web', 'ami')).toEqual(['data data.aws_ami.this.id'])
    expect(because('aws_instance.web', 'arn')).toEqual(['computed aws_instance.web.arn'])
    expect(because('acme_thing.y', 'label')).toEqual([
      'schema registry.terraform.io/hashicorp/acme (acme_thing)',
    ])
  })

  it('keeps null, absent and unknown apart by the schema', () => {
    const files = { 'main.tf': 'resource "aws_s3_bucket" "b" { bucket = "x" }' }
    const options = { loadProviderTable }
    expect(valueOf(files, 'aws_s3_bucket.b', 'arn', options)?.kind).toBe('unknown')
    expect(json(files, 'aws_s3_bucket.b', 'force_destroy', options)).toBe(null)
    expect(valueOf(files, 'aws_s3_bucket.b', 'nothing_of_the_kind', options)).toBe(undefined)
  })

  it('finds roots, and reads one once for each var file beside it when it needs one', () => {
    const files = {
      'live/main.tf': 'variable "env" {}\nmodule "m" { source = "../modules/m" }',
      'live/staging.tfvars': 'env = "staging"',
      'live/production.tfvars': 'env = "production"',
      'live/unrelated.tfvars': 'other = 1',
      'modules/m/main.tf': 'output "x" { value = 1 }',
    }
    expect(estateOf(files).readings.map(({ root, variant }) => `${root}@${variant}`)).toEqual([
      'live@production',
      'live@staging',
    ])
  })

  it('gives one placeholder where the number of instances waits for an input', () => {
    const files = {
      'main.tf': 'variable "zones" {}\nresource "terraform_data" "z" {\n  for_each = toset(var.zones)\n}',
    }
    const [reading] = estateOf(files).readings
    expect(reading?.resources.map(({ address }) => address)).toEqual(['terraform_data.z[*]'])
    expect(reading?.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('names a module that is not downloaded, once, and says that its outputs wait for it', () => {
    const files = {
      'main.tf': 'module "net" {\n  source = "acme/net/aws"\n}\noutput "id" { value = module.net.id }',
    }
    const [reading] = estateOf(files).readings
    expect(reading?.diagnostics.map(({ code }) => code)).toEqual(['terraform/module-not-downloaded'])
    const value = reading?.named.find(({ address }) => address === 'output.id')?.value
    expect(value?.kind === 'unknown' && value.because[0]?.kind).toBe('module')
  })

  it('reads a downloaded module through modules.json', () => {
    const files = {
      'main.tf': 'module "net" {\n  source = "acme/net/aws"\n}\noutput "id" { value = module.net.id }',
      '.terraform/modules/modules.json': '{"Modules":[{"Key":"net","Dir":".terraform/modules/net"}]}',
      '.terraform/modules/net/main.tf': 'output "id" { value = path.module }',
    }
    expect(json(files, 'output.id')).toBe('.terraform/modules/net')
  })

  it('ends modules that call themselves in a diagnostic', () => {
    const files = {
      'main.tf': 'module "a" { source = "./a" }',
      'a/main.tf': 'module "b" { source = "../b" }',
      'b/main.tf': 'module "a" { source = "../a" }',
    }
    const codes = estateOf(files).readings.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code))
    expect(codes).toContain('terraform/module-cycle')
  })

  it('fills in from a state file only what it is asked to', () => {
    const state = {
      version: 4,
      resources: [
        {
          mode: 'managed',
          type: 'aws_vpc',
          name: 'v',
          instances: [{ attributes: { id: 'vpc-1', cidr_block: 'old' } }],
        },
      ],
    }
    const files = {
      'main.tf':
        'resource "aws_vpc" "v" {\n  cidr_block = "10.0.0.0/16"\n}\noutput "id" { value = aws_vpc.v.id }',
      's.tfstate': JSON.stringify(state),
    }
    expect(valueOf(files, 'output.id', '', { loadProviderTable })?.kind).toBe('unknown')
    const options = { loadProviderTable, state: filePath('s.tfstate') }
    expect(json(files, 'output.id', '', options)).toBe('vpc-1')
    expect(json(files, 'aws_vpc.v', 'cidr_block', options)).toBe('10.0.0.0/16')
  })

  it('names the folders of tools that are not read yet', () => {
    const files = { 'live/terragrunt.hcl': 'terraform {}', 'app/cdktf.json': '{}' }
    const said = estateOf(files).diagnostics.map(
      ({ span, detail }) => `${span.file}: ${/for ([^,]+),/u.exec(detail)?.[1]}`,
    )
    expect(said).toEqual(['app/cdktf.json: CDK for Terraform', 'live/terragrunt.hcl: Terragrunt'])
  })

  it('says the same twice', () => {
    const files = {
      'main.tf': 'locals { a = { b = [1, 2] } }\noutput "x" { value = [for x in local.a.b : x * 2] }',
    }
    const once = readEstate(filesSnapshot(files), filePath(''), plainOptions)
    expect(valueJson(once.readings[0]?.named[0]?.value ?? { kind: 'absent', origin: 0, marks: 0 })).toEqual(
      json(files, 'local.a'),
    )
  })
})

function policy(body: string, more = ''): unknown {
  const files = { 'main.tf': `data "aws_iam_policy_document" "p" {\n${body}\n}\n${more}` }
  const text = json(files, 'data.aws_iam_policy_document.p', 'json', { loadProviderTable })
  return typeof text === 'string' ? JSON.parse(text) : text
}

describe('data sources that follow from their arguments', () => {
  it('prints a policy with one string alone and several in descending order', () => {
    const found = policy(`
      statement {
        sid       = "Read"
        actions   = ["s3:GetObject", "s3:ListBucket"]
        resources = ["arn:aws:s3:::\${"b"}/*"]
        principals {
          type        = "AWS"
          identifiers = ["arn:aws:iam::1:root"]
        }
        condition {
          test     = "StringLike"
          variable = "s3:prefix"
          values   = ["", "home/&{aws:username}/"]
        }
      }`)
    expect(found).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Read',
          Effect: 'Allow',
          Action: ['s3:ListBucket', 's3:GetObject'],
          Resource: 'arn:aws:s3:::b/*',
          Principal: { AWS: 'arn:aws:iam::1:root' },
          Condition: { StringLike: { 's3:prefix': ['', 'home/${aws:username}/'] } },
        },
      ],
    })
  })

  it('merges sources, own statements and overrides by their sids', () => {
    const source =
      '{"Version":"2008-10-17","Statement":{"Sid":"A","Effect":"Deny","Action":"*","Resource":"*"}}'
    const override = '{"Statement":[{"Sid":"B","Effect":"Deny","NotAction":["iam:*"],"Resource":"*"}]}'
    const found = policy(`
      source_policy_documents   = [${JSON.stringify(source)}]
      override_policy_documents = [${JSON.stringify(override)}]
      statement {
        sid       = "B"
        actions   = ["s3:*"]
        resources = ["*"]
      }
      statement {
        effect  = "Deny"
        actions = ["ec2:*"]
        not_principals {
          type        = "*"
          identifiers = ["*"]
        }
      }`)
    expect(found).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Sid: 'A', Effect: 'Deny', Action: '*', Resource: '*' },
        { Sid: 'B', Effect: 'Deny', NotAction: ['iam:*'], Resource: '*' },
        { Effect: 'Deny', Action: 'ec2:*', NotPrincipal: '*' },
      ],
    })
  })

  it('leaves a policy unknown when a part of it is', () => {
    const files = {
      'main.tf': `
        resource "aws_s3_bucket" "b" {}
        data "aws_iam_policy_document" "p" {
          statement {
            actions   = ["s3:*"]
            resources = [aws_s3_bucket.b.arn]
          }
        }`,
    }
    expect(valueOf(files, 'data.aws_iam_policy_document.p', 'json', { loadProviderTable })?.kind).toBe(
      'unknown',
    )
  })

  it('reads local files, templates and the state of a local backend', () => {
    const files = {
      'main.tf': `
        data "local_file" "f" { filename = "\${path.module}/f.txt" }
        data "template_file" "t" {
          template = "hello $\${name}"
          vars     = { name = "you" }
        }
        data "terraform_remote_state" "r" {
          backend = "local"
          config  = { path = "other.tfstate" }
        }
        output "all" {
          value = [data.local_file.f.content, data.template_file.t.rendered, data.terraform_remote_state.r.outputs.url]
        }`,
      'f.txt': 'text',
      'other.tfstate': '{"version":4,"outputs":{"url":{"value":"https://x","type":"string"}}}',
    }
    expect(json(files, 'output.all', '', { loadProviderTable })).toEqual(['text', 'hello you', 'https://x'])
  })
})
