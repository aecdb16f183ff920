import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Value } from '../../kernel/value.ts'
import { inNamespace } from '../../model/kubernetes/destined.ts'
import type { ReadingAnswer, ReadingRequest, RenderedObjects } from '../reader.ts'
import { releaseOf, valuesLayers, type Place } from './chart.ts'
import { directoryFiles } from './directory.ts'
import { fieldOf, isTrue, itemsIn, textIn } from '../../model/fields.ts'
import { environmentOf } from './environment.ts'
import { isKind } from './files.ts'
import { within } from '../../model/within.ts'
import { kustomizationFields } from './kustomization.ts'
import { problem } from './problems.ts'
import { projectProblems } from './project.ts'
import { repositoryOf, type Repository } from './repository.ts'
import { topOf } from '../../model/tops.ts'

type Steps<Made> = Generator<ReadingRequest, Made, ReadingAnswer>

/**
 * The objects that an application gives its cluster, of all of its sources, and those of applications that come out of rendering it and
 * are written in no file. See https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/
 */
export function* renderedApplication(
  application: Value,
  snapshot: Snapshot,
  origins: Origins,
): Steps<RenderedObjects> {
  const rendering = new ApplicationRendering(application, snapshot, origins)
  return yield* rendering.run()
}

class ApplicationRendering {
  readonly #application: Value
  readonly #snapshot: Snapshot
  readonly #origins: Origins
  readonly #repository: Repository
  readonly #diagnostics: Diagnostic[] = []
  readonly #texts = new Map<FilePath, string>()

  constructor(application: Value, snapshot: Snapshot, origins: Origins) {
    this.#application = application
    this.#snapshot = snapshot
    this.#origins = origins
    this.#repository = repositoryOf(snapshot)
  }

