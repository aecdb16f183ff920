import { filePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { YamlValue } from '../../lang/yaml/value.ts'
import { measures, type MeasuredBy, type ServiceLabels } from '../../model/service-signals.ts'
import { configNames } from './config.ts'
import { Settings } from './settings.ts'

/** What a question may be about. */
const askedOf: readonly string[] = [
  'request_rate',
  'failure_rate',
  'time_rate',
  'timed_rate',
  ...Object.keys(measures).filter((one) => !['requests', 'error_ratio', 'latency_average'].includes(one)),
]

const trouble = {
  code: 'config/not-understood',
  summary: 'The configuration is not understood',
  page: 'docs/investigate.md',
}

/** What the configuration at the top of a snapshot says about investigations. */
export function investigateConfig(snapshot: Snapshot): {
  readonly measuredBy: readonly MeasuredBy[]
  /** What labels of services are called here, besides the usual names. */
  readonly labels: ServiceLabels
  readonly diagnostics: readonly Diagnostic[]
} {
  const file = configNames.map(filePath).find((name) => snapshot.text(name) !== undefined)
  const text = file === undefined ? undefined : snapshot.text(file)
  if (file === undefined || text === undefined) return { ...nothing, diagnostics: [] }
  const settings = new Settings(file, text, trouble)
  const investigate = settings
    .entries(settings.root)
    .find(({ key }) => settings.text(key) === 'investigate')?.value
  if (investigate === undefined) return { ...nothing, diagnostics: [] }
  const members = settings.members(investigate, ['queries', 'labels'])
  const measuredBy = settings
    .items(members.get('queries'))
    .map((one, at) => measuredByOf(settings, one, `plumbline.yaml ${at + 1}`))
  const labels = settings.members(members.get('labels'), ['service', 'namespace'])
  return {
    measuredBy,
    labels: {
      service: labelsOf(settings, labels.get('service')),
      namespace: labelsOf(settings, labels.get('namespace')),
    },
    diagnostics: settings.diagnostics,
  }
}

const nothing = { measuredBy: [], labels: { service: [], namespace: [] } }

/** One label or several; each as Prometheus lets a label be called. */
function labelsOf(settings: Settings, value: YamlValue | undefined): readonly string[] {
  const all = value?.kind === 'list' ? value.items : value === undefined ? [] : [value]
  return all.flatMap((one) => {
    const label = settings.text(one)
    if (label === undefined) return []
    if (/^[A-Za-z_]\w*$/u.test(label)) return [label]
    settings.refuse(one, 'A label is letters, digits and `_`, as Prometheus has it.')
    return []
  })
}

function measuredByOf(settings: Settings, value: YamlValue, id: string): MeasuredBy {
  const members = settings.members(value, ['service', 'namespace', 'calls', ...askedOf])
  const service = labelsOf(settings, members.get('service'))
  if (service.length === 0)
    settings.refuse(value, '`service` names the label, or the labels, that hold the name of the service.')
  return {
    id,
    labels: service,
    namespace: labelsOf(settings, members.get('namespace')),
    asks:
      service.length === 0
        ? []
        : askedOf.flatMap((what) => {
            const expression = settings.text(members.get(what))
            return expression === undefined ? [] : [{ what, expression }]
          }),
    calls: callsOf(settings, members.get('calls')),
  }
}

function callsOf(settings: Settings, value: YamlValue | undefined): MeasuredBy['calls'] {
  if (value === undefined) return undefined
  const members = settings.members(value, ['query', 'from', 'to', 'from-namespace', 'to-namespace'])
  const [expression, from, to] = ['query', 'from', 'to'].map((key) => settings.text(members.get(key)))
  if (expression === undefined || from === undefined || to === undefined)
    return settings.refuse(
      value,
      'Calls have a `query`, and in `from` and `to` the labels of caller and callee.',
    )
  const [fromNamespace, toNamespace] = ['from-namespace', 'to-namespace'].map((key) =>
    settings.text(members.get(key)),
  )
  return { expression, from, to, fromNamespace, toNamespace }
}
