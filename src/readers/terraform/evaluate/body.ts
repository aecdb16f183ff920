import type { OriginId } from '../../../kernel/origin.ts'
import type { Span } from '../../../kernel/span.ts'
import { marks, type Cause } from '../../../kernel/value.ts'
import type { Attribute, BlockTypes, Body } from '../../../lang/hcl/body.ts'
import { convert } from '../../../lang/hcl/convert.ts'
import { diagnosticOf, isProblem, spanOf, type Scope } from '../../../lang/hcl/evaluate/index.ts'
import { marksDeep, withMarks } from '../../../lang/hcl/mark.ts'
import { problem } from '../../../lang/hcl/problem.ts'
import { makeSet } from '../../../lang/hcl/set.ts'
import { hasDynamic, sameType, withoutOptional } from '../../../lang/hcl/type-relation.ts'
import { dynamicType, type Type } from '../../../lang/hcl/types.ts'
import {
  list,
  map,
  nullOf,
  object,
  objectInOrder,
  tuple,
  typeOf,
  unknown,
  type Val,
  type ValOf,
} from '../../../lang/hcl/value.ts'
import { refuse } from '../problems.ts'
import type { AttributeSchema, BlockSchema, NestedBlock } from '../schema/schema.ts'
import { attributeValue } from './attribute.ts'
import { contentOf, instancesByType, type BlockInstance, type BlockInstances } from './block-instances.ts'
import { blockType, collectionType } from './block-type.ts'
import { BodyEntries, dynamicOnly, layoutOf, topBlocks, type Layout } from './body-entries.ts'

/** How the bodies of all instances of a resource are to be understood. */
export interface Decoding {
  readonly computed: 'computed' | 'data'
  /** The schema is the one the user's provider has, so what doesn't fit it is an error. */
  readonly exact: boolean
  /** Ephemeral values may go in, as into an ephemeral resource or provider. */
  readonly ephemeral: boolean
  /** Names at the top of the body that are Terraform's own. */
  readonly meta: ReadonlySet<string>
  readonly noSchema: Cause
  /** The head of the resource's block: it stands for what nobody wrote. */
  readonly head: Span
}

/** The object that a body stands for: every attribute and block of the schema, or what is written when there is none. */
export function decodeBody(
  body: Body,
  schema: BlockSchema | undefined,
  how: Decoding,
  { scope, address }: Pick<Place, 'scope' | 'address'>,
): ValOf<'object'> {
  const layout = schema && layoutOf(schema)
  const { origins } = scope.world
  // The provider or nothing stands where nobody wrote: one origin, the block itself, serves for all of it.
  const nobody = layout === undefined ? 0 : origins.at('service', how.head, { under: scope.under })
  const place = { how, scope, address, meta: how.meta, path: '', depth: 0, nobody }
  return decode(body, layout, place, layout?.topLabels ?? topBlocks)
}

/** One body of one instance. */
interface Place {
  readonly how: Decoding
  readonly scope: Scope
  /** The address that unknown attributes are said to belong to. */
  readonly address: string
  readonly meta: ReadonlySet<string>
  readonly path: string
  readonly depth: number
  /** The origin of what nobody wrote. */
  readonly nobody: OriginId
}

function decode(body: Body, layout: Layout | undefined, place: Place, types: BlockTypes): ValOf<'object'> {
  const { attributes, blocks, diagnostics } = contentOf(body, types)
  place.scope.run.diagnostics.push(...diagnostics)
  const written = new Map<string, Val>()
  const found = instancesByType(blocks, place)
  if (layout === undefined) {
    writtenOnly(attributes, found, place, written)
    return { ...object(written, builtFrom(written, [], body, place)), open: place.how.noSchema }
  }
  const fits = bySchema(layout, attributes, found, place, written)
  const entries = new BodyEntries(layout, written, fits, {
    kind: place.how.computed,
    prefix: `${place.address}.${place.path}`,
    top: place.path === '',
    origin: place.nobody,
  })
  return objectInOrder(entries, builtFrom(written, [place.nobody], body, place))
}