  *run(): Steps<RenderedObjects> {
    const several = itemsIn(this.#application, 'spec', 'sources')
    const only = fieldOf(this.#application, 'spec', 'source')
    const sources = several.length > 0 ? several : only === undefined ? [] : [only]
    if (sources.length === 0) this.#problem('argocd/invalid', 'It has no source.', this.#application)
    this.#diagnostics.push(...projectProblems(this.#application, sources, this.#snapshot, this.#origins))
    const tops = new Map<Value, FilePath | undefined>()
    for (const source of sources) tops.set(source, yield* this.#top(source, sources))
    const named = new Map(
      sources.flatMap((source) => {
        const name = textIn(source, 'ref')
        return name === undefined ? [] : [[name, tops.get(source)] as const]
      }),
    )
    const values: Value[] = []
    for (const source of sources) {
      const top = tops.get(source)
      if (top !== undefined) values.push(...(yield* this.#source(source, top, named)))
    }
    const placed = inNamespace(values, fieldOf(this.#application, 'spec', 'destination', 'namespace'))
    const inner = yield* this.#children(placed)
    return { values: [...placed, ...inner], diagnostics: this.#diagnostics, texts: this.#texts }
  }

  /** The top of the repository that a source is in; undefined, after saying so, where it can't be had. */
  *#top(source: Value, sources: readonly Value[]): Steps<FilePath | undefined> {
    const url = textIn(source, 'repoURL') ?? ''
    const chart = textIn(source, 'chart')
    const revision = textIn(source, 'targetRevision')
    if (chart !== undefined || url.startsWith('oci:')) return yield* this.#chart(source, url, chart)
    if (this.#repository.isOwn(url)) {
      if (/^(?:v?\d+\.\d+\S*|[\da-f]{40})$/u.test(revision ?? ''))
        this.#problem(
          'argocd/other-revision',
          `It is of ${revision ?? ''}.`,
          fieldOf(source, 'targetRevision'),
        )
      return this.#own(sources)
    }
    const plain = `git::${url.replace(/\.git$/u, '')}.git`
    const ref = revision === undefined || revision === 'HEAD' ? '' : `?ref=${revision}`
    const span = this.#origins.site(source.origin)
    const answer = yield { kind: 'fetch', source: `${plain}${ref}`, version: undefined, span }
    if (typeof answer === 'string') return answer
    const why = answer !== undefined && 'why' in answer ? `: ${answer.why}` : ''
    this.#problem('argocd/elsewhere', `It is in ${url}, not in this repository${why}.`, source)
    return undefined
  }

  /** The folder of a chart of a repository or registry; a registry's address may say the chart too. */
  *#chart(source: Value, url: string, chart: string | undefined): Steps<FilePath | undefined> {
    const address = /^[a-z]+:\/\//u.test(url) ? url.replace(/\/+$/u, '') : `oci://${url}`
    const [, above = address, last = ''] = /^(.+)\/([^/]+)$/u.exec(address) ?? []
    const answer = yield {
      kind: 'chart',
      repository: chart === undefined ? above : address,
      name: chart ?? last,
      version: textIn(source, 'targetRevision') ?? '',
      span: this.#origins.site(source.origin),
    }
    if (typeof answer === 'string') return answer
    const why = answer !== undefined && 'why' in answer ? `: ${answer.why}` : ''
    this.#problem('argocd/elsewhere', `The chart ${chart ?? last} is in ${url}${why}.`, source)
    return undefined
  }

  /** The folder that the paths of sources in this repository are said from. */
  #own(sources: readonly Value[]): FilePath {
    const paths = sources
      .filter((one) => this.#repository.isOwn(textIn(one, 'repoURL') ?? ''))
      .flatMap((one) => textIn(one, 'path') ?? [])
    return topOf(this.#snapshot, this.#origins.site(this.#application.origin).file, paths)
  }

  *#source(
    source: Value,
    top: FilePath,
    named: ReadonlyMap<string, FilePath | undefined>,
  ): Steps<readonly Value[]> {
    const path = fieldOf(source, 'chart') === undefined ? textIn(source, 'path') : '.'
    if (path === undefined) {
      if (textIn(source, 'ref') === undefined)
        this.#problem('argocd/invalid', 'A source has no path.', source)
      return []
    }
    const folder = within(top, path, top)
    if (folder === undefined || this.#snapshot.list(folder) === undefined) {
      this.#problem('argocd/missing-path', `There is no folder ${path}.`, fieldOf(source, 'path'))
      return []
    }
    const environment = environmentOf(this.#application, source)
    const place = { snapshot: this.#snapshot, origins: this.#origins, top, folder, named, environment }
    return yield* this.#folder(source, place)
  }

  *#folder(source: Value, place: Place): Steps<readonly Value[]> {
    const { folder } = place
    switch (formatOf(source, folder, this.#snapshot)) {
      case 'plugin':
        this.#problem('argocd/plugin', 'A plugin renders it.', fieldOf(source, 'plugin'))
        return []
      case 'helm': {
        const layers = valuesLayers(source, place, this.#diagnostics)
        const values = yield* this.#objects('helm', source, folder, {
          layers,
          release: releaseOf(source, this.#application),
        })
        if (!isTrue(source, 'helm', 'skipCrds')) return values
        return values.filter(({ origin }) => !this.#origins.site(origin).file.includes('/crds/'))
      }
      case 'kustomize': {
        const kustomization = kustomizationFields(source, place)
        const inputs = kustomization === undefined ? {} : { kustomization }
        return yield* this.#objects('kustomize', source, folder, inputs)
      }
      default: {
        const values: Value[] = []
        for (const file of directoryFiles(this.#snapshot, folder, source)) {
          if (file.endsWith('.jsonnet'))
            this.#problem('argocd/plugin', `${file} is written in Jsonnet.`, fieldOf(source, 'path'))
          else values.push(...(yield* this.#objects('kubernetes', source, file, {})))
        }
        return values
      }
    }
  }

  *#objects(
    format: string,
    { origin }: Value,
    path: FilePath,
    inputs: (ReadingRequest & { readonly kind: 'rendering' })['inputs'],
  ): Steps<readonly Value[]> {
    const span = this.#origins.site(origin)
    const answer = yield { kind: 'rendering', format, path, inputs, origins: this.#origins, span }
    if (answer === undefined || typeof answer === 'string' || 'why' in answer) return []
    this.#diagnostics.push(...answer.diagnostics)
    for (const [file, text] of answer.texts) this.#texts.set(file, text)
    return answer.values
  }

  /** Applications that are written in files are read by themselves; those that only come about here are read here. */
  *#children(values: readonly Value[]): Steps<readonly Value[]> {
    const found: Value[] = []
    for (const object of values) {
      if (!isKind(object, 'Application') && !isKind(object, 'ApplicationSet')) continue
      const name = textIn(object, 'metadata', 'name') ?? ''
      const namespace = textIn(object, 'metadata', 'namespace') ?? ''
      if (this.#repository.isWritten(namespace, name) || this.#repository.isWritten('', name)) continue
      found.push(...(yield* this.#objects('argocd', object, filePath(''), { object })))
    }
    return found
  }

  #name(): string {
    return textIn(this.#application, 'metadata', 'name') ?? ''
  }

  #problem(code: Parameters<typeof problem>[0], what: string, at: Value | undefined): void {
    const { origin } = at ?? this.#application
    const name = this.#name()
    this.#diagnostics.push(problem(code, `The application ${name}: ${what}`, this.#origins.site(origin)))
  }
}

/** What renders a folder: what the source says, else what lies in it. */
function formatOf(
  source: Value,
  folder: FilePath,
  snapshot: Snapshot,
): 'plugin' | 'helm' | 'kustomize' | 'directory' {
  if (fieldOf(source, 'plugin') !== undefined) return 'plugin'
  const names = new Set((snapshot.list(folder) ?? []).map(({ name }) => name))
  if (fieldOf(source, 'directory') !== undefined) return 'directory'
  if (names.has('Chart.yaml')) return 'helm'
  const isOne = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'].some((name) => names.has(name))
  return isOne ? 'kustomize' : 'directory'
}
