import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import type { Attribute, Block, Body, BlockTypes, Content } from '../../../lang/hcl/body.ts'
import { firstChild, nodeKind } from '../../../lang/hcl/tree.ts'
import { refuse } from '../problems.ts'

/**
 * A body with one of an override file laid over it: arguments are replaced one by one, nested blocks all of a type
 * at once. Source: Terraform's documentation of override files, "merging behavior".
 */
export function overriddenBody(base: Body, over: Body): Body {
  return {
    span: base.span,
    syntax: base.syntax,
    content: (blocks) => merged(base.content(blocks), over.content(blocks)),
  }
}

function merged(base: Content, over: Content): Content {
  const attributes = new Map(base.attributes)
  for (const [name, attribute] of over.attributes) {
    attributes.set(name, replacing(attribute, base.attributes.get(name)))
  }
  // Said in two files they are no contradiction: Terraform looks at count first.
  if (![base, over].some((one) => one.attributes.has('count') && one.attributes.has('for_each'))) {
    if (attributes.has('count')) attributes.delete('for_each')
  }
  // A dynamic block stands for the type it makes.
  const replaced = new Set(over.blocks.map(kindOf))
  return {
    attributes,
    blocks: [
      ...base.blocks.filter((block) => !replaced.has(kindOf(block))),
      ...over.blocks.map((block) =>
        replacingAll(
          block,
          base.blocks.filter((one) => kindOf(one) === kindOf(block)),
        ),
      ),
    ],
    diagnostics: [...base.diagnostics, ...over.diagnostics],
  }
}

const conditions = ['validation', 'precondition', 'postcondition']

/** What a block of an override file may not hold: conditions and `depends_on` can only be said once. */
export function overrideProblems({ body }: Block): readonly Diagnostic[] {
  const types = new Map(['lifecycle', ...conditions].map((type) => [type, 0]))
  const { attributes, blocks } = body.content(types)
  const inner = blocks
    .filter(({ type }) => type === 'lifecycle')
    .flatMap((lifecycle) => lifecycle.body.content(types).blocks)
  const found = [...blocks, ...inner].filter(({ type }) => conditions.includes(type)).map(notOverridable)
  const dependsOn = attributes.get('depends_on')
  if (dependsOn === undefined || isEmptyList(dependsOn)) return found
  const detail = 'The depends_on argument may not be overridden. Change it in the file that is overridden.'
  return [...found, refuse('Unsupported override', detail, dependsOn.span)]
}

function isEmptyList({ expression: { tree, node } }: Attribute): boolean {
  return tree.kinds[node] === nodeKind.tuple && firstChild(tree, node) === -1
}

/** The settings of `lifecycle` are replaced one by one too. */
function replacingAll(block: Block, overridden: readonly Block[]): Block {
  const [first] = overridden
  if (block.type !== 'lifecycle' || first === undefined) return { ...block, overridden }
  return { ...block, overridden, body: overriddenBody(first.body, block.body) }
}

function notOverridable({ type, headSpan }: Block): Diagnostic {
  const detail = `Override files may not hold "${type}" blocks. Write it beside the others, in the file that is overridden.`
  return refuse(`Can't override ${type} blocks`, detail, headSpan)
}

function kindOf({ type, labels }: { type: string; labels: readonly string[] }): string {
  return type === 'dynamic' ? (labels[0] ?? type) : type
}

/** An argument that remembers those it replaced. */
export function replacing(attribute: Attribute, base: Attribute | undefined): Attribute {
  if (base === undefined) return attribute
  return { ...attribute, overridden: [base, ...(base.overridden ?? [])] }
}

/** The content types that say a body holds no blocks but the listed ones. */
export function blockTypes(types: Readonly<Record<string, number>>): BlockTypes {
  return new Map(Object.entries(types))
}