function builtFrom(
  written: ReadonlyMap<string, Val>,
  others: readonly OriginId[],
  { span }: Body,
  { scope }: Place,
): OriginId {
  const inputs = [...others]
  for (const { origin } of written.values()) if (origin !== 0) inputs.push(origin)
  return scope.world.origins.at('construct', span, { inputs, under: scope.under })
}

function writtenOnly(
  attributes: ReadonlyMap<string, Attribute>,
  found: ReadonlyMap<string, BlockInstances>,
  place: Place,
  entries: Map<string, Val>,
): void {
  for (const [name, attribute] of attributes) {
    if (!place.meta.has(name)) entries.set(name, attributeValue(attribute, place.scope))
  }
  for (const [name, { bodies, unknownBecause }] of found) {
    if (unknownBecause !== undefined) {
      entries.set(name, unknown(dynamicType, unknownBecause))
      continue
    }
    entries.set(name, openBlocks(name, bodies, place))
  }
}

/** Evaluates what is written, and says whether each part has the very type that the schema gives it. */
function bySchema(
  layout: Layout,
  attributes: ReadonlyMap<string, Attribute>,
  found: ReadonlyMap<string, BlockInstances>,
  place: Place,
  entries: Map<string, Val>,
): boolean {
  const { schema, blockTypes } = layout
  let fits = true
  const set = (name: string, type: Type | undefined, value: Val | undefined): void => {
    if (value === undefined) return
    entries.set(name, value)
    fits &&= type !== undefined && sameType(typeOf(value), type)
  }
  if (place.how.exact) checkPresence(schema, attributes, place)
  for (const [name, attribute] of attributes) {
    const one = schema.attributes.get(name)
    if (one !== undefined) set(name, one.type, attributeOf(name, one, attribute, place))
    // JSON syntax and mistaken tables may give a block as an argument: its value is kept.
    else if (!schema.blocks.has(name)) set(name, undefined, strayArgument(attribute, place))
    else if (!found.has(name)) set(name, blockTypes.get(name), attributeValue(attribute, place.scope))
  }
  for (const [name, instances] of found) {
    const attribute = schema.attributes.get(name)
    const block = schema.blocks.get(name)
    if (block !== undefined) set(name, blockTypes.get(name), blockValue(name, block, instances, place))
    else if (attribute === undefined) set(name, undefined, strayBlocks(name, instances.bodies, place))
    else if (!attributes.has(name))
      set(name, attribute.type, attributeAsBlocks(name, attribute, instances, place))
  }
  for (const name of layout.groups) {
    const block = schema.blocks.get(name)
    if (block === undefined || entries.has(name)) continue
    set(name, blockTypes.get(name), ofBodies(name, block, [], place))
  }
  return fits
}

/** An argument that the schema does not have: refused by the user's own schema, kept beside one that only ships. */
function strayArgument(attribute: Attribute, place: Place): Val | undefined {
  const { name, nameSpan } = attribute
  const isMeta = place.meta.has(name)
  if (!isMeta && !place.how.exact) return attributeValue(attribute, place.scope)
  if (!isMeta || blocksOnly.has(name)) unsupported('argument', name, nameSpan, place)
  return undefined
}

function strayBlocks(name: string, bodies: readonly BlockInstance[], place: Place): Val | undefined {
  const [first] = bodies
  if (!place.how.exact || first === undefined) return openBlocks(name, bodies, place)
  unsupported('block', name, first.body.span, place)
  return undefined
}

/** Blocks of a type that no schema describes. */
function openBlocks(name: string, bodies: readonly BlockInstance[], place: Place): Val {
  const items = bodies.map((one, at) => nested(one, undefined, place, `${name}[${at}]`))
  return { ...tuple(items), open: place.how.noSchema }
}

function unsupported(what: 'argument' | 'block', name: string, span: Span, place: Place): void {
  const one =
    what === 'argument'
      ? refuse('Unsupported argument', `An argument named "${name}" is not expected here.`, span)
      : refuse('Unsupported block type', `Blocks of type "${name}" are not expected here.`, span)
  place.scope.run.diagnostics.push(one)
}

