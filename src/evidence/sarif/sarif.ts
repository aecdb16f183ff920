import type { JsonValue } from '../../lang/json/value.ts'
import type { External } from '../../model/external.ts'
import type { Severity } from '../../model/finding.ts'
import { firstOf, itemsAt, lineIn, member, textAt } from '../document.ts'
import type { EvidenceFormat } from '../format.ts'

/** SARIF 2.1.0, as most tools can print it. */
export const sarif: EvidenceFormat = {
  id: 'sarif',
  reference: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html',

  isIt: (document) => Array.isArray(member(document, 'runs')) && textAt(document, 'version').startsWith('2.'),

  findings: (document) => itemsAt(document, 'runs').flatMap((run) => runOf(run)),
}

interface Run {
  readonly tool: string
  readonly rules: readonly JsonValue[]
  readonly byId: ReadonlyMap<string, JsonValue>
  readonly bases: JsonValue | undefined
}

function runOf(run: JsonValue): readonly External[] {
  const rules = itemsAt(run, 'tool', 'driver', 'rules')
  const made: Run = {
    tool: firstOf(textAt(run, 'tool', 'driver', 'name'), 'sarif')
      .toLowerCase()
      .replaceAll(/\s+/gu, '-'),
    rules,
    byId: new Map(rules.map((rule) => [textAt(rule, 'id'), rule])),
    bases: member(run, 'originalUriBaseIds'),
  }
  return itemsAt(run, 'results').flatMap((result) => (isOpen(result) ? [findingOf(made, result)] : []))
}

/** A result that passed, was accepted, or is no longer there is no finding (§3.27.9, §3.27.23, §3.27.24). */
function isOpen(result: JsonValue): boolean {
  const suppressed = itemsAt(result, 'suppressions').some((one) =>
    ['accepted', ''].includes(textAt(one, 'status')),
  )
  return (
    ['fail', ''].includes(textAt(result, 'kind')) &&
    !suppressed &&
    textAt(result, 'baselineState') !== 'absent'
  )
}

function findingOf(run: Run, result: JsonValue): External {
  const index = member(result, 'ruleIndex') ?? member(result, 'rule', 'index')
  const named = firstOf(textAt(result, 'ruleId'), textAt(result, 'rule', 'id'))
  // An id may go on below the rule's: `CA1000/1` is of the rule `CA1000` (§3.27.5).
  const rule =
    (typeof index === 'number' ? run.rules[index] : undefined) ??
    run.byId.get(named) ??
    run.byId.get(named.slice(0, Math.max(0, named.lastIndexOf('/'))))
  const id = firstOf(named, textAt(rule, 'id'), 'unnamed')
  const [location] = itemsAt(result, 'locations')
  const region = member(location, 'physicalLocation', 'region')
  const startLine = lineIn(region, 'startLine')
  return {
    tool: run.tool,
    id,
    title: firstOf(textAt(rule, 'shortDescription', 'text'), textAt(rule, 'name'), id),
    severity: severityOf(result, rule),
    message: messageOf(result, rule),
    fix: firstOf(textAt(rule, 'help', 'text'), textAt(rule, 'helpUri'), `See ${id} of ${run.tool}.`),
    files: filesOf(member(location, 'physicalLocation', 'artifactLocation'), run.bases),
    startLine,
    endLine: lineIn(region, 'endLine') || startLine,
    address: textAt(itemsAt(location, 'logicalLocations')[0], 'fullyQualifiedName') || undefined,
  }
}

/** The score that code scanning goes by, else the level (§3.27.10). */
function severityOf(result: JsonValue, rule: JsonValue | undefined): Severity {
  const said =
    member(rule, 'properties', 'security-severity') ?? member(result, 'properties', 'security-severity')
  const score = Number(typeof said === 'string' || typeof said === 'number' ? said : Number.NaN)
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  if (score >= 4) return 'medium'
  if (score > 0) return 'low'
  const level = firstOf(textAt(result, 'level'), textAt(rule, 'defaultConfiguration', 'level'), 'warning')
  return levels.get(level) ?? 'medium'
}

const levels: ReadonlyMap<string, Severity> = new Map([
  ['error', 'high'],
  ['warning', 'medium'],
  ['note', 'low'],
  ['none', 'info'],
])

/** The text, or the rule's with its places filled in (§3.11). */
function messageOf(result: JsonValue, rule: JsonValue | undefined): string {
  const said = textAt(result, 'message', 'text')
  if (said !== '') return said
  const template = textAt(rule, 'messageStrings', textAt(result, 'message', 'id'), 'text')
  const values = itemsAt(result, 'message', 'arguments').map((one) => (typeof one === 'string' ? one : ''))
  return firstOf(
    template.replaceAll(/\{(\d+)\}/gu, (_, position: string) => values[Number(position)] ?? ''),
    textAt(rule, 'shortDescription', 'text'),
    'It says no more.',
  )
}

function filesOf(artifact: JsonValue | undefined, bases: JsonValue | undefined): readonly string[] {
  const uri = decoded(textAt(artifact, 'uri'))
  if (uri === '') return []
  const base = decoded(textAt(bases, textAt(artifact, 'uriBaseId'), 'uri'))
  return base === '' ? [uri] : [`${base.replace(/\/?$/u, '/')}${uri}`, uri]
}

function decoded(uri: string): string {
  const path = uri.replace(/^file:\/\/[^/]*/u, '')
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
