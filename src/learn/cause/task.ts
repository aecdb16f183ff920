import { documentsOf, idOf, type Fields } from '../json-in.ts'
import { notNumbers, refusal, type Answer, type LearnTask, type Problem } from '../task.ts'
import { causeOf } from './cause.ts'
import { changesOf, scenarioOf, targetOf, windowOf, type Scenario } from './input.ts'

/** Scenarios and their incidents in; for each incident the suspected nodes and changes out. */
export const cause: LearnTask = {
  id: 'cause',
  about:
    'Reads a line {"type": "scenario", "scenario", "edges": [[caller, callee]], "nodes", "normal": {"timestamps", ' +
    '"series": {node: {metric: [values]}}}, "changes"?} for each system, then for each of its incidents a line ' +
    '{"type": "incident", "id", "scenario", "target": {"node", "metric", "statistic", "timestamp"}, "abnormal": ' +
    '{"timestamps", "series"}, "changes"?: [{"id", "timestamp", "node", "path", "before", "after"}]}. An incident may ' +
    'hold the members of its scenario itself. Prints {"id", "ranking": [{"node", "score", "why"}], "changes": [{"id", "score", "why"}], ' +
    '"said"}, the likeliest first; an empty list means that none was found. Of metrics are understood, by their ' +
    'names: requests (also rps, calls, throughput), latency (also duration, response time; average and p50, p90 …), ' +
    'errors (faults, failures, 5xx; a count or a share), availability (success; a share or a percentage); everything ' +
    'else is a resource. What names say nothing of (`m1`) is known by its values; requests may be counts or so many a second. What callers measure of whom they call may stand beside "series": {"calls": {caller: {callee: ' +
    '{metric: [values]}}}}. A change is the more telling for the value that it changed: its path with what was there ' +
    'before and after, or a list "values" of such; one of several nodes has a list "nodes". Times are seconds since 1970 or ISO 8601, missing values null.',
  answers: answered,
}

function* answered(text: string): Iterable<Answer> {
  const scenarios = new Map<string, Scenario>()
  for (const document of documentsOf(text)) {
    if (document.kind === 'problem') {
      yield refusal(`line ${document.line}`, { code: 'learn/not-json', message: document.message })
      continue
    }
    const { fields } = document
    const wrong = notNumbersIn(fields)
    if (wrong !== undefined) {
      yield refusal(idOf(document), wrong)
      continue
    }
    if (fields['target'] === undefined && fields['type'] !== 'incident') {
      const scenario = scenarioOf(fields)
      if (scenario === undefined) yield refusal(idOf(document), noSeries('normal'))
      else scenarios.set(keyOf(fields['scenario'] ?? fields['id']), scenario)
      continue
    }
    yield incident(idOf(document), fields, scenarios)
  }
}

/** What is no number in the series of a scenario or an incident, or in what callers measured. */
function notNumbersIn(fields: Fields): Problem | undefined {
  for (const window of ['normal', 'abnormal']) {
    for (const part of ['series', 'calls']) {
      const all = membersOf(fields[window]).find(([name]) => name === part)?.[1]
      const found = notNumbersBelow(`${window}.${part}`, all)
      if (found !== undefined) return found
    }
  }
  return undefined
}

function notNumbersBelow(path: string, value: unknown): Problem | undefined {
  if (Array.isArray(value)) return notNumbers(path, value)
  for (const [name, one] of membersOf(value)) {
    const found = notNumbersBelow(`${path}.${name}`, one)
    if (found !== undefined) return found
  }
  return undefined
}

function membersOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

function incident(id: string | number, fields: Fields, scenarios: ReadonlyMap<string, Scenario>): Answer {
  const scenario =
    fields['normal'] === undefined ? knownAs(fields['scenario'], scenarios) : scenarioOf(fields)
  if (scenario === undefined) return refusal(id, unknownScenario(fields['scenario']))
  const target = targetOf(fields['target'])
  if (target === undefined) return refusal(id, noTarget)
  const abnormal = windowOf(fields['abnormal'])
  if (abnormal === undefined) return refusal(id, noSeries('abnormal'))
  const changes =
    fields['normal'] === undefined ? [...scenario.changes, ...changesOf(fields['changes'])] : scenario.changes
  const found = causeOf({
    edges: scenario.edges,
    nodes: scenario.nodes,
    normal: scenario.normal,
    abnormal,
    target,
    changes,
  })
  return {
    understood: true,
    json: {
      id,
      ranking: found.ranking.map((one) => ({ ...one, score: rounded(one.score) })),
      changes: found.changes.map((one) => ({ ...one, score: rounded(one.score) })),
      said: found.said,
    },
  }
}

/** The scenario of a name; where an incident names none, the one before it. */
function knownAs(name: unknown, scenarios: ReadonlyMap<string, Scenario>): Scenario | undefined {
  return name === undefined ? [...scenarios.values()].at(-1) : scenarios.get(keyOf(name))
}

/** `7` and `"7"` are one name. */
function keyOf(name: unknown): string {
  return typeof name === 'string' ? name : (JSON.stringify(name) ?? '')
}

const noTarget = {
  code: 'learn/no-target',
  message: 'It names no node with a symptom. Give `target` with its `node`, `metric` and `timestamp`.',
}

function noSeries(window: string): { readonly code: string; readonly message: string } {
  const message = `It has no series in \`${window}\`. Give \`${window}\` with \`timestamps\` and \`series\` by node and metric.`
  return { code: 'learn/no-series', message }
}

function unknownScenario(name: unknown): { readonly code: string; readonly message: string } {
  const message = `No line before it is the scenario ${JSON.stringify(name) ?? 'of it'}. Write the scenario first, or its \`normal\` and \`edges\` into the incident.`
  return { code: 'learn/no-scenario', message }
}

function rounded(score: number): number {
  return Math.round(score * 1e4) / 1e4
}
