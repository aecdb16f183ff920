import { describe, expect, it } from 'vitest'
import type { Files } from './answer.ts'
import { errors, output, plan, value } from './asking.ts'

/** A root that calls a module `m` once or more. */
function calling(meta: string, module: string, more = ''): Files {
  return { 'main.tf': `module "m" {\n  source = "./m"\n  ${meta}\n}\n${more}`, 'm/main.tf': module }
}

const one = 'output "v" { value = 1 }'

describe('count, each and self', () => {
  it.each(['each.key', 'each.value', 'count.index', 'self.id'])('45: %s has no place of its own', (name) => {
    expect(value(name)).toHaveProperty('error')
    expect(errors(`locals { a = ${name} }`)).toHaveLength(1)
    expect(errors(`output "o" { value = ${name} }`)).toHaveLength(1)
  })

  it('45: count and each stand where count and for_each are', () => {
    expect(plan(resource('count = 1', 'count.index')).values['terraform_data.a[0]']).toMatchObject({
      input: 0,
    })
    expect(
      plan(resource('for_each = { k = 5 }', '"${each.key}${each.value}"')).values['terraform_data.a["k"]'],
    ).toMatchObject({ input: 'k5' })
    expect(errors(resource('for_each = { k = 5 }', 'count.index'))).toEqual([
      'Reference to "count" in non-counted context',
    ])
    expect(errors(resource('count = 1', 'each.key'))).toEqual([
      'Reference to "each" in context without for_each',
    ])
    expect(errors(resource('count = count.index', '1'))).toHaveLength(1)
  })

  it('45: they stand in the arguments of a module call, not inside of the module', () => {
    const inner = 'variable "i" {}\noutput "v" { value = var.i }'
    expect(
      output(calling('count = 2\n  i = count.index', inner, 'output "o" { value = module.m[*].v }')),
    ).toEqual([0, 1])
    expect(errors(calling('count = 2', 'output "v" { value = count.index }'))).toHaveLength(1)
  })

  it('45: self stands in postconditions, provisioners and their connections', () => {
    const connection = 'connection {\n    host = self.id\n  }'
    expect(errors(inside(`provisioner "local-exec" { command = self.id }`))).toEqual([])
    expect(errors(inside(`${connection}\n  provisioner "remote-exec" { inline = [self.input] }`))).toEqual([])
    expect(errors(inside('triggers_replace = self.input'))).toEqual(['Invalid "self" reference'])
  })
})

describe('whole modules and resources', () => {
  it('45: outputs of a module with count are a tuple, with for_each an object', () => {
    const out = 'output "o" { value = module.m }'
    expect(output(calling('count = 2', one, out))).toEqual([{ v: 1 }, { v: 1 }])
    expect(output(calling('for_each = toset(["a"])', one, out))).toEqual({ a: { v: 1 } })
    expect(output(calling('', one, out))).toEqual({ v: 1 })
    expect(output(calling('count = 0', one, out))).toEqual([])
  })

  it('45: a splat goes over a module call', () => {
    expect(output(calling('count = 2', one, 'output "o" { value = module.m[*].v }'))).toEqual([1, 1])
    expect(output(calling('', one, 'output "o" { value = module.m[*].v }'))).toEqual([1])
    expect(
      output(calling('for_each = { a = 1 }', one, 'output "o" { value = values(module.m)[*].v }')),
    ).toEqual([1])
  })

  it('45: resources and modules chain as the for_each of another', () => {
    const files = calling(
      'for_each = terraform_data.b\n  v = each.value.input',
      'variable "v" {}\noutput "v" { value = var.v }',
      'resource "terraform_data" "a" {\n  for_each = { x = 1 }\n  input = each.value\n}\nresource "terraform_data" "b" {\n  for_each = terraform_data.a\n  input    = each.value.input + 1\n}\nresource "terraform_data" "c" {\n  for_each = module.m\n  input = each.value.v\n}\noutput "o" { value = { for k, one in terraform_data.c : k => one.input } }',
    )
    expect(plan(files)).toMatchObject({
      addresses: ['terraform_data.a["x"]', 'terraform_data.b["x"]', 'terraform_data.c["x"]'],
      outputs: { o: { x: 2 } },
    })
  })

  it('45: a resource with count is a tuple, and without it no list', () => {
    const main =
      'resource "terraform_data" "a" {\n  count = 2\n  input = count.index\n}\nresource "terraform_data" "b" { input = 5 }\n'
    expect(output(`${main}output "o" { value = terraform_data.a[*].input }`)).toEqual([0, 1])
    expect(errors(`${main}output "o" { value = terraform_data.a.input }`)).toContain(
      'Missing resource instance key',
    )
    expect(errors(`${main}output "o" { value = terraform_data.b[0].input }`)).toContain(
      'Unexpected resource instance key',
    )
  })
})

