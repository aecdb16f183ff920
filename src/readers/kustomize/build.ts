import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import type { ReadingAnswer, ReadingRequest, RenderedObjects } from '../reader.ts'
import { Accumulated } from './accumulated.ts'
import { chartObjects, chartsIn } from './charts.ts'
import { configured, mergeTables, specsIn } from './configurations.ts'
import { refuser, type Context } from './context.ts'
import { mergeSpecs } from './field-spec.ts'
import { Files, isBelow, within } from './files.ts'
import { addHashes, generated } from './generators.ts'
import { oddKeyIn, unprintableIn } from './keys.ts'
import { readKustomization, type Kustomization } from './kustomization.ts'
import { builtInSchema } from './merge-keys.ts'
import { addBuildMetadata } from './metadata.ts'
import { Notes, withoutNotes } from './notes.ts'
import { fixNames } from './name-references.ts'
import { isEqual } from './json-patch.ts'
import {
  copyOf,
  fieldOf,
  itemsIn,
  textIn,
  valueOf,
  type MapNode,
  type Node,
  type ScalarNode,
} from './node.ts'
import { textsOnly, type Built } from './object.ts'
import { givenObjects, objectsOf, objectsWithin } from './objects.ts'
import { checkDefinitions, openApiSchema } from './open-api.ts'
import { defaultOrder, inOrder } from './order.ts'
import { applyJson6902, applyPatch, applyStrategicMerges, scalarsIn } from './patches.ts'
import { isChartGenerator, orderIn, runGenerator, runTransformer } from './plugins.ts'
import { problem, refuse, refuseFor, refusalIn } from './problems.ts'
import { remoteSource } from './remote.ts'
import { replace } from './replacements.ts'
import { addEntries, affix, setImage, setNamespace, setReplicas } from './transformers.ts'
import { kustomizationWith } from './overlay.ts'
import { resolveVariables, mergeVariables } from './vars.ts'

/** What a build may be given beside the files. */
export interface BuildOptions {
  /** Fields that are added to those of the kustomization, which may be missing then. */
  readonly over?: Value | undefined
  /** Objects that it changes; the folder has no kustomization then that counts. */
  readonly rendered?: Pick<RenderedObjects, 'values' | 'written'> | undefined
}

/** What a kustomization gives, and the texts of what spans point into and is no file: what charts are given. */
export interface BuiltObjects extends Outcome<readonly Value[]> {
  readonly texts: ReadonlyMap<FilePath, string>
}

/**
 * The objects that the kustomization of a folder gives, in the order and with the keys in the order in which
 * `kubectl kustomize` prints them; every part has its origin. Where the real program refuses to build there are none,
 * and a diagnostic says why. See https://kubectl.docs.kubernetes.io/references/kustomize/
 */
export function* buildKustomization(
  snapshot: Snapshot,
  folder: FilePath,
  origins: Origins,
  options: BuildOptions = {},
): Generator<ReadingRequest, BuiltObjects, ReadingAnswer> {
  const build = new Build(new Files(snapshot, origins), options)
  try {
    const value = yield* build.run(folder)
    return { value, diagnostics: build.diagnostics, texts: build.texts }
  } catch (error) {
    const diagnostic = refusalIn(error)
    if (diagnostic === undefined) throw error
    return { value: [], diagnostics: [...build.diagnostics, diagnostic], texts: build.texts }
  }
}

/** As many kustomizations may be read for one, each as often as it is included. */
const mostKustomizations = 5000
/** As many objects may be in one. */
const mostObjects = 50_000

type Steps<What> = Generator<ReadingRequest, What, ReadingAnswer>

class Build {
  readonly diagnostics: Diagnostic[] = []
  readonly texts = new Map<FilePath, string>()
  readonly #options: BuildOptions
  #context: Context
  #notes: Notes | undefined
  #hasSchema = false
  #read = 0

  constructor(files: Files, options: BuildOptions) {
    this.#context = { files, origins: files.origins, schemaOf: builtInSchema }
    this.#options = options
  }

