import type {
  IncidentChange,
  IncidentMove,
  IncidentReport,
  IncidentSeries,
  IncidentStep,
  IncidentValue,
} from '../../contract/incident-nouns.ts'
import type { Investigated } from '../../contract/incident-store.ts'
import type { Plain } from '../../contract/nouns.ts'
import type { FeedValue } from '../../model/feed-change.ts'
import type { Investigation, Moved, SuspectedChange, WayStep } from '../../model/investigation.ts'
import { measures, type Measure } from '../../model/service-signals.ts'
import type { TopologyOrigin } from '../../model/topology/topology.ts'
import { measureText, shortTitles } from '../../report/investigate/numbers.ts'
import { confidence, headline, saidTexts, summaryText } from '../../report/investigate/words.ts'

/** An investigation, and what is kept beside it. */
export interface InvestigatedSignals {
  readonly investigation: Investigation
  readonly times: Float64Array
  /** A measure of a service over the stretch. */
  series(this: void, node: string, measure: Measure): Float64Array | undefined
  readonly asked: string
  readonly sha: string
}

/** An investigation as it is kept: what a person reads, and the series that speak for it. */
export function investigatedRecord(looked: InvestigatedSignals): Investigated {
  const { investigation } = looked
  const { symptom, outcome } = investigation
  const isWrong =
    symptom !== undefined &&
    symptom.until === undefined &&
    outcome !== 'nothing is wrong' &&
    outcome !== 'the symptom does not show'
  const report: IncidentReport = {
    asked: looked.asked,
    sha: looked.sha,
    outcome,
    headline: lasting(headline(investigation)),
    summary: summaryText(investigation),
    suspects: investigation.suspects.slice(0, 10).map(({ node, score, why }) => ({ node, score, why })),
    way: investigation.way.map(stepOf),
    changes: investigation.changes.slice(0, 10).map(changeOf),
    ...(investigation.logs.length > 0 && { logs: investigation.logs.map((one) => ({ ...one })) }),
    looked: { ...investigation.looked },
    quiet: [...investigation.quiet],
    unmeasured: [...investigation.unmeasured],
    against: [...investigation.against],
    disproof: [...investigation.disproof],
    said: [...saidTexts(investigation)],
    series: seriesOf(looked),
  }
  return {
    isWrong,
    name: symptom === undefined ? outcome : plainly(report.headline),
    since: symptom && momentOf(symptom.since),
    service: symptom?.node,
    report,
  }
}

/** How long ago something was is no longer so when it is read. */
function lasting(text: string): string {
  return text.replace(/ \([^()]* ago\)/u, '')
}

/** Without the time, which stands beside it. */
function plainly(text: string): string {
  return text.replace(/ (?:since|from) \d{4}-.*$/u, '')
}

function stepOf({ node, isMeasured, moved, origins }: WayStep): IncidentStep {
  return {
    node,
    isMeasured,
    moved: moved.map(moveOf),
    origins: [...new Set(origins.map(originText))].slice(0, 5),
  }
}

function moveOf({ measure, since, until, before, during }: Moved): IncidentMove {
  return {
    measure,
    title: shortTitles[measure],
    since: momentOf(since),
    until: until === undefined ? undefined : momentOf(until),
    before: measureText(measure, before),
    during: measureText(measure, during),
  }
}

function originText(origin: TopologyOrigin): string {
  switch (origin.kind) {
    case 'source':
      return `${origin.address} ${origin.path}`.trim()
    case 'metric':
      return origin.metric
    case 'file':
      return origin.file
  }
}

function changeOf(one: SuspectedChange): IncidentChange {
  const { id, kind, title, author, time, files, link } = one.change
  return {
    id,
    kind,
    title,
    author,
    at: momentOf(time) ?? '',
    confidence: confidence(one),
    why: one.why,
    score: Math.round(one.score * 1e4) / 1e4,
    ...(link !== '' && { link }),
    files: files.slice(0, 50),
    values: one.values.slice(0, 50).map(valueOf),
  }
}

function valueOf({ address, path, kind, before, after, isSecret, line }: FeedValue): IncidentValue {
  return {
    address,
    path,
    kind,
    before: parsed(before),
    after: parsed(after),
    isSecret,
    line: line && { file: line.file, number: line.number, source: line.after ?? line.before },
  }
}

/** Values are kept as the JSON that they are. */
function parsed(text: string | undefined): Plain | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Plain)
}

/** As many series as are kept of one investigation. */
const mostSeries = 12

/** What is not as always on the way first, then everything else that is not. */
function seriesOf({ investigation, times, series }: InvestigatedSignals): readonly IncidentSeries[] {
  const { way, moved, symptom } = investigation
  const shown = symptom?.measure === undefined ? [] : [{ node: symptom.node, measure: symptom.measure }]
  const wanted = [...shown, ...way.flatMap((step) => step.moved), ...moved]
  const distinct = new Map(wanted.map(({ node, measure }) => [`${node} ${measure}`, { node, measure }]))
  return [...distinct.values()].slice(0, mostSeries).flatMap(({ node, measure }) => {
    const values = series(node, measure)
    if (values === undefined) return []
    return [
      {
        node,
        measure,
        title: shortTitles[measure],
        unit: measures[measure].unit,
        times: [...times],
        values: [...values].map((one) => (Number.isFinite(one) ? Number(one.toPrecision(5)) : null)),
      },
    ]
  })
}

function momentOf(seconds: number): string | undefined {
  return Number.isFinite(seconds) ? new Date(seconds * 1000).toISOString() : undefined
}
