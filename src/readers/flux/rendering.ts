import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { embeddedDocuments } from '../../lang/yaml/documents.ts'
import { entriesIn, fieldOf, isTrue, itemsIn, textIn } from '../../model/fields.ts'
import { inNamespace } from '../../model/kubernetes/destined.ts'
import type { ValuesLayer } from '../../model/options.ts'
import { scalarText } from '../../model/scalar.ts'
import { topOf } from '../../model/tops.ts'
import { hasFile } from '../../model/walk.ts'
import { within } from '../../model/within.ts'
import type { ReadingAnswer, ReadingRequest, RenderedObjects, RenderingInputs } from '../reader.ts'
import { inRepository } from './artifacts.ts'
import { chartAddress, chosenChart } from './chart-sources.ts'
import { isKind, referenceIn, writtenIn, type SourceReference } from './files.ts'
import { kustomizationFields, isPostRenderer, postKustomization } from './kustomization.ts'
import { problem } from './problems.ts'
import { missing, textsOf } from './sources.ts'
import { substituted, type Variables } from './substitute.ts'

type Steps<Made> = Generator<ReadingRequest, Made, ReadingAnswer>

/** Renders objects of Flux's, with the objects that they render in turn. */
export class FluxRendering {
  readonly #snapshot: Snapshot
  readonly #origins: Origins
  readonly #diagnostics: Diagnostic[] = []
  readonly #texts = new Map<FilePath, string>()

  constructor(snapshot: Snapshot, origins: Origins) {
    this.#snapshot = snapshot
    this.#origins = origins
  }

