import { describe, expect, it } from 'vitest'
import { filePath } from '../src/kernel/brand.ts'
import { evaluate } from '../src/engine/read.ts'
import { estateOf, plainOptions } from '../src/engine/testing.ts'
import { parseHcl } from '../src/lang/hcl/syntax/index.ts'
import { filesSnapshot } from '../src/model/files-snapshot.ts'
import type { ReadOptions } from '../src/model/options.ts'
import { printJson } from '../src/model/json-text.ts'
import { parsePath, valueAt } from '../src/model/path.ts'
import { valueJson } from '../src/model/value-json.ts'

/** What partial implementations of the language get wrong, line by line; every answer is Terraform 1.11.4's. */

type Files = Readonly<Record<string, string>>

const scope = `
variable "secret" {
  default   = "s"
  sensitive = true
}
variable "typed" {
  type    = object({ a = string, n = optional(number, 5), deep = optional(object({ x = optional(bool, true) }), {}) })
  default = { a = 1, n = null, extra = true }
}
variable "nulls" {
  type    = list(string)
  default = null
}
resource "terraform_data" "r" { input = "in" }
`

function results(
  expressions: readonly string[],
  files: Files = { 'main.tf': scope },
  language: ReadOptions['language'] = 'terraform-1.11',
): readonly unknown[] {
  const options = { ...plainOptions, language }
  return evaluate(filesSnapshot(files), filePath(''), options, expressions).map((one) => {
    if (one.kind === 'error') return { error: one.message.split(': ')[0] }
    if (one.unknown === true) return { unknown: one.type }
    return one.value === 'null' ? null : JSON.parse(one.value)
  })
}

function result(expression: string, files?: Files, language?: ReadOptions['language']): unknown {
  return results([expression], files, language)[0]
}

function typeOf(expression: string): unknown {
  const options = { ...plainOptions, language: 'terraform-1.11' } as const
  const [one] = evaluate(filesSnapshot({ 'main.tf': scope }), filePath(''), options, [expression])
  return one?.kind === 'value' ? one.type : one
}

function output(files: Files, name: string, options: Partial<ReadOptions> = {}): unknown {
  const [reading] = estateOf(files, { language: 'terraform-1.11', ...options }).readings
  const value = reading?.named.find(({ address }) => address === `output.${name}`)?.value
  const json = value && valueJson(value, true)
  return json === undefined ? undefined : (JSON.parse(printJson(json)) as unknown)
}

function errorsOf(files: Files, options: Partial<ReadOptions> = {}): readonly string[] {
  const { readings } = estateOf(files, { language: 'terraform-1.11', ...options })
  return readings.flatMap(({ diagnostics }) =>
    diagnostics.filter(({ severity }) => severity === 'error').map(({ summary }) => summary),
  )
}

function addressesOf(files: Files, options: Partial<ReadOptions> = {}): readonly string[] {
  const { readings } = estateOf(files, { language: 'terraform-1.11', ...options })
  return readings.flatMap(({ resources }) => resources.map(({ address }) => address as string))
}

function syntaxErrors(text: string): number {
  return parseHcl(filePath('main.tf'), text).diagnostics.length
}

const error = (summary: string): unknown => ({ error: summary })

