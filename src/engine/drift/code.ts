import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Value } from '../../kernel/value.ts'
import type { ReadOptions, ReleaseOptions } from '../../model/options.ts'
import { entryOf } from '../../model/path.ts'
import type { Estate, Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import { scalarText } from '../../model/scalar.ts'
import type { Unit } from '../../readers/reader.ts'
import { nothing, type Fetch } from '../answered.ts'
import { readUnit, unitsBelow, type Progress } from '../read.ts'
import { namespaceOf } from './match.ts'

/** What of the code is read, and what runs. */
export interface CodeAsked {
  readonly snapshot: Snapshot
  readonly folder: FilePath
  readonly options: ReadOptions
  /** Undefined where that is not known yet. */
  readonly live: Reading | undefined
  /** The file that says what runs: it is no code, wherever it lies. */
  readonly dump: FilePath | undefined
  readonly progress?: Progress
  /** What has been downloaded for it. */
  readonly fetch?: Fetch
}

/** Reads what the code says, each chart as the releases of it that run here. */
export function readCode({
  snapshot,
  folder,
  options,
  live,
  dump,
  progress,
  fetch = nothing,
}: CodeAsked): Estate {
  const files = dump === undefined ? snapshot : withoutFile(snapshot, dump)
  const { units, diagnostics } = unitsBelow(files, folder, options)
  const releases = live === undefined ? [] : releasesIn(live)
  const problems: Diagnostic[] = [...diagnostics]
  const readings = units.flatMap((unit, position) => {
    progress?.(position, units.length, unit)
    const plain = readUnit(files, unit, options, fetch)
    const mine = unit.format === 'helm' ? releases.filter((one) => isOf(one, plain)) : []
    return mine.length === 0
      ? [plain]
      : mine.map((one) => asRelease({ snapshot: files, options, fetch }, unit, one))
  })
  return {
    readings,
    diagnostics: problems,
    text: (file) => readings.find(({ texts }) => texts.has(file))?.texts.get(file) ?? snapshot.text(file),
  }
}

/** A chart as it was installed. */
interface Running {
  readonly name: string
  readonly namespace: string
  /** The chart, where its objects say it. */
  readonly charts: ReadonlySet<string>
  /** Its objects, as `Kind/name`. */
  readonly objects: ReadonlySet<string>
}

/** Helm notes on what it brings which release it is: https://helm.sh/docs/chart_best_practices/labels/ */
function releasesIn({ resources }: Reading): readonly Running[] {
  const found = new Map<
    string,
    { charts: Set<string>; objects: Set<string>; name: string; namespace: string }
  >()
  for (const one of resources) {
    const annotations = entryOf(entryOf(one.values, 'metadata'), 'annotations')
    const name = textOf(annotations, 'meta.helm.sh/release-name')
    if (name === '') continue
    const namespace = textOf(annotations, 'meta.helm.sh/release-namespace') || namespaceOf(one)
    const key = `${namespace}/${name}`
    const release = found.get(key) ?? { name, namespace, charts: new Set(), objects: new Set() }
    found.set(key, release)
    const chart = chartOf(one)
    if (chart !== '') release.charts.add(chart)
    release.objects.add(`${one.type}/${one.name}`)
  }
  return [...found.values()]
}

function chartOf({ values }: Resource): string {
  const labels = entryOf(entryOf(values, 'metadata'), 'labels')
  return textOf(labels, 'helm.sh/chart').replace(/-v?\d+\.\d.*$/u, '')
}

/** By the chart that objects say they are of; else by the names that they would have. */
function isOf(release: Running, { resources }: Reading): boolean {
  const charts = new Set(resources.map(chartOf).filter((name) => name !== ''))
  if (charts.size > 0 && release.charts.size > 0) return [...charts].some((name) => release.charts.has(name))
  return resources.some(({ type, name }) =>
    release.objects.has(`${type}/${name.replaceAll('release-name', release.name)}`),
  )
}

function asRelease(
  { snapshot, options, fetch }: Required<Pick<CodeAsked, 'snapshot' | 'options' | 'fetch'>>,
  unit: Unit,
  { name, namespace }: Running,
): Reading {
  const release: ReleaseOptions = { ...options.release, name, namespace }
  const said = `release ${namespace}/${name}`
  const asked = { ...unit, options: { ...unit.options, release } }
  const reading = readUnit(snapshot, asked, options, fetch)
  return withVariant(reading, unit.variant === '' ? said : `${unit.variant}, ${said}`, namespace)
}

/** What a chart gives without a namespace goes where the release is. */
function withVariant(reading: Reading, variant: string, namespace: string): Reading {
  const resources = reading.resources.map((one) => {
    const metadata = entryOf(one.values, 'metadata')
    if (one.provider !== 'kubernetes' || namespaceOf(one) !== '' || one.values.kind !== 'map') return one
    if (metadata?.kind !== 'map') return one
    const { origin } = metadata
    const place: Value = { kind: 'scalar', scalar: namespace, origin, marks: 0 }
    const entries = new Map<string, Value>([...metadata.entries, ['namespace', place]])
    const values = new Map<string, Value>([...one.values.entries, ['metadata', { ...metadata, entries }]])
    return { ...one, values: { ...one.values, entries: values } }
  })
  return {
    format: reading.format,
    root: reading.root,
    variant,
    resources,
    named: reading.named,
    references: [],
    diagnostics: reading.diagnostics,
    origins: reading.origins,
    texts: reading.texts,
  }
}

function withoutFile(snapshot: Snapshot, file: FilePath): Snapshot {
  const at = file.lastIndexOf('/')
  const [folder, name] = [at === -1 ? '' : file.slice(0, at), file.slice(at + 1)]
  return {
    bytes: (path) => (path === file ? undefined : snapshot.bytes(path)),
    text: (path) => (path === file ? undefined : snapshot.text(path)),
    list: (path) => {
      const entries = snapshot.list(path)
      return path === folder ? entries?.filter((one) => one.name !== name) : entries
    },
    top: snapshot.top,
  }
}

function textOf(value: ReturnType<typeof entryOf>, key: string): string {
  const one = entryOf(value, key)
  return one === undefined ? '' : (scalarText(one) ?? '')
}
