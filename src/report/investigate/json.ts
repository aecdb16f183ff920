import { filePath } from '../../kernel/brand.ts'
import type { FeedChange, FeedValue } from '../../model/feed-change.ts'
import type { Moved, SuspectedChange, Symptom } from '../../model/investigation.ts'
import type { Json, JsonObject } from '../../model/json-text.ts'
import type { TopologyOrigin } from '../../model/topology/topology.ts'
import { spanJson } from '../source.ts'
import type { View } from '../view.ts'
import type { InvestigationReport } from './report.ts'
import { confidence, saidTexts } from './words.ts'

/** An investigation as a document. */
export function investigationJson(view: View, report: InvestigationReport): JsonObject {
  const { investigation, topology, asked, source, commands, diagnostics } = report
  const { stretch, outcome, symptom, looked } = investigation
  return {
    outcome,
    source,
    stretch: { start: momentOf(stretch.start), end: momentOf(stretch.end), stepSeconds: stretch.step },
    known:
      investigation.known === undefined
        ? undefined
        : { since: momentOf(investigation.known.since), until: momentOf(investigation.known.until) },
    symptom: symptom === undefined ? undefined : symptomJson(symptom),
    suspects: investigation.suspects.map((one) => ({ ...one })),
    way: investigation.way.map(({ node, moved, isMeasured, origins }) => ({
      node,
      measured: isMeasured,
      moved: moved.map(movedJson),
      origins: origins.map((one) => originJson(view, one)),
    })),
    changes: investigation.changes.map((one) => suspectedJson(view, one)),
    looked: { changes: looked.changes, after: looked.after },
    moved: investigation.moved.map(movedJson),
    quiet: investigation.quiet,
    unmeasured: investigation.unmeasured,
    logs: investigation.logs.map(({ template, example, level, isNew, before, during, count }) => ({
      template,
      example,
      level,
      new: isNew,
      beforeAnHour: before,
      duringAnHour: during,
      count,
    })),
    against: investigation.against,
    disproof: investigation.disproof,
    said: saidTexts(investigation),
    commands: commands.map(({ line, what }) => ({ line, what })),
    topology: topologyJson(view, topology),
    asked: asked.map((one) => ({ ...one })),
    diagnostics: diagnostics.map(({ code, severity, summary, detail, span }) => ({
      code,
      severity,
      summary,
      detail,
      file: span.file,
    })),
  }
}

function topologyJson(view: View, { nodes, edges }: InvestigationReport['topology']): JsonObject {
  return {
    nodes: nodes.map(({ id, kind, namespace, aliases, addresses }) => ({
      id,
      kind,
      namespace,
      aliases,
      addresses,
    })),
    edges: edges.map(({ from, to, origins }) => ({
      from,
      to,
      origins: origins.map((one) => originJson(view, one)),
    })),
  }
}

/** A change as a document: the same members that a file of changes has. */
function feedChangeJson(view: View, change: FeedChange): JsonObject {
  const { id, kind, time, author, title, nodes, files, values, more, link } = change
  return {
    id,
    kind,
    time: momentOf(time),
    author,
    title,
    link: link === '' ? undefined : link,
    nodes,
    files: files.map((one) => view.path(filePath(one))),
    values: values.map((one) => valueJson(view, one)),
    more,
  }
}

function suspectedJson(view: View, one: SuspectedChange): Json {
  return {
    score: rounded(one.score),
    confidence: confidence(one),
    why: one.why,
    leadSeconds: Math.round(one.lead),
    nodes: one.nodes,
    change: feedChangeJson(view, { ...one.change, values: one.values }),
  }
}

function valueJson(view: View, value: FeedValue): Json {
  const { root, variant, address, path, kind, before, after, isSecret, line } = value
  return {
    root: view.path(filePath(root)) || '.',
    variant,
    address,
    path,
    kind,
    before: parsed(before),
    after: parsed(after),
    secret: isSecret,
    line:
      line === undefined
        ? undefined
        : {
            file: view.path(filePath(line.file)),
            number: line.number,
            before: line.before,
            after: line.after,
          },
  }
}

/** Values are kept as the JSON that they are. */
function parsed(text: string | undefined): Json | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Json)
}

function symptomJson(symptom: Symptom): Json {
  const { node, measure, found, name, since, until, before, during } = symptom
  return {
    node,
    measure,
    found,
    name: name === '' ? undefined : name,
    since: momentOf(since),
    until: until === undefined ? undefined : momentOf(until),
    before: finite(before),
    during: finite(during),
  }
}

function movedJson({ node, of, measure, since, until, before, during, spreads }: Moved): Json {
  return {
    node,
    of,
    measure,
    since: momentOf(since),
    until: until === undefined ? undefined : momentOf(until),
    before: finite(before),
    during: finite(during),
    spreads: rounded(spreads),
  }
}

function originJson(view: View, origin: TopologyOrigin): Json {
  switch (origin.kind) {
    case 'source':
      return { kind: 'source', address: origin.address, path: origin.path, ...spanJson(view, origin.span) }
    case 'metric':
      return { kind: 'metric', metric: origin.metric }
    case 'file':
      return { kind: 'file', file: origin.file, startLine: origin.line }
  }
}

function momentOf(seconds: number): string | undefined {
  const date = new Date(Math.round(seconds) * 1000)
  return Number.isFinite(date.getTime()) ? date.toISOString().replace('.000Z', 'Z') : undefined
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : undefined
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4
}
