import { describe, expect, it } from 'vitest'
import { defaultSource, localNameOf, tableOf } from './providers.ts'

describe('tableOf', () => {
  it.each([
    ['hashicorp/aws', 'aws'],
    ['registry.terraform.io/hashicorp/aws', 'aws'],
    ['registry.opentofu.org/hashicorp/google-beta', 'google-beta'],
    ['DataDog/datadog', 'datadog'],
    ['integrations/github', 'github'],
    ['hashicorp/github', 'github'],
    ['terraform-providers/cloudflare', 'cloudflare'],
  ])('serves %s with %s', (source, table) => {
    expect(tableOf(source)).toBe(table)
  })

  it.each([
    'hashicorp/nobody',
    'someone/aws',
    'example.com/hashicorp/aws',
    'terraform.io/builtin/terraform',
    'a/b/hashicorp/aws',
    '',
  ])('serves nothing for %j', (source) => {
    expect(tableOf(source)).toBeUndefined()
  })
})

describe('localNameOf', () => {
  it.each([
    ['aws_s3_bucket', 'aws'],
    ['external', 'external'],
    ['terraform_data', 'terraform'],
  ])('takes what stands before the first underscore of %s', (type, name) => {
    expect(localNameOf(type)).toBe(name)
  })
})

describe('defaultSource', () => {
  it('is under hashicorp in the public registry, but for the built-in provider', () => {
    expect(defaultSource('aws')).toBe('registry.terraform.io/hashicorp/aws')
    expect(defaultSource('terraform')).toBe('terraform.io/builtin/terraform')
  })
})
