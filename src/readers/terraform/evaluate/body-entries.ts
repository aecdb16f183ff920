import type { OriginId } from '../../../kernel/origin.ts'
import { marks, type Cause, type Marks } from '../../../kernel/value.ts'
import type { BlockTypes } from '../../../lang/hcl/body.ts'
import { convert } from '../../../lang/hcl/convert.ts'
import { isProblem } from '../../../lang/hcl/evaluate/index.ts'
import { hasDynamic } from '../../../lang/hcl/type-relation.ts'
import type { Type } from '../../../lang/hcl/types.ts'
import { byBytes, map, nullOf, tuple, unknown, type LaterEntries, type Val } from '../../../lang/hcl/value.ts'
import { LaterMap } from '../later-map.ts'
import type { BlockSchema, NestedBlock } from '../schema/schema.ts'
import { blockType, collectionType } from './block-type.ts'

/** What all bodies of one schema share; made when the first of them is met. */
export interface Layout {
  readonly schema: BlockSchema
  /** Every attribute and block, in byte order. */
  readonly names: readonly string[]
  readonly type: Type
  /** The types of the collections that its blocks are in. */
  readonly blockTypes: ReadonlyMap<string, Type>
  /** The labels of its blocks, with the block types that Terraform itself has at the top of a resource and without. */
  readonly topLabels: BlockTypes
  readonly labels: BlockTypes
  /** What a type of block that isn't written stands for, where that is the same for everyone. */
  readonly empty: ReadonlyMap<string, Val>
  /** What each attribute and block is when nobody writes it, but for the address and the origin. */
  readonly samples: ReadonlyMap<string, Val>
  /** Names of samples that have marks or are unknown, those that are alike in that together. */
  readonly alike: readonly (readonly string[])[]
  /** Blocks that are there although nobody writes them. */
  readonly groups: readonly string[]
}

const layouts = new WeakMap<BlockSchema, Layout>()

export function layoutOf(schema: BlockSchema): Layout {
  const known = layouts.get(schema)
  if (known !== undefined) return known
  const blocks = [...schema.blocks]
  const blockTypes = new Map(
    blocks.map(([name, { nesting, block }]) => [name, collectionType(nesting, blockType(block))]),
  )
  const names = [...schema.attributes.keys(), ...schema.blocks.keys()].toSorted(byBytes)
  const empty = new Map(blocks.flatMap(([name, one]) => emptyOf(name, one)))
  const samples = new Map(
    names.flatMap((name): [string, Val][] => {
      const one = unwritten(name, { schema, blockTypes, empty }, noGap)
      return one === undefined ? [] : [[name, one]]
    }),
  )
  const made: Layout = {
    schema,
    names,
    type: blockType(schema),
    blockTypes,
    topLabels: labelsOf(schema, topBlocks),
    labels: labelsOf(schema, dynamicOnly),
    empty,
    samples,
    alike: alikeIn(samples),
    groups: blocks
      .filter(([, { nesting, computed }]) => nesting === 'group' && computed !== true)
      .map(([name]) => name),
  }
  layouts.set(schema, made)
  return made
}

/** What nobody wrote is unknown, null or no blocks, so these three things say all of its facts. */
function alikeIn(samples: ReadonlyMap<string, Val>): readonly (readonly string[])[] {
  const found = new Map<string, string[]>()
  for (const [name, one] of samples) {
    const type = one.kind === 'unknown' ? one.type : undefined
    if (type === undefined && one.marks === marks.none) continue
    const key = `${type === undefined ? '' : hasDynamic(type)} ${one.marks}`
    found.set(key, [...(found.get(key) ?? []), name])
  }
  return [...found.values()]
}

/** The labels of blocks where no schema says more than Terraform itself. */
export const topBlocks: BlockTypes = new Map([
  ['dynamic', 1],
  ['lifecycle', 0],
  ['connection', 0],
  ['provisioner', 1],
])
export const dynamicOnly: BlockTypes = new Map([['dynamic', 1]])

function labelsOf({ blocks }: BlockSchema, own: BlockTypes): BlockTypes {
  const labels = new Map(own)
  for (const [name, { nesting }] of blocks) labels.set(name, nesting === 'map' ? 1 : 0)
  return labels
}

