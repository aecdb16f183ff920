import { describe, expect, it } from 'vitest'
import { error, errors, later, output, plan, sensitive, value, values } from './asking.ts'

/** A resource with one meta-argument. */
function counted(meta: string): string {
  return `variable "secret" {\n  default   = "s"\n  sensitive = true\n}\nresource "terraform_data" "r" {}\nresource "terraform_data" "x" {\n  ${meta}\n}`
}

const instances = (meta: string): readonly string[] =>
  plan(counted(meta)).addresses.filter((one) => one.startsWith('terraform_data.x'))

describe('count and for_each', () => {
  it.each(['toset(["a", "b"])', '{ a = 1, b = 2 }', 'tomap({ a = 1, b = 2 })'])(
    '28: for_each takes %s',
    (each) => {
      expect(instances(`for_each = ${each}`)).toEqual(['terraform_data.x["a"]', 'terraform_data.x["b"]'])
    },
  )

  it('28: the values of a for_each may be unknown or sensitive, its keys may not', () => {
    expect(instances(`for_each = { a = ${later}, b = var.secret }`)).toHaveLength(2)
    expect(errors(counted(`for_each = { (${later}) = 1 }`))).toEqual(['Invalid for_each argument'])
    expect(errors(counted(`for_each = toset([${later}])`))).toEqual(['Invalid for_each argument'])
    expect(errors(counted('for_each = { (var.secret) = 1 }'))).toEqual(['Invalid for_each argument'])
    expect(errors(counted('for_each = toset([var.secret])'))).toEqual(['Invalid for_each argument'])
  })

  it.each(['["a"]', 'tolist(["a"])', '"a"', '1', 'null', 'var.secret'])(
    '28: for_each does not take %s',
    (each) => {
      expect(errors(counted(`for_each = ${each}`))).toEqual(['Invalid for_each argument'])
    },
  )

  it.each(['toset([1])', 'toset([null])', 'toset(["a", null])', 'toset([true])', 'toset([["a"]])'])(
    '28: for_each does not take the set %s',
    (each) => {
      expect(errors(counted(`for_each = ${each}`))).toEqual(['Invalid for_each set argument'])
    },
  )

  it.each(['2', '"2"', 'sensitive(2)', 'length(["a", "b"])'])('28: count takes %s', (count) => {
    expect(instances(`count = ${count}`)).toEqual(['terraform_data.x[0]', 'terraform_data.x[1]'])
  })

  it.each(['null', '-1', '1.5', later, '"x"', '[]'])('28: count does not take %s', (count) => {
    expect(errors(counted(`count = ${count}`))).toHaveLength(1)
    expect(errors(counted(`count = ${count}`))[0]).toMatch(/Invalid count argument|Incorrect value type/u)
  })

  it('28: the output of a terraform_data is unknown and has the type of its input', () => {
    const files = {
      'main.tf':
        'resource "terraform_data" "a" { input = "text" }\nresource "terraform_data" "b" { input = [1, true] }\nresource "terraform_data" "c" {}',
    }
    expect(value('terraform_data.a.output', files)).toEqual({ unknown: 'string' })
    expect(value('terraform_data.b.output', files)).toEqual({ unknown: ['tuple', ['number', 'bool']] })
    expect(value('terraform_data.c.output', files)).toBe(null)
  })
})

describe('sensitive values', () => {
  it.each([
    'var.secret',
    '"a${var.secret}"',
    '"%{ if var.secret == "s" }a%{ endif }"',
    'upper(var.secret)',
    'var.secret == "s"',
    'var.secret == "s" && true',
    '!(var.secret == "s")',
    '-(length(var.secret))',
    'length(var.secret) + 1',
    'var.secret == "s" ? 1 : 2',
    'length([for x in ["a"] : x if var.secret == "s"])',
    'tomap({ s = 1 })[var.secret]',
    'jsonencode({ a = var.secret })',
    'templatestring(local.t, { a = var.secret })',
    '{ for k in [var.secret] : k => 1 }',
    '{ (var.secret) = 1 }',
    'toset([var.secret, "a"])',
    'sensitive("a")',
  ])('29: %s is sensitive', (expression) => {
    expect(sensitive(expression, { 'main.tf': 'locals { t = "$${a}" }' })).toBe(true)
  })

  it('29: tuples and objects keep it with each element, a set as a whole', () => {
    expect(sensitive('[var.secret, "a"]')).toEqual([true, false])
    expect(sensitive('{ a = var.secret, b = 1 }')).toEqual({ a: true })
    expect(sensitive('[for x in [var.secret, "a"] : x]')).toEqual([true, false])
    expect(sensitive('{ for k in ["a"] : k => var.secret }')).toEqual({ a: true })
    expect(sensitive('tolist([var.secret, "a"])')).toEqual([true, false])
    expect(sensitive('[var.secret, "a"][1]')).toBe(false)
    expect(sensitive('nonsensitive(var.secret)')).toBe(false)
  })

  it('29: outputs of the root must say that they are sensitive', () => {
    const main = 'variable "secret" {\n  default   = "s"\n  sensitive = true\n}\n'
    const refused = ['Output refers to sensitive values']
    expect(errors(`${main}output "o" { value = var.secret }`)).toEqual(refused)
    expect(errors(`${main}output "o" { value = { a = [var.secret] } }`)).toEqual(refused)
    expect(output(`${main}output "o" {\n  value     = var.secret\n  sensitive = true\n}`)).toBe('s')
  })

  it('29: issensitive sees the top only', () => {
    expect(values(['issensitive(var.secret)', 'issensitive([var.secret])', 'issensitive("a")'])).toEqual([
      true,
      false,
      false,
    ])
  })
})

