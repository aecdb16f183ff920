import {
  boolType,
  dynamicType,
  listOf,
  mapOf,
  numberType,
  objectOf,
  setOf,
  stringType,
  tupleOf,
  type Type,
} from '../../../lang/hcl/types.ts'
import type {
  AttributeSchema,
  BlockSchema,
  NestedAttribute,
  NestedBlock,
  Nesting,
  ProviderSchema,
} from './contract.ts'
import { objectType } from './table.ts'

/**
 * Reads what `terraform providers schema -json` prints, by source address as it is written there. It is someone else's
 * document: what isn't understood is left out, or is of any type. A type is converted when asked for, then kept.
 */
export function fromProvidersSchemaJson(json: unknown): ReadonlyMap<string, ProviderSchema> {
  const providers = record(record(json)['provider_schemas'])
  return new Map(Object.entries(providers).map(([source, one]) => [source, new Document(record(one))]))
}

class Document implements ProviderSchema {
  readonly version = ''
  readonly #json: Json
  readonly #kept = new Map<string, BlockSchema | undefined>()

  constructor(json: Json) {
    this.#json = json
  }

  resource(type: string): BlockSchema | undefined {
    return this.#type('resource_schemas', type)
  }

  data(type: string): BlockSchema | undefined {
    return this.#type('data_source_schemas', type)
  }

  provider(): BlockSchema | undefined {
    if (!Object.hasOwn(this.#json, 'provider')) return undefined
    return this.#keep('provider', record(this.#json['provider']))
  }

  #type(kind: string, type: string): BlockSchema | undefined {
    const all = record(this.#json[kind])
    return Object.hasOwn(all, type) ? this.#keep(`${kind}.${type}`, record(all[type])) : undefined
  }

  #keep(key: string, schema: Json): BlockSchema | undefined {
    if (!this.#kept.has(key)) this.#kept.set(key, blockOf(record(schema['block'])))
    return this.#kept.get(key)
  }
}

type Json = Readonly<Record<string, unknown>>

function record(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

function blockOf(json: Json): BlockSchema {
  const blocks = Object.entries(record(json['block_types'])).map(([name, one]): [string, NestedBlock] => {
    const block = record(one)
    const nesting = nestingOf(block['nesting_mode'])
    const min = count(block['min_items'])
    return [name, { nesting, min, max: count(block['max_items']), block: blockOf(record(block['block'])) }]
  })
  return { attributes: attributesOf(json['attributes']), blocks: new Map(blocks) }
}

function attributesOf(json: unknown): ReadonlyMap<string, AttributeSchema> {
  return new Map(Object.entries(record(json)).map(([name, one]) => [name, attributeOf(record(one))]))
}

function attributeOf(json: Json): AttributeSchema {
  const nested = Object.hasOwn(json, 'nested_type') ? nestedOf(record(json['nested_type'])) : undefined
  return {
    type: nested === undefined ? typeOf(json['type']) : typeOfNested(nested),
    required: json['required'] === true,
    optional: json['optional'] === true,
    computed: json['computed'] === true,
    sensitive: json['sensitive'] === true,
    ...(json['write_only'] === true ? { writeOnly: true } : {}),
    ...(nested === undefined ? {} : { nested }),
  }
}

function nestedOf(json: Json): NestedAttribute {
  return { nesting: nestingOf(json['nesting_mode']), attributes: attributesOf(json['attributes']) }
}

function typeOfNested({ nesting, attributes }: NestedAttribute): Type {
  const element = objectType(attributes, true)
  if (nesting === 'list') return listOf(element)
  if (nesting === 'set') return setOf(element)
  return nesting === 'map' ? mapOf(element) : element
}

function nestingOf(json: unknown): Nesting {
  return json === 'single' || json === 'group' || json === 'set' || json === 'map' ? json : 'list'
}

function count(json: unknown): number {
  return typeof json === 'number' ? json : 0
}

const primitives: ReadonlyMap<unknown, Type> = new Map([
  ['string', stringType],
  ['number', numberType],
  ['bool', boolType],
  ['dynamic', dynamicType],
])

/** Terraform's JSON notation of types: a name, or a list of a name and what it is of. */
function typeOf(json: unknown): Type {
  if (!Array.isArray(json)) return primitives.get(json) ?? dynamicType
  const [kind, of, optional]: readonly unknown[] = json
  switch (kind) {
    case 'list':
      return listOf(typeOf(of))
    case 'set':
      return setOf(typeOf(of))
    case 'map':
      return mapOf(typeOf(of))
    case 'tuple':
      return tupleOf(Array.isArray(of) ? of.map(typeOf) : [])
    case 'object': {
      const types = new Map(Object.entries(record(of)).map(([name, type]) => [name, typeOf(type)]))
      const names = Array.isArray(optional)
        ? optional.filter((one): one is string => typeof one === 'string')
        : []
      return objectOf(types, new Set(names))
    }
    default:
      return dynamicType
  }
}
