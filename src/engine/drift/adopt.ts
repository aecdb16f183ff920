import { adopted } from '../../edits/terraform/adopt.ts'
import { Texts } from '../../edits/texts.ts'
import { isMapData, type Data } from '../../kernel/edit.ts'
import { dataOf } from '../../model/data.ts'
import { isOpen, type Drift, type DriftedObject } from '../../model/drift.ts'
import type { EditAnswer } from '../../model/edit.ts'
import { entryOf } from '../../model/path.ts'
import type { Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import { scalarText } from '../../model/scalar.ts'
import { schemasOf } from '../../readers/terraform/schemas.ts'
import type { BlockSchema } from '../../readers/terraform/schema/schema.ts'
import { shapes } from '../../shapes/index.ts'
import { shapeTable } from '../../shapes/live.ts'
import type { Companion, Owner } from '../../shapes/shape.ts'
import { unshaped, type Attributes } from '../../shapes/unshape.ts'
import { answered, type Edited } from '../edit/edit.ts'
import { brokenText, refused } from '../edit/refusal.ts'
import { editedState, type EditState, type ReadUnit } from '../edit/state.ts'
import { newDiagnostics } from '../edit/verify.ts'
import { isReadOnly } from './aws.ts'
import type { Again } from './codify.ts'
import { isServiceDefault } from './service-defaults.ts'
import { snakeNames } from './source-names.ts'

const table = shapeTable(shapes)

/**
 * Writes a resource that runs and is in no code as blocks of Terraform, with `import` blocks, and reads and compares again: it is in
 * the code then, and runs as the code says.
 */
export function adopt(before: EditState, object: DriftedObject, again: Again): Edited {
  const { live, type, address } = object
  const owner = ownerOf(type)
  const unit = bestUnit(before, type, owner?.from)
  if (live === undefined || owner === undefined || unit === undefined) {
    const why =
      owner === undefined
        ? isInState(object)
          ? 'The state has it, and its block is gone from the code: take the block back out of the history, or have Terraform forget it by a removed block.'
          : `Nothing is known that says a ${type} in Terraform.`
        : 'There is no root of Terraform here to write it into.'
    return { answer: refused('edit/no-place', `${address} cannot be written. ${why}`), state: before }
  }
  let state = before
  let layers: Extract<EditAnswer, { kind: 'edited' }>['layers'] = []
  const addresses: string[] = []
  for (const block of blocksFor(live, owner, unit)) {
    const reading = sameUnit(state, unit)?.reading ?? unit.reading
    const made = adopted(
      {
        reading,
        unit: unit.unit,
        provider: providerIn(reading),
        called: calledOf(live),
        id: live.name.replaceAll('|', '/'),
        ...block,
        expressions: block.by === undefined ? {} : { [block.by]: `${addresses[0] ?? ''}.id` },
      },
      new Texts((file) => state.estate.text(file)),
    )
    if (made === undefined) {
      const detail = `${address} cannot be written: no file was found beside others of its kind. Add a main.tf.`
      return { answer: refused('edit/no-place', detail), state: before }
    }
    addresses.push(made.address)
    const [first] = made.edits
    layers = [...layers, { kind: 'addition', site: { ...siteOf(first, made.file) }, others: 0 }]
    state = editedState(state, made.edits)
  }
  return verified(before, state, { object, addresses, unit, layers }, again)
}

function siteOf(
  edit: { readonly start: number; readonly end: number } | undefined,
  file: Resource['span']['file'],
): Resource['span'] {
  return { file, start: edit?.start ?? 0, end: edit?.end ?? 0 }
}

interface Adoption {
  readonly object: DriftedObject
  readonly addresses: readonly string[]
  readonly unit: ReadUnit
  readonly layers: Extract<EditAnswer, { kind: 'edited' }>['layers']
}

function verified(
  before: EditState,
  after: EditState,
  { object, addresses, unit, layers }: Adoption,
  again: Again,
): Edited {
  const error = newDiagnostics(before, after).find(({ severity }) => severity === 'error')
  if (error !== undefined)
    return { answer: refused('edit/breaks', brokenText(object.address, error, after)), state: before }
  const left = stillOpen(again(after.estate.readings), object, addresses[0] ?? '')
  if (left.length > 0) {
    const detail = `Written as ${addresses.join(', ')}, ${object.address} would still differ in ${left.slice(0, 5).join(', ')}, which no attribute is known to say. Write it by hand, or accept it.`
    return { answer: refused('edit/other-value', detail), state: before }
  }
  const { format, root, variant } = unit.reading
  const targets = addresses.map((address) => ({ format, root, variant, address, path: '' }))
  const answer = answered(before, after, { targets, layers, offers: [] }, { allowOthers: false })
  return { answer, state: answer.kind === 'edited' ? after : before }
}

/** What comparing again still tells of it: it has to be known under its new address, and as the code says. */
function stillOpen({ objects }: Drift, { address, live }: DriftedObject, written: string): readonly string[] {
  if (objects.some((one) => one.address === address && one.what === 'unmanaged')) return ['its name']
  return objects
    .filter((one) => one.address === written || one.live === live)
    .flatMap(({ values, what }) => [
      ...(what === 'deleted' ? ['its name'] : []),
      ...values.filter(isOpen).map(({ path }) => path),
    ])
}

interface Block {
  readonly type: string
  readonly attributes: Attributes
  readonly documents: Attributes
  /** The argument that names the owner, for what stands beside it. */
  readonly by: string | undefined
}

/** The block of the resource itself, and those of what Terraform says beside it. */
function blocksFor(live: Resource, owner: Owner, { unit, reading }: ReadUnit): readonly Block[] {
  const properties = worthSaying(live)
  const schema = schemasOf(unit.options).of(providerIn(reading), 'managed', owner.from)?.schema
  const own = unshaped(owner.fields, properties)
  const named = namesakes(properties, own.left, schema)
  const main: Block = {
    type: owner.from,
    attributes: ordered({ ...writable(own.attributes, schema), ...named.attributes }),
    documents: own.documents,
    by: undefined,
  }
  const beside = companionsFor(live.type, properties)
  // What has a resource of its own in today's provider is not said at the owner.
  const apart = new Set(beside.flatMap(({ tops }) => tops))
  const kept = unshaped(owner.fields, without(properties, apart))
  return [
    {
      ...main,
      attributes: ordered({ ...writable(kept.attributes, schema), ...named.attributes }),
      documents: kept.documents,
    },
    ...beside.map(({ block }) => block),
  ]
}

function without(properties: Attributes, tops: ReadonlySet<string>): Attributes {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !tops.has(name)))
}

