import { describe, expect, it } from 'vitest'
import { filePath } from '../../../kernel/brand.ts'
import type { Value } from '../../../kernel/value.ts'
import { filesSnapshot } from '../../../model/files-snapshot.ts'
import { filesAlone, type ReadOptions } from '../../../model/options.ts'
import { parsePath, valueAt } from '../../../model/path.ts'
import type { Reading } from '../../../model/reading.ts'
import type { Resource } from '../../../model/resource.ts'
import { printJson } from '../../../model/json-text.ts'
import { valueJson } from '../../../model/value-json.ts'
import { terraform } from '../terraform.ts'

const options: ReadOptions = filesAlone()

type Files = Readonly<Record<string, string>>

/** Reads the root of some files; modules from elsewhere are not to be had. */
function reading(files: Files, given: Partial<ReadOptions> = {}): Reading {
  const snapshot = filesSnapshot(files)
  const unit = {
    format: 'terraform',
    root: filePath(''),
    variant: '',
    options: { ...options, ...given },
  } as const
  const reader = terraform.read(unit, snapshot)
  let step = reader.next(undefined)
  while (step.done !== true) step = reader.next(undefined)
  return step.value
}

function declared(files: Files, given?: Partial<ReadOptions>): Readonly<Record<string, unknown>> {
  const { declarations = [] } = reading(files, given)
  return Object.fromEntries(declarations.map(({ address, values }) => [address, plain(values)]))
}

function plain(value: Value): unknown {
  return JSON.parse(printJson(valueJson(value) ?? null))
}

/** The literals that a value leads to, as they are written. */
function writtenAt(files: Files, { origins }: Reading, value: Value | undefined): readonly string[] {
  const found: string[] = []
  const open = [value?.origin ?? 0]
  for (let id = open.pop(); id !== undefined && id !== 0; id = open.pop()) {
    const { file, start, end } = origins.site(id)
    const inputs = origins.inputs(id)
    if (inputs.length === 0) found.push(`${file}: ${files[file]?.slice(start, end)}`)
    open.push(...inputs)
  }
  return found
}

function settingsOf(lifecycle: string): unknown {
  const text = `resource "aws_s3_bucket" "b" {\n${lifecycle}\n}`
  const [bucket] = reading({ 'main.tf': text }).resources
  return bucket?.settings && plain(bucket.settings)
}

describe('declarations', () => {
  const files = {
    'main.tf': `
      variable "region" { default = "eu-west-1" }
      terraform {
        required_providers { okta = { source = "okta/okta" } }
      }
      provider "aws" {
        region = var.region
        default_tags { tags = { team = "ml" } }
      }
      provider "aws" {
        alias  = "west"
        region = "us-west-2"
      }
      provider "okta" { api_token = "literal" }
      module "net" {
        source  = "terraform-aws-modules/vpc/aws"
        version = "~> 5.0"
        cidr    = "10.0.0.0/16"
      }
      module "pool" {
        count  = 2
        source = "./pool"
      }
    `,
    'pool/main.tf': `
      provider "aws" { region = "eu-north-1" }
      module "inner" { source = "../inner" }
    `,
    'inner/main.tf': 'locals { a = 1 }',
  }

  it('are the provider configurations of every module instance and every module call once', () => {
    expect(declared(files)).toStrictEqual({
      'module.net': { source: 'terraform-aws-modules/vpc/aws', version: '~> 5.0', cidr: '10.0.0.0/16' },
      'module.pool': { source: './pool' },
      'module.pool.module.inner': { source: '../inner' },
      'module.pool[0].provider.aws': { region: 'eu-north-1' },
      'module.pool[1].provider.aws': { region: 'eu-north-1' },
      'provider.aws': { region: 'eu-west-1', default_tags: [{ tags: { team: 'ml' } }] },
      'provider.aws.west': { region: 'us-west-2' },
      'provider.okta': { api_token: 'literal' },
    })
  })

  it('say what they are, which provider it is, and where they stand', () => {
    const of = (address: string): Resource | undefined =>
      reading(files).declarations?.find((one) => one.address === address)
    const west = of('provider.aws.west')
    expect([west?.mode, west?.type, west?.name, west?.provider]).toStrictEqual([
      'declaration',
      'provider.aws',
      'west',
      'registry.terraform.io/hashicorp/aws',
    ])
    expect(of('provider.aws')?.name).toBe('aws')
    expect(of('provider.okta')?.provider).toBe('registry.terraform.io/okta/okta')
    const inner = of('module.pool.module.inner')
    expect([inner?.type, inner?.name, inner?.module]).toStrictEqual(['module', 'inner', 'module.pool'])
    expect(files['main.tf'].slice(west?.span.start, west?.span.end)).toBe('provider "aws"')
    expect(files['main.tf'].slice(west?.extent?.start, west?.extent?.end)).toContain('us-west-2')
  })

  it('lead from each value to the literal that set it', () => {
    const read = reading(files)
    const at = (address: string, path: string): readonly string[] => {
      const one = read.declarations?.find((declaration) => declaration.address === address)
      return writtenAt(files, read, one && valueAt(one.values, parsePath(path) ?? []))
    }
    expect(at('provider.aws', 'region')).toStrictEqual(['main.tf: "eu-west-1"'])
    expect(at('provider.aws', 'default_tags[0].tags.team')).toStrictEqual(['main.tf: "ml"'])
    expect(at('module.net', 'version')).toStrictEqual(['main.tf: "~> 5.0"'])
  })

  it('have what the schema of the provider calls sensitive masked', () => {
    const table = 'plumbline-schema 1 datadog/datadog 3.0.0\np: api_key?~s api_url?s\n'
    const main =
      'terraform {\n required_providers { datadog = { source = "datadog/datadog" } }\n}\nprovider "datadog" { api_key = "k" }'
    expect(declared({ 'main.tf': main }, { loadProviderTable: () => table })).toStrictEqual({
      'provider.datadog': { api_key: '(sensitive)', api_url: null },
    })
  })

  it('are one for each element of a for_each of OpenTofu', () => {
    const text =
      'provider "aws" {\n alias = "by"\n for_each = toset(["eu", "us"])\n region = "${each.key}-west-1"\n}'
    expect(declared({ 'main.tofu': text })).toStrictEqual({
      'provider.aws.by["eu"]': { region: 'eu-west-1' },
      'provider.aws.by["us"]': { region: 'us-west-1' },
    })
  })

  it('have what is wrong in a provider configuration reported', () => {
    const { diagnostics } = reading({ 'main.tf': 'provider "aws" { region = var.missing }' })
    expect(diagnostics.map(({ summary, span }) => [summary, span.start])).toStrictEqual([
      ['Reference to undeclared input variable', 26],
    ])
  })
})

