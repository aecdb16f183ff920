import type { ServiceSignals } from '../../model/service-signals.ts'
import type { Topology } from '../../model/topology/topology.ts'
import { didYouMean } from '../did-you-mean.ts'
import type { FoundSignals } from './signals.ts'

/** What `--symptom` means among what was measured. */
export interface MeantSymptom {
  /** With the series of a query only where that is what was asked about. */
  readonly signals: ServiceSignals
  readonly alert: string | undefined
  readonly service: string | undefined
}

/** The name of an alert is one word; everything else is a query. */
export function isAlert(symptom: string | undefined): symptom is string {
  return symptom !== undefined && /^[A-Z][\w-]*$/u.test(symptom)
}

/** The alert, service or query that is asked about; a text says why it is none. */
export function meantSymptom(
  symptom: string | undefined,
  { signals, isLive, alertRules, diagnostics }: FoundSignals,
  topology: Topology,
): MeantSymptom | string {
  const meant = { signals, alert: undefined, service: undefined }
  if (symptom === undefined) return meant
  if (signals.alerts.some(({ name }) => name === symptom))
    return { ...meant, signals: { ...signals, symptom: [] }, alert: symptom }
  if (signals.symptom.some(({ expression }) => expression === symptom)) return meant
  const services = servicesIn(signals, topology)
  const service = topology.idOf({ namespace: '', name: symptom }) ?? symptom
  if (services.includes(service)) return { ...meant, signals: { ...signals, symptom: [] }, service }
  // An alert that isn't there now may be there at another time, where there is a rule of it or nobody knows the rules.
  if (isLive && isAlert(symptom) && alertRules?.has(symptom) !== false) return { ...meant, alert: symptom }
  if (isLive && diagnostics.some(({ code }) => code === 'prometheus/bad-query'))
    return 'nothing was looked into, as --symptom is no query that Prometheus understands.'
  return unknownSymptom(symptom, { signals, services, isLive, alertRules })
}

/** The services that something is measured of, by the ids of the topology. */
function servicesIn(signals: ServiceSignals, topology: Topology): readonly string[] {
  const services = signals.measures.filter(({ of }) => of === 'service')
  return [...new Set(services.map(({ node }) => topology.idOf(node) ?? node.name))].toSorted()
}

function unknownSymptom(
  symptom: string,
  {
    signals,
    services,
    isLive,
    alertRules = [],
  }: {
    readonly signals: ServiceSignals
    readonly services: readonly string[]
    readonly isLive: boolean
    readonly alertRules?: Iterable<string> | undefined
  },
): string {
  const alerts = [...new Set([...signals.alerts.map(({ name }) => name), ...alertRules])].toSorted()
  const queries = [...new Set(signals.symptom.map(({ expression }) => expression))].toSorted()
  const isName: boolean = isAlert(symptom)
  const what = isName
    ? `no alert has the name "${symptom}"`
    : `the query "${symptom}" has no series in this time`
  const why = isLive
    ? `${what}, and no service that is measured is called so.`
    : `no alert, service or query of the file is called "${symptom}".`
  const known = [
    `Services that are measured: ${listed(services)}.`,
    ...(alerts.length === 0 ? [] : [`Alerts: ${listed(alerts)}.`]),
    ...(queries.length === 0 ? [] : [`Queries: ${listed(queries)}.`]),
  ]
  return `${why}${didYouMean(symptom, [...services, ...alerts])} ${known.join(' ')}`
}

function listed(names: readonly string[]): string {
  const more = names.length > 10 ? ` and ${names.length - 10} more` : ''
  return names.length === 0 ? 'none' : `${names.slice(0, 10).join(', ')}${more}`
}