describe('templates and strings', () => {
  it('1–3: heredocs keep their text, take the smallest indentation off, and know no backslashes', () => {
    expect(result('<<X\n  a\n  X')).toBe('  a\n')
    expect(result('<<-X\n    a\n\n      b\n  X')).toBe('a\n\n  b\n')
    expect(result('<<-X\n    ${1} a\n  b\n  X')).toBe('  1 a\nb\n')
    expect(result('<<X\n\\n "x" $${y} %%{z}\r\nX')).toBe('\\n "x" ${y} %%{z}\r\n'.replace('%%', '%'))
  })

  it('4–5: quoted strings know six escapes, and doubled dollar and percent signs', () => {
    expect(result('"\\n\\r\\t\\"\\\\\\u00e9\\U0001F600"')).toBe('\n\r\t"\\é😀')
    expect(result('"\\q"')).toEqual(error('Invalid escape sequence'))
    expect(result('"$${a} %%{b} $$ $ % $$${1}"')).toBe('${a} %{b} $$ $ % $${1}')
  })

  it('6: a template of one interpolation is the value itself; in others null is refused', () => {
    expect(typeOf('"${[1]}"')).toEqual(['tuple', ['number']])
    expect(result('"${null}"')).toBe(null)
    expect(result('"a${null}"')).toEqual(error('Invalid template interpolation value'))
    expect(result('"a${[1]}"')).toEqual(error('Invalid template interpolation value'))
  })

  it('7: strip markers take one literal token, in heredocs one line', () => {
    expect(result('"a\\n\\n ${~ 1}"')).toBe('a1')
    expect(result('<<X\na\n\n  ${~ 1}\nX')).toBe('a\n\n1\n')
    expect(result('<<X\n%{ if true ~}\n  a\n%{ endif ~}\nX')).toBe('  a\n')
  })

  it('8: directives nest, know no elseif, and always make a text', () => {
    expect(result('"%{ if true }%{ for x in [1, 2] }${x};%{ endfor }%{ endif }"')).toBe('1;2;')
    expect(result('"%{ if false }a%{ endif }"')).toBe('')
    expect(result('"%{ if true }${1}%{ endif }"')).toBe('1')
    expect(result('"%{ if true }a%{ elseif }b%{ endif }"')).toHaveProperty('error')
  })

  it('9–10: texts are NFC and counted in grapheme clusters; names may hold dashes', () => {
    expect(results(['length("🇩🇪")', 'strrev("e\u0301a")', '"e\u0301" == "é"'])).toEqual([1, 'aé', true])
    const files = { 'main.tf': 'locals {\n  a-b = 5\n  a   = 7\n}' }
    expect(results(['local.a-b', 'local.a - 2'], files)).toEqual([5, 5])
  })
})

describe('syntax', () => {
  it('11–13: byte order marks, line ends, stray characters, and where newlines and commas go', () => {
    expect(syntaxErrors('\ufeffa = 1\r\nb = 2\r\n')).toBe(0)
    expect(syntaxErrors('a = 1;\n')).toBeGreaterThan(0)
    expect(syntaxErrors("a = 'x'\n")).toBeGreaterThan(0)
    expect(syntaxErrors('b {\n  a = 1 }\n')).toBeGreaterThan(0)
    expect(syntaxErrors('b { a = 1 }\n')).toBe(0)
    expect(syntaxErrors('a = 1\n+ 2\n')).toBeGreaterThan(0)
    expect(syntaxErrors('a = (1\n+ 2)\n')).toBe(0)
    expect(syntaxErrors('a = [1, 2,]\nb = { x = 1, y = 2, }\nc = f(1, 2,)\n')).toBe(0)
    for (const wrong of ['max([1]..., 1)', '[1 2]', '{ a = 1 b = 2 }', '[,]']) {
      expect(syntaxErrors(`a = ${wrong}\n`)).toBeGreaterThan(0)
    }
  })

  it('16: precedence', () => {
    expect(results(['1 + 2 * 3 == 7 && !false || false', '-2 * 3 < 0 ? "a" : "b"', '7 - 2 - 1'])).toEqual([
      true,
      'a',
      4,
    ])
    expect(result('false ? 1 : false ? 2 : 3')).toBe(3)
  })

  it('20–21: object keys are names unless they are in parentheses; the last of equal ones wins', () => {
    expect(result('{ a = 1, (upper("b")) = 2, "${"c"}" = 3, 1 = 4, true = 5, if = 6 }')).toEqual({
      a: 1,
      B: 2,
      c: 3,
      '1': 4,
      true: 5,
      if: 6,
    })
    expect(result('{ for = 1 }')).toHaveProperty('error')
    expect(result('{ a = 1, a = 2 }')).toEqual({ a: 2 })
    expect(result('{ for x in ["a", "a"] : x => 1 }')).toEqual(error('Duplicate object key'))
    expect(syntaxErrors('a = 1\na = 2\n')).toBeGreaterThan(0)
  })

  it('24: legacy indexes', () => {
    expect(results(['[[1, 2], [3]].0[1]', '[{ a = 1 }].*.a', '["x"]["0"]'])).toEqual([2, [1], 'x'])
    expect(result('[[1]].0.0')).toHaveProperty('error')
    expect(result('[1][-1]')).toEqual(error('Invalid index'))
    expect(result('[1][0.5]')).toEqual(error('Invalid index'))
  })
})