/** Names first, as people write them, tags last. */
function ordered(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).toSorted(([one], [other]) => rank(one) - rank(other)))
}

function rank(name: string): number {
  if (name === 'tags') return 2
  return /(?:^|_)(?:name|identifier)$|^bucket$/u.test(name) ? 0 : 1
}

/** Only what the schema lets anybody write. */
function writable(attributes: Attributes, schema: BlockSchema | undefined): Attributes {
  if (schema === undefined) return attributes
  return Object.fromEntries(
    Object.entries(attributes).filter(([name]) => {
      const attribute = schema.attributes.get(name)
      return schema.blocks.has(name) || attribute?.required === true || attribute?.optional === true
    }),
  )
}

function namesakes(
  properties: Attributes,
  left: readonly string[],
  schema: BlockSchema | undefined,
): { readonly attributes: Attributes } {
  const tops = new Set(left.map((path) => path.split('.')[0] ?? ''))
  const found = [...tops].flatMap((top): readonly (readonly [string, Data])[] => {
    const value = properties[top]
    const name = snakeNames(top).find((one) => schema?.attributes.get(one)?.optional === true)
    return name === undefined || value === undefined || typeof value === 'object' ? [] : [[name, value]]
  })
  return { attributes: Object.fromEntries(found) }
}

/** Resources beside the owner that say what it doesn't. */
function companionsFor(
  type: string,
  properties: Attributes,
): readonly { readonly block: Block; readonly tops: readonly string[] }[] {
  const all = [...table.companions.values()].flat().filter((one) => one.to === type && isSingle(one))
  const taken = new Set<string>()
  return all.flatMap((companion) => {
    const top = companion.place
    const inside = properties[top]
    if (taken.has(top) || inside === undefined || !isMapData(inside)) return []
    const { attributes, documents, left } = unshaped(companion.fields, inside)
    if (left.length > 0 || Object.keys(attributes).length === 0) return []
    taken.add(top)
    return [{ block: { type: companion.from, attributes, documents, by: companion.by }, tops: [top] }]
  })
}

