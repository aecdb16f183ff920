import type { FilePath } from '../../kernel/brand.ts'
import { refuser, type Context } from './context.ts'
import { mergeSorted, type FieldSpec, type NameReference, type SpecTable } from './field-spec.ts'
import { fieldOf, itemsIn, textIn, type Node, type ScalarNode } from './node.ts'
import { loadable } from './patches.ts'

/** What a file of `configurations` adds to the places where transformers look. */
export function configured(context: Context, folder: FilePath, path: ScalarNode): SpecTable {
  const file = loadable(context, folder, path)
  const [document] = context.files.documents(file, context.origins.site(path.origin), 'go-yaml-v2')
  return {
    namePrefix: specsIn(document, 'namePrefix'),
    nameSuffix: specsIn(document, 'nameSuffix'),
    namespace: specsIn(document, 'namespace'),
    commonLabels: specsIn(document, 'commonLabels'),
    labels: specsIn(document, 'labels'),
    templateLabels: specsIn(document, 'templateLabels'),
    commonAnnotations: specsIn(document, 'commonAnnotations'),
    nameReference: itemsIn(document, 'nameReference').map((one) => ({
      target: {
        group: textIn(one, 'group') ?? '',
        version: textIn(one, 'version') ?? '',
        kind: textIn(one, 'kind') ?? '',
      },
      specs: specsIn(one, 'fieldSpecs'),
    })),
    varReference: specsIn(document, 'varReference'),
    images: specsIn(document, 'images'),
    replicas: specsIn(document, 'replicas'),
  }
}

/** A list of places in a file. */
export function specsIn(node: Node | undefined, key: string): readonly FieldSpec[] {
  return itemsIn(node, key).map((one) => {
    const create = fieldOf(one, 'create')
    return {
      path: textIn(one, 'path') ?? '',
      kind: textIn(one, 'kind') ?? '',
      group: textIn(one, 'group') ?? '',
      version: textIn(one, 'version') ?? '',
      create: create?.kind === 'scalar' && create.scalar === true,
      origin: one.origin,
    }
  })
}

/** Joins two tables. */
export function mergeTables(context: Context, one: SpecTable, other: SpecTable, at: Node): SpecTable {
  if (one === other) return one
  const wrong = refuser(context, 'kustomize/invalid-field', at)
  const both = (key: Exclude<keyof SpecTable, 'nameReference'>): readonly FieldSpec[] =>
    mergeSorted(one[key], other[key], wrong)
  return {
    namePrefix: both('namePrefix'),
    nameSuffix: both('nameSuffix'),
    namespace: both('namespace'),
    commonLabels: both('commonLabels'),
    labels: both('labels'),
    templateLabels: both('templateLabels'),
    commonAnnotations: both('commonAnnotations'),
    nameReference: mergeReferences(one.nameReference, other.nameReference, wrong),
    varReference: both('varReference'),
    images: both('images'),
    replicas: both('replicas'),
  }
}

function mergeReferences(
  one: readonly NameReference[],
  other: readonly NameReference[],
  wrong: (what: string) => Error,
): readonly NameReference[] {
  const merged = [...one]
  for (const reference of other) {
    const at = merged.findIndex(
      ({ target: { group, version, kind } }) =>
        group === reference.target.group &&
        version === reference.target.version &&
        kind === reference.target.kind,
    )
    const same = merged[at]
    if (same === undefined) merged.push(reference)
    else merged[at] = { ...same, specs: mergeSorted(same.specs, reference.specs, wrong) }
  }
  return merged
}