describe('ephemeral values', () => {
  const variable = 'variable "e" {\n  default   = "x"\n  ephemeral = true\n}\n'

  it('30: of variables spread and may not go into a resource', () => {
    for (const input of ['var.e', '"a${var.e}"', '[var.e]', 'var.e == "x" ? 1 : 2']) {
      expect(errors(`${variable}resource "terraform_data" "r" { input = ${input} }`)).toEqual([
        'Invalid use of ephemeral value',
      ])
    }
    expect(errors(`${variable}locals { a = upper(var.e) }`)).toEqual([])
    expect(errors(`${variable}resource "terraform_data" "r" { count = var.e == "x" ? 1 : 0 }`)).toEqual([
      'Invalid count argument',
    ])
    expect(errors(`${variable}resource "terraform_data" "r" { for_each = toset([var.e]) }`)).toEqual([
      'Invalid for_each argument',
    ])
  })

  it('30: do not leave the root, nor a module through an output that is not ephemeral', () => {
    expect(errors(`${variable}output "o" { value = var.e }`)).toEqual(['Ephemeral value not allowed'])
    expect(errors(`${variable}output "o" {\n  value     = var.e\n  ephemeral = true\n}`)).toEqual([
      'Ephemeral output not allowed',
    ])
    const files = (more: string): Record<string, string> => ({
      'main.tf': `${variable}module "m" {\n  source = "./m"\n  e      = var.e\n}`,
      'm/main.tf': `${variable}output "o" {\n  value = var.e\n  ${more}\n}`,
    })
    expect(errors(files('ephemeral = true'))).toEqual([])
    expect(errors(files(''))).toEqual(['Ephemeral value not allowed'])
    expect(errors({ ...files(''), 'm/main.tf': 'variable "e" {}' })).toEqual(['Ephemeral value not allowed'])
  })

  it('30: ephemeralasnull puts null in their place', () => {
    expect(output(`${variable}output "o" { value = { a = ephemeralasnull(var.e), b = 1 } }`)).toEqual({
      a: null,
      b: 1,
    })
    expect(output(`${variable}output "o" { value = ephemeralasnull([var.e, "a"]) }`)).toEqual([null, 'a'])
  })

  it('30: conditions may look at them', () => {
    expect(
      errors(
        `${variable}check "c" {\n  assert {\n    condition     = var.e != ""\n    error_message = "No."\n  }\n}`,
      ),
    ).toEqual([])
  })
})

describe('try and can', () => {
  it('31: catch whatever fails when it is evaluated', () => {
    expect(values(['try({}.a, "d")', 'try([1][5], "d")', 'try(tonumber("x"), 1 / 0 > 1, 2)'])).toEqual([
      'd',
      'd',
      true,
    ])
    expect(values(['can(tonumber("x"))', 'can(1)', 'can(null.a)', 'can("a" + 1)'])).toEqual([
      false,
      true,
      false,
      false,
    ])
    expect(value('try(tonumber("x"), {}.a)')).toEqual(error('Error in function call'))
  })

  it('31: catch unknown names of functions, but not names that nobody declares', () => {
    expect(value('try(nope(1), "d")')).toBe('d')
    expect(value('can(nope(1))')).toBe(false)
    expect(value('try(var.missing, "d")')).toEqual(error('Reference to undeclared input variable'))
    expect(value('try(local.missing, "d")')).toEqual(error('Reference to undeclared local value'))
    expect(value('try(terraform_data.missing.id, "d")')).toEqual(error('Reference to undeclared resource'))
    expect(value('try(terraform_data.r.missing, "d")')).toEqual(error('Unsupported attribute'))
  })

  it('31: do not know the answer when an argument is unknown that might still fail', () => {
    expect(value(`try(${later}, "d")`)).toEqual({ unknown: 'dynamic' })
    expect(value(`try(tonumber(${later}), 1)`)).toEqual({ unknown: 'dynamic' })
    expect(value(`can(tonumber(${later}))`)).toEqual({ unknown: 'bool' })
    expect(value(`try({}.a, ${later})`)).toEqual({ unknown: 'dynamic' })
    expect(value(`try("first", ${later})`)).toBe('first')
  })
})