function emptyOf(name: string, { nesting, block, computed }: NestedBlock): [string, Val][] {
  if (computed === true || nesting === 'group') return []
  const type = blockType(block)
  if (nesting === 'single') return [[name, nullOf(type)]]
  if (nesting === 'map') return [[name, map(type, new Map())]]
  const none = tuple([])
  const made = convert(none, collectionType(nesting, type))
  return [[name, isProblem(made) ? none : made]]
}

/** Who decides what nobody wrote in a body. */
export interface Gap {
  readonly kind: Cause['kind']
  /** What stands before the names of unknown attributes: the address, and the path of a nested block. */
  readonly prefix: string
  /** A block at the top of a resource: its `id` is never null. */
  readonly top: boolean
  readonly origin: OriginId
}

/**
 * The entries of a body with a schema. Only what is written is kept; the rest (most of a large schema, in each of
 * many thousand instances) is made when somebody looks at it, and made again for the next.
 */
export class BodyEntries extends LaterMap<Val> implements LaterEntries {
  readonly written: ReadonlyMap<string, Val>
  readonly type: Type | undefined
  readonly #layout: Layout
  readonly #gap: Gap

  /** `fits`: each part that is written has the very type that the schema gives it. */
  constructor(layout: Layout, written: ReadonlyMap<string, Val>, fits: boolean, gap: Gap) {
    super(namesOf(layout, written))
    this.written = written
    this.type = fits ? layout.type : undefined
    this.#layout = layout
    this.#gap = gap
  }

  /** The origin of everything that nobody wrote. */
  get unwrittenOrigin(): OriginId {
    return this.#gap.origin
  }

  /** Whether nobody wrote an entry, and it is null or computed. */
  isUnset(name: string): boolean {
    if (this.written.has(name)) return false
    const kind = this.#layout.samples.get(name)?.kind
    return kind === 'null' || (kind === 'unknown' && this.#gap.kind === 'computed')
  }

  override get(name: string): Val | undefined {
    return this.written.get(name) ?? unwritten(name, this.#layout, this.#gap)
  }

  override has(name: string): boolean {
    return this.#layout.samples.has(name) || this.written.has(name)
  }

  *samples(): Iterable<Val> {
    for (const name of this.names) {
      const value = this.written.get(name) ?? this.#layout.samples.get(name)
      if (value !== undefined) yield value
    }
  }

  telling(): Iterable<Val> {
    const { samples, alike } = this.#layout
    const found = [...this.written.values()]
    for (const names of alike) {
      const name = names.find((one) => !this.written.has(one))
      const sample = name === undefined ? undefined : samples.get(name)
      if (sample !== undefined) found.push(sample)
    }
    return found
  }
}

function namesOf({ schema, names }: Layout, written: ReadonlyMap<string, Val>): readonly string[] {
  const { attributes, blocks } = schema
  let others: string[] | undefined
  for (const name of written.keys())
    if (!attributes.has(name) && !blocks.has(name)) (others ??= []).push(name)
  return others === undefined ? names : [...names, ...others].toSorted(byBytes)
}

const noGap: Gap = { kind: 'computed', prefix: '', top: false, origin: 0 }

/** What nobody wrote: unknown where the provider decides, otherwise null or no blocks. */
function unwritten(
  name: string,
  { schema, empty, blockTypes }: Pick<Layout, 'schema' | 'empty' | 'blockTypes'>,
  gap: Gap,
): Val | undefined {
  const attribute = schema.attributes.get(name)
  if (attribute !== undefined) {
    const { type, computed, sensitive } = attribute
    const marked = sensitive ? marks.sensitive : marks.none
    return computed ? undecided(name, type, marked, gap) : nullOf(type, gap.origin, marked)
  }
  const type = blockTypes.get(name)
  return empty.get(name) ?? (type && undecided(name, type, marks.none, gap))
}

function undecided(name: string, type: Type, marked: Marks, { kind, prefix, top, origin }: Gap): Val {
  const refinement = top && name === 'id' ? { notNull: true } : undefined
  return unknown(type, [{ kind, what: `${prefix}${name}` }], refinement, origin, marked)
}

/** The entries of an object that somebody wrote: all of them where no schema adds to them. */
export function writtenEntries(entries: ReadonlyMap<string, Val>): ReadonlyMap<string, Val> {
  return entries instanceof BodyEntries ? entries.written : entries
}
