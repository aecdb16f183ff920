import { describe, expect, it } from 'vitest'
import { acme } from './acme.ts'
import { asksTerraform, plan } from './asking.ts'

/** The only provider built into Terraform has no nested blocks, so these are answered by its documentation. */
const isDocumented = asksTerraform

const around = `variable "e" {
  default   = "x"
  ephemeral = true
}
resource "terraform_data" "r" {}
ephemeral "acme_pass" "p" {}
`

interface Thing {
  readonly errors: readonly string[]
  readonly [attribute: string]: unknown
}

/** What a resource with such a body comes to, with a schema or without. */
function thing(body: string, providerSchemas: unknown = acme): Thing {
  const planned = plan(`${around}resource "acme_thing" "x" {\n${body}\n}`, { providerSchemas })
  return { ...(planned.values['acme_thing.x'] as object), errors: planned.errors }
}

/** A dynamic block over a collection, whose content gives its value a name. */
function over(collection: string, type = 'rule', name = 'name'): string {
  return `dynamic "${type}" {\n  for_each = ${collection}\n  content { ${name} = ${type}.value }\n}`
}

describe.skipIf(isDocumented).each([
  { how: 'with a schema', schema: acme },
  { how: 'without one', schema: {} },
])('dynamic blocks $how', ({ schema }) => {
  it('32: give the name of their iterator, the type without one', () => {
    const body =
      'dynamic "rule" {\n  for_each = { a = 1 }\n  iterator = it\n  content {\n    port = it.value\n    name = it.key\n  }\n}'
    expect(thing(body, schema)).toMatchObject({ errors: [], rule: [{ port: 1, name: 'a' }] })
    expect(thing(body.replace('iterator = it', ''), schema).errors).not.toEqual([])
    expect(thing(over('["b"]'), schema)).toMatchObject({ errors: [], rule: [{ name: 'b' }] })
  })

  it('32: nest, and see the iterators around them', () => {
    const inside =
      'dynamic "inner" {\n  for_each = [1, 2]\n  content { name = "${rule.key}${inner.value}" }\n}'
    const body = `dynamic "rule" {\n  for_each = { a = 1, b = 2 }\n  content {\n${inside}\n}\n}`
    expect(thing(body, schema)).toMatchObject({
      errors: [],
      rule: [{ inner: [{ name: 'a1' }, { name: 'a2' }] }, { inner: [{ name: 'b1' }, { name: 'b2' }] }],
    })
  })

  it.each([
    ['toset(["b", "a"])', ['a', 'b']],
    ['tolist(["q"])', ['q']],
    ['["x", "y"]', ['x', 'y']],
    ['{ k = "v" }', ['v']],
    ['tomap({ b = "1", a = "2" })', ['2', '1']],
    ['[]', []],
  ])('32: go over %s', (collection, names) => {
    const { errors, rule = [] } = thing(over(collection), schema)
    expect(errors).toEqual([])
    expect((rule as readonly { readonly name: string }[]).map(({ name }) => name)).toEqual(names)
  })

  it.each(['null', '"a"', '5', 'true'])('32: do not go over %s', (collection) => {
    expect(thing(over(collection), schema).errors).toEqual(['Invalid dynamic for_each value'])
  })

  it('32: leave all the blocks of a type unknown when what they go over is', () => {
    const body = `rule { port = 1 }\n${over('split(",", terraform_data.r.id)')}\ntag { k = "a" }`
    const made = thing(body, schema)
    expect(made.errors).toEqual([])
    expect(made).not.toHaveProperty('rule')
    expect(made).toMatchObject({ tag: [{ k: 'a' }] })
  })

  it('32: stand in the order of the source among the others', () => {
    const body = `rule { name = "1" }\n${over('["2", "3"]')}\nrule { name = "4" }\n${over('["5"]')}`
    expect(thing(body, schema)).toMatchObject({
      rule: [{ name: '1' }, { name: '2' }, { name: '3' }, { name: '4' }, { name: '5' }],
    })
  })
})

describe.skipIf(isDocumented)('blocks with a schema', () => {
  it('32: labels are the keys of map blocks', () => {
    const body =
      'dynamic "by" {\n  for_each = { b = 3, a = 2 }\n  labels   = ["k-${by.key}"]\n  content { v = by.value }\n}\nby "c" { v = 1 }'
    expect(thing(body)).toMatchObject({ errors: [], by: { 'k-a': { v: 2 }, 'k-b': { v: 3 }, c: { v: 1 } } })
  })

  it('32: equal blocks of a set are one', () => {
    const body = `tag { k = "b" }\ntag { k = "a" }\n${over('["a", "c"]', 'tag', 'k')}`
    expect(thing(body)).toMatchObject({ errors: [], tag: [{ k: 'a' }, { k: 'b' }, { k: 'c' }] })
  })

  it('33: a single block is an object, a block that may repeat a list, and what is not written is empty', () => {
    expect(thing('one { port = 1 }\nrule { port = 2 }')).toMatchObject({
      one: { port: 1 },
      rule: [{ port: 2, name: null }],
      tag: [],
      by: {},
    })
    expect(thing('')).toMatchObject({ one: null, rule: [] })
  })

  it('33: an attribute that is a list of objects may be written as blocks', () => {
    const rows = [
      { port: 1, name: 'a' },
      { port: 2, name: null },
    ]
    expect(thing('rows {\n  port = 1\n  name = "a"\n}\nrows { port = 2 }')).toMatchObject({
      errors: [],
      rows,
    })
    expect(thing('rows = [{ port = 1, name = "a" }, { port = 2, name = null }]')).toMatchObject({ rows })
    expect(thing(over('["a"]', 'rows'))).toMatchObject({ rows: [{ port: null, name: 'a' }] })
    expect(thing('rows = []')).toMatchObject({ errors: [], rows: [] })
    expect(thing('')).not.toHaveProperty('rows')
  })
})

describe.skipIf(isDocumented)('blocks without a schema', () => {
  it('33: every block is one of a list, and every argument has the type it is written with', () => {
    expect(thing('one { port = 1 }\nrows { port = "2" }\nmore = ["x"]', {})).toEqual({
      errors: [],
      one: [{ port: 1 }],
      rows: [{ port: '2' }],
      more: ['x'],
    })
  })
})

// https://developer.hashicorp.com/terraform/language/resources/ephemeral
describe.skipIf(isDocumented)('ephemeral values', () => {
  it('30: go into write-only arguments, which are null whatever they are given', () => {
    expect(thing('secret = var.e')).toMatchObject({ errors: [], secret: null })
    expect(thing('secret = "open"')).toMatchObject({ errors: [], secret: null })
    expect(thing('secret = ephemeral.acme_pass.p.value')).toMatchObject({ errors: [], secret: null })
    expect(thing('name = var.e').errors).toEqual(['Invalid use of ephemeral value'])
  })

  it('30: come from ephemeral resources, and may go into no other resource and no output', () => {
    expect(thing('name = ephemeral.acme_pass.p.value').errors).toEqual(['Invalid use of ephemeral value'])
    expect(thing('name = "x-${ephemeral.acme_pass.p.value}"').errors).toEqual([
      'Invalid use of ephemeral value',
    ])
    const given = { providerSchemas: acme }
    const out = (value: string) => plan(`${around}output "o" { value = ${value} }`, given)
    expect(out('ephemeral.acme_pass.p.value').errors).toEqual(['Ephemeral value not allowed'])
    expect(out('ephemeralasnull(ephemeral.acme_pass.p.value)').errors).toEqual([])
  })
})