  *run(folder: FilePath): Steps<readonly Value[]> {
    const context = this.#context
    const { over, rendered } = this.#options
    const kustomization =
      over === undefined
        ? readKustomization(context.files, folder, { file: folder, start: 0, end: 0 })
        : kustomizationWith(context.files, folder, over, rendered === undefined)
    this.#useSchema(kustomization)
    this.#notes = new Notes(kustomization)
    const all = new Accumulated(context)
    if (rendered !== undefined) all.append(givenObjects(context, rendered), kustomization.node)
    yield* this.#accumulate(all, kustomization, [folder])
    addHashes(this.#context, all.objects)
    fixNames(this.#context, all.objects, all.specs.nameReference)
    resolveVariables(this.#context, all, all.variables, all.specs.varReference)
    const last = new Accumulated(this.#context)
    last.append(
      all.objects.filter((one) => !isLocal(one)),
      kustomization.node,
    )
    const objects = this.#ordered(kustomization, last.objects)
    addBuildMetadata(this.#context, kustomization, objects)
    for (const object of objects) {
      withoutNotes(object)
      this.#notes.write(this.#context, object)
    }
    for (const object of objects) finish(this.#context, object)
    return objects.map((one) => valueOf(one.node, context.origins))
  }

  #ordered({ node }: Kustomization, objects: Built[]): Built[] {
    const options = fieldOf(node, 'sortOptions')
    if (options === undefined) return inOrder(objects, defaultOrder)
    const order = textIn(options, 'order') ?? ''
    const wrong = refuser(this.#context, 'kustomize/invalid-field', options)
    if (order !== 'legacy' && order !== 'fifo') throw wrong('the order is to be fifo or legacy')
    if (order === 'legacy') return inOrder(objects, orderIn(options))
    if (fieldOf(options, 'legacySortOptions') !== undefined) throw wrong('fifo has no legacySortOptions')
    return objects
  }

  /** A description of the API holds for all that comes after the first that has one. */
  #useSchema(kustomization: Kustomization): void {
    const openapi = fieldOf(kustomization.node, 'openapi')
    if (openapi === undefined || this.#hasSchema) return
    const schemaOf = openApiSchema(this.#context, kustomization.folder, openapi)
    if (schemaOf === undefined) return
    this.#hasSchema = true
    this.#context = { ...this.#context, schemaOf }
  }

  /** Does what a kustomization says, step by step, to what is there already. */
  *#accumulate(all: Accumulated, kustomization: Kustomization, above: readonly FilePath[]): Steps<void> {
    this.#read += 1
    const site = kustomization.node
    if (this.#read > mostKustomizations || all.objects.length > mostObjects)
      throw refuser(
        this.#context,
        'kustomize/too-much',
        site,
      )(`${mostKustomizations} kustomizations or ${mostObjects} objects`)
    yield* this.#resources(all, kustomization, scalarsIn(kustomization.node, 'resources'), above)
    for (const path of scalarsIn(kustomization.node, 'configurations')) {
      const table = configured(this.#context, kustomization.folder, path)
      all.specs = mergeTables(this.#context, all.specs, table, path)
    }
    for (const path of scalarsIn(kustomization.node, 'crds'))
      checkDefinitions(this.#context, kustomization.folder, path)
    yield* this.#generate(all, kustomization, above)
    for (const path of scalarsIn(kustomization.node, 'components'))
      yield* this.#include(all, kustomization, path, { above, isComponent: true })
    yield* this.#transform(all, kustomization, above)
    mergeVariables(this.#context, all.objects, all.variables, itemsIn(kustomization.node, 'vars'))
  }

  *#resources(
    all: Accumulated,
    kustomization: Kustomization,
    paths: readonly ScalarNode[],
    above: readonly FilePath[],
  ): Steps<void> {
    const { files } = this.#context
    for (const path of paths) {
      const span = this.#context.origins.site(path.origin)
      if (path.text === '') throw refuse('kustomize/missing-file', span, 'without a name')
      const file = within(kustomization.folder, path.text)
      if (file !== undefined && files.snapshot.bytes(file) !== undefined) {
        if (!isBelow(file, kustomization.folder)) throw refuse('kustomize/outside-root', span, path.text)
        all.append(this.#objectsIn(file, span), path)
      } else yield* this.#include(all, kustomization, path, { above, isComponent: false })
    }
  }

  #objectsIn(file: FilePath, span: Span): readonly Built[] {
    const objects = objectsOf(this.#context.files, file, span)
    this.#notes?.read(objects, file)
    return objects
  }

  /** A folder with a kustomization of its own: of a base, which is built alone, or of a component, which changes what is there. */
  *#include(
    all: Accumulated,
    from: Kustomization,
    path: ScalarNode,
    { above, isComponent }: { readonly above: readonly FilePath[]; readonly isComponent: boolean },
  ): Steps<void> {
    const { files, origins } = this.#context
    const span = origins.site(path.origin)
    const folder = yield* this.#folder(from, path)
    if (folder === undefined) {
      all.isPartial = true
      return
    }
    if (files.snapshot.list(folder) === undefined) {
      if (files.snapshot.bytes(folder) === undefined) throw refuse('kustomize/missing-file', span, path.text)
      all.append(this.#objectsIn(folder, span), path)
      return
    }
    if (above.some((one) => isBelow(one, folder)))
      throw refuse('kustomize/cycle', span, folder === '' ? 'The topmost folder' : folder)
    const kustomization = readKustomization(files, folder, span)
    this.#useSchema(kustomization)
    if (kustomization.isComponent !== isComponent)
      throw refuse(
        'kustomize/invalid-field',
        span,
        isComponent ? `${folder} is no component` : `${folder} is a component, which components lists`,
      )
    if (isComponent) {
      yield* this.#accumulate(all, kustomization, [...above, folder])
      return
    }
    const inner = new Accumulated(this.#context)
    yield* this.#accumulate(inner, kustomization, [...above, folder])
    all.merge(inner, path)
  }

  /** The folder, or file, in the snapshot that a path means: one that was fetched where it is a URL. */
  *#folder(from: Kustomization, path: ScalarNode): Steps<FilePath | undefined> {
    const local = within(from.folder, path.text)
    const { snapshot } = this.#context.files
    const source = remoteSource(path.text)
    if (source === undefined || (local !== undefined && snapshot.list(local) !== undefined)) {
      if (local === undefined)
        throw refuse('kustomize/missing-file', this.#context.origins.site(path.origin), path.text)
      return local
    }
    const span = this.#context.origins.site(path.origin)
    const answer = yield { kind: 'fetch', source, version: undefined, span }
    if (typeof answer === 'string') return answer
    const why = answer !== undefined && 'why' in answer ? ` (${answer.why})` : ''
    this.diagnostics.push(problem('kustomize/not-fetched', span, `${path.text}${why}`))
    return undefined
  }

  *#generate(all: Accumulated, kustomization: Kustomization, above: readonly FilePath[]): Steps<void> {
    const { node } = kustomization
    for (const [key, kind] of [
      ['configMapGenerator', 'ConfigMap'],
      ['secretGenerator', 'Secret'],
    ] as const)
      for (const entry of itemsIn(node, key)) {
        const made = generated(this.#context, kustomization, kind, entry)
        this.#notes?.generated(made, kustomization.file, `${kind}Generator`)
        all.absorb(made, entry)
      }
    for (const chart of chartsIn(node)) yield* this.#inflate(all, kustomization, chart)
    for (const config of yield* this.#plugins(kustomization, 'generators', above)) {
      if (isChartGenerator(config.node)) {
        yield* this.#inflate(all, kustomization, config.node, config)
        continue
      }
      const made = runGenerator(this.#context, kustomization, config)
      this.#notes?.generated(made, this.#fileOf(config), textIn(config.node, 'kind') ?? '', config)
      all.absorb(made, config.node)
    }
  }

  /** Adds the objects of a chart. As for the real program, one that Helm refuses ends it all. */
  *#inflate(all: Accumulated, { folder, file }: Kustomization, chart: MapNode, config?: Built): Steps<void> {
    const made = yield* chartObjects(this.#context, folder, chart)
    if (made === undefined) return
    for (const [place, text] of made.texts) this.texts.set(place, text)
    const wrong = made.diagnostics.find(
      ({ code, severity }) => severity === 'error' && code.startsWith('helm/'),
    )
    this.diagnostics.push(...made.diagnostics.filter((one) => one !== wrong))
    if (wrong !== undefined) throw refuseFor(wrong)
    all.isPartial ||= made.diagnostics.some(({ code }) => code === 'kustomize/not-fetched')
    for (const object of made.objects) {
      const from = config === undefined ? file : this.#fileOf(config)
      this.#notes?.generated(object, from, 'HelmChartInflationGenerator', config)
      all.absorb(object, chart)
    }
  }

  /** The configurations of plugins: texts in the kustomization itself, files, and folders. */
  *#plugins(
    kustomization: Kustomization,
    key: 'generators' | 'transformers' | 'validators',
    above: readonly FilePath[],
  ): Steps<readonly Built[]> {
    const found = new Accumulated(this.#context)
    const paths: ScalarNode[] = []
    for (const one of scalarsIn(kustomization.node, key)) {
      if (/[\n{:]/u.test(one.text)) found.append(objectsWithin(this.#context.files, one), one)
      else paths.push(one)
    }
    yield* this.#resources(found, kustomization, paths, above)
    return found.objects
  }

  *#transform(all: Accumulated, kustomization: Kustomization, above: readonly FilePath[]): Steps<void> {
    this.#transformByFields(all, kustomization)
    for (const key of ['transformers', 'validators'] as const)
      for (const config of yield* this.#plugins(kustomization, key, above)) {
        const before = key === 'validators' ? all.objects.map(({ node }) => copyOf(node)) : undefined
        runTransformer(this.#context, all, kustomization.folder, config)
        const kind = textIn(config.node, 'kind') ?? ''
        if (before === undefined) this.#notes?.transformed(all.objects, this.#fileOf(config), kind, config)
        else if (!areSame(before, all.objects))
          throw refuser(
            this.#context,
            'kustomize/invalid-transformer',
            config.node,
          )(`${kind} changes objects, which no validator may`)
      }
    all.objects = all.objects.filter((one) => !one.isGone)
  }

  /** What the fields of a kustomization change, in the order in which the real program has them. */
  #transformByFields(all: Accumulated, kustomization: Kustomization): void {
    const { node, folder, file } = kustomization
    const context = this.#context
    const { specs } = all
    const note = (kind: string): void => this.#notes?.transformed(all.objects, file, kind)
    const said = (key: string): ScalarNode | undefined => filled(fieldOf(node, key))
    const each = (key: string, kind: string, change: (entry: Node) => void): void => {
      for (const entry of itemsIn(node, key)) {
        change(entry)
        note(kind)
      }
    }
    const once = (key: string, kind: string, change: (value: ScalarNode) => void): void => {
      const value = said(key)
      if (value === undefined) return
      change(value)
      note(kind)
    }
    const merges = itemsIn(node, 'patchesStrategicMerge')
    applyStrategicMerges(context, all, folder, merges)
    if (merges.length > 0) note('PatchStrategicMergeTransformer')
    each('patches', 'PatchTransformer', (patch) => applyPatch(context, all, folder, patch))
    once('namespace', 'NamespaceTransformer', (value) => setNamespace(context, all, value, specs.namespace))
    once('namePrefix', 'PrefixTransformer', (value) => affix(context, all, 'prefix', value, specs.namePrefix))
    once('nameSuffix', 'SuffixTransformer', (value) => affix(context, all, 'suffix', value, specs.nameSuffix))
    this.#label(all, kustomization, note)
    const annotations = fieldOf(node, 'commonAnnotations')
    if (annotations !== undefined) {
      addEntries(context, all, annotations, specs.commonAnnotations)
      note('AnnotationsTransformer')
    }
    each('patchesJson6902', 'PatchJson6902Transformer', (patch) => applyJson6902(context, all, folder, patch))
    each('replicas', 'ReplicaCountTransformer', (entry) => setReplicas(context, all, entry, specs.replicas))
    each('images', 'ImageTagTransformer', (entry) => setImage(context, all, entry, specs.images))
    const replacements = itemsIn(node, 'replacements')
    replace(context, all, folder, replacements)
    if (replacements.length > 0) note('ReplacementTransformer')
  }

  #fileOf({ node }: Built): FilePath {
    return this.#context.origins.site(node.origin).file
  }

  #label(all: Accumulated, { node }: Kustomization, note: (kind: string) => void): void {
    const context = this.#context
    const { specs } = all
    const kind = 'LabelTransformer'
    for (const entry of itemsIn(node, 'labels')) {
      const wrong = refuser(context, 'kustomize/invalid-field', entry)
      const isSaid = (key: string): boolean => {
        const found = fieldOf(entry, key)
        return found?.kind === 'scalar' && found.scalar === true
      }
      const pairs = fieldOf(entry, 'pairs')
      const own = specsIn(entry, 'fields')
      const more = isSaid('includeSelectors')
        ? specs.commonLabels
        : [...(isSaid('includeTemplates') ? specs.templateLabels : []), ...metadataLabels]
      if (pairs !== undefined) addEntries(context, all, pairs, mergeSpecs(own, more, wrong))
      note(kind)
    }
    const common = fieldOf(node, 'commonLabels')
    if (common !== undefined) addEntries(context, all, common, specs.commonLabels)
    // The real program runs one more for these, also where there are none.
    if (common !== undefined || itemsIn(node, 'labels').length > 0) note(kind)
  }
}

const metadataLabels = [{ path: 'metadata/labels', kind: '', group: '', version: '', create: true }]

function filled(node: Node | undefined): ScalarNode | undefined {
  return node?.kind === 'scalar' && node.text !== '' ? node : undefined
}

function isLocal({ node }: Built): boolean {
  const said = fieldOf(node, 'metadata', 'annotations', 'config.kubernetes.io/local-config')
  return said !== undefined && !(said.kind === 'scalar' && said.text === 'false')
}

function areSame(before: readonly MapNode[], objects: readonly Built[]): boolean {
  return before.length === objects.length && objects.every(({ node }, at) => isEqual(before[at], node))
}

/** What the real program does to every object in the end, when it takes its own notes out of the annotations and makes JSON. */
function finish(context: Context, object: Built): void {
  const annotations = fieldOf(object.node, 'metadata', 'annotations')
  if (annotations?.kind === 'list')
    throw refuser(context, 'kustomize/invalid-object', annotations)('metadata.annotations is no map')
  textsOnly(object, 'annotations')
  const wrong = oddKeyIn(object.node) ?? unprintableIn(object.node)
  if (wrong !== undefined) throw refuser(context, 'kustomize/invalid-object', wrong.at)(wrong.what)
}
