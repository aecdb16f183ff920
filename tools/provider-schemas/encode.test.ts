import fc, { type Arbitrary } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dynamicType, type Type } from '../../src/lang/hcl/types.ts'
import { parseProviderTable, type BlockSchema } from '../../src/readers/terraform/schema/schema.ts'
import { encodeTable, type Model, type ModelMember, type ModelType } from './encode.mjs'

describe('encodeTable', () => {
  it('gives back, once decoded, everything that was in the model', () => {
    fc.assert(
      fc.property(models, (model) => {
        const schema = parseProviderTable(encodeTable(model))
        return model.entries.every(({ kind, type, members }) => {
          const decoded =
            kind === 'provider'
              ? schema.provider()
              : kind === 'data'
                ? schema.data(type)
                : schema.resource(type)
          return decoded !== undefined && sayBlock(decoded) === sayMembers(members, model)
        })
      }),
      { numRuns: 300 },
    )
  })

  it('writes the same text whatever the order of types and members', () => {
    fc.assert(
      fc.property(models, (model) => {
        const turned = model.entries
          .map((one) => ({ ...one, members: one.members.toReversed() }))
          .toReversed()
        return encodeTable(model) === encodeTable({ ...model, entries: turned })
      }),
    )
  })

  it('writes a shape once and names it where it is used again', () => {
    const inner = [
      attribute('first_attribute', { kind: 'string' }),
      attribute('second_attribute', { kind: 'number' }),
    ]
    const uses = ['a', 'b'].map((name) => ({
      kind: 'resource' as const,
      type: `x_${name}`,
      members: [block('inside', 'Inside')],
    }))
    const text = encodeTable({
      source: 'x/x',
      version: '1',
      entries: uses,
      structs: new Map([['Inside', inner]]),
    })
    expect(text).toMatch(
      /^plumbline-schema 1 x\/x 1\n(#\S{4}) first_attribute\?s second_attribute\?n\nr:x_a inside@l\1\nr:x_b inside@l\1\n$/u,
    )
  })

  it('decodes a block that may hold itself as deep as it is asked', () => {
    const members = [attribute('negated', { kind: 'bool' }), block('statement', 'Statement')]
    const entries = [
      { kind: 'resource' as const, type: 'x_rule', members: [block('statement', 'Statement')] },
    ]
    const text = encodeTable({
      source: 'x/x',
      version: '1',
      entries,
      structs: new Map([['Statement', members]]),
    })
    let here = parseProviderTable(text).resource('x_rule')
    for (let depth = 0; depth < 20; depth++) here = here?.blocks.get('statement')?.block
    expect(here?.attributes.get('negated')?.type).toEqual({ kind: 'bool' })
  })

  it('takes anything where an object would hold itself', () => {
    const members = [
      attribute('next', { kind: 'nested', struct: 'Node' }),
      attribute('value', { kind: 'string' }),
    ]
    const entries = [
      {
        kind: 'resource' as const,
        type: 'x_list',
        members: [attribute('head', { kind: 'nested', struct: 'Node' })],
      },
    ]
    const text = encodeTable({ source: 'x/x', version: '1', entries, structs: new Map([['Node', members]]) })
    const head = parseProviderTable(text).resource('x_list')?.attributes.get('head')
    expect(head?.type.kind === 'object' && head.type.attributes.get('next')).toEqual(dynamicType)
    expect(head?.nested?.attributes.get('next')?.nested?.attributes.get('value')?.type).toEqual({
      kind: 'string',
    })
  })
})

function attribute(name: string, type: ModelType): ModelMember {
  return { name, required: false, optional: true, computed: false, sensitive: false, writeOnly: false, type }
}

function block(name: string, struct: string): ModelMember {
  const how = { nesting: 'list', min: 0, max: 0, computed: false, struct } as const
  return {
    name,
    required: false,
    optional: true,
    computed: false,
    sensitive: false,
    writeOnly: false,
    block: how,
  }
}

// Structs refer only to later ones, so that the plain text below ends. Only those of blocks hold blocks.
const blockStructs = ['Alpha', 'Beta']
const objectStructs = ['Gamma', 'Delta']
const names = fc.constantFrom('a', 'b', 'id', 'tags_all', 'a-b', 'x9', 'Upper', 'vpc_security_group_ids')
const plain: readonly ModelType[] = [
  { kind: 'string' },
  { kind: 'number' },
  { kind: 'bool' },
  { kind: 'dynamic' },
]

function typesFrom(structs: readonly string[], depth: number): Arbitrary<ModelType> {
  const ends = [
    ...plain,
    ...structs.flatMap((struct): ModelType[] => [
      { kind: 'object', struct },
      { kind: 'nested', struct },
    ]),
  ]
  if (depth === 0) return fc.constantFrom(...ends)
  return fc
    .record({
      wrap: fc.constantFrom('none', 'list', 'set', 'map'),
      inner: typesFrom(structs, depth - 1),
    })
    .map(({ wrap, inner }) => (wrap === 'none' ? inner : { kind: wrap, element: inner }))
}

function membersFrom(
  blocks: readonly string[],
  objects: readonly string[],
): Arbitrary<readonly ModelMember[]> {
  const one = fc.record({
    name: names,
    required: fc.boolean(),
    optional: fc.boolean(),
    computed: fc.boolean(),
    sensitive: fc.boolean(),
    writeOnly: fc.boolean(),
    type: typesFrom(objects, 2),
    asBlock: fc.boolean(),
    nesting: fc.constantFrom('single', 'group', 'list', 'set', 'map'),
    min: fc.integer({ min: 0, max: 12 }),
    max: fc.integer({ min: 0, max: 100 }),
    struct: fc.integer({ min: 0, max: Math.max(0, blocks.length - 1) }),
  })
  return fc.uniqueArray(one, { selector: ({ name }) => name, maxLength: 6 }).map((all) =>
    all.map(({ type, asBlock, nesting, min, max, struct, ...rest }): ModelMember => {
      const inside = blocks[struct]
      if (!asBlock || inside === undefined) return { ...rest, type }
      return { ...rest, block: { nesting, min, max, computed: rest.computed, struct: inside } }
    }),
  )
}

const models: Arbitrary<Model> = fc
  .record({
    provider: membersFrom(blockStructs, objectStructs),
    rest: fc.array(
      fc.record({
        kind: fc.constantFrom('resource', 'data'),
        members: membersFrom(blockStructs, objectStructs),
      }),
      { maxLength: 6 },
    ),
    Alpha: membersFrom(['Beta'], objectStructs),
    Beta: membersFrom([], objectStructs),
    Gamma: membersFrom([], ['Delta']),
    Delta: membersFrom([], []),
  })
  .map(({ provider, rest, ...structs }) => ({
    source: 'test/test',
    version: '1.2.3',
    entries: [
      { kind: 'provider' as const, type: '', members: provider },
      ...rest.map(({ kind, members }, position) => ({ kind, type: `test_${position}`, members })),
    ],
    structs: new Map(Object.entries(structs)),
  }))

/** Both sides in one plain text; the model's has nothing of the encoder or the decoder in it. */
function sayMembers(members: readonly ModelMember[], model: Model): string {
  return members
    .map((one) => {
      if (one.block) {
        const { nesting, min, max, computed, struct } = one.block
        return `${one.name} ${nesting} ${min} ${max} ${computed} (${sayMembers(model.structs.get(struct) ?? [], model)})`
      }
      return `${one.name} ${flagsOf(one)} ${one.type ? sayModelType(one.type, model, false) : ''}`
    })
    .toSorted(byText)
    .join('; ')
}

function sayModelType(type: ModelType, model: Model, inObject: boolean): string {
  if (type.kind === 'object' || type.kind === 'nested') {
    const nested = type.kind === 'nested' && !inObject
    const parts = (model.structs.get(type.struct) ?? []).map((one) => {
      const of = one.type ? sayModelType(one.type, model, !nested) : ''
      return `${one.name}${nested && !one.required ? '?' : ''}=${of}`
    })
    return `{${parts.toSorted(byText).join(' ')}}`
  }
  return 'element' in type ? `${type.kind}(${sayModelType(type.element, model, inObject)})` : type.kind
}

function sayBlock({ attributes, blocks }: BlockSchema): string {
  const first = [...attributes].map(([name, one]) => `${name} ${flagsOf(one)} ${sayType(one.type)}`)
  const second = [...blocks].map(
    ([name, one]) =>
      `${name} ${one.nesting} ${one.min} ${one.max} ${one.computed === true} (${sayBlock(one.block)})`,
  )
  return [...first, ...second].toSorted(byText).join('; ')
}

function sayType(type: Type): string {
  if (type.kind === 'object') {
    const parts = [...type.attributes].map(
      ([name, one]) => `${name}${type.optional?.has(name) ? '?' : ''}=${sayType(one)}`,
    )
    return `{${parts.toSorted(byText).join(' ')}}`
  }
  return 'element' in type ? `${type.kind}(${sayType(type.element)})` : type.kind
}

type Flags = Pick<ModelMember, 'required' | 'optional' | 'computed' | 'sensitive'> & {
  readonly writeOnly?: boolean
}

function flagsOf({ required, optional, computed, sensitive, writeOnly }: Flags): string {
  return [required, optional, computed, sensitive, writeOnly === true].map(Number).join('')
}

function byText(left: string, right: string): number {
  return left < right ? -1 : 1
}
