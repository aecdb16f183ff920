import { describe, expect, it } from 'vitest'
import { filePath } from '../../src/kernel/brand.ts'
import type { Files, Given } from './answer.ts'
import { errors, output, plan } from './asking.ts'

/** A root in JSON syntax. */
function json(root: unknown, more: Files = {}): Files {
  return { 'main.tf.json': JSON.stringify(root), ...more }
}

describe('JSON syntax', () => {
  it('34: texts are templates, and a whole interpolation keeps its type', () => {
    const locals = { a: '${1 + 1}', b: 'x-${local.a}', c: ['${local.a}', { d: '%{ if true }y%{ endif }' }] }
    expect(
      output(json({ locals, output: { o: { value: ['${local.a}', '${local.b}', '${local.c}'] } } })),
    ).toEqual([2, 'x-2', [2, { d: 'y' }]])
  })

  it('34: the keys of objects are templates too', () => {
    const value = { 'k-${1 + 1}': 1, '${upper("b")}': 2, plain: 3 }
    expect(output(json({ output: { o: { value } } }))).toEqual({ 'k-2': 1, B: 2, plain: 3 })
  })

  it('34: a doubled dollar or percent sign escapes', () => {
    expect(output(json({ output: { o: { value: '$${a} %%{b} $x' } } }))).toBe('${a} %{b} $x')
  })

  it('34: a // in a block is a comment, in an object of an expression it is a member', () => {
    const root = { '//': 'why', output: { o: { '//': 'why', value: { '//': 1 } } } }
    expect(output(json(root))).toEqual({ '//': 1 })
  })

  it('34: labels are nested objects, and arrays repeat blocks at every level', () => {
    const root = {
      resource: [
        { terraform_data: { a: { input: 1 } } },
        { terraform_data: [{ b: { input: 2 } }, { c: [{ input: 3 }] }] },
      ],
      output: { o: { value: '${[terraform_data.a.input, terraform_data.b.input, terraform_data.c.input]}' } },
    }
    expect(output(json(root))).toEqual([1, 2, 3])
    const conditions = [1, 2].map((wrong) => ({
      condition: `\${self.input != ${wrong}}`,
      error_message: 'No.',
    }))
    const twice = { a: { input: 2, lifecycle: { postcondition: conditions } } }
    expect(errors(json({ resource: { terraform_data: twice } }))).toEqual(['Resource postcondition failed'])
  })

  it('34: descriptions, types, and what a resource depends on are read as they stand', () => {
    const variable = { type: 'list(string)', description: '${not.a.template}', default: ['a', '${b}'] }
    const both = { a: {}, b: { depends_on: ['terraform_data.a'] } }
    const outputs = {
      o: { value: '${var.v}', description: 'of ${nothing}', depends_on: ['terraform_data.b'] },
    }
    const planned = plan(
      json({ variable: { v: variable }, resource: { terraform_data: both }, output: outputs }),
    )
    expect(planned.errors).toEqual([])
    expect(planned.outputs).toEqual({ o: ['a', '${b}'] })
    const wrong = { a: { depends_on: ['${terraform_data.b}'] }, b: {} }
    expect(errors(json({ resource: { terraform_data: wrong } }))).toEqual(['Invalid expression'])
    const circle = { a: { depends_on: ['terraform_data.b'] }, b: { depends_on: ['terraform_data.a'] } }
    expect(errors(json({ resource: { terraform_data: circle } }))[0]).toMatch(/^Cycle/u)
    const missing = { a: { depends_on: ['terraform_data.nope'] } }
    expect(errors(json({ resource: { terraform_data: missing } }))).toEqual([
      'Reference to undeclared resource',
    ])
  })
})