/** Says one part of its owner that has a name. */
function isSingle({ from, place, where, over }: Companion): boolean {
  return /^\w+$/u.test(place) && where === undefined && over === undefined && from.startsWith('aws_')
}

/** The properties that somebody set: without what the service gives, works out, or has from elsewhere. */
function worthSaying({ type, values }: Resource): Attributes {
  const data = dataOf(values)
  if (data === undefined || data === null || !isMapData(data) || values.kind !== 'map') return {}
  const given = table.defaults.get(type) ?? {}
  const keep = (path: string, one: Data): Data | undefined => {
    if (isMapData(one)) {
      const inner = Object.entries(one).flatMap(([name, two]): readonly (readonly [string, Data])[] => {
        const kept = keep(`${path}.${name}`, two)
        return kept === undefined ? [] : [[name, kept]]
      })
      return inner.length === 0 || allDefault(type, path, one) ? undefined : Object.fromEntries(inner)
    }
    const isEmpty = one === '' || one === null || (Array.isArray(one) && one.length === 0)
    return isEmpty || isServiceDefault(type, path, one) || given[path] === one ? undefined : one
  }
  return Object.fromEntries(
    Object.entries(data).flatMap(([name, one]): readonly (readonly [string, Data])[] => {
      const kept = isReadOnly(name) && !isNamed(type, name) ? undefined : keep(name, one)
      return kept === undefined ? [] : [[name, kept]]
    }),
  )
}

/** A property that a table lets the source say, whatever its name looks like. */
function isNamed(type: string, property: string): boolean {
  return [...table.owners.values()].some(
    ({ to, fields }) => to === type && Object.keys(fields).some((one) => one.split('.')[0] === property),
  )
}

function allDefault(type: string, path: string, map: Readonly<Record<string, Data>>): boolean {
  return Object.entries(map).every(([name, one]) => isServiceDefault(type, `${path}.${name}`, one))
}

function ownerOf(type: string): Owner | undefined {
  return [...table.owners.values()].find(({ from, to }) => to === type && /^aws_(?!default_)/u.test(from))
}

/** The root of Terraform that has the most of the same type, of AWS, or anything. */
function bestUnit({ units }: EditState, type: string, source: string | undefined): ReadUnit | undefined {
  const score = ({ reading: { format, resources } }: ReadUnit): number => {
    if (format !== 'terraform') return -1
    const same = resources.filter((one) => one.type === source && one.module === '').length
    return same * 1000 + resources.filter((one) => one.type.startsWith('aws_')).length
  }
  const [best] = units.toSorted((one, other) => score(other) - score(one))
  return best !== undefined && score(best) >= 0 && type !== '' ? best : undefined
}

function sameUnit({ units }: EditState, { reading }: ReadUnit): ReadUnit | undefined {
  return units.find(
    (one) =>
      one.reading.format === reading.format &&
      one.reading.root === reading.root &&
      one.reading.variant === reading.variant,
  )
}

function providerIn({ resources }: Reading): string {
  return (
    resources.find(({ type }) => type.startsWith('aws_'))?.provider ?? 'registry.terraform.io/hashicorp/aws'
  )
}

/** By its name tag, or what it is called. */
function calledOf({ values, name }: Resource): string {
  const tags = entryOf(values, 'Tags')
  const tag = tags?.kind === 'list' ? tags.items.find((one) => textOf(one, 'Key') === 'Name') : undefined
  const named = tag === undefined ? '' : textOf(tag, 'Value')
  return named || (name.split(/[/:|]/u).findLast((part) => part !== '') ?? name)
}

function textOf(value: Parameters<typeof entryOf>[0], key: string): string {
  const one = entryOf(value, key)
  return one === undefined ? '' : (scalarText(one) ?? '')
}

/** A plan told it, by the name that Terraform knows it under. */
function isInState({ live }: DriftedObject): boolean {
  return live?.provider.includes('/') === true
}
