import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import type { Span } from '../../../kernel/span.ts'
import type { Attribute, Block } from '../../../lang/hcl/body.ts'
import { spanOf } from '../../../lang/hcl/evaluate/index.ts'
import { nodeKind, sourceOf } from '../../../lang/hcl/tree.ts'
import type { ModuleConfig } from '../config/config.ts'
import { refuse } from '../problems.ts'
import { isTraversal, textOf } from './static.ts'

/** What is wrong with the statements of a module: `moved`, `removed` and `import`. */
export function statementProblems(config: ModuleConfig): readonly Diagnostic[] {
  return [
    ...moves(config),
    ...config.removed.flatMap((block) => removal(block, config)),
    ...config.imports.flatMap((block) => imported(block, config)),
  ]
}

interface Move {
  readonly from: string
  readonly to: string
  readonly span: Span
}

function moves(config: ModuleConfig): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const all: Move[] = []
  for (const block of config.moved) {
    const { attributes } = block.body.content(new Map())
    const from = addressIn(attributes.get('from'), block, 'from', found)
    const to = addressIn(attributes.get('to'), block, 'to', found)
    if (from !== undefined && to !== undefined) all.push({ from, to, span: block.headSpan })
  }
  for (const { from, to, span } of all) {
    if (from !== to && !to.startsWith(`${from}[`) && isDeclared(from, config)) {
      const detail = `This statement declares a move from ${from}, but that object is still declared. Change its name, or take the moved block out.`
      found.push(refuse('Moved object still exists', detail, span))
    }
  }
  const next = new Map(all.map(({ from, to }) => [from, to]))
  for (const { from, span } of all) {
    if (isRing(from, next)) {
      found.push(
        refuse(
          'Cyclic dependency in move statements',
          'The moved blocks lead in a circle, so no object has a final address.',
          span,
        ),
      )
      break
    }
  }
  return found
}

function isRing(start: string, next: ReadonlyMap<string, string>): boolean {
  let at = next.get(start)
  for (let steps = 0; at !== undefined && steps <= next.size; steps++) {
    if (at === start) return true
    at = next.get(at)
  }
  return false
}

/** The address that an argument names, or undefined after saying what is wrong with it. */
function addressIn(
  attribute: Attribute | undefined,
  block: Block,
  name: string,
  found: Diagnostic[],
): string | undefined {
  if (attribute === undefined) {
    found.push(
      refuse(
        'Missing required argument',
        `The argument "${name}" is required, but no definition was found.`,
        block.headSpan,
      ),
    )
    return undefined
  }
  const { tree, node } = attribute.expression
  if (tree.file.endsWith('.json'))
    return tree.kinds[node] === nodeKind.template ? textOf(attribute) : undefined
  if (isTraversal(tree, node)) return sourceOf(tree, node)
  found.push(
    refuse(
      'Invalid expression',
      'A single static variable reference is required: only attribute access and indexing with constant keys.',
      spanOf(tree, node),
    ),
  )
  return undefined
}

function isDeclared(address: string, config: ModuleConfig): boolean {
  if (address.includes('[')) return false
  const module = /^module\.([\w-]+)$/u.exec(address)
  return module === null ? config.resources.has(address) : config.calls.has(module[1] ?? '')
}

function removal(block: Block, config: ModuleConfig): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const { attributes } = block.body.content(
    new Map([
      ['lifecycle', 0],
      ['provisioner', 1],
      ['connection', 0],
    ]),
  )
  const from = addressIn(attributes.get('from'), block, 'from', found)
  if (from === undefined) return found
  if (from.includes('[')) {
    const what = /^(?:module\.[^.]+\.?)+$/u.test(from) ? 'Module' : 'Resource'
    const detail = `What was removed is named as a whole: take the key of the instance out of ${from}.`
    found.push(refuse(`${what} instance keys not allowed`, detail, block.headSpan))
  } else if (isDeclared(from, config)) {
    const detail = `This statement declares that ${from} was removed, but it is still declared. Remove it, or take the removed block out.`
    found.push(refuse('Removed resource still exists', detail, block.headSpan))
  }
  return found
}

function imported(block: Block, config: ModuleConfig): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const { attributes } = block.body.content(new Map())
  const to = attributes.get('to')
  if (to === undefined || (attributes.get('id') === undefined && attributes.get('identity') === undefined)) {
    const name = to === undefined ? 'to' : 'id'
    return [
      refuse(
        'Missing required argument',
        `The argument "${name}" is required, but no definition was found.`,
        block.headSpan,
      ),
    ]
  }
  const { tree, node } = to.expression
  const target = sourceOf(tree, node).replaceAll(/\[[^\]]*\]/gu, '')
  if (!target.startsWith('module.') && !tree.file.endsWith('.json') && !config.resources.has(target)) {
    const detail = `The configuration for the given import target ${target} does not exist. All target instances must have an associated configuration to be imported.`
    found.push(refuse('Configuration for import target does not exist', detail, spanOf(tree, node)))
  }
  return found
}