describe('override files', () => {
  const base = 'locals { x = "base" }\noutput "o" { value = local.x }'

  it('35: are those whose names end in _override, and override.tf, in either syntax', () => {
    for (const name of ['override.tf', 'a_override.tf']) {
      expect(output({ 'z.tf': base, [name]: 'locals { x = "over" }' })).toBe('over')
    }
    for (const name of ['override.tf.json', 'a_override.tf.json']) {
      expect(output({ 'z.tf': base, [name]: '{"locals": {"x": "over"}}' })).toBe('over')
    }
    expect(errors({ 'z.tf': base, 'override_a.tf': 'locals { x = "over" }' })).toEqual([
      'Duplicate local value definition',
    ])
  })

  it('35: come last, in the order of their names', () => {
    const files = {
      'z.tf': base,
      'b_override.tf': 'locals { x = "b" }',
      'a_override.tf': 'locals { x = "a" }',
    }
    expect(output(files)).toBe('b')
    expect(output({ ...files, 'override.tf': 'locals { x = "o" }' })).toBe('o')
    expect(output({ ...files, 'override.tf.json': '{"locals": {"x": "j"}}' })).toBe('j')
  })

  it('35: replace arguments one by one, and locals by name', () => {
    const main =
      'resource "terraform_data" "a" {\n  input            = 1\n  triggers_replace = 2\n}\nlocals {\n  x = 1\n  y = 2\n}\noutput "o" { value = [local.x, local.y] }'
    const over = 'resource "terraform_data" "a" { input = "over" }\nlocals { y = 3 }'
    const planned = plan({ 'main.tf': main, 'override.tf': over })
    expect(planned.values['terraform_data.a']).toEqual({ input: 'over', triggers_replace: 2 })
    expect(planned.outputs).toEqual({ o: [1, 3] })
  })

  it('35: replace all the nested blocks of a type', () => {
    const main = `variable "v" {\n  default = 1\n}\ncheck "c" {\n  assert {\n    condition     = var.v != 1\n    error_message = "No."\n  }\n}`
    expect(plan(main).warnings).toEqual(['Check block assertion failed'])
    const files = {
      'main.tf': `variable "v" {\n  default = 1\n}\n${resource(`${provisioner('$${nope}')}\n${provisioner('echo')}`)}`,
      'override.tf': resource(provisioner('echo over')),
    }
    expect(plan(files).errors).toEqual([])
  })

  it('35: replace the settings of lifecycle one by one', () => {
    const files = {
      'main.tf': `variable "v" {\n  default = 1\n}\nresource "terraform_data" "a" {\n  lifecycle {\n${condition('precondition', 1)}\n  }\n}`,
      'override.tf': 'resource "terraform_data" "a" {\n  lifecycle {\n    prevent_destroy = true\n  }\n}',
    }
    expect(errors(files)).toEqual(['Resource precondition failed'])
  })

  it.each([
    ['count = 2', 'for_each = { x = 1 }'],
    ['for_each = { x = 1 }', 'count = 2'],
  ])('35: with %s overridden by %s there is a count', (main, over) => {
    const planned = plan({
      'main.tf': `resource "terraform_data" "a" { ${main} }`,
      'override.tf': `resource "terraform_data" "a" { ${over} }`,
    })
    expect(planned).toMatchObject({ addresses: ['terraform_data.a[0]', 'terraform_data.a[1]'], errors: [] })
  })

  it('35: hold no conditions, no depends_on, and no blocks without a name', () => {
    const main = `variable "v" {\n  default = 1\n}\nresource "terraform_data" "a" {}\n`
    const over = (text: string): readonly string[] => errors({ 'main.tf': main, 'override.tf': text })
    expect(over(`variable "v" {\n${condition('validation', 2)}\n}`)).toEqual([
      "Can't override validation blocks",
    ])
    expect(
      over(`resource "terraform_data" "a" {\n  lifecycle {\n${condition('postcondition', 2)}\n  }\n}`),
    ).toEqual(["Can't override postcondition blocks"])
    expect(over('resource "terraform_data" "a" { depends_on = [var.v] }')).toEqual(['Unsupported override'])
    expect(over('moved {\n  from = terraform_data.x\n  to   = terraform_data.a\n}')).toEqual([
      "Cannot override 'moved' blocks",
    ])
  })

  it.each([
    ['output "p" { value = 1 }', 'Missing base output definition to override'],
    ['variable "p" {}', 'Missing base variable declaration to override'],
    ['locals { p = 1 }', 'Missing base local value definition to override'],
    ['resource "terraform_data" "p" {}', 'Missing resource to override'],
    ['module "p" { source = "./m" }', 'Missing module call to override'],
  ])('35: %s needs something to override', (text, summary) => {
    expect(errors({ 'z.tf': base, 'override.tf': text })).toEqual([summary])
  })
})

