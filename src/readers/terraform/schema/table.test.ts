import { describe, expect, it } from 'vitest'
import { parseProviderTable } from './schema.ts'

const table = parseProviderTable(`plumbline-schema 1 acme/acme 1.2.3
#Ab-_ key!s values?Ss
d:acme_image owners?Ls most_recent?b
p: region?s token?~s
r:acme_empty
r:acme_net rule?+SO{cidr:Ls port:n} filter@s+1,5#Ab-_ timeouts@o{create?s} labels+Ms any?a password_wo?~^s
r:acme_node config!N{image!s pull?+b} extra?LN#Ab-_ plain+MO#Ab-_
`)

describe('parseProviderTable', () => {
  it('finds a type by its kind and name, and nothing by another', () => {
    expect(table.version).toBe('1.2.3')
    expect([...(table.data('acme_image')?.attributes.keys() ?? [])]).toEqual(['owners', 'most_recent'])
    expect(table.resource('acme_image')).toBeUndefined()
    expect(table.resource('Ab-_')).toBeUndefined()
    expect([...(table.provider()?.attributes.keys() ?? [])]).toEqual(['region', 'token'])
    expect(table.resource('acme_empty')).toEqual({ attributes: new Map(), blocks: new Map() })
  })

  it('reads flags and types', () => {
    const net = table.resource('acme_net')
    expect(net?.attributes.get('rule')).toEqual({
      type: {
        kind: 'set',
        element: {
          kind: 'object',
          attributes: new Map<string, unknown>([
            ['cidr', { kind: 'list', element: { kind: 'string' } }],
            ['port', { kind: 'number' }],
          ]),
        },
      },
      required: false,
      optional: true,
      computed: true,
      sensitive: false,
    })
    expect(net?.attributes.get('labels')?.type).toEqual({ kind: 'map', element: { kind: 'string' } })
    expect(net?.attributes.get('any')?.type).toEqual({ kind: 'dynamic' })
    expect(net?.attributes.get('password_wo')).toMatchObject({
      sensitive: true,
      writeOnly: true,
      computed: false,
    })
  })

  it('reads nested blocks, shared or in place', () => {
    const filter = table.resource('acme_net')?.blocks.get('filter')
    expect(filter).toMatchObject({ nesting: 'set', min: 1, max: 5, computed: true })
    expect([...(filter?.block.attributes.keys() ?? [])]).toEqual(['key', 'values'])
    const timeouts = table.resource('acme_net')?.blocks.get('timeouts')
    expect(timeouts).toMatchObject({ nesting: 'single', min: 0, max: 0, computed: false })
    expect(timeouts?.block.attributes.get('create')?.optional).toBe(true)
  })

  it('keeps the flags of the members of a nested attribute, and lets its type leave out what is not required', () => {
    const node = table.resource('acme_node')
    const config = node?.attributes.get('config')
    expect(config?.required).toBe(true)
    expect(config?.nested?.nesting).toBe('single')
    expect(config?.nested?.attributes.get('pull')).toMatchObject({ optional: true, computed: true })
    expect(config?.type).toMatchObject({ kind: 'object', optional: new Set(['pull']) })
    const extra = node?.attributes.get('extra')
    expect(extra?.nested?.nesting).toBe('list')
    expect(extra?.nested?.attributes.get('key')?.required).toBe(true)
    expect(extra?.type).toMatchObject({
      kind: 'list',
      element: { kind: 'object', optional: new Set(['values']) },
    })
  })

  it('makes an object type whose attributes must all be there from the same shape', () => {
    const plain = table.resource('acme_node')?.attributes.get('plain')
    expect(plain?.nested).toBeUndefined()
    expect(plain?.type.kind === 'map' && plain.type.element).not.toHaveProperty('optional')
  })

  it('keeps what it decoded', () => {
    expect(table.resource('acme_node')).toBe(table.resource('acme_node'))
    expect(table.resource('acme_net')?.blocks.get('filter')?.block).toBe(
      table.resource('acme_net')?.blocks.get('filter')?.block,
    )
  })

  it('refuses a text that is no table', () => {
    expect(() => parseProviderTable('{}')).toThrow('table: {}')
  })
})
