import { describe, expect, it } from 'vitest'
import { evaluate } from '../../src/engine/read.ts'
import { estateOf, plainOptions } from '../../src/engine/testing.ts'
import { filePath } from '../../src/kernel/brand.ts'
import { filesSnapshot } from '../../src/model/files-snapshot.ts'
import type { ReadOptions } from '../../src/model/options.ts'

type Files = Readonly<Record<string, string>>

const made = 'resource "terraform_data" "x" { input = 1 }'

describe('36: what OpenTofu adds', () => {
  it('leaves null in the place of a resource or module that is not enabled', () => {
    const off = 'lifecycle {\n    enabled = false\n  }'
    const files = {
      'main.tf': `resource "terraform_data" "off" {\n  ${off}\n}\nmodule "m" {\n  source = "./m"\n  ${off}\n}`,
      'm/main.tf': made,
    }
    expect(read(files)).toEqual({ addresses: [], errors: [] })
    expect(values(files, ['terraform_data.off == null', 'module.m == null'])).toEqual(['true', 'true'])
    expect(values(files, ['terraform_data.off.input'])).toEqual([
      'hcl/attempt-to-get-attribute-from-null-value',
    ])
  })

  it('works a source out from variables and locals, which Terraform does not', () => {
    const files = {
      'main.tf':
        'language {}\nvariable "name" { default = "net" }\nlocals { dir = "./m/${var.name}" }\nmodule "a" { source = local.dir }',
      'm/net/main.tf': made,
    }
    expect(read(files)).toEqual({ addresses: ['module.a.terraform_data.x'], errors: [] })
    expect(read(files, 'terraform-1.11').errors).toContain('Variables not allowed')
    const circle = { ...files, 'main.tf': 'locals { a = local.a }\nmodule "a" { source = local.a }' }
    expect(read(circle).errors).toContain('Variables not allowed')
  })

  it('takes one of the configurations of a provider with for_each', () => {
    const resource = 'resource "acme_x" "x" {\n  provider = acme.by["a"]\n}'
    const provider = (each: string): Files => ({
      'main.tf': `provider "acme" {\n  alias = "by"\n  ${each}\n}\n${resource}`,
    })
    expect(read(provider('for_each = toset(["a"])'))).toEqual({ addresses: ['acme_x.x'], errors: [] })
    expect(read(provider('')).errors).toContain('Provider configuration not present')
  })

  it('converts to a type constraint with its defaults', () => {
    const object = 'convert({}, object({ name = optional(string, "x") }))'
    expect(values({}, [object, 'convert(["b", "a"], set(string))', 'core::convert("1", number)'])).toEqual([
      '{"name":"x"}',
      '["a","b"]',
      '1',
    ])
    expect(values({}, ['convert("x", number)', 'convert(1, nope)', 'convert(1)'])).toEqual([
      'hcl/invalid-function-argument',
      'hcl/invalid-type-specification',
      'hcl/not-enough-function-arguments',
    ])
  })
})

function read(files: Files, language: ReadOptions['language'] = 'opentofu') {
  const reading = estateOf(files, { language }).readings.find(({ root }) => root === '')
  return {
    addresses: reading?.resources.map(({ address }) => address),
    errors: reading?.diagnostics.filter(({ severity }) => severity === 'error').map(({ summary }) => summary),
  }
}

function values(files: Files, expressions: readonly string[]): readonly string[] {
  const options = { ...plainOptions, language: 'opentofu' } as const
  return evaluate(filesSnapshot({ 'z.tf': '', ...files }), filePath(''), options, expressions).map((one) =>
    one.kind === 'error' ? one.code : one.value,
  )
}
