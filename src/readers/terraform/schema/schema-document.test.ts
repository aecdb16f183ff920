import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { builtinSchema, builtinSource } from './builtin.ts'
import { fromProvidersSchemaJson } from './schema.ts'

/** What `terraform providers schema -json` prints for the built-in provider, less its descriptions. */
const builtin = {
  format_version: '1.0',
  provider_schemas: {
    'terraform.io/builtin/terraform': {
      provider: { version: 0 },
      resource_schemas: {
        terraform_data: {
          version: 0,
          block: {
            attributes: {
              id: { type: 'string', description_kind: 'plain', computed: true },
              input: { type: 'dynamic', description_kind: 'plain', optional: true },
              output: { type: 'dynamic', description_kind: 'plain', computed: true },
              triggers_replace: { type: 'dynamic', description_kind: 'plain', optional: true },
            },
            description_kind: 'plain',
          },
        },
      },
      data_source_schemas: {
        terraform_remote_state: {
          version: 0,
          block: {
            attributes: {
              backend: { type: 'string', description_kind: 'markdown', required: true },
              config: { type: 'dynamic', description_kind: 'markdown', optional: true },
              defaults: { type: 'dynamic', description_kind: 'markdown', optional: true },
              outputs: { type: 'dynamic', description_kind: 'markdown', computed: true },
              workspace: { type: 'string', description_kind: 'markdown', optional: true },
            },
            description_kind: 'plain',
          },
        },
      },
    },
  },
}

describe('fromProvidersSchemaJson', () => {
  it('says of the built-in provider what the built-in table says', () => {
    const schema = fromProvidersSchemaJson(builtin).get(builtinSource)
    expect(schema?.resource('terraform_data')).toEqual(builtinSchema.resource('terraform_data'))
    expect(schema?.data('terraform_remote_state')).toEqual(builtinSchema.data('terraform_remote_state'))
    expect(schema?.resource('terraform_remote_state')).toBeUndefined()
    expect(schema?.resource('toString')).toBeUndefined()
    expect(schema?.provider()).toEqual({ attributes: new Map(), blocks: new Map() })
  })

  it('reads nested blocks, nested attributes and the notation of types', () => {
    const member = {
      type: ['set', ['object', { a: 'bool', b: ['tuple', ['number', 'string']] }, ['a']]],
      optional: true,
    }
    const block = {
      attributes: {
        secret: { type: 'string', optional: true, sensitive: true, write_only: true },
        rules: {
          nested_type: {
            nesting_mode: 'map',
            attributes: { member, name: { type: 'string', required: true } },
          },
          optional: true,
        },
      },
      block_types: {
        disk: {
          nesting_mode: 'set',
          min_items: 1,
          max_items: 3,
          block: { attributes: { size: { type: 'number', computed: true } } },
        },
      },
    }
    const json = {
      provider_schemas: {
        'example.com/acme/acme': { provider: { block: {} }, resource_schemas: { acme_vm: { block } } },
      },
    }
    const vm = fromProvidersSchemaJson(json).get('example.com/acme/acme')?.resource('acme_vm')
    expect(vm?.attributes.get('secret')).toMatchObject({ sensitive: true, writeOnly: true })
    expect(vm?.attributes.get('rules')?.nested?.nesting).toBe('map')
    expect(vm?.attributes.get('rules')?.nested?.attributes.get('name')?.required).toBe(true)
    expect(vm?.attributes.get('rules')?.type).toMatchObject({
      kind: 'map',
      element: { kind: 'object', optional: new Set(['member']) },
    })
    expect(vm?.attributes.get('rules')?.nested?.attributes.get('member')?.type).toEqual({
      kind: 'set',
      element: {
        kind: 'object',
        attributes: new Map<string, unknown>([
          ['a', { kind: 'bool' }],
          ['b', { kind: 'tuple', elements: [{ kind: 'number' }, { kind: 'string' }] }],
        ]),
        optional: new Set(['a']),
      },
    })
    expect(vm?.blocks.get('disk')).toMatchObject({ nesting: 'set', min: 1, max: 3 })
    expect(vm?.blocks.get('disk')?.block.attributes.get('size')?.type).toEqual({ kind: 'number' })
  })

  it('takes any document without throwing', () => {
    const keys = fc.constantFrom(
      'provider_schemas',
      'resource_schemas',
      'x',
      'block',
      'attributes',
      'block_types',
      'type',
      'nested_type',
    )
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 9 },
        fc.constantFrom<unknown>(null, 1, 'string', 'list', true, [], {}),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(keys, tie('tree'), { maxKeys: 4 }),
      ),
    }))
    fc.assert(
      fc.property(tree, (inner) => {
        const json = {
          provider_schemas: {
            p: {
              provider: inner,
              resource_schemas: { x: inner },
              data_source_schemas: { x: { block: inner } },
            },
          },
        }
        const all = [inner, json].flatMap((one) => [...fromProvidersSchemaJson(one).values()])
        return all.every((one) =>
          [one.provider(), one.resource('x'), one.data('x')].every(
            (schema) => schema === undefined || schema.attributes instanceof Map,
          ),
        )
      }),
    )
  })
})
