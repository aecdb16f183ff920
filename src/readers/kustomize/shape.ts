/** What a field may hold. */
export type Shape =
  | { readonly kind: 'any' | 'text' | 'bool' | 'int' }
  | { readonly kind: 'list' | 'map'; readonly of: Shape }
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, Shape>> }

const text: Shape = { kind: 'text' }
const bool: Shape = { kind: 'bool' }
const any: Shape = { kind: 'any' }
const texts: Shape = { kind: 'list', of: text }
const textMap: Shape = { kind: 'map', of: text }

function list(of: Shape): Shape {
  return { kind: 'list', of }
}

function fields(inner: Readonly<Record<string, Shape>>): Shape & { readonly kind: 'fields' } {
  return { kind: 'fields', fields: inner }
}

const fieldSpecs = list(fields({ group: text, version: text, kind: text, path: text, create: bool }))
const gvk = { group: text, version: text, kind: text }
const selector = fields({
  ...gvk,
  name: text,
  namespace: text,
  annotationSelector: text,
  labelSelector: text,
})
const patch = fields({ path: text, patch: text, target: selector, options: { kind: 'map', of: bool } })
const generatorOptions = fields({
  labels: textMap,
  annotations: textMap,
  disableNameSuffixHash: bool,
  immutable: bool,
})
const generator = {
  namespace: text,
  name: text,
  behavior: text,
  literals: texts,
  files: texts,
  envs: texts,
  env: text,
  options: generatorOptions,
}
const fieldOptions = fields({ delimiter: text, index: { kind: 'int' }, encoding: text, create: bool })

/** A replacement: where a value comes from and where it goes. */
export const replacementShape = fields({
  path: text,
  source: fields({ ...gvk, name: text, namespace: text, fieldPath: text, options: fieldOptions }),
  sourceValue: text,
  targets: list(
    fields({ select: selector, reject: list(selector), fieldPaths: texts, options: fieldOptions }),
  ),
})

const helmCharts = {
  name: text,
  version: text,
  repo: text,
  apiVersions: texts,
  kubeVersion: text,
  nameTemplate: text,
  releaseName: text,
  namespace: text,
  additionalValuesFiles: texts,
  valuesFile: text,
  valuesInline: any,
  valuesMerge: text,
  includeCRDs: bool,
  skipHooks: bool,
  skipTests: bool,
  debug: bool,
  devel: bool,
} as const

/** The fields of a kustomization. See https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
export const kustomizationShape = fields({
  apiVersion: text,
  kind: text,
  metadata: fields({ name: text, namespace: text, labels: textMap, annotations: textMap }),
  openapi: textMap,
  namePrefix: text,
  nameSuffix: text,
  namespace: text,
  commonLabels: textMap,
  labels: list(
    fields({ pairs: textMap, includeSelectors: bool, includeTemplates: bool, fields: fieldSpecs }),
  ),
  commonAnnotations: textMap,
  patchesStrategicMerge: texts,
  patchesJson6902: list(patch),
  patches: list(patch),
  images: list(fields({ name: text, newName: text, tagSuffix: text, newTag: text, digest: text })),
  replacements: list(replacementShape),
  replicas: list(fields({ name: text, count: { kind: 'int' } })),
  vars: list(
    fields({
      name: text,
      objref: fields({ apiVersion: text, ...gvk, name: text, namespace: text }),
      fieldref: fields({ fieldPath: text }),
    }),
  ),
  sortOptions: fields({
    order: text,
    legacySortOptions: fields({ orderFirst: texts, orderLast: texts }),
  }),
  resources: texts,
  components: texts,
  crds: texts,
  bases: texts,
  configMapGenerator: list(fields(generator)),
  secretGenerator: list(fields({ ...generator, type: text })),
  helmGlobals: fields({ chartHome: text, configHome: text }),
  helmCharts: list(fields(helmCharts)),
  helmChartInflationGenerator: list(
    fields({
      chartName: text,
      chartVersion: text,
      chartRepoUrl: text,
      chartHome: text,
      chartRepoName: text,
      helmBin: text,
      helmHome: text,
      values: text,
      valuesLocal: any,
      valuesMerge: text,
      releaseName: text,
      releaseNamespace: text,
      extraArgs: texts,
    }),
  ),
  generatorOptions,
  configurations: texts,
  generators: texts,
  transformers: texts,
  validators: texts,
  buildMetadata: texts,
})