const m =
  'variable "m" {\n  type    = map(string)\n  default = { from = "default", base = "x" }\n}\noutput "o" { value = var.m }'

/** Every place that a value may come from, weakest first. */
const places: readonly { readonly place: string; readonly files?: Files; readonly environment?: string }[] = [
  { place: 'the environment', environment: '{ from = "environment" }' },
  { place: 'terraform.tfvars' },
  { place: 'terraform.tfvars.json' },
  { place: 'a.auto.tfvars' },
  { place: 'a.auto.tfvars.json' },
  { place: 'b.auto.tfvars' },
  { place: 'c.auto.tfvars.json' },
]

/** The root with the values of the first places. */
function upTo(count: number) {
  const some = places.slice(0, count)
  const files = some
    .filter(({ place }) => place.includes('tfvars'))
    .map(({ place }) => [
      place,
      place.endsWith('.json') ? `{"m": {"from": "${place}"}}` : `m = { from = "${place}" }`,
    ])
  return {
    files: { 'main.tf': m, ...(Object.fromEntries(files) as Files) },
    environment: new Map(
      some.flatMap((one) => (one.environment === undefined ? [] : [['m', one.environment]])),
    ),
  }
}

describe('where the value of a variable comes from', () => {
  it('37: with nothing given it is the default', () => {
    expect(output(m)).toEqual({ from: 'default', base: 'x' })
  })

  it.each(places.map(({ place }, at) => ({ place, at })))(
    '37: $place wins over all before it',
    ({ place, at }) => {
      const { files, environment } = upTo(at + 1)
      expect(output(files, { environment })).toEqual({
        from: place === 'the environment' ? 'environment' : place,
      })
    },
  )

  it('37: the command line wins over all, its last option over the others', () => {
    const { files, environment } = upTo(places.length)
    const all = { ...files, 'x.tfvars': 'm = { from = "x" }', 'y.tfvars.json': '{"m": {"from": "y"}}' }
    const asked = (layers: Given['layers']): unknown => output(all, { environment, layers: layers ?? [] })
    expect(asked([option('1')])).toEqual({ from: '1' })
    expect(asked([option('1'), option('2')])).toEqual({ from: '2' })
    expect(asked([option('1'), file('x.tfvars')])).toEqual({ from: 'x' })
    expect(asked([file('x.tfvars'), file('y.tfvars.json')])).toEqual({ from: 'y' })
    expect(asked([file('y.tfvars.json'), file('x.tfvars'), option('3')])).toEqual({ from: '3' })
  })

  it('37: a whole value wins; nothing is merged', () => {
    expect(output({ 'main.tf': m, 'terraform.tfvars': 'm = { other = 1 }' })).toEqual({ other: '1' })
    expect(output({ 'main.tf': m, 'terraform.tfvars': 'm = {}' })).toEqual({})
  })
})

/** A variable of a type, given out. */
function typed(type: string): Files {
  return {
    'main.tf': `variable "v" {\n  ${type === '' ? '' : `type = ${type}`}\n}\noutput "o" { value = var.v }`,
  }
}

/** A text given on the command line and in the environment. */
function given(type: string, text: string): readonly unknown[] {
  return [
    output(typed(type), { layers: [{ kind: 'option', name: 'v', text }] }),
    output(typed(type), { environment: new Map([['v', text]]) }),
  ]
}

