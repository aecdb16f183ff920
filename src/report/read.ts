import type { Diagnostic } from '../kernel/diagnostic.ts'
import type { Value } from '../kernel/value.ts'
import type { JsonObject } from '../model/json-text.ts'
import type { Estate, Reading } from '../model/reading.ts'
import type { Named, Resource } from '../model/resource.ts'
import { becauseJson, isSensitive, sensitiveJson, unknownJson, valueJson } from '../model/value-json.ts'
import { diagnosticJson } from './diagnostics.ts'
import { paintFor, type Paint } from './paint.ts'
import { placeText, spanJson } from './source.ts'
import { causeText, isWritten, valueLines } from './value-text.ts'
import type { View } from './view.ts'
import { clean, counted, cut, padded, widthOf, wrapped } from './words.ts'

/** Everything that was read, as a document: values in the manner of Terraform's planned values. */
export function readJson(view: View, estate: Estate): JsonObject {
  return {
    roots: estate.readings.map((reading) => rootJson(view, reading)),
    diagnostics: estate.diagnostics.map((one) => diagnosticJson(view, one)),
  }
}

/** Everything that was read, for a person: each resource with its values. */
export function readText(view: View, estate: Estate): string {
  const paint = paintFor(view.colour)
  return estate.readings
    .map((reading) => [heading(view, paint, reading), ...body(view, paint, reading), ''].join('\n'))
    .join('\n')
}

/** What was read in a few lines: how many resources of which types, and which inputs are missing. */
export function summaryText(view: View, estate: Estate): string {
  const paint = paintFor(view.colour)
  return estate.readings
    .map((reading) => [heading(view, paint, reading), ...summary(view, paint, reading), ''].join('\n'))
    .join('\n')
}

/** The name a root has in answers: `.` for the folder itself, the variant after an at sign. */
export function rootName(view: View, root: { readonly root: string; readonly variant: string }): string {
  const path = view.path(root.root as Reading['root']) || '.'
  return clean(root.variant === '' ? path : `${path}@${root.variant}`)
}

/** The name of a root as a remark beside an answer: nothing where there is one way to read the folder itself. */
export function rootTitle(view: View, root: { readonly root: string; readonly variant: string }): string {
  const name = rootName(view, root)
  return name === '.' ? '' : name.replace(/^\.@/u, '')
}

/** Where an answer holds, in short. */
export function rootsTitle(roots: readonly string[]): string {
  const named = roots.map((one) => (one === '' && roots.length > 1 ? 'as it stands' : one))
  return named.length > 4 ? `${named.slice(0, 3).join(', ')} and ${named.length - 3} more` : named.join(', ')
}

/** The problems of the estate and of all its readings. */
export function diagnosticsOf(estate: Estate): readonly Diagnostic[] {
  return [...estate.diagnostics, ...estate.readings.flatMap((reading) => reading.diagnostics)]
}

function rootJson(view: View, reading: Reading): JsonObject {
  return {
    path: view.path(reading.root) || '.',
    format: reading.format,
    variant: reading.variant,
    resources: reading.resources.map((resource) => resourceJson(view, resource)),
    outputs: new Map(outputsOf(reading).map((output) => [output.name, outputJson(view, output)])),
    diagnostics: reading.diagnostics.map((one) => diagnosticJson(view, one)),
  }
}

function resourceJson(view: View, resource: Resource): JsonObject {
  return {
    address: resource.address,
    mode: resource.mode,
    type: resource.type,
    name: resource.name,
    index: resource.index,
    module: resource.module,
    provider: resource.provider,
    values: valueJson(resource.values, view.showSensitive),
    unknown: unknownJson(resource.values),
    sensitive: sensitiveJson(resource.values),
    because: becauseJson(resource.values),
    span: spanJson(view, resource.span),
  }
}

function outputJson(view: View, { name, value, span }: Named): JsonObject {
  return {
    value: valueJson(value, view.showSensitive, name),
    unknown: unknownJson(value),
    sensitive: isSensitive(value) ? true : sensitiveJson(value),
    because: becauseJson(value),
    span: spanJson(view, span),
  }
}

/** What the root module gives out; outputs of its modules stay inside. */
function outputsOf(reading: Reading): readonly Named[] {
  return reading.named.filter((one) => one.kind === 'output' && one.module === '')
}

function heading(view: View, paint: Paint, reading: Reading): string {
  const name = rootTitle(view, reading) || 'this folder'
  const resources = counted(reading.resources.length, 'resource')
  // Only Terraform has outputs, and it needs no saying there.
  const facts =
    reading.format === 'terraform'
      ? [resources, counted(outputsOf(reading).length, 'output')]
      : [reading.format, resources]
  return `${paint.bold(name)}  ${paint.dim(facts.join(', '))}`
}

