import { describe, expect, it } from 'vitest'
import { errors, output, plan } from './asking.ts'

const made = 'resource "terraform_data" "b" { input = 1 }\n'

describe('moved', () => {
  it('40: names addresses, with keys of instances, in this module or below', () => {
    for (const [from, to] of [
      ['terraform_data.a', 'terraform_data.b'],
      ['terraform_data.b[0]', 'terraform_data.b'],
      ['terraform_data.b["x"]', 'terraform_data.b'],
      ['module.gone.terraform_data.b', 'terraform_data.b'],
      ['module.gone["k"]', 'module.also_gone[1]'],
    ]) {
      expect(errors(`${made}moved {\n  from = ${from}\n  to   = ${to}\n}`)).toEqual([])
    }
  })

  it.each(['upper("a")', 'terraform_data.b[local.k]', '"terraform_data.a"', 'terraform_data.b[*]', '1'])(
    '40: %s is no address',
    (from) => {
      expect(errors(`${made}moved {\n  from = ${from}\n  to   = terraform_data.b\n}`)).not.toEqual([])
    },
  )

  it('40: what was moved is declared no more, and nothing moves in a circle', () => {
    const still = `${made}resource "terraform_data" "a" {}\nmoved {\n  from = terraform_data.a\n  to   = terraform_data.b\n}`
    expect(errors(still)).toEqual(['Moved object still exists'])
    const circle = `moved {\n  from = terraform_data.x\n  to   = terraform_data.y\n}\nmoved {\n  from = terraform_data.y\n  to   = terraform_data.x\n}`
    expect(errors(circle)).toEqual(['Cyclic dependency in move statements'])
  })
})

describe('removed', () => {
  it('40: names a whole resource or module that is declared no more', () => {
    expect(errors(removed('terraform_data.gone'))).toEqual([])
    expect(errors(removed('module.gone'))).toEqual([])
    expect(errors(removed('module.gone.terraform_data.a'))).toEqual([])
    expect(errors(made + removed('terraform_data.b'))).toEqual(['Removed resource still exists'])
  })

  it('40: names no instance and no expression', () => {
    expect(errors(removed('terraform_data.gone[0]'))).toEqual(['Resource instance keys not allowed'])
    expect(errors(removed('terraform_data.gone["x"]'))).toEqual(['Resource instance keys not allowed'])
    expect(errors(removed('module.gone["x"]'))).toEqual(['Module instance keys not allowed'])
    expect(errors(removed('upper("a")'))).not.toEqual([])
  })
})

describe('import', () => {
  it('40: its id is an expression', () => {
    expect(
      plan(imported('to = terraform_data.b\n  id = "${var.id}-1"')).values['terraform_data.b'],
    ).toMatchObject({
      id: 'i-1',
    })
    expect(errors(imported('to = terraform_data.b\n  id = ""'))).toEqual(['Invalid import id argument'])
    expect(errors(imported('to = terraform_data.b\n  id = null'))).toEqual(['Invalid import id argument'])
    expect(
      errors(
        imported(
          'to = terraform_data.b\n  id = terraform_data.c.id',
          `${made}resource "terraform_data" "c" {}`,
        ),
      ),
    ).toEqual(['Invalid import id argument'])
    expect(errors(imported('to = terraform_data.b'))).not.toEqual([])
  })

  it('40: its for_each is an expression, for the keys of the instances', () => {
    const target = 'resource "terraform_data" "b" { for_each = toset(["x", "y"]) }'
    const { errors: none, values } = plan(
      imported(
        'for_each = { x = var.id, y = "j" }\n  to = terraform_data.b[each.key]\n  id = each.value',
        target,
      ),
    )
    expect(none).toEqual([])
    expect(values['terraform_data.b["x"]']).toMatchObject({ id: 'i' })
    expect(values['terraform_data.b["y"]']).toMatchObject({ id: 'j' })
  })

  it('40: its target is an address of something that is declared', () => {
    expect(errors(imported('to = terraform_data.nope\n  id = "i"'))).toEqual([
      'Configuration for import target does not exist',
    ])
    expect(errors(imported('to = upper("a")\n  id = "i"'))).not.toEqual([])
  })
})

describe('conditions', () => {
  it('40: a check that fails only warns', () => {
    expect(plan(asserted('terraform_data.b.input == 2'))).toMatchObject({
      errors: [],
      warnings: ['Check block assertion failed'],
    })
    expect(plan(asserted('terraform_data.b.input == 1'))).toMatchObject({ errors: [], warnings: [] })
  })

  it('40: a check that cannot be worked out is an error, one that is not known yet warns or says nothing', () => {
    expect(errors(asserted('terraform_data.b.nope == 2'))).toEqual(['Unsupported attribute'])
    expect(errors(asserted('terraform_data.b.id == "x"'))).toEqual([])
  })

  it('40: conditions before and after a resource fail', () => {
    expect(errors(conditioned('precondition', 'var.v == 2'))).toEqual(['Resource precondition failed'])
    expect(errors(conditioned('postcondition', 'self.input == 2'))).toEqual(['Resource postcondition failed'])
    expect(errors(conditioned('postcondition', 'self.id == "x"'))).toEqual([])
    expect(errors(conditioned('precondition', 'self.input == 1'))).not.toEqual([])
  })

  it('40: so does the condition of an output', () => {
    const rule = 'precondition {\n    condition     = var.v == 2\n    error_message = "No."\n  }'
    const main = `variable "v" { default = 1 }\noutput "o" {\n  value = var.v\n  ${rule}\n}`
    expect(errors(main)).toEqual(['Module output value precondition failed'])
    expect(output(main.replace('== 2', '== 1'))).toBe(1)
  })
})

function removed(from: string): string {
  return `removed {\n  from = ${from}\n  lifecycle {\n    destroy = false\n  }\n}\n`
}

function imported(more: string, target = 'resource "terraform_data" "b" {}'): string {
  return `variable "id" { default = "i" }\n${target}\nimport {\n  ${more}\n}\noutput "o" { value = terraform_data.b }\n`
}

function asserted(condition: string): string {
  return `${made}check "c" {\n  assert {\n    condition     = ${condition}\n    error_message = "No."\n  }\n}\n`
}

function conditioned(type: string, condition: string): string {
  return `variable "v" { default = 1 }\nresource "terraform_data" "a" {\n  input = 1\n  lifecycle {\n    ${type} {\n      condition     = ${condition}\n      error_message = "No."\n    }\n  }\n}\n`
}
