import type { Span } from '../../../kernel/span.ts'
import type { Cause } from '../../../kernel/value.ts'
import type { Attribute, Block, BlockTypes, Body, Content } from '../../../lang/hcl/body.ts'
import {
  causesOf,
  diagnosticOf,
  evaluate,
  spanOf,
  withName,
  type Scope,
} from '../../../lang/hcl/evaluate/index.ts'
import { problem } from '../../../lang/hcl/problem.ts'
import { literalText } from '../../../lang/hcl/tree.ts'
import { copyOf, object, string, type Val } from '../../../lang/hcl/value.ts'
import { refuse } from '../problems.ts'
import { pairsOf } from './pairs.ts'

/** The body that blocks stand in. */
interface Surroundings {
  readonly scope: Scope
  /** Names of blocks that are Terraform's own. */
  readonly meta: ReadonlySet<string>
}

const contents = new WeakMap<Body, { readonly types: BlockTypes; readonly content: Content }>()

/** A body is looked into once for all the instances that it makes. */
export function contentOf(body: Body, types: BlockTypes): Content {
  const known = contents.get(body)
  if (known?.types === types) return known.content
  const content = body.content(types)
  contents.set(body, { types, content })
  return content
}

/** A nested block that is there: written as it is, or made by a dynamic one. */
export interface BlockInstance {
  readonly body: Body
  readonly scope: Scope
  readonly label: Val | undefined
  /** Heads of the blocks that an override file has replaced by this one. */
  readonly overridden: readonly Span[]
}

export interface BlockInstances {
  readonly bodies: BlockInstance[]
  unknownBecause: readonly Cause[] | undefined
}

/** Blocks by type, static and dynamic ones in source order. */
export function instancesByType(
  blocks: readonly Block[],
  place: Surroundings,
): ReadonlyMap<string, BlockInstances> {
  if (blocks.length === 0) return noBlocks
  const all = new Map<string, BlockInstances>()
  for (const block of blocks) {
    if (place.meta.has(block.type)) continue
    const type = block.type === 'dynamic' ? (block.labels[0] ?? '') : block.type
    const instances = all.get(type) ?? { bodies: [], unknownBecause: undefined }
    all.set(type, instances)
    if (block.type === 'dynamic') expand(block, type, place, instances)
    else {
      const label = block.labels[0]
      instances.bodies.push({
        body: block.body,
        scope: place.scope,
        label: label === undefined ? undefined : string(label),
        overridden: block.overridden?.map(({ headSpan }) => headSpan) ?? nothing,
      })
    }
  }
  return all
}

const noBlocks: ReadonlyMap<string, BlockInstances> = new Map()

/** `dynamic "type" { for_each, iterator, labels, content }`. Source: Terraform's documentation of dynamic blocks. */
function expand(block: Block, type: string, place: Surroundings, instances: BlockInstances): void {
  const { attributes, blocks, diagnostics } = contentOf(block.body, contentOnly)
  place.scope.run.diagnostics.push(...diagnostics)
  const content = blocks.find((one) => one.type === 'content')
  const forEach = attributes.get('for_each')
  if (content === undefined || forEach === undefined) {
    const missing = forEach === undefined ? 'the argument "for_each"' : 'a block "content"'
    const detail = `A dynamic block needs ${missing}, and this one has none.`
    place.scope.run.diagnostics.push(refuse('Invalid dynamic block', detail, block.headSpan))
    return
  }
  const collection = evaluate(forEach.expression, place.scope)
  const { origins } = place.scope.world
  const shape = origins.at('shape', forEach.span, {
    inputs: collection.origin === 0 ? [] : [collection.origin],
  })
  const items = pairsOf(collection, shape)
  if (items === undefined) {
    noItems(collection, forEach, place, instances)
    return
  }
  const iterator = iteratorName(attributes.get('iterator')) ?? type
  const inputs = collection.origin === 0 ? [] : [collection.origin]
  const under = place.scope.world.origins.at('each', forEach.span, { inputs, under: place.scope.under })
  for (const [key, item] of items) {
    const origin = place.scope.world.origins.at('each', forEach.span, {
      inputs: item.origin === 0 ? inputs : [item.origin],
      through: item.origin === 0 ? 0 : collection.origin,
      under,
    })
    const pair = object(
      new Map<string, Val>([
        ['key', key],
        ['value', copyOf(item, origin, item.marks | collection.marks)],
      ]),
    )
    const scope = { ...withName(place.scope, iterator, pair), under }
    const labels = attributes.get('labels')
    const label = labels === undefined ? undefined : evaluate(labels.expression, scope)
    instances.bodies.push({
      body: content.body,
      scope,
      label: label !== undefined && 'items' in label ? label.items[0] : undefined,
      overridden: nothing,
    })
  }
}

const nothing: readonly Span[] = []

function noItems(collection: Val, forEach: Attribute, place: Surroundings, instances: BlockInstances): void {
  if (collection.kind === 'unknown') {
    instances.unknownBecause = causesOf([collection])
    return
  }
  const why =
    collection.kind === 'null'
      ? 'Cannot use a null value in for_each.'
      : `Cannot use a ${collection.kind} value in for_each. An iterable collection is required.`
  const { tree, node } = forEach.expression
  place.scope.run.diagnostics.push(
    diagnosticOf(problem('Invalid dynamic for_each value', why), spanOf(tree, node)),
  )
}

const contentOnly: BlockTypes = new Map([['content', 0]])

function iteratorName(attribute: Attribute | undefined): string | undefined {
  if (attribute === undefined) return undefined
  const { tree, node } = attribute.expression
  return literalText(tree, node)
}
