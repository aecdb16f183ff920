import { filePath, type FilePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { Provenance } from '../../lang/go-template/provenance.ts'
import { otherNames } from '../../model/kubernetes/names.ts'
import { objectsIn } from '../../model/kubernetes/objects.ts'
import { referencesBetween } from '../../model/kubernetes/references.ts'
import { resourcesOf } from '../../model/kubernetes/resources.ts'
import type { ReadOptions } from '../../model/options.ts'
import type { Reading } from '../../model/reading.ts'
import { filesBelow } from '../../model/walk.ts'
import type { ChartInputs, Reader, ReadingAnswer, ReadingRequest, Unit } from '../reader.ts'
import { renderedChart } from './chart-rendering.ts'
import { reread } from './manifests.ts'

/**
 * Charts: every object that `helm template` renders, with the values of the chart, and with each values file that lies beside them as
 * a variant of its own. Options of the form `--var NAME=VALUE` are values.
 */
export const helm: Reader = {
  format: 'helm',
  reference: 'https://helm.sh/docs/topics/charts/',

  discover(snapshot, folder, options) {
    const charts = [...filesBelow(snapshot, folder)].filter((file) => isChart(snapshot, file)).map(folderOf)
    return { value: charts.flatMap((root) => unitsOf(snapshot, root, options)), diagnostics: [] }
  },

  unitAt(snapshot, root, options) {
    const isOne = (snapshot.list(root) ?? []).some(
      ({ name, kind }) => kind === 'file' && name === 'Chart.yaml',
    )
    return isOne ? { format: 'helm', root, variant: '', options } : undefined
  },

  read: readingOf,

  *render({ root, options }, snapshot) {
    const origins = new Origins()
    const { value, diagnostics } = yield* renderedChart(snapshot, root, options, origins)
    const documents = value.manifests.map(({ source, role, text, value: object }) => {
      return {
        source,
        role,
        value: object,
        text: text.value,
        lines: () => new Provenance(text, origins).lines(),
      }
    })
    return { documents, diagnostics, origins, texts: value.texts }
  },

  *objects({ path, inputs, origins }, snapshot) {
    const { layers = [], release = {} } = inputs
    const used = { layers, release, isPartial: true }
    const { value, diagnostics } = yield* renderedChart(snapshot, path, used, origins)
    // Tests are run by hand, with `helm test`.
    const { leaveOut, dialect }: ChartInputs = inputs.chart ?? { leaveOut: ['test'], dialect: 'go-yaml-v2' }
    const wanted = value.manifests.filter(({ role }) => !leaveOut.some((one) => one === role))
    const { texts } = value
    if (dialect === 'go-yaml-v2') return { values: wanted.map((one) => one.value), diagnostics, texts }
    return { ...reread(wanted, dialect, origins), diagnostics, texts }
  },

  otherNames,
}

/** Whether a file is the Chart.yaml of a chart that can be installed and lies in no other one. */
function isChart(snapshot: Snapshot, file: FilePath): boolean {
  if (file !== 'Chart.yaml' && !file.endsWith('/Chart.yaml')) return false
  const parts = file.split('/').slice(0, -1)
  const inner = parts.lastIndexOf('charts')
  const outer = filePath([...parts.slice(0, Math.max(inner, 0)), 'Chart.yaml'].join('/'))
  if (inner >= 0 && inner === parts.length - 2 && snapshot.bytes(outer) !== undefined) return false
  return !/^type:\s*["']?library/mu.test(snapshot.text(file) ?? '')
}

/** Of the files that are given for everything that is read, those that can be values: Terraform's variables are none. */
function valuesIn(options: ReadOptions): ReadOptions {
  const layers = options.layers.filter((layer) => layer.kind !== 'file' || /\.ya?ml$/u.test(layer.file))
  return { ...options, layers }
}

const environmentFile = /^(?:values[-._](.+)|(.+)[-._]values)\.ya?ml$/u

/** The chart as it is, or with each values file beside it, which then are how it is used. */
function unitsOf(snapshot: Snapshot, root: FilePath, options: ReadOptions): readonly Unit[] {
  const unit = { format: 'helm', root, options }
  if (valuesIn(options).layers.some(({ kind }) => kind === 'file')) return [{ ...unit, variant: '' }]
  const found = (snapshot.list(root) ?? []).flatMap(({ name, kind }) => {
    const [, after, before] = environmentFile.exec(name) ?? []
    const variant = after ?? before
    return kind !== 'file' || variant === undefined || name === 'values.schema.yaml'
      ? []
      : [{ name, variant }]
  })
  if (found.length === 0) return [{ ...unit, variant: '' }]
  return found.map(({ name, variant }) => {
    const file = filePath(root === '' ? name : `${root}/${name}`)
    return { ...unit, variant, options: { ...options, layers: [{ kind: 'file', file }, ...options.layers] } }
  })
}

function* readingOf(
  { root, variant, options }: Unit,
  snapshot: Snapshot,
): Generator<ReadingRequest, Reading, ReadingAnswer> {
  const origins = new Origins()
  const used = { ...valuesIn(options), isPartial: true }
  const { value, diagnostics } = yield* renderedChart(snapshot, root, used, origins)
  const { manifests, texts } = value
  const objects = manifests.flatMap((manifest) => {
    const { file } = origins.site(manifest.value.origin)
    const text = texts.get(file) ?? snapshot.text(file) ?? ''
    return objectsIn(manifest.value, text, origins)
  })
  const resources = resourcesOf(objects)
  let references: Reading['references'] | undefined
  return {
    format: 'helm',
    root,
    variant,
    resources: resources.value,
    named: [],
    get references() {
      references ??= referencesBetween(resources.value)
      return references
    },
    diagnostics: [...diagnostics, ...resources.diagnostics],
    origins,
    texts,
  }
}

function folderOf(file: FilePath): FilePath {
  return filePath(file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '')
}
