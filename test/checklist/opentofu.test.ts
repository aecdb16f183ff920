import { describe, expect, it } from 'vitest'
import type { Files } from './answer.ts'
import { asksTerraform, error, errors, functionNames, later, output, plan, value, values } from './asking.ts'

const tofu = { language: 'opentofu' } as const
const made = 'resource "terraform_data" "x" { input = 1 }'

// OpenTofu isn't Terraform, so its documentation answers: https://opentofu.org/docs/
describe.skipIf(asksTerraform)('what OpenTofu adds', () => {
  it('36: x.tofu hides x.tf, and x.tofu.json hides x.tf.json', () => {
    const files = {
      'x.tf': 'output "o" { value = "tf" }',
      'x.tofu': 'output "o" { value = "tofu" }',
      'y.tf': 'output "p" { value = "tf" }',
    }
    expect(plan(files, tofu).outputs).toEqual({ o: 'tofu', p: 'tf' })
    expect(plan(files).outputs).toEqual({ o: 'tf', p: 'tf' })
    const json = {
      'x.tf.json': '{"output": {"o": {"value": "tf"}}}',
      'x.tofu.json': '{"output": {"o": {"value": "tofu"}}}',
    }
    expect(output(json, tofu)).toBe('tofu')
    expect(output(json)).toBe('tf')
    expect(errors({ 'x.tf': files['x.tf'], 'x.tofu.json': json['x.tofu.json'] }, tofu)).toEqual([
      'Duplicate output definition',
    ])
  })

  it('36: enabled takes a resource or a module away, and leaves null', () => {
    const off = 'lifecycle {\n    enabled = var.on\n  }'
    const files = (on: boolean): Files => ({
      'main.tf': `variable "on" { default = ${on} }\nresource "terraform_data" "a" {\n  ${off}\n}\nmodule "m" {\n  source = "./m"\n  ${off}\n}`,
      'm/main.tf': made,
    })
    expect(plan(files(false), tofu)).toMatchObject({ addresses: [], errors: [] })
    expect(plan(files(true), tofu).addresses).toEqual(['module.m.terraform_data.x', 'terraform_data.a'])
    expect(values(['terraform_data.a == null', 'module.m == null'], files(false), tofu)).toEqual([true, true])
    expect(value('terraform_data.a.input', files(false), tofu)).toEqual(
      error('Attempt to get attribute from null value'),
    )
  })

  it("36: tofu.workspace is OpenTofu's, and nothing in Terraform", () => {
    const files = 'output "o" { value = tofu.workspace }'
    expect(output(files, tofu)).toBe('default')
    expect(output(files, { language: 'auto' })).toBe('default')
    expect(errors(files, { language: 'terraform' })).toEqual(['Reference to undeclared resource'])
  })

  it('36: a provider with for_each has a configuration for each key', () => {
    const resource = 'resource "acme_x" "x" {\n  provider = acme.by["a"]\n}'
    const provider = (each: string): string => `provider "acme" {\n  alias = "by"\n  ${each}\n}\n${resource}`
    expect(plan(provider('for_each = toset(["a"])'), tofu)).toMatchObject({
      addresses: ['acme_x.x'],
      errors: [],
    })
    expect(errors(provider(''), tofu)).toEqual(['Provider configuration not present'])
  })

  it('36: the source of a module is worked out from variables and locals', () => {
    const files = {
      'main.tf':
        'variable "name" { default = "net" }\nlocals { dir = "./m/${var.name}" }\nmodule "a" { source = local.dir }',
      'm/net/main.tf': made,
    }
    expect(plan(files, tofu)).toMatchObject({ addresses: ['module.a.terraform_data.x'], errors: [] })
    expect(errors(files)).toContain('Variables not allowed')
    const circle = { ...files, 'main.tf': 'locals { a = local.a }\nmodule "a" { source = local.a }' }
    expect(errors(circle, tofu)).toContain('Variables not allowed')
  })

  it('36: a backend may name variables and locals', () => {
    const backend =
      'variable "path" { default = "x" }\nlocals { path = "${var.path}.tfstate" }\nterraform {\n  backend "local" {\n    path = local.path\n  }\n}\noutput "o" { value = 1 }'
    expect(output(backend, tofu)).toBe(1)
  })

  it('36: a language block says nothing of resources', () => {
    expect(
      plan(`language {\n  compatible_with {\n    opentofu = ">= 1.9"\n  }\n}\n${made}`, tofu),
    ).toMatchObject({
      addresses: ['terraform_data.x'],
      errors: [],
    })
  })

  it('36: convert takes a type constraint with its defaults', () => {
    const object = 'convert({}, object({ name = optional(string, "x") }))'
    expect(
      values([object, 'convert(["b", "a"], set(string))', 'core::convert("1", number)'], {}, tofu),
    ).toEqual([{ name: 'x' }, ['a', 'b'], 1])
    expect(values(['convert("x", number)', 'convert(1, nope)', 'convert(1)'], {}, tofu)).toEqual([
      error('Invalid function argument'),
      error('Invalid type specification'),
      error('Not enough function arguments'),
    ])
  })

  it('36: assumptions say more of what is unknown, and are checked of what is known', () => {
    const split = `split(",", ${later})`
    expect(value('assumenotnull(terraform_data.r.output) == null', {}, tofu)).toBe(false)
    expect(value(`startswith(assumestringprefix(${later}, "vpc-"), "vpc-")`, {}, tofu)).toBe(true)
    expect(value(`assumeequal(${later}, "a")`, {}, tofu)).toBe('a')
    expect(value(`length(assumelistlength(${split}, 2, 2))`, {}, tofu)).toBe(2)
    expect(values(['assumenotnull(1)', 'assumestringprefix("ab", "a")'], {}, tofu)).toEqual([1, 'ab'])
    for (const wrong of ['assumenotnull(null)', 'assumestringprefix("b", "a")', 'assumeequal(1, 2)']) {
      expect(value(wrong, {}, tofu)).toHaveProperty('error')
    }
  })

  it('36: cidrcontains, urldecode and base64gunzip', () => {
    expect(
      values(
        [
          'cidrcontains("10.0.0.0/8", "10.1.2.3")',
          'cidrcontains("10.0.0.0/8", "11.0.0.0/16")',
          'urldecode("a%20b+c")',
          'base64gunzip(base64gzip("text"))',
        ],
        {},
        tofu,
      ),
    ).toEqual([true, false, 'a b c', 'text'])
    expect(value('urldecode("a")')).toEqual(error('Call to unknown function'))
  })

  it('41: these are the 16 functions that OpenTofu has more', () => {
    const before = new Set(functionNames('terraform-1.11'))
    const more = functionNames('opentofu').filter((name) => !before.has(name))
    expect(more).toEqual([
      'assumeequal',
      ...['list', 'map'].flatMap((kind) => ['', 'max', 'min'].map((end) => `assume${kind}length${end}`)),
      'assumenotnull',
      ...['', 'max', 'min'].map((end) => `assumesetlength${end}`),
      'assumestringprefix',
      'base64gunzip',
      'cidrcontains',
      'convert',
      'urldecode',
    ])
    expect(more).toHaveLength(16)
    expect([...before].filter((name) => !functionNames('opentofu').includes(name))).toEqual([])
  })
})
