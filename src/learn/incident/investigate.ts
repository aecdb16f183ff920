import { isHeartbeat } from '../../model/alert-signal.ts'
import type { FeedChange } from '../../model/feed-change.ts'
import {
  fewestValues,
  type Investigation,
  type Moved,
  type Outcome,
  type SuspectNode,
  type SuspectedChange,
  type Symptom,
  type WayStep,
} from '../../model/investigation.ts'
import type { CountedMessage, LogRecord } from '../../model/log-record.ts'
import type { ServiceSignals } from '../../model/service-signals.ts'
import type { Topology } from '../../model/topology/topology.ts'
import { causeOf } from '../cause/cause.ts'
import type { Question, Window } from '../cause/question.ts'
import { disproofOf, factsAgainst } from './against.ts'
import { askedChanges, suspectedChanges, type AskedChange } from './changes.ts'
import { logFindings } from './logs.ts'
import { isKnownWell, knownOf, measuredBy, movedIn, type Measured } from './measured.ts'
import { symptomIn, symptomOfAlert, symptomOfQuery } from './symptom.ts'
import { wayBetween } from './way.ts'

/** Everything that is known when somebody asks what is wrong. */
export interface Known {
  readonly signals: ServiceSignals
  readonly topology: Topology
  readonly changes: readonly FeedChange[]
  readonly logs: readonly LogRecord[]
  /** Messages that were counted as they came. */
  readonly messages?: readonly CountedMessage[]
  /** The name of an alert, where one was asked about; without it the alerts that fire are looked at. */
  readonly alert: string | undefined
  /** The id of a service, where one was asked about. */
  readonly service?: string | undefined
}

/** Suspects of less than this are not worth naming. */
const leastScore = 0.04
const mostSuspects = 5
const mostChanges = 5

/**
 * What is wrong, since when, which service it comes from and which change: measures that aren't as always are found by
 * change points, the cause by the account of `causeOf`, and each answer says why. "Nothing is wrong" and "no change
 * explains this" are answers.
 */
export function investigate(about: Known): Investigation {
  const { signals, topology, changes } = about
  const measured = measuredBy(signals, topology)
  const moved = movedIn(measured)
  const found = symptomFor(about, measured, moved)
  const nobody = topology.nodes.filter(({ id, kind }) => kind !== 'entry' && !measured.services.has(id))
  const known = knownOf(measured)
  const enough = (known?.most ?? 0) >= fewestValues
  const unusual = new Set(moved.map(({ node }) => node))
  const calm = [...measured.services.keys()].filter((node) => !unusual.has(node)).toSorted()
  const base = {
    stretch: signals.stretch,
    known: known === undefined ? undefined : { since: known.since, until: known.until },
    symptom: found.symptom,
    moved,
    quiet: enough ? calm.filter((node) => isKnownWell(measured, node)) : [],
    unmeasured: [
      ...nobody.map(({ id }) => id),
      ...(enough ? calm.filter((node) => !isKnownWell(measured, node)) : []),
    ],
  }
  const { symptom } = found
  if (symptom === undefined || known === undefined) {
    return {
      ...base,
      outcome: nothingFound(known?.most ?? 0, found.isNamed),
      suspects: [],
      way: [],
      changes: [],
      looked: { changes: changes.length, after: 0 },
      logs: [],
      against: [],
      disproof: [],
      said: found.said,
    }
  }
  return { ...base, ...causes(about, { measured, moved, symptom, values: found.values }), said: found.said }
}

/** Why there is nothing to explain: that all is well is said only where enough is known to say it. */
function nothingFound(values: number, isNamed: boolean): Outcome {
  if (values === 0) return 'nothing is measured'
  if (values < fewestValues) return 'too little is measured'
  return isNamed ? 'the symptom does not show' : 'nothing is wrong'
}

interface FoundSymptom {
  readonly symptom: Symptom | undefined
  /** Of a query, its own series. */
  readonly values: Float64Array | undefined
  readonly said: readonly string[]
  /** Somebody asked about it. */
  readonly isNamed: boolean
}