describe('settings of a resource', () => {
  it('are its lifecycle, with the names that are ignored as texts', () => {
    const lifecycle = `lifecycle {
      prevent_destroy       = true
      create_before_destroy = false
      ignore_changes        = [tags["a"], acl]
      replace_triggered_by  = [terraform_data.x.id]
      precondition {
        condition     = true
        error_message = "never"
      }
    }`
    expect(settingsOf(lifecycle)).toStrictEqual({
      lifecycle: {
        prevent_destroy: true,
        create_before_destroy: false,
        ignore_changes: ['tags["a"]', 'acl'],
        replace_triggered_by: ['terraform_data.x.id'],
      },
    })
    expect(settingsOf('lifecycle { ignore_changes = all }')).toStrictEqual({
      lifecycle: { ignore_changes: 'all' },
    })
  })

  it('are none where there is no lifecycle', () => {
    expect(settingsOf('bucket = "b"')).toBeUndefined()
  })
})

describe('a call with an argument that is wrong', () => {
  it('keeps what is known of the text that it makes, also where that is converted', () => {
    const files = {
      'main.tf': `module "m" {
        source = "./m"
        policy = jsonencode({ Allow = ["*", upper(local.nowhere)], Resource = local.nowhere })
      }`,
      'm/main.tf': `
        variable "policy" { type = string }
        resource "aws_s3_bucket" "b" { policy = var.policy }
      `,
    }
    const { resources, diagnostics } = reading(files)
    const [bucket] = resources
    const policy = bucket && valueAt(bucket.values, ['policy'])
    const inside = policy?.kind === 'unknown' && policy.outline?.kind === 'json' && policy.outline.value
    const allowed = inside ? valueAt(inside, ['Allow', 0]) : undefined
    expect(allowed && plain(allowed)).toBe('*')
    expect(diagnostics.map(({ summary }) => summary)).toEqual([
      'Reference to undeclared local value',
      'Reference to undeclared local value',
    ])
  })
})

describe('a resource that nothing declares', () => {
  it('leaves its attributes to be given by it, beside the error', () => {
    const text = `resource "aws_sns_topic" "t" {
      name              = data.aws_region.here.name
      kms_master_key_id = aws_kms_key.main[0].arn
    }`
    const read = reading({ 'main.tf': text })
    const [topic] = read.resources
    const because = (path: string): unknown => {
      const value = topic && valueAt(topic.values, parsePath(path) ?? [])
      return value?.kind === 'unknown' ? value.because.map(({ kind, what }) => `${kind} ${what}`) : value
    }
    expect(because('kms_master_key_id')).toEqual(['computed aws_kms_key.main[0].arn'])
    expect(because('name')).toEqual(['data data.aws_region.here.name'])
    expect(read.diagnostics.map(({ summary }) => summary)).toEqual([
      'Reference to undeclared resource',
      'Reference to undeclared resource',
    ])
  })
})