/** The value of a written argument; undefined for a null where the provider decides. */
function attributeOf(
  name: string,
  schema: AttributeSchema,
  written: Attribute,
  place: Place,
): Val | undefined {
  const value = typed(name, schema, written, place)
  if (value.kind === 'null' && schema.computed) return undefined
  return schema.sensitive ? withMarks(value, marks.sensitive) : value
}

/** What must be written, and what may not be. */
function checkPresence(
  { attributes }: BlockSchema,
  given: ReadonlyMap<string, Attribute>,
  { scope, how: { head } }: Place,
): void {
  const { diagnostics } = scope.run
  for (const [name, schema] of attributes) {
    const written = given.get(name)
    if (written === undefined) {
      if (!schema.required) continue
      const detail = `The argument "${name}" is required, but no definition was found.`
      diagnostics.push(refuse('Missing required argument', detail, head))
    } else if (schema.computed && !schema.optional && !schema.required) {
      const detail = `Can't configure a value for "${name}": its value will be decided automatically based on the result of applying this configuration.`
      diagnostics.push(refuse('Value for unconfigurable attribute', detail, written.span))
    }
  }
}

function typed(name: string, schema: AttributeSchema, written: Attribute, place: Place): Val {
  const given = attributeValue(written, place.scope)
  if (!place.how.ephemeral && schema.writeOnly !== true && (marksDeep(given) & marks.ephemeral) !== 0) {
    const detail =
      'Ephemeral values are not valid in resource arguments, because resource instances must persist between Terraform phases.'
    place.scope.run.diagnostics.push(refuse('Invalid use of ephemeral value', detail, written.span))
  }
  if (schema.writeOnly === true) return nullOf(schema.type, given.origin)
  const value = convert(given, schema.type)
  if (!isProblem(value)) return value
  if (!place.how.exact) return spread(given, schema.type) ?? given
  const { tree, node } = written.expression
  const one = problem(
    'Incorrect attribute value type',
    `Inappropriate value for attribute "${name}": ${value.detail}.`,
  )
  place.scope.run.diagnostics.push(diagnosticOf(one, spanOf(tree, node)))
  return unknown(schema.type, [{ kind: 'error', what: one.summary }])
}

/** Lists among the items of a list of texts, whose items Terraform put in their place before 0.12. */
function spread(given: Val, type: Type): Val | undefined {
  if (given.kind !== 'tuple' || (type.kind !== 'list' && type.kind !== 'set')) return undefined
  const items = given.items.flatMap((one): readonly Val[] =>
    one.kind === 'tuple' || one.kind === 'list' || one.kind === 'set' ? [...one.items] : [one],
  )
  const value = convert(tuple(items, given.origin, given.marks), type)
  return isProblem(value) ? undefined : value
}

function nested(
  one: BlockInstance,
  schema: BlockSchema | undefined,
  place: Place,
  path: string,
): ValOf<'object'> {
  if (place.depth >= deepest) {
    const detail = `Blocks may be nested ${deepest} levels deep; what is deeper was not read.`
    place.scope.run.diagnostics.push(refuse('Blocks nested too deeply', detail, one.body.span))
    return object(new Map())
  }
  const { how, address, nobody } = place
  const inner: Place = {
    how,
    scope: one.scope,
    address,
    meta: noNames,
    path: `${place.path}${path}.`,
    depth: place.depth + 1,
    nobody,
  }
  const layout = schema && layoutOf(schema)
  const made = decode(one.body, layout, inner, layout?.labels ?? dynamicOnly)
  if (one.overridden.length === 0) return made
  const { origins } = place.scope.world
  const losers = one.overridden.map((span) => origins.at('attribute', span))
  return { ...made, origin: origins.at('attribute', one.body.span, { inputs: [made.origin], losers }) }
}

/** No provider nests blocks more than a dozen levels. */
const deepest = 200
const noNames: ReadonlySet<string> = new Set()
/** Terraform's own names that are blocks, never arguments. */
const blocksOnly: ReadonlySet<string> = new Set(['lifecycle', 'provisioner', 'connection'])