function symptomFor(
  { signals, topology, alert, service }: Known,
  measured: Measured,
  moved: readonly Moved[],
): FoundSymptom {
  if (signals.symptom.length > 0) {
    const { symptom, values, isNameless } = symptomOfQuery(signals.symptom, signals.times, topology)
    if (symptom !== undefined) return { symptom, values, said: [], isNamed: true }
    const found = isNameless ? symptomIn(moved, measured, topology) : undefined
    return { symptom: found, values, said: [unseen(isNameless, found)], isNamed: true }
  }
  if (service !== undefined) {
    const own = moved.filter(({ node }) => node === service)
    const symptom = symptomIn(own, measured, topology)
    const said = symptom === undefined ? [`Requests, times and failures of ${service} are as always.`] : []
    return { symptom, values: undefined, said, isNamed: true }
  }
  const firing = signals.alerts.filter((one) =>
    alert === undefined ? one.state === 'firing' && !isHeartbeat(one) : one.name === alert,
  )
  const ofAlert = firing
    .toSorted((left, right) => (left.since ?? 0) - (right.since ?? 0))
    .map((one) => symptomOfAlert(one, moved, topology))
    .find((one) => one !== undefined)
  if (ofAlert !== undefined)
    return { symptom: ofAlert, values: undefined, said: alsoFiring(firing, ofAlert), isNamed: true }
  if (alert !== undefined) {
    const why =
      firing.length === 0
        ? 'is neither pending nor firing'
        : 'names no service that is known in its labels, or does not say since when'
    return { symptom: undefined, values: undefined, said: [`The alert ${alert} ${why}.`], isNamed: true }
  }
  const silent = firing.map(
    ({ name }) => `The alert ${name} fires, but names no service that is known, or does not say since when.`,
  )
  return { symptom: symptomIn(moved, measured, topology), values: undefined, said: silent, isNamed: false }
}

function unseen(isNameless: boolean, found: Symptom | undefined): string {
  if (!isNameless) return 'The query of the symptom shows nothing that is not as always.'
  const instead = found === undefined ? '' : ' What is wrong was looked for instead.'
  return `The query of the symptom is not as always, but its labels name no service that is known: keep the label of the service in it, as in sum by (service) (...).${instead}`
}

function alsoFiring(firing: readonly { readonly name: string }[], { name }: Symptom): readonly string[] {
  const others = [...new Set(firing.map((one) => one.name))].filter((one) => one !== name)
  return others.length === 0 ? [] : [`Also firing: ${others.join(', ')}.`]
}

interface Situation {
  readonly measured: Measured
  readonly moved: readonly Moved[]
  readonly symptom: Symptom
  readonly values: Float64Array | undefined
}

type Causes = Pick<
  Investigation,
  'outcome' | 'suspects' | 'way' | 'changes' | 'looked' | 'logs' | 'against' | 'disproof'
>

function causes({ topology, changes, logs, messages = [], signals }: Known, situation: Situation): Causes {
  const { moved, symptom } = situation
  const since = onsetOf(situation, topology)
  const asked = askedChanges(changes, topology)
  const { ranking, changes: ranked } = causeOf(questionOf(situation, topology, asked, since))
  const suspects = ranking.filter(({ score }, at) => at === 0 || score >= leastScore).slice(0, mostSuspects)
  const suspected = suspectedChanges(ranked, asked, topology, since).slice(0, mostChanges)
  const looked = { changes: changes.length, after: changes.filter(({ time }) => time > since).length }
  return {
    outcome:
      suspects.length === 0
        ? 'no cause found'
        : suspected.length === 0
          ? 'no change explains this'
          : 'change',
    suspects,
    way: wayOf(symptom, suspects[0], topology, situation),
    changes: suspected,
    looked,
    logs: logFindings(
      { records: logs, messages },
      since - signals.stretch.step,
      symptom.until ?? signals.stretch.end,
    ),
    ...reasons(suspects, suspected, { moved, topology, situation }),
  }
}

