import { z } from 'zod'
import { nothing, type Fetch } from '../../engine/answered.ts'
import { renderableIn, renderUnits, type RenderedUnit } from '../../engine/render.ts'
import { sourceOf } from '../../engine/why.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Estate } from '../../model/reading.ts'
import type { ReadOptions, VariableLayer } from '../../model/options.ts'
import type { RenderedDocument } from '../../model/rendering.ts'
import { annotatedText, renderJson, renderText } from '../../report/render.ts'
import type { View } from '../../report/view.ts'
import { command, misused, type Call } from '../command.ts'
import type { Repository } from '../context.ts'
import {
  codeOf,
  complainOf,
  openFolder,
  readingOptions,
  viewOf,
  type Opened,
  type ReadingOptions,
} from '../reading.ts'

const options = z.object({
  values: z
    .array(z.string())
    .default([])
    .meta({ description: 'a values file; later ones win', value: 'FILE', short: 'f' }),
  set: z
    .array(z.string())
    .default([])
    .meta({ description: 'a value, such as image.tag=1.4', value: 'PATH=VALUE' }),
  setString: z
    .array(z.string())
    .default([])
    .meta({ description: 'a value that is text whatever it looks like', value: 'PATH=VALUE' }),
  name: z
    .string()
    .optional()
    .meta({ description: "the release's name; release-name when not given", value: 'NAME' }),
  namespace: z
    .string()
    .optional()
    .meta({ description: 'the namespace of the release', value: 'NAME', short: 'n' }),
  kubeVersion: z
    .string()
    .optional()
    .meta({ description: 'the version of Kubernetes it is for', value: 'VERSION' }),
  apiVersions: z.array(z.string()).default([]).meta({
    description: 'an API that the cluster serves besides the usual ones',
    value: 'GROUP/VERSION',
    short: 'a',
  }),
  includeCrds: z.boolean().default(false).meta({ description: 'also print what lies in crds/' }),
  skipTests: z.boolean().default(false).meta({ description: 'leave out tests' }),
  showOnly: z
    .array(z.string())
    .default([])
    .meta({ description: 'print only what this template makes', value: 'TEMPLATE', short: 's' }),
  fetch: readingOptions.fetch,
  fetchHost: readingOptions.fetchHost,
  application: z.array(z.string()).default([]).meta({
    description: 'render only this application of Argo CD, or Kustomization or HelmRelease of Flux',
    value: 'NAME',
  }),
  annotate: z.boolean().default(false).meta({ description: 'say beside each line where it comes from' }),
  format: z.enum(['yaml', 'json']).default('yaml').meta({ description: 'how to print' }),
})
type RenderOptions = z.infer<typeof options>
/** What other commands are told of how to read means nothing here. */
const reading: ReadingOptions = z.object(readingOptions).parse({})

/** Exit codes: 0 rendered, 2 the tool would refuse. */
export const render = command({
  name: 'render',
  summary: 'Render charts, kustomizations and what Argo CD and Flux deliver, and say where lines come from.',
  forms: ['[DIR|FILE]'],
  about:
    'Charts are rendered as helm template does and kustomizations as kubectl kustomize does, without either. In a folder with applications of Argo CD or objects of Flux it is what each of them gives its cluster. What is printed is what they print, secrets included, so that it can be handed on; with --annotate each line says which line of which file set it.',
  options,
  examples: [
    { line: 'plumbline render charts/web -f charts/web/values-prod.yaml', what: 'what Helm would print' },
    { line: 'plumbline render charts/web --annotate', what: 'the line that set each value' },
    { line: 'plumbline render . --application web', what: 'what an application gives its cluster' },
    { line: 'plumbline render charts/web --fetch', what: 'with the charts that it depends on' },
    { line: 'plumbline render charts/web --set replicas=3 --format json', what: 'as a list of objects' },
  ],

  async run(call) {
    const { words, context } = call
    if (words.length > 1) return misused(context, 'render', 'it takes one folder.')
    const place = { ...call, options: { ...reading, fetchHost: call.options.fetchHost } }
    const opened = openFolder('render', words[0] ?? '.', place)
    if (opened.kind === 'refused') return opened.code
    const made = releaseFrom(opened, call)
    if (typeof made === 'string') return misused(context, 'render', made)
    const found = await renderedUnits(opened.repository, made, call)
    if (typeof found === 'string') return misused(context, 'render', found)
    const { snapshot, units } = found
    const estate = estateOf(snapshot, units)
    const view = viewOf(opened, estate, place, false)
    if (call.options.format === 'json') context.print(renderJson(units.flatMap(({ documents }) => documents)))
    else for (const one of units) context.print(yamlOf(one, view, units.length > 1, call.options))
    const diagnostics = units.flatMap(({ rendering }) => rendering.diagnostics)
    complainOf(opened, estate, place, diagnostics)
    return codeOf(diagnostics)
  },
})