  /** The objects of a Kustomization or HelmRelease; `around` are those that may hold values for it. */
  *run(object: Value, around: readonly Value[]): Steps<RenderedObjects> {
    const values = isKind(object, 'Kustomization')
      ? yield* this.#kustomization(object, around)
      : yield* this.#release(object, around)
    return { values, diagnostics: this.#diagnostics, texts: this.#texts }
  }

  *#kustomization(object: Value, around: readonly Value[]): Steps<readonly Value[]> {
    const written = fieldOf(object, 'spec', 'path')
    const path = textIn(object, 'spec', 'path') ?? ''
    const source = fieldOf(object, 'spec', 'sourceRef')
    const place = this.#place(object, referenceIn(source), path)
    if (place === undefined) return this.#elsewhere(object, source)
    const said = place.replace(/^\/+/u, '')
    const folder = within(this.#top(object, said), said)
    if (folder === undefined || this.#snapshot.list(folder) === undefined) {
      this.#problem('flux/missing-path', `There is no folder ${path}.`, written ?? object)
      return []
    }
    const kustomization = kustomizationFields(object, folder, this.#snapshot)
    const inputs = kustomization === undefined ? {} : { kustomization }
    const built = yield* this.#objects('kustomize', object, folder, inputs)
    const labelled = built.map((one) => withMetadata(one, fieldOf(object, 'spec', 'commonMetadata')))
    const values = this.#withVariables(labelled, object, around)
    const more = yield* this.#children(values)
    return [...values, ...more]
  }

  /** Variables that stand in the Kustomization itself win over those of ConfigMaps and Secrets. */
  #withVariables(values: readonly Value[], object: Value, around: readonly Value[]): readonly Value[] {
    const said = fieldOf(object, 'spec', 'postBuild')
    if (said === undefined) return values
    const known = new Map<string, Value>()
    let others: Value | undefined
    for (const reference of itemsIn(said, 'substituteFrom')) {
      const found = textsOf(reference, around, this.#origins)
      for (const [key, value] of found ?? []) known.set(key, value)
      if (found !== undefined || isTrue(reference, 'optional')) continue
      this.#problem('flux/missing-values', `${named(reference)} is not in the repository.`, reference)
      others = missing(reference, named(reference), this.#origins)
    }
    for (const [key, value] of entriesIn(said, 'substitute')) {
      this.#checkVariable(key, value)
      known.set(key, value)
    }
    const isAlways = textIn(said, 'substituteStrategy') === 'Always'
    if (known.size === 0 && others === undefined && !isAlways) return values
    const unset = new Set<string>()
    return values.map((one) => this.#filled(one, { known, others }, unset))
  }

  /** See https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution */
  #checkVariable(name: string, value: Value): void {
    if (!/^[_a-z][_a-z0-9]*$/iu.test(name))
      this.#problem(
        'flux/invalid',
        `${name} is no name of a variable: it has letters, digits and underscores, and begins with no digit.`,
        value,
      )
    else if (value.kind === 'scalar' && typeof value.scalar !== 'string')
      this.#problem('flux/invalid', `The value of the variable ${name} is no text: put it in quotes.`, value)
  }

  #filled(object: Value, variables: Variables, told: Set<string>): Value {
    const { value, bad, unset } = substituted(object, variables, this.#origins)
    if (bad !== undefined)
      this.#problem('flux/substitution', `It is in ${named(value)}: ${scalarText(bad) ?? 'a key'}.`, bad)
    for (const [name, at] of unset) {
      if (!told.has(name)) this.#problem('flux/unset-variable', `It is ${name}, in ${named(value)}.`, at)
      told.add(name)
    }
    return value
  }

  /** Kustomizations that are written in files are read by themselves; releases as this made them. */
  *#children(values: readonly Value[]): Steps<readonly Value[]> {
    const written = writtenIn(this.#snapshot)
    const found: Value[] = []
    for (const one of values) {
      if (isKind(one, 'HelmRelease')) found.push(...(yield* this.#release(one, values)))
      if (!isKind(one, 'Kustomization')) continue
      const name = textIn(one, 'metadata', 'name') ?? ''
      const namespace = textIn(one, 'metadata', 'namespace') ?? ''
      if (written.isWritten(namespace, name) || written.isWritten('', name)) continue
      found.push(...(yield* this.#objects('flux', one, filePath(''), { object: one })))
    }
    return found
  }

  /** See https://fluxcd.io/flux/components/helm/helmreleases/ */
  *#release(object: Value, around: readonly Value[]): Steps<readonly Value[]> {
    const chart = fieldOf(object, 'spec', 'chart', 'spec')
    const place = yield* this.#chart(object, around)
    if (place === undefined) return []
    const { folder, top } = place
    const target = fieldOf(object, 'spec', 'targetNamespace')
    const namespace = target ?? fieldOf(object, 'metadata', 'namespace')
    const own = textIn(object, 'metadata', 'name') ?? ''
    const prefix = target === undefined ? '' : `${scalarText(target) ?? ''}-`
    const said = fieldOf(object, 'spec', 'releaseName')
    const name = (said && scalarText(said)) ?? `${prefix}${own}`
    const called = said ?? (prefix === '' ? fieldOf(object, 'metadata', 'name') : undefined)
    const origins = {
      ...(called === undefined ? {} : { name: called.origin }),
      ...(namespace === undefined ? {} : { namespace: namespace.origin }),
    }
    const release = { name, namespace: (namespace && scalarText(namespace)) ?? 'default', origins }
    const files = itemsIn(chart, 'valuesFiles').flatMap((one) => this.#file(one, top))
    const layers = [...files, ...this.#layers(object, around)]
    const values = yield* this.#objects('helm', object, folder, { layers, release })
    const changed = yield* this.#postRendered(object, folder, { layers, release }, values)
    return inNamespace(changed, namespace)
  }

  /** Kustomizations that a release puts over what its chart gives; hooks and definitions of kinds they don't see. */
  *#postRendered(
    object: Value,
    folder: FilePath,
    inputs: RenderingInputs,
    all: readonly Value[],
  ): Steps<readonly Value[]> {
    const written = itemsIn(object, 'spec', 'postRenderers')
    for (const one of written.filter((each) => !isPostRenderer(each)))
      this.#problem('flux/post-renderers', 'It says something that is not read.', one)
    const renderers = written.flatMap((one) => postKustomization(one) ?? [])
    if (renderers.length === 0) return all
    const chart = { leaveOut: ['crd', 'hook', 'test'], dialect: 'go-yaml-v3' } as const
    const plain = yield* this.#answer('helm', object, folder, { ...inputs, chart })
    const seen = new Set(plain?.values.map(identity))
    let rendered: Pick<RenderedObjects, 'values' | 'written'> = plain ?? { values: [] }
    for (const kustomization of renderers) {
      const values = yield* this.#objects('kustomize', kustomization, folder, { kustomization, rendered })
      rendered = { values }
    }
    return [...rendered.values, ...all.filter((one) => !seen.has(identity(one)))]
  }

  /** The folder of a release's chart, and the one that its values files are said from; undefined, after saying so, where it can't be had. */
  *#chart(
    object: Value,
    around: readonly Value[],
  ): Steps<{ readonly folder: FilePath; readonly top: FilePath } | undefined> {
    const chart = fieldOf(object, 'spec', 'chart', 'spec')
    const source = fieldOf(chart, 'sourceRef') ?? fieldOf(object, 'spec', 'chartRef')
    const chosen = chosenChart(object, around, this.#snapshot)
    const path = chosen.chart === undefined ? undefined : this.#place(object, chosen.source, chosen.chart)
    if (path === undefined) {
      const address = chartAddress(chosen, around, this.#snapshot)
      const span = this.#origins.site((source ?? object).origin)
      const answer = address === undefined ? undefined : yield { kind: 'chart', ...address, span }
      if (typeof answer === 'string') return { folder: answer, top: answer }
      this.#elsewhere(object, source, answer !== undefined && 'why' in answer ? answer.why : undefined)
      return undefined
    }
    const top = this.#top(object, path)
    const folder = within(top, path)
    if (folder !== undefined && this.#snapshot.list(folder) !== undefined) return { folder, top }
    this.#problem('flux/missing-path', `There is no folder ${path}.`, chart ?? object)
    return undefined
  }

  #place({ origin }: Value, source: SourceReference | undefined, path: string): string | undefined {
    const { file } = this.#origins.site(origin)
    return inRepository(source, path, { snapshot: this.#snapshot, file })
  }

  /** Where the paths of an object are said from. */
  #top({ origin }: Value, path: string): FilePath {
    return topOf(this.#snapshot, this.#origins.site(origin).file, [path])
  }

  #layers(object: Value, around: readonly Value[]): readonly ValuesLayer[] {
    const layers: ValuesLayer[] = []
    for (const reference of itemsIn(object, 'spec', 'valuesFrom')) {
      const layer = this.#from(reference, around)
      if (layer !== undefined) layers.push(layer)
    }
    const values = fieldOf(object, 'spec', 'values')
    if (values?.kind === 'map') layers.push({ kind: 'value', value: values })
    return layers
  }

  #file(written: Value, top: FilePath): readonly ValuesLayer[] {
    const file = within(top, scalarText(written) ?? '')
    if (file !== undefined && hasFile(this.#snapshot, file)) return [{ kind: 'file', file }]
    this.#problem('flux/missing-values', `There is no file ${scalarText(written) ?? ''}.`, written)
    return []
  }

  #from(reference: Value, around: readonly Value[]): ValuesLayer | undefined {
    const key = textIn(reference, 'valuesKey') ?? 'values.yaml'
    const value = textsOf(reference, around, this.#origins)?.get(key)
    const target = textIn(reference, 'targetPath')
    const text = value === undefined ? undefined : scalarText(value)
    if (value === undefined || (text === undefined && target === undefined)) {
      const what = `The key ${key} of ${named(reference)} is not in the repository.`
      if (!isTrue(reference, 'optional')) this.#problem('flux/missing-values', what, reference)
      return undefined
    }
    if (target !== undefined) return { kind: 'value', value: nested(target.split('.'), value) }
    const found = embeddedDocuments(
      { text: text ?? '', origin: value.origin },
      (file) => this.#snapshot.text(file),
      'go-yaml-v2',
      this.#origins,
    )
    this.#diagnostics.push(...found.diagnostics)
    const [first] = found.value
    return first?.kind === 'map' ? { kind: 'value', value: first } : undefined
  }

  *#objects(
    format: string,
    { origin }: Value,
    path: FilePath,
    inputs: RenderingInputs,
  ): Steps<readonly Value[]> {
    const answer = yield* this.#answer(format, { origin }, path, inputs)
    this.#diagnostics.push(...(answer?.diagnostics ?? []))
    return answer?.values ?? []
  }

  /** What another reader renders; what it has to say is said by whoever asks. */
  *#answer(
    format: string,
    { origin }: Pick<Value, 'origin'>,
    path: FilePath,
    inputs: RenderingInputs,
  ): Steps<RenderedObjects | undefined> {
    const span = this.#origins.site(origin)
    const answer = yield { kind: 'rendering', format, path, inputs, origins: this.#origins, span }
    if (answer === undefined || typeof answer === 'string' || 'why' in answer) return undefined
    for (const [file, text] of answer.texts) this.#texts.set(file, text)
    return answer
  }

  #elsewhere(object: Value, source: Value | undefined, why?: string): readonly Value[] {
    const name = textIn(object, 'metadata', 'name') ?? ''
    const because = why === undefined ? '' : `: ${why}`
    const what = `The source of ${textIn(object, 'kind') ?? ''} ${name} is not this repository${because}.`
    this.#problem('flux/elsewhere', what, source ?? object)
    return []
  }

  #problem(code: Parameters<typeof problem>[0], what: string, { origin }: Value): void {
    this.#diagnostics.push(problem(code, what, this.#origins.site(origin)))
  }
}

/** What tells objects of one chart apart. */
function identity(object: Value): string {
  const metadata = fieldOf(object, 'metadata')
  const parts = [
    textIn(object, 'apiVersion'),
    textIn(object, 'kind'),
    textIn(metadata, 'namespace'),
    textIn(metadata, 'name'),
  ]
  return parts.join('\u0000')
}

function named(reference: Value): string {
  const name = textIn(reference, 'name') ?? textIn(reference, 'metadata', 'name')
  return `${textIn(reference, 'kind') ?? ''} ${name ?? ''}`
}

function nested(keys: readonly string[], value: Value): Value {
  return keys.reduceRight<Value>(
    (inner, key) => ({
      kind: 'map',
      entries: new Map([[key, inner]]),
      origin: value.origin,
      marks: marks.none,
    }),
    value,
  )
}

/** Labels and annotations that Flux gives every object, over those that it has. */
function withMetadata(object: Value, common: Value | undefined): Value {
  const metadata = fieldOf(object, 'metadata')
  if (common === undefined || object.kind !== 'map' || metadata?.kind !== 'map') return object
  const entries = new Map(metadata.entries)
  for (const key of ['labels', 'annotations']) {
    const added = fieldOf(common, key)
    const own = entries.get(key)
    if (added?.kind !== 'map') continue
    const all = new Map([...(own?.kind === 'map' ? own.entries : []), ...added.entries])
    entries.set(key, { ...added, entries: all })
  }
  return { ...object, entries: new Map([...object.entries, ['metadata', { ...metadata, entries }]]) }
}