function blockValue(
  name: string,
  schema: NestedBlock,
  instances: BlockInstances,
  place: Place,
): Val | undefined {
  const { bodies, unknownBecause } = instances
  const { nesting, block, computed } = schema
  if (unknownBecause !== undefined) return unknown(collectionType(nesting, blockType(block)), unknownBecause)
  // A dynamic block may have made none.
  if (computed === true && bodies.length === 0) return undefined
  return ofBodies(name, schema, bodies, place)
}

/** The value that written blocks of one type make together. */
function ofBodies(
  name: string,
  { nesting, block }: NestedBlock,
  bodies: readonly BlockInstance[],
  place: Place,
): Val {
  const isSequence = nesting === 'list' || nesting === 'set'
  const items = bodies.map((one, at) => nested(one, block, place, isSequence ? `${name}[${at}]` : name))
  if (isSequence) {
    const type = blockType(block)
    if (!hasDynamic(type) && items.every((item) => typeOf(item) === type)) {
      const element = withoutOptional(type)
      return nesting === 'list' ? list(element, items) : makeSet(element, items)
    }
    const whole = tuple(items)
    // What the schema does not have would be lost in the type that it gives.
    if (!place.how.exact && items.some((item) => hasStray(item, block))) return whole
    const wanted = convert(whole, collectionType(nesting, blockType(block)))
    return isProblem(wanted) ? whole : wanted
  }
  if (nesting === 'map') {
    return map(blockType(block), new Map(items.map((item, at) => [labelText(bodies[at]), item])))
  }
  const [first] = items
  if (first !== undefined || nesting === 'single') return first ?? nullOf(blockType(block))
  return nested(
    { body: emptyBody(place), scope: place.scope, label: undefined, overridden: [] },
    block,
    place,
    name,
  )
}

/** Whether blocks hold arguments, at any depth, that their schema does not have. */
function hasStray(value: Val, schema: BlockSchema): boolean {
  if (value.kind !== 'object' || sameType(typeOf(value), blockType(schema))) return false
  if (value.entries.size > schema.attributes.size + schema.blocks.size) return true
  return [...schema.blocks].some(([name, { block }]) => {
    const inner = value.entries.get(name)
    return inner !== undefined && 'items' in inner && inner.items.some((item) => hasStray(item, block))
  })
}

function labelText(one: BlockInstance | undefined): string {
  return one?.label?.kind === 'string' ? one.label.value : ''
}

function emptyBody(place: Place): Body {
  const content = { attributes: new Map(), blocks: [], diagnostics: [] }
  return { span: place.how.head, syntax: 'native', content: () => content }
}

/** An attribute of objects that is written as blocks: Terraform's "attributes as blocks" mode. */
function attributeAsBlocks(
  name: string,
  schema: AttributeSchema,
  { bodies, unknownBecause }: BlockInstances,
  place: Place,
): Val {
  if (unknownBecause !== undefined) return unknown(schema.type, unknownBecause)
  const { type } = schema
  const [only] = bodies
  // Before 0.12 a map was written as a block too: `tags { Name = "a" }`.
  if (type.kind === 'map' && bodies.length === 1 && only !== undefined) {
    // All of its keys are the user's own, so nothing is in it that isn't written.
    const written = { ...nested(only, undefined, place, name), open: undefined }
    const value = convert(written, type)
    return isProblem(value) ? written : value
  }
  const element = type.kind === 'list' || type.kind === 'set' ? type.element : undefined
  const inner = element?.kind === 'object' ? schemaOfObject(element.attributes) : undefined
  const whole = tuple(bodies.map((one, at) => nested(one, inner, place, `${name}[${at}]`)))
  const value = convert(whole, type)
  return isProblem(value) ? whole : value
}

function schemaOfObject(attributes: ReadonlyMap<string, Type>): BlockSchema {
  const each = Array.from(attributes, ([name, type]): [string, AttributeSchema] => [
    name,
    { type, required: false, optional: true, computed: false, sensitive: false },
  ])
  return { attributes: new Map(each), blocks: new Map() }
}