type WantedUnit = RenderedUnit & { readonly documents: readonly RenderedDocument[] }

interface Found {
  readonly snapshot: Snapshot
  readonly units: readonly WantedUnit[]
}

/** What there is, and where the files that it was made of are: with those that were downloaded, if that is asked for. Else why not. */
async function renderedUnits(
  repository: Repository,
  read: ReadOptions,
  call: Call<RenderOptions>,
): Promise<Found | string> {
  const { context, options: chosen } = call
  const { units, areDelivered } = renderableIn(repository.snapshot, repository.folder, read)
  if (units.length === 0) return 'there is no chart, no kustomization and no application here.'
  const wanted = units.filter(
    ({ variant }) =>
      chosen.application.length === 0 || (areDelivered && chosen.application.includes(variant)),
  )
  if (wanted.length === 0) return notThere(chosen.application, areDelivered ? units : [])
  const mine = call.given.find(({ name }) => ofCharts.has(name))
  if (areDelivered && mine !== undefined)
    return `--${mine.name} is for a chart, and what is delivered from here says itself what it is rendered with. Name the chart's folder.`
  const work = (snapshot: Snapshot, fetch: Fetch): Found => ({
    snapshot,
    units: renderUnits(wanted, snapshot, fetch).map((one) => ({
      ...one,
      documents: one.rendering.documents.filter((document) => isWanted(document, chosen)),
    })),
  })
  if (!chosen.fetch) return work(repository.snapshot, nothing)
  return context.fetching(repository, read, chosen.fetchHost, work)
}

const ofCharts = new Set([
  'values',
  'set',
  'set-string',
  'name',
  'namespace',
  'kube-version',
  'api-versions',
  'show-only',
])

function notThere(asked: readonly string[], units: readonly RenderedUnit['unit'][]): string {
  const names = [...new Set(units.map(({ variant }) => variant))].toSorted()
  const there =
    names.length === 0 ? 'none' : `${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}`
  return `there is no application ${asked.join(', ')} here; there is ${there}.`
}

/** What one root renders to; where there are several, under its name. */
function yamlOf(
  { unit, rendering, documents }: WantedUnit,
  view: View,
  isNamed: boolean,
  { annotate }: RenderOptions,
): string {
  const root = view.path(unit.root)
  const title = isNamed ? `---\n# ${root}${unit.variant === '' ? '' : `@${unit.variant}`}\n` : ''
  if (!annotate) return title + renderText(documents)
  const inside = root === '' ? '' : `${root}/`
  return title + annotatedText(view, documents, inside, (origin) => sourceOf(rendering.origins, origin))
}

function releaseFrom(
  { repository, options: read }: Opened,
  { options: chosen, given }: Call<RenderOptions>,
): ReadOptions | string {
  const layers: VariableLayer[] = [...read.layers]
  for (const { name, text } of given) {
    if (name === 'values') {
      const file = repository.file(text)
      if (file === undefined) return `there is no file ${text}.`
      layers.push({ kind: 'file', file })
    } else if (name === 'set' || name === 'set-string') {
      const [path, ...rest] = text.split('=')
      if (path === undefined || rest.length === 0) return `--${name} is PATH=VALUE, not "${text}".`
      const layer = { kind: 'option', name: path, text: rest.join('=') } as const
      layers.push(name === 'set' ? layer : { ...layer, isText: true })
    }
  }
  const { name, namespace, kubeVersion, apiVersions } = chosen
  if (kubeVersion !== undefined && !/^v?\d+(?:\.\d+){0,2}(?:[-+][\w.+-]+)?$/u.test(kubeVersion))
    return `--kube-version is a version such as 1.35.0, not "${kubeVersion}".`
  return {
    ...read,
    layers,
    release: {
      apiVersions,
      ...(name === undefined ? {} : { name }),
      ...(namespace === undefined ? {} : { namespace }),
      ...(kubeVersion === undefined ? {} : { kubeVersion }),
    },
  }
}

function isWanted(
  { role, source }: RenderedDocument,
  { includeCrds, skipTests, showOnly }: RenderOptions,
): boolean {
  if (role === 'crd') return includeCrds && showOnly.length === 0
  if (role === 'test' && skipTests) return false
  return showOnly.length === 0 || showOnly.includes(source.slice(source.indexOf('/') + 1))
}

/** The texts that spans of renderings point into. */
function estateOf(snapshot: Snapshot, units: readonly RenderedUnit[]): Pick<Estate, 'readings' | 'text'> {
  return {
    readings: [],
    text: (file) =>
      file.startsWith('<')
        ? units.map(({ rendering }) => rendering.texts.get(file)).find((text) => text !== undefined)
        : snapshot.text(file),
  }
}
