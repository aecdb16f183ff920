import type { Attribute, Body, BlockTypes, Content } from '../../../lang/hcl/body.ts'

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
  // A dynamic block stands for the type it makes.
  const replaced = new Set(over.blocks.map(kindOf))
  return {
    attributes,
    blocks: [
      ...base.blocks.filter((block) => !replaced.has(kindOf(block))),
      ...over.blocks.map((block) => ({
        ...block,
        overridden: base.blocks.filter((one) => kindOf(one) === kindOf(block)),
      })),
    ],
    diagnostics: [...base.diagnostics, ...over.diagnostics],
  }
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
