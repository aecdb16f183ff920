import { adopted } from '../../edits/terraform/adopt.ts'
import { Texts } from '../../edits/texts.ts'
import { isMapData, type Data } from '../../kernel/edit.ts'
import type { DriftedObject } from '../../model/drift.ts'
import type { Layer } from '../../model/edit.ts'
import type { Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import { schemasOf } from '../../readers/terraform/schemas.ts'
import type { BlockSchema } from '../../readers/terraform/schema/schema.ts'
import { shapes } from '../../shapes/index.ts'
import { shapeTable } from '../../shapes/live.ts'
import type { Companion, Owner } from '../../shapes/shape.ts'
import { unshaped, type Attributes } from '../../shapes/unshape.ts'
import type { Edited } from '../edit/edit.ts'
import { refused } from '../edit/refusal.ts'
import { editedState, type EditState, type ReadUnit } from '../edit/state.ts'
import { adoptIntoTemplate } from './adopt-template.ts'
import { calledOf, worthSaying } from './adopt-values.ts'
import { additionAt, verifiedAdoption } from './adopt-verified.ts'
import type { Again } from './codify.ts'
import { snakeNames } from './source-names.ts'

const table = shapeTable(shapes)

/**
 * Writes a resource that runs and is in no code where its like is: into a root of Terraform, or a template of CloudFormation. It is in
 * the code then, and runs as the code says.
 */
export function adopt(before: EditState, object: DriftedObject, again: Again): Edited {
  const { live, type, address } = object
  if (live?.provider === 'kubernetes') {
    const detail = `${address} runs in a cluster and is in no code, and manifests are not made of what runs. Write one beside the others, or take it away where it runs.`
    return { answer: refused('edit/no-place', detail), state: before }
  }
  const template = live?.provider.includes('/') === true ? undefined : bestTemplate(before, type)
  const root = bestUnit(before, type, ownerOf(type)?.from)
  if (live === undefined || template === undefined || isLiker(type, root, template))
    return adoptAsBlocks(before, object, again)
  return adoptIntoTemplate(before, { ...object, live }, template, again)
}

/**
 * Writes a resource that runs and is in no code as blocks of Terraform, with `import` blocks, and reads and compares again: it is in
 * the code then, and runs as the code says.
 */
function adoptAsBlocks(before: EditState, object: DriftedObject, again: Again): Edited {
  const { live, type, address } = object
  const owner = ownerOf(type)
  const unit = bestUnit(before, type, owner?.from)
  if (live === undefined || owner === undefined || unit === undefined) {
    const why =
      owner === undefined
        ? isInState(object)
          ? 'The state has it, and its block is gone from the code: take the block back out of the history, or have Terraform forget it by a removed block.'
          : `Nothing is known that says a ${type} in Terraform.`
        : 'There is no root of Terraform and no template of CloudFormation here to write it into.'
    return { answer: refused('edit/no-place', `${address} cannot be written. ${why}`), state: before }
  }
  let state = before
  let layers: readonly Layer[] = []
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
    layers = [...layers, additionAt(made.edits[0], made.file)]
    state = editedState(state, made.edits)
  }
  return verifiedAdoption(before, state, { object, addresses, unit, layers }, again)
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

function ownerOf(type: string): Owner | undefined {
  return [...table.owners.values()].find(({ from, to }) => to === type && /^aws_(?!default_)/u.test(from))
}

/** The root of Terraform that has the most of the same type, of AWS, or anything. */
function bestUnit({ units }: EditState, type: string, source: string | undefined): ReadUnit | undefined {
  const roots = units.filter(({ reading: { format } }) => format === 'terraform')
  const [best] = roots.toSorted((one, other) => terraformScore(other, source) - terraformScore(one, source))
  return type === '' ? undefined : best
}

function terraformScore({ reading: { resources } }: ReadUnit, source: string | undefined): number {
  const same = resources.filter((one) => one.type === source && one.module === '').length
  return same * 1000 + resources.filter((one) => one.type.startsWith('aws_')).length
}

/** The template that has the most of the same type, or of anything. */
function bestTemplate({ units }: EditState, type: string): ReadUnit | undefined {
  const templates = units.filter(({ reading: { format } }) => format === 'cloudformation')
  const [best] = templates.toSorted((one, other) => templateScore(other, type) - templateScore(one, type))
  return type.startsWith('AWS::') ? best : undefined
}

function templateScore({ reading: { resources } }: ReadUnit, type: string): number {
  return resources.filter((one) => one.type === type).length * 1000 + resources.length
}

/** Whether a root has as much of its like as the template; one that has nothing of AWS has nothing of its like. */
function isLiker(type: string, root: ReadUnit | undefined, template: ReadUnit): boolean {
  const owner = ownerOf(type)
  if (root === undefined || owner === undefined) return false
  const score = terraformScore(root, owner.from)
  return score > 0 && score >= templateScore(template, type)
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

/** A plan told it, by the name that Terraform knows it under. */
function isInState({ live }: DriftedObject): boolean {
  return live?.provider.includes('/') === true
}