describe('numbers and operators', () => {
  it('14–15: numbers have 512 bits and print without an exponent; JSON escapes as in Go', () => {
    expect(results(['0.1 + 0.2 == 0.3', '-7 % 3', '5 % 0', 'pow(2, 10)'])).toEqual([true, -1, 5, 1024])
    expect(
      results(['tostring(9007199254740993)', 'tostring(1e21)', 'length(tostring(1 / 3)) > 150']),
    ).toEqual(['9007199254740993', '1000000000000000000000', true])
    expect(result('0 / 0')).toHaveProperty('error')
    expect(result('jsonencode({ b = "<&>\u2028", a = 1 })')).toBe(
      '{"a":1,"b":"\\u003c\\u0026\\u003e\\u2028"}',
    )
  })

  it('17: equality does not convert, arithmetic and conditions do', () => {
    expect(
      results(['1 == "1"', 'tolist([1]) == [1]', '[] == tolist([])', '"5" + 1', '"true" && true']),
    ).toEqual([false, false, false, 6, true])
    expect(result('"a" < "b"')).toEqual(error('Invalid operand'))
  })

  it('18: only later languages let the left side of && and || decide alone', () => {
    const expression = 'true || tobool("x")'
    expect(result(expression)).toHaveProperty('error')
    expect(result(expression, undefined, 'terraform')).toBe(true)
    expect(result(expression, undefined, 'opentofu')).toBe(true)
    expect(result('true || terraform_data.r.id == "x"')).toEqual({ unknown: 'bool' })
  })

  it('19: both sides of a condition unify, and the side not taken may be wrong', () => {
    expect(results(['true ? 1 : "a"', 'true ? 1 : tonumber("x")'])).toEqual(['1', 1])
    expect(typeOf('true ? [1] : []')).toEqual(['list', 'number'])
    expect(typeOf('true ? { a = 1 } : { b = 2 }')).toEqual(['map', 'number'])
    expect(result('true ? { a = 1 } : { b = "x", c = [] }')).toEqual(
      error('Inconsistent conditional result types'),
    )
  })
})

describe('collections and types', () => {
  it('22: for goes over maps by the bytes of their keys and gives tuples and objects', () => {
    expect(result('[for k, v in { b = 1, a = 2, B = 3 } : k]')).toEqual(['B', 'a', 'b'])
    expect(typeOf('[for x in ["a"] : x]')).toEqual(['tuple', ['string']])
    expect(result('{ for x in ["aa", "ab", "b"] : substr(x, 0, 1) => x... }')).toEqual({
      a: ['aa', 'ab'],
      b: ['b'],
    })
    expect(result('[for x in null : x]')).toEqual(error('Iteration over null value'))
    expect(result('[for k, v in toset(["x"]) : k == v]')).toEqual([true])
  })

  it('23: splats', () => {
    expect(results(['null[*]', '"x"[*]', '[{ a = 1 }][*].a', '{ a = 1 }[*].a'])).toEqual([
      [],
      ['x'],
      [1],
      [1],
    ])
    expect(result('var.nulls[*]')).toEqual(error('Splat of null value'))
    expect(results(['[{ a = [7, 8] }].*.a[0]', '[{ a = [7, 8] }][*].a[0]'])).toEqual([[7, 8], [7]])
  })

  it('25–26: brackets make tuples and objects; optional attributes have defaults at every depth', () => {
    expect(typeOf('[1, "a"]')).toEqual(['tuple', ['number', 'string']])
    expect(results(['tolist([1, "a"])', 'distinct([1, "1"])', 'toset(["b", "a", "b"])'])).toEqual([
      ['1', 'a'],
      ['1'],
      ['a', 'b'],
    ])
    expect(result('var.typed')).toEqual({ a: '1', deep: { x: true }, n: 5 })
  })

  it('27: unknown values know their type and more', () => {
    expect(results(['length([terraform_data.r.id, 1])', 'keys({ k = terraform_data.r.id })'])).toEqual([
      2,
      ['k'],
    ])
    expect(result('{ for k in [terraform_data.r.id] : k => 1 }')).toEqual({ unknown: 'dynamic' })
    expect(result('terraform_data.r.id == null')).toBe(false)
    expect(result('startswith("pre-${terraform_data.r.id}", "pre")')).toBe(true)
    expect(typeOf('terraform_data.r.output')).toBe('string')
  })

  it('29: marks spread, stay on elements, and are lifted by sets', () => {
    const sensitive = (expression: string): unknown => {
      const options = { ...plainOptions, language: 'terraform-1.11' } as const
      const [one] = evaluate(filesSnapshot({ 'main.tf': scope }), filePath(''), options, [expression])
      return one?.kind === 'value' ? one.sensitive : one
    }
    expect(sensitive('upper("x${var.secret}")')).toBe(true)
    expect(sensitive('[var.secret, "a"]')).toEqual([true, false])
    expect(sensitive('toset([var.secret, "a"])')).toBe(true)
    expect(result('issensitive([var.secret])')).toBe(false)
    const files = { 'main.tf': `${scope}\noutput "x" { value = var.secret }` }
    expect(errorsOf(files)).toContain('Output refers to sensitive values')
  })

  it('31: try catches what fails when it is evaluated, not names that nobody declared', () => {
    expect(results(['try({}.a, "d")', 'try(nope(1), "d")', 'can(tonumber("x"))'])).toEqual(['d', 'd', false])
    expect(result('try(var.missing, "d")')).toEqual(error('Reference to undeclared input variable'))
    expect(result('try(terraform_data.r.id, "d")')).toEqual({ unknown: 'dynamic' })
  })
})