const state = JSON.stringify({
  version: 4,
  terraform_version: '1.11.4',
  serial: 1,
  lineage: 'x',
  outputs: { v: { value: 'remembered', type: 'string' } },
  resources: [],
})

/** A data source that reads a file. */
function reading(path: string, more: string): Files {
  const data = `data "terraform_remote_state" "s" {\n  backend = "local"\n  config = { path = ${path} }\n  ${more}\n}`
  const out = 'output "o" { value = data.terraform_remote_state.s.outputs }\n'
  return { 'main.tf': `${data}\nresource "terraform_data" "r" {}\n${out}`, 'other.json': state }
}

describe('data sources', () => {
  it('46: are read while planning when everything in them is known', () => {
    expect(output(reading('"other.json"', ''))).toEqual({ v: 'remembered' })
    expect(output(reading('"${"other"}.json"', ''))).toEqual({ v: 'remembered' })
  })

  it('46: are not when anything in them is unknown, or what they depend on will change', () => {
    expect(plan(reading('"${terraform_data.r.id}.json"', ''))).toMatchObject({
      errors: [],
      outputs: { o: '(unknown)' },
    })
    expect(plan(reading('"other.json"', 'depends_on = [terraform_data.r]'))).toMatchObject({
      errors: [],
      outputs: { o: '(unknown)' },
    })
  })
})

describe('what may refer to what', () => {
  it('47: nothing waits for itself', () => {
    expect(errors('locals {\n  a = local.b\n  b = local.a\n}')[0]).toMatch(/^Cycle/u)
    expect(errors('locals { a = local.a }')).toEqual(['Self-referencing local value'])
    expect(errors('resource "terraform_data" "a" { input = terraform_data.a.id }')).toEqual([
      'Self-referential block',
    ])
    expect(errors('resource "terraform_data" "a" {\n  count = length(terraform_data.a)\n}')).toEqual([
      'Self-referential block',
    ])
    const two =
      'resource "terraform_data" "a" { input = terraform_data.b.id }\nresource "terraform_data" "b" { input = terraform_data.a.id }'
    expect(errors(two)[0]).toMatch(/^Cycle/u)
  })

  it('47: a circle may lead through modules, but outputs and variables wait each for themselves', () => {
    const inner =
      'variable "i" {}\nvariable "j" {}\noutput "i" { value = var.i }\noutput "j" { value = var.j }'
    expect(output(calling('i = 1\n  j = module.m.i', inner, 'output "o" { value = module.m.j }'))).toBe(1)
    expect(errors(calling('i = module.m.j\n  j = module.m.i', inner))[0]).toMatch(/^Cycle/u)
  })

  it('47: modules see of each other the outputs only', () => {
    const hidden = 'locals { hidden = 1 }\nvariable "v" { default = 1 }\nresource "terraform_data" "r" {}\n'
    for (const name of ['hidden', 'v', 'r', 'terraform_data.r', 'local.hidden']) {
      expect(errors(calling('', hidden, `output "o" { value = module.m.${name} }`))).toEqual([
        'Unsupported attribute',
      ])
    }
    expect(
      errors({ ...calling('', 'output "v" { value = local.outer }'), 'l.tf': 'locals { outer = 1 }' }),
    ).toEqual(['Reference to undeclared local value'])
  })

  const provider = 'provider "terraform" {}\nprovider "terraform" { alias = "other" }\n'
  it('47: a module is given the provider configurations that it asks for', () => {
    const module = `${wanting('[terraform.inner]')}resource "terraform_data" "r" { provider = terraform.inner }`
    const passing = (providers: string): Files => calling(providers, module, `${wanting('[]')}${provider}`)
    expect(plan(passing('providers = { terraform.inner = terraform.other }'))).toMatchObject({
      addresses: ['module.m.terraform_data.r'],
      errors: [],
    })
    expect(errors(passing(''))).toEqual(['Missing required provider configuration'])
    expect(errors(passing('providers = { terraform.inner = terraform.nope }'))).toHaveLength(1)
  })

  it('47: a resource names a configuration that is there', () => {
    expect(errors(`${provider}resource "terraform_data" "r" { provider = terraform.other }`)).toEqual([])
    expect(errors(`${provider}resource "terraform_data" "r" { provider = terraform.nope }`)).toEqual([
      'Provider configuration not present',
    ])
  })
})

function resource(meta: string, input: string): string {
  return `resource "terraform_data" "a" {\n  ${meta}\n  input = ${input}\n}`
}

function inside(text: string): string {
  return `resource "terraform_data" "a" {\n  input = 1\n  ${text}\n}`
}

function wanting(aliases: string): string {
  return `terraform {\n  required_providers {\n    terraform = {\n      source                = "terraform.io/builtin/terraform"\n      configuration_aliases = ${aliases}\n    }\n  }\n}\n`
}