describe('what a text is read as', () => {
  it.each([
    ['', '[1]', '[1]'],
    ['', '"a"', '"a"'],
    ['string', '{ a = 1 }', '{ a = 1 }'],
    ['string', '', ''],
    ['number', '5', 5],
    ['bool', 'true', true],
  ])('38: with the type `%s` %s is a plain text', (type, text, value) => {
    expect(given(type, text)).toEqual([value, value])
  })

  it.each([
    ['any', '[1]', [1]],
    ['any', '"a"', 'a'],
    ['list(string)', '["a", 1]', ['a', '1']],
    ['object({ a = number })', '{ a = "1" }', { a: 1 }],
    ['set(number)', '[2, 1, 2]', [1, 2]],
  ])('38: with the type %s %s is an expression', (type, text, value) => {
    expect(given(type, text)).toEqual([value, value])
  })

  it('38: such an expression is constant', () => {
    for (const wrong of ['a', 'upper("a")', '[local.x]', '[']) {
      for (const one of given('any', wrong)) expect(one).toHaveProperty('error')
    }
  })

  it('38: files of variables hold constants only', () => {
    const read = (text: string) => plan({ ...typed('any'), 'terraform.tfvars': text })
    expect(read('v = upper("x")').errors).toContain('Function calls not allowed')
    expect(read('v = var.w').errors).toContain('Variables not allowed')
    expect(read('v = [local.w]').errors).toContain('Variables not allowed')
    expect(read('v {\n}\n').errors).not.toEqual([])
    expect(read('v = "${1 + 1}"').outputs).toEqual({ o: 2 })
    expect(output({ ...typed('any'), 'terraform.tfvars.json': '{"v": "${1 + 1}"}' })).toBe('${1 + 1}')
  })
})

describe('nulls and validations', () => {
  const refusing = 'variable "v" {\n  default  = "d"\n  nullable = false\n}\noutput "o" { value = var.v }'

  it('39: where null is not allowed it gives the default', () => {
    expect(output({ 'main.tf': refusing, 'terraform.tfvars': 'v = null' })).toBe('d')
    expect(output({ 'main.tf': refusing.replace('false', 'true'), 'terraform.tfvars': 'v = null' })).toBe(
      null,
    )
    const required = refusing.replace('default  = "d"', '')
    expect(output({ 'main.tf': required, 'terraform.tfvars': 'v = null' })).toHaveProperty('error')
    expect(output(refusing.replace('"d"', 'null'))).toHaveProperty('error')
  })

  it('39: a null that a module is given does the same', () => {
    expect(output(called(refusing))).toBe('d')
    expect(output(called(refusing.replace('false', 'true')))).toBe(null)
  })

  it('39: a validation may read other variables, locals and resources', () => {
    const other =
      'variable "most" {\n  default = 3\n}\nlocals { least = var.most - 2 }\nresource "terraform_data" "r" { input = 3 }\n'
    expect(errors(`${other}${validated('v', '3', 'var.v <= var.most && var.v >= local.least')}`)).toEqual([])
    for (const wrong of ['var.v <= var.most', 'var.v <= local.least', 'var.v < terraform_data.r.input']) {
      expect(errors(`${other}${validated('v', '4', wrong)}`)).toEqual(['Invalid value for variable'])
    }
  })

  it('39: a validation looks at its own variable, and not in a circle', () => {
    expect(errors(`variable "w" {\n  default = 1\n}\n${validated('v', '1', 'var.w == 1')}`)).toEqual([
      'Invalid variable validation condition',
    ])
    const circle = validated('v', '1', 'var.v == var.w') + validated('w', '1', 'var.v == var.w')
    expect(errors(circle)[0]).toMatch(/^Cycle/u)
    expect(errors(`locals { x = var.v }\n${validated('v', '1', 'var.v == local.x')}`)[0]).toMatch(/^Cycle/u)
  })
})

function option(text: string) {
  return { kind: 'option', name: 'm', text: `{ from = "${text}" }` } as const
}

function file(name: string) {
  return { kind: 'file', file: filePath(name) } as const
}

/** A condition that var.v is not a number. */
function condition(type: string, wrong: number): string {
  return `  ${type} {\n    condition     = var.v != ${wrong}\n    error_message = "No ${wrong}."\n  }`
}

function resource(blocks: string): string {
  return `resource "terraform_data" "a" {\n${blocks}\n}`
}

function provisioner(command: string): string {
  return `  provisioner "local-exec" { command = "${command}" }`
}

/** A module that is given null. */
function called(variable: string): Files {
  return {
    'main.tf': 'module "m" {\n  source = "./m"\n  v      = null\n}\noutput "o" { value = module.m.o }',
    'm/main.tf': variable,
  }
}

function validated(name: string, fallback: string, rule: string): string {
  return `variable "${name}" {\n  default = ${fallback}\n  validation {\n    condition     = ${rule}\n    error_message = "No."\n  }\n}\n`
}