/** A resource with one meta-argument. */
function of(meta: string): Files {
  return { 'main.tf': `${scope}\nresource "terraform_data" "x" {\n  ${meta}\n}` }
}

describe('resources and blocks', () => {
  it('28: what may be a count and a for_each', () => {
    expect(addressesOf(of('count = "2"'))).toContain('terraform_data.x[1]')
    expect(addressesOf(of('for_each = { b = terraform_data.r.id, a = 1 }'))).toContain(
      'terraform_data.x["b"]',
    )
    for (const wrong of ['null', '-1', '1.5', 'terraform_data.r.id']) {
      expect(errorsOf(of(`count = ${wrong}`))).toContain('Invalid count argument')
    }
    for (const wrong of [
      '["a"]',
      'toset([1])',
      'toset([terraform_data.r.id])',
      '{ (var.secret) = 1 }',
      'null',
    ]) {
      expect(errorsOf(of(`for_each = ${wrong}`)).join()).toContain('Invalid for_each')
    }
  })

  it('30: ephemeral values may not go into resources or outputs of the root', () => {
    const variable = 'variable "e" {\n  default   = "x"\n  ephemeral = true\n}\n'
    expect(errorsOf({ 'main.tf': `${variable}resource "terraform_data" "r" { input = var.e }` })).toContain(
      'Invalid use of ephemeral value',
    )
    expect(errorsOf({ 'main.tf': `${variable}output "o" { value = var.e }` })).toContain(
      'Ephemeral value not allowed',
    )
    expect(errorsOf({ 'main.tf': `${variable}output "o" { value = ephemeralasnull(var.e) }` })).toEqual([])
  })

  it('32–33: dynamic blocks, with and without a schema', () => {
    const body = `
      resource "acme_thing" "x" {
        rule { port = 1 }
        dynamic "rule" {
          for_each = { b = 3, a = 2 }
          iterator = each_rule
          content {
            port = each_rule.value
            dynamic "inner" {
              for_each = [each_rule.key]
              content { name = inner.value }
            }
          }
        }
        rule { port = 4 }
      }`
    const [reading] = estateOf({ 'main.tf': body }).readings
    const values = reading?.resources[0]?.values
    const at = (path: string): unknown => {
      const value = values && valueAt(values, parsePath(path) ?? [])
      return value && valueJson(value)
    }
    expect([0, 1, 2, 3].map((position) => at(`rule[${position}].port`))).toEqual([1, 2, 3, 4])
    expect(at('rule[1].inner[0].name')).toBe('a')
    expect(errorsOf({ 'main.tf': body.replace('{ b = 3, a = 2 }', 'null') })).toContain(
      'Invalid dynamic for_each value',
    )
  })

  it('40: statements name addresses, and only conditions that are false with certainty are reported', () => {
    const files = {
      'main.tf':
        'resource "terraform_data" "b" {}\nmoved {\n  from = terraform_data.a\n  to   = terraform_data.b\n}',
    }
    expect(errorsOf(files)).toEqual([])
    expect(errorsOf({ 'main.tf': `${files['main.tf']}\nresource "terraform_data" "a" {}` })).toContain(
      'Moved object still exists',
    )
    const check =
      'resource "terraform_data" "r" { input = 1 }\ncheck "c" {\n  assert {\n    condition     = terraform_data.r.input == 2\n    error_message = "No."\n  }\n}'
    expect(errorsOf({ 'main.tf': check })).toEqual([])
    const condition =
      'resource "terraform_data" "r" {\n  input = 1\n  lifecycle {\n    postcondition {\n      condition     = self.input == 2\n      error_message = "No."\n    }\n  }\n}'
    expect(errorsOf({ 'main.tf': condition })).toEqual(['Resource postcondition failed'])
  })

  it('45: count, each and self stand only in their places; whole resources and modules are values', () => {
    expect(results(['each.key', 'count.index', 'self.id']).every((one) => typeof one === 'object')).toBe(true)
    const files = {
      'main.tf':
        'resource "terraform_data" "a" {\n  for_each = { x = 1 }\n  input    = each.value\n}\nresource "terraform_data" "b" {\n  for_each = terraform_data.a\n  input    = each.value.input\n}\nmodule "m" {\n  source = "./m"\n  count  = 2\n}\noutput "o" { value = module.m[*].v }',
      'm/main.tf': 'output "v" { value = 1 }',
    }
    expect(addressesOf(files)).toEqual(['terraform_data.a["x"]', 'terraform_data.b["x"]'])
    expect(output(files, 'o')).toEqual([1, 1])
  })

  it('46: a data source is not read while planning from files, unless its arguments say it all', () => {
    const files = { 'main.tf': 'data "aws_ami" "x" {}\noutput "id" { value = data.aws_ami.x.id }' }
    expect(output(files, 'id')).toBe(undefined)
  })

  it('47: circles, references to itself, and modules that see each other through outputs only', () => {
    expect(errorsOf({ 'main.tf': 'locals {\n  a = local.b\n  b = local.a\n}' })).toContain('Cycle')
    expect(
      errorsOf({ 'main.tf': 'resource "terraform_data" "a" {\n  input = terraform_data.a.id\n}' }),
    ).toContain('Self-referential block')
    const files = {
      'main.tf': 'module "m" {\n  source = "./m"\n}\noutput "o" { value = module.m.hidden }',
      'm/main.tf': 'locals { hidden = 1 }',
    }
    expect(errorsOf(files)).toContain('Unsupported attribute')
  })
})