function reasons(
  suspects: readonly SuspectNode[],
  changes: readonly SuspectedChange[],
  {
    moved,
    topology,
    situation,
  }: { readonly moved: readonly Moved[]; readonly topology: Topology; readonly situation: Situation },
): Pick<Investigation, 'against' | 'disproof'> {
  const [suspect] = suspects
  if (suspect === undefined) return { against: [], disproof: [] }
  const isMeasured = (node: string): boolean => situation.measured.services.has(node)
  const about = { suspect, change: changes[0], moved, topology, isMeasured, symptom: situation.symptom }
  return { against: factsAgainst(about), disproof: disproofOf(about) }
}

/** The earliest that anything below the symptom isn't as always, within a quarter of an hour before it shows. */
function onsetOf({ moved, symptom }: Situation, { edges }: Topology): number {
  const below = new Set([symptom.node])
  for (const node of below) for (const { from, to } of edges) if (from === node) below.add(to)
  const near = moved.filter(
    ({ node, since, measure }) =>
      (edges.length === 0 || below.has(node)) &&
      measure !== 'requests' &&
      since <= symptom.since &&
      since >= symptom.since - 900,
  )
  return Math.min(symptom.since, ...near.map(({ since }) => since))
}

function questionOf(
  { measured, symptom, values }: Situation,
  topology: Topology,
  asked: readonly AskedChange[],
  since: number,
): Question {
  const { times } = measured
  const step = (times[1] ?? 60) - (times[0] ?? 0)
  const first = Math.max(
    0,
    times.findIndex((time) => time >= since - step),
  )
  const { until } = symptom
  const over = until === undefined ? -1 : times.findIndex((time) => time >= until)
  const end = over === -1 ? times.length : over + 2
  const metric = metricOf(symptom, measured, values)
  return {
    edges: topology.edges.map(({ from, to }) => [from, to] as const),
    nodes: topology.nodes.map(({ id }) => id),
    normal: windowOf(measured, 0, first, { symptom, metric, values }),
    abnormal: windowOf(measured, first, Math.min(times.length, Math.max(first + 1, end)), {
      symptom,
      metric,
      values,
    }),
    target: {
      node: symptom.node,
      metric,
      statistic: metric === 'latency_p95' ? 'p95' : 'average',
      time: Number.NaN,
    },
    changes: asked.map((one) => one.asked),
    units: { latency: 's', memory: 'bytes' },
  }
}

/** The measure that stands for the symptom: its own, or where nobody measures that, the query's series under a name of the kind. */
function metricOf({ node, measure }: Symptom, measured: Measured, values: Float64Array | undefined): string {
  const own = measured.services.get(node)
  if (measure !== undefined && own?.has(measure) === true) return measure
  if (measure !== undefined && values !== undefined) return measure
  const known = (['latency_average', 'error_ratio', 'requests'] as const).find((one) => own?.has(one))
  return known ?? 'latency_average'
}

function windowOf(
  { times, services }: Measured,
  from: number,
  to: number,
  {
    symptom,
    metric,
    values,
  }: { readonly symptom: Symptom; readonly metric: string; readonly values: Float64Array | undefined },
): Window {
  const series = new Map(
    [...services].map(([node, own]) => [
      node,
      new Map<string, Float64Array>([...own].map(([name, all]) => [name, all.subarray(from, to)])),
    ]),
  )
  if (values !== undefined) {
    const own = series.get(symptom.node) ?? new Map<string, Float64Array>()
    if (!own.has(metric)) own.set(metric, values.subarray(from, to))
    series.set(symptom.node, own)
  }
  return { times: times.subarray(from, to), series }
}

function wayOf(
  symptom: Symptom,
  suspect: SuspectNode | undefined,
  topology: Topology,
  { moved, measured }: Situation,
): readonly WayStep[] {
  if (suspect === undefined) return []
  const shows = (node: string): boolean => moved.some((one) => one.node === node)
  const way = wayBetween(topology, symptom.node, suspect.node, shows) ?? [
    ...new Set([symptom.node, suspect.node]),
  ]
  return way.map((node, at) => {
    const edge = topology.edges.find(({ from, to }) => from === way[at - 1] && to === node)
    return {
      node,
      moved: moved.filter((one) => one.of === 'service' && one.node === node),
      isMeasured: measured.services.has(node),
      origins: edge?.origins ?? [],
    }
  })
}