function body(view: View, paint: Paint, reading: Reading): readonly string[] {
  const resources = reading.resources.flatMap((one) => ['', ...resourceLines(view, paint, one)])
  const outputs = outputsOf(reading)
  if (outputs.length === 0) return resources
  const width = Math.max(...outputs.map((one) => widthOf(one.name)))
  const lines = outputs.flatMap((one) => member(view, paint, padded(one.name, width), one.value))
  return [...resources, '', `  ${paint.bold('outputs')}`, ...lines]
}

function resourceLines(view: View, paint: Paint, resource: Resource): readonly string[] {
  const address = clean(resource.address)
  const place = placeText(view, resource.span)
  const fits = widthOf(address) + widthOf(place) + 4 <= view.width
  const head = fits
    ? `  ${paint.bold(padded(address, view.width - widthOf(place) - 4))}  ${paint.dim(place)}`
    : `  ${paint.bold(address)}`
  const { values } = resource
  if (values.kind !== 'map') return [head, ...member(view, paint, 'values', values)]
  const all = [...values.entries]
  const shown = all.filter(([, one]) => isWritten(one) && !isOwn(resource, one))
  const width = Math.max(0, ...shown.map(([name]) => widthOf(name)))
  const hidden = all.filter(([, one]) => isOwn(resource, one)).map(([name]) => name)
  return [
    head,
    ...shown.flatMap(([name, one]) => member(view, paint, padded(name, width), one)),
    ...(hidden.length === 0 ? [] : folded(view, paint, hidden)),
  ]
}

/** What only the provider of this very resource decides is said in one line for all. */
function isOwn({ address }: Resource, value: Value): boolean {
  return value.kind === 'unknown' && value.because.every((cause) => cause.what.startsWith(`${address}.`))
}

/** More names than this say less than their number; `--format json` has them all. */
const mostFolded = 6

function folded(view: View, paint: Paint, names: readonly string[]): readonly string[] {
  const said = names.length > mostFolded ? counted(names.length, 'attribute') : names.map(clean).join(', ')
  const text = `known after apply: ${said}`
  return wrapped(text, view.width - 6).map((line, at) => paint.dim(`${at === 0 ? '    ' : '      '}${line}`))
}

function member(view: View, paint: Paint, label: string, value: Value): readonly string[] {
  const name = `    ${clean(label)} ${paint.dim('=')} `
  if (value.kind === 'unknown') {
    return [`${name}${paint.yellow(cut(waiting(value), view.width - widthOf(label) - 7))}`]
  }
  const style = { width: view.width - 4, showSensitive: view.showSensitive, name: label }
  const [first = '', ...rest] = valueLines(value, style, widthOf(label) + 3)
  return [name + first, ...rest.map((line) => `    ${line}`)]
}

function waiting(value: Extract<Value, { readonly kind: 'unknown' }>): string {
  const [first, ...more] = value.because
  if (first === undefined) return 'not known'
  return `waits for ${causeText(first)}${more.length === 0 ? '' : ` (and ${more.length} more)`}`
}

function summary(view: View, paint: Paint, reading: Reading): readonly string[] {
  const types = tally(
    reading.resources.map((one) => (one.mode === 'managed' ? one.type : `${one.mode} ${one.type}`)),
  )
  const missing = missingVariables(reading)
  const lines = wrapped(types.join(', '), view.width - 2).map((line) => `  ${line.replaceAll('\u00A0', ' ')}`)
  if (missing.length === 0) return lines
  const note = wrapped(`waits for ${missing.join(', ')}: no default and no value given`, view.width - 4)
  return [...lines, '', ...note.map((line) => `  ${paint.yellow(line)}`)]
}

/** How many there are of each, most first; words that belong together are not broken apart. */
function tally(names: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .toSorted(byCount)
    .map(([name, count]) => `${count}\u00A0${clean(name).replaceAll(' ', '\u00A0')}`)
}

function byCount(a: readonly [string, number], b: readonly [string, number]): number {
  if (a[1] !== b[1]) return b[1] - a[1]
  return a[0] < b[0] ? -1 : 1
}

/** Variables that something waits for. */
function missingVariables(reading: Reading): readonly string[] {
  const missing = new Set<string>()
  for (const one of reading.named) {
    if (one.value.kind !== 'unknown' || one.module !== '') continue
    for (const cause of one.value.because) if (cause.kind === 'variable') missing.add(clean(cause.what))
  }
  return [...missing].toSorted()
}
