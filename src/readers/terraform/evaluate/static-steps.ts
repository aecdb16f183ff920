import { attributeOf, elementOf, isProblem, type StaticReference } from '../../../lang/hcl/evaluate/index.ts'
import { parseNumber } from '../../../lang/hcl/number.ts'
import { problem, type Problem } from '../../../lang/hcl/problem.ts'
import {
  childrenOf,
  firstChild,
  literalText,
  nextSibling,
  nodeKind,
  sourceOf,
  type Node,
  type Tree,
} from '../../../lang/hcl/tree.ts'
import { number, string, unknown, type Val } from '../../../lang/hcl/value.ts'
import type { BlockSchema } from '../schema/schema.ts'

/**
 * What is wrong with the steps behind the name of a resource, before anything is evaluated: `try` and `can` do not catch
 * it. `used` of the mention's names are the resource's own. Steps with a computed key end the look.
 */
export function resourceStepsProblem(
  mention: StaticReference,
  used: number,
  schema: BlockSchema | undefined,
): Problem | undefined {
  const all = constantSteps(mention, used)
  const [first] = all
  if (first?.kind === 'index' && first.key === undefined) {
    const detail = 'Invalid index for resource instance: either a string or an integer is required.'
    return problem('Invalid index key', detail)
  }
  const [attribute, ...after] = first?.kind === 'index' ? all.slice(1) : all
  if (attribute === undefined) return undefined
  if (attribute.kind === 'index') return notByIndex(attribute.key)
  if (schema === undefined) return undefined
  const known = schema.attributes.get(attribute.name)
  if (known !== undefined) return firstProblem(unknown(known.type, []), after)
  if (schema.blocks.has(attribute.name)) return undefined
  const detail = `This object has no argument, nested block, or exported attribute named "${attribute.name}".`
  return problem('Unsupported attribute', detail)
}

const builtIn: ReadonlyMap<string, readonly string[]> = new Map([
  ['path', ['module', 'root', 'cwd']],
  ['terraform', ['workspace', 'applying']],
  ['tofu', ['workspace', 'applying']],
])

/** The same for `path` and `terraform`, which are no values themselves. */
export function builtInProblem(mention: StaticReference): Problem | undefined {
  const { root } = mention
  const names = builtIn.get(root)
  if (names === undefined) return undefined
  const [first] = constantSteps(mention, 0)
  if (first === undefined) return notDirectly(root)
  if (first.kind === 'index') {
    return problem('Invalid reference', `The "${root}" object does not support this operation.`)
  }
  if (names.includes(first.name)) return undefined
  const detail = `The "${root}" object does not have an attribute named "${first.name}". It has ${names.join(', ')}.`
  return problem(`Invalid "${root}" attribute`, detail)
}

/** A name that only stands for its attributes. */
export function notDirectly(root: string): Problem {
  const detail = `The "${root}" object cannot be accessed directly. Instead, access one of its attributes.`
  return problem('Invalid reference', detail)
}

function notByIndex(key: Val | undefined): Problem {
  const how =
    key?.kind === 'string'
      ? `. Did you mean to access attribute "${key.value}" using the dot operator?`
      : ', using the dot operator.'
  return problem('Invalid index operation', `Only attribute access is allowed here${how}`)
}

function firstProblem(start: Val, steps: readonly ConstantStep[]): Problem | undefined {
  let value = start
  for (const step of steps) {
    if (step.kind === 'index' && step.key === undefined) return undefined
    const next =
      step.kind === 'attribute' ? attributeOf(value, step.name) : elementOf(value, step.key ?? value)
    if (isProblem(next)) return next
    value = next
  }
  return undefined
}

type ConstantStep =
  | { readonly kind: 'attribute'; readonly name: string }
  /** The key is a number or a text; undefined for another constant. */
  | { readonly kind: 'index'; readonly key: Val | undefined }

function constantSteps({ tree, names, rest }: StaticReference, used: number): readonly ConstantStep[] {
  const steps: ConstantStep[] = names.slice(used).map((name) => ({ kind: 'attribute', name }))
  for (const node of rest) {
    const step = constantStep(tree, node)
    if (step === undefined) break
    steps.push(step)
  }
  return steps
}

function constantStep(tree: Tree, node: Node): ConstantStep | undefined {
  const argument = nextSibling(tree, firstChild(tree, node))
  if (tree.kinds[node] === nodeKind.getAttribute)
    return { kind: 'attribute', name: literalText(tree, argument) }
  if (tree.kinds[node] === nodeKind.legacyIndex) return { kind: 'index', key: numberAt(tree, argument) }
  switch (tree.kinds[argument]) {
    case nodeKind.number:
      return { kind: 'index', key: numberAt(tree, argument) }
    case nodeKind.true:
    case nodeKind.false:
    case nodeKind.null:
      return { kind: 'index', key: undefined }
    case nodeKind.template: {
      const parts = childrenOf(tree, argument)
      if (parts.some((part) => tree.kinds[part] !== nodeKind.text)) return undefined
      return { kind: 'index', key: string(parts.map((part) => literalText(tree, part)).join('')) }
    }
    default:
      return undefined
  }
}

function numberAt(tree: Tree, node: Node): Val | undefined {
  const value = parseNumber(sourceOf(tree, node))
  return value === undefined ? undefined : number(value)
}
