import { filePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { YamlValue } from '../../lang/yaml/value.ts'
import { measures, type MeasuredBy } from '../../model/service-signals.ts'
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
  readonly diagnostics: readonly Diagnostic[]
} {
  const file = configNames.map(filePath).find((name) => snapshot.text(name) !== undefined)
  const text = file === undefined ? undefined : snapshot.text(file)
  if (file === undefined || text === undefined) return { measuredBy: [], diagnostics: [] }
  const settings = new Settings(file, text, trouble)
  const investigate = settings
    .entries(settings.root)
    .find(({ key }) => settings.text(key) === 'investigate')?.value
  if (investigate === undefined) return { measuredBy: [], diagnostics: [] }
  const members = settings.members(investigate, ['queries'])
  const measuredBy = settings
    .items(members.get('queries'))
    .map((one, at) => measuredByOf(settings, one, `plumbline.yaml ${at + 1}`))
  return { measuredBy, diagnostics: settings.diagnostics }
}

function measuredByOf(settings: Settings, value: YamlValue, id: string): MeasuredBy {
  const members = settings.members(value, ['service', 'namespace', 'calls', ...askedOf])
  const labels = (key: string): readonly string[] => {
    const one = members.get(key)
    const all = one?.kind === 'list' ? one.items : one === undefined ? [] : [one]
    return all.flatMap((label) => settings.text(label) ?? [])
  }
  const service = labels('service')
  if (service.length === 0)
    settings.refuse(value, '`service` names the label, or the labels, that hold the name of the service.')
  return {
    id,
    labels: service,
    namespace: labels('namespace'),
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