describe('files, variables and functions', () => {
  it('34: JSON syntax', () => {
    const json = {
      '//': 'a comment',
      locals: { a: '${1 + 1}', b: 'x-${local.a}', c: '$${d}' },
      output: { o: { value: ['${local.a}', '${local.b}', '${local.c}'] } },
    }
    expect(output({ 'main.tf.json': JSON.stringify(json) }, 'o')).toEqual([2, 'x-2', '${d}'])
  })

  it('35: override files come last, in the order of their names, and must override something', () => {
    const files = {
      'a_override.tf': 'locals { x = "a" }',
      'b_override.tf': 'locals { x = "b" }',
      'override.tf': 'output "o" { value = "over-${local.x}" }',
      'z.tf': 'locals { x = "base" }\noutput "o" { value = local.x }',
    }
    expect(output(files, 'o')).toBe('over-b')
    expect(errorsOf({ 'x_override.tf': 'output "o" { value = 1 }', 'main.tf': '' })).not.toEqual([])
  })

  it('36: OpenTofu hides x.tf behind x.tofu and has functions of its own', () => {
    const files = { 'x.tf': 'output "o" { value = "tf" }', 'x.tofu': 'output "o" { value = "tofu" }' }
    expect(output(files, 'o', { language: 'opentofu' })).toBe('tofu')
    expect(output(files, 'o')).toBe('tf')
    expect(result('cidrcontains("10.0.0.0/8", "10.1.2.3")', undefined, 'opentofu')).toBe(true)
    expect(result('urldecode("a%20b")', undefined, 'opentofu')).toBe('a b')
    expect(result('urldecode("a")')).toEqual(error('Call to unknown function'))
    const enabled =
      'variable "on" { default = false }\nresource "terraform_data" "x" {\n  lifecycle {\n    enabled = var.on\n  }\n}'
    expect(addressesOf({ 'main.tf': enabled }, { language: 'opentofu' })).toEqual([])
  })

  it('37–38: whole values win, and texts are read by the type of their variable', () => {
    const files = {
      'main.tf':
        'variable "m" {\n  type    = map(string)\n  default = { a = "1", b = "2" }\n}\nvariable "plain" { default = null }\noutput "o" { value = [var.m, var.plain] }',
      'terraform.tfvars': 'm = { c = "3" }',
      'terraform.tfvars.json': '{"m": {"d": "4"}}',
    }
    expect(output(files, 'o')).toEqual([{ d: '4' }, null])
    const layers = [
      { kind: 'option', name: 'm', text: '{ e = 5 }' },
      { kind: 'option', name: 'plain', text: '[1]' },
    ] as const
    expect(output(files, 'o', { layers })).toEqual([{ e: '5' }, '[1]'])
    expect(errorsOf({ ...files, 'x.auto.tfvars': 'plain = upper("x")' })).toContain(
      'Function calls not allowed',
    )
  })

  it('39: a null that is not allowed gives the default', () => {
    const variable = 'variable "v" {\n  default  = "d"\n  nullable = false\n}\noutput "o" { value = var.v }'
    expect(output({ 'main.tf': variable, 'terraform.tfvars': 'v = null' }, 'o')).toBe('d')
    const files = {
      'main.tf': 'module "m" {\n  source = "./m"\n  v      = null\n}\noutput "o" { value = module.m.o }',
      'm/main.tf': variable,
    }
    expect(output(files, 'o')).toBe('d')
  })

  it('41–42: names of functions, expansion, and templates with variables of their own', () => {
    expect(results(['core::upper("a")', 'max([1, 3, 2]...)'])).toEqual(['A', 3])
    expect(result('UPPER("a")')).toEqual(error('Call to unknown function'))
    const files = {
      'main.tf': 'locals { t = "$${a}-x" }',
      'list.tftpl': '${list}',
      'self.tftpl': '${templatefile("self.tftpl", {})}',
    }
    expect(result('templatefile("list.tftpl", { list = [1] })', files)).toEqual([1])
    expect(result('templatefile("self.tftpl", {})', files)).toHaveProperty('error')
    expect(result('templatestring(local.t, { a = 1 })', files)).toBe('1-x')
    expect(result('templatestring("x", {})', files)).toHaveProperty('error')
    expect(result('templatestring("x", {})', files, 'opentofu')).toBe('x')
  })

  it('43–44: regular expressions are RE2, format has no star, YAML is quoted', () => {
    expect(result('regex("(a)(b)?", "a")')).toEqual(['a', null])
    expect(result('regex("(?P<x>a)", "a")')).toEqual({ x: 'a' })
    expect(result('regex("(?=a)", "a")')).toHaveProperty('error')
    expect(result('replace("a-b", "/(\\\\w)-(\\\\w)/", "$2-$1")')).toBe('b-a')
    expect(results(['format("%v %q %#v %05.1f", "a", "b", [1], 2.25)'])).toEqual(['a "b" [1] 002.2'])
    expect(result('format("%*d", 3, 1)')).toHaveProperty('error')
    expect(result('yamlencode({ a = ["x"] })')).toBe('"a":\n- "x"\n')
    expect(result('yamldecode("a: yes\\nb: &x [1]\\nc: *x")')).toEqual({ a: true, b: [1], c: [1] })
  })
})
