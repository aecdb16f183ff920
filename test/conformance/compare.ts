import type { Instance, Output, Verdict } from './configurations/ask.ts'
import { indexText } from './configurations/ask.ts'
import type { Answer } from './expressions/ask.ts'
import { elements, isObject, type Json, member, plainDigits, printJson, textOf } from './json.ts'
import { leavesOf, truePaths } from './leaves.ts'

/** One field in which the two sides differ. */
export interface Difference {
  /** Such as `value .a[0]`, `type`, `terraform_data.x["k"] .input`. */
  readonly where: string
  readonly terraform: string
  readonly ours: string
  /** Only the words of an error differ: both sides refuse. */
  readonly wording?: true
}

/** Compares an answer of Terraform with a line of `plumbline eval`. */
export function compareAnswer(theirs: Answer, ours: Json): readonly Difference[] {
  const error = member(ours, 'error')
  const broken = member(ours, 'notJson')
  if (broken !== undefined) return [{ where: 'output', terraform: '(JSON)', ours: textOf(broken) }]
  if (theirs.kind === 'error') {
    const said = theirs.summaries.join(' | ')
    if (isInfinity(theirs.summaries)) return []
    if (error === undefined)
      return [{ where: 'verdict', terraform: `error: ${said} ${theirs.detail}`, ours: printJson(ours) }]
    return compareWords(theirs.summaries, [textOf(member(error, 'code'))], textOf(member(error, 'message')))
  }
  if (error !== undefined)
    return [
      {
        where: 'verdict',
        terraform: `${theirs.type} ${shown(theirs.leaves)}`,
        ours: `error: ${printJson(error)}`,
      },
    ]

  const type = printJson(member(ours, 'type') ?? null)
  return [
    ...(type === theirs.type ? [] : [{ where: 'type', terraform: theirs.type, ours: type }]),
    ...compareLeaves('value', theirs.leaves, leavesOf(member(ours, 'value'), member(ours, 'unknown'))),
    ...compareSets('sensitive', theirs.sensitive, truePaths(member(ours, 'sensitive'))),
  ]
}

/** Compares Terraform's plan of a configuration with the document of `plumbline read`. */
export function compareVerdict(theirs: Verdict, document: Json): readonly Difference[] {
  const root = rootOf(document)
  const errors = errorsOf(document)
  if (theirs.kind === 'refusal') {
    if (errors.length === 0 && root !== undefined)
      return [{ where: 'verdict', terraform: `refused: ${theirs.summaries.join(' | ')}`, ours: 'accepted' }]
    const codes = errors.map((one) => textOf(member(one, 'code')))
    return compareWords(
      theirs.summaries,
      codes,
      errors.map((one) => textOf(member(one, 'summary'))).join(' | '),
    )
  }
  if (root === undefined)
    return [{ where: 'verdict', terraform: 'planned', ours: 'no root module was found' }]
  if (errors.length > 0)
    return [{ where: 'verdict', terraform: 'planned', ours: `refused: ${errors.map(printJson).join(' | ')}` }]
  return [
    ...compareResources(theirs.resources, resourcesOf(root)),
    ...compareOutputs(theirs.outputs, outputsOf(root)),
  ]
}

/** The errors of a document that concern its folder's own root. */
export function errorsOf(document: Json): readonly Json[] {
  const all = [
    ...elements(member(document, 'diagnostics')),
    ...elements(member(rootOf(document), 'diagnostics')),
  ]
  return all.filter((one) => member(one, 'severity') === 'error')
}

function rootOf(document: Json): Json | undefined {
  return elements(member(document, 'roots')).find((one) => ['', '.'].includes(textOf(member(one, 'path'))))
}

/** Prints differences for a person. */
export function describe(id: string, subject: string, differences: readonly Difference[]): string {
  const lines = differences.map(
    (one) => `  ${one.where}\n    terraform: ${short(one.terraform)}\n    ours:      ${short(one.ours)}`,
  )
  return `${id}\n${subject
    .split('\n')
    .map((line) => `  | ${line}`)
    .join('\n')}\n${lines.join('\n')}`
}

function resourcesOf(root: Json): ReadonlyMap<string, Instance> {
  const managed = elements(member(root, 'resources')).filter((one) => member(one, 'mode') === 'managed')
  return new Map(
    managed.map((one) => [
      textOf(member(one, 'address')),
      {
        type: textOf(member(one, 'type')),
        name: textOf(member(one, 'name')),
        index: indexText(member(one, 'index')),
        module: textOf(member(one, 'module')),
        leaves: leavesOf(member(one, 'values'), member(one, 'unknown')),
        sensitive: truePaths(member(one, 'sensitive')),
      },
    ]),
  )
}

function outputsOf(root: Json): ReadonlyMap<string, Output> {
  const outputs = member(root, 'outputs')
  return new Map(
    [...(isObject(outputs) ? outputs : [])].map(([name, one]) => {
      const type = member(one, 'type')
      return [
        name,
        {
          leaves: leavesOf(member(one, 'value'), member(one, 'unknown')),
          sensitive: truePaths(member(one, 'sensitive')).length > 0,
          ...(type === undefined ? {} : { type: printJson(type) }),
        },
      ]
    }),
  )
}

function compareResources(
  theirs: ReadonlyMap<string, Instance>,
  ours: ReadonlyMap<string, Instance>,
): readonly Difference[] {
  const missing = compareSets('resources', [...theirs.keys()], [...ours.keys()])
  const fields = [...theirs].flatMap(([address, one]) => {
    const other = ours.get(address)
    if (other === undefined) return []
    const plain = (['type', 'name', 'index', 'module'] as const)
      .filter((field) => one[field] !== other[field])
      .map((field) => ({ where: `${address} ${field}`, terraform: one[field], ours: other[field] }))
    return [
      ...plain,
      ...compareLeaves(address, one.leaves, other.leaves),
      ...compareSets(`${address} sensitive`, one.sensitive, other.sensitive),
    ]
  })
  return [...missing, ...fields]
}

/** A null output without a state is no change, and Terraform's plan may leave it out; both sides may. */
function compareOutputs(
  theirs: ReadonlyMap<string, Output>,
  ours: ReadonlyMap<string, Output>,
): readonly Difference[] {
  const missing = compareSets('outputs', notNull(theirs), notNull(ours))
  const fields = [...theirs].flatMap(([name, one]) => {
    const other = ours.get(name)
    if (other === undefined) return []
    const where = `output.${name}`
    const bothTyped = one.type !== undefined && other.type !== undefined && one.leaves.get('') !== 'null'
    return [
      ...compareLeaves(where, one.leaves, other.leaves),
      ...(one.sensitive === other.sensitive
        ? []
        : [{ where: `${where} sensitive`, terraform: String(one.sensitive), ours: String(other.sensitive) }]),
      ...(!bothTyped || one.type === other.type
        ? []
        : [{ where: `${where} type`, terraform: one.type ?? '', ours: other.type ?? '' }]),
    ]
  })
  return [...missing, ...fields]
}

function notNull(outputs: ReadonlyMap<string, Output>): readonly string[] {
  return [...outputs].filter(([, one]) => one.leaves.get('') !== 'null').map(([name]) => name)
}

function compareLeaves(
  where: string,
  theirs: ReadonlyMap<string, string>,
  ours: ReadonlyMap<string, string>,
): readonly Difference[] {
  return [...new Set([...theirs.keys(), ...ours.keys()])]
    .filter((path) => !sameLeaf(theirs.get(path), ours.get(path)))
    .map((path) => ({
      where: `${where} ${path}`.trim(),
      terraform: (theirs.get(path) ?? '(absent)').replace(/~$/u, ''),
      ours: ours.get(path) ?? '(absent)',
    }))
}

/** A plan file holds some numbers as doubles (marked `~`): their digits are compared as doubles. */
function sameLeaf(theirs: string | undefined, ours: string | undefined): boolean {
  if (theirs === ours) return true
  if (theirs === undefined || ours === undefined || !/^-?\d[\d.]*~$/u.test(theirs)) return false
  const digits = theirs.slice(0, -1)
  return digits === ours || plainDigits(String(Number(digits))) === plainDigits(String(Number(ours)))
}

function compareSets(
  where: string,
  theirs: readonly string[],
  ours: readonly string[],
): readonly Difference[] {
  return [
    ...theirs
      .filter((one) => !ours.includes(one))
      .map((one) => ({ where, terraform: one || '(whole)', ours: '(absent)' })),
    ...ours
      .filter((one) => !theirs.includes(one))
      .map((one) => ({ where, terraform: '(absent)', ours: one || '(whole)' })),
  ]
}

/** Our codes are mostly Terraform's summaries in lower case with dashes: a code or a summary of ours must be one of theirs. */
function compareWords(
  summaries: readonly string[],
  codes: readonly string[],
  message: string,
): readonly Difference[] {
  const theirs = summaries.map(dashed)
  const said = [
    ...codes.map((code) => code.slice(code.lastIndexOf('/') + 1)),
    ...message.split(' | ').flatMap((one) => [dashed(one), dashed(one.split(': ')[0] ?? '')]),
  ]
  const same = said.some((one) => theirs.includes(one))
  return same
    ? []
    : [
        {
          where: 'error',
          terraform: summaries.join(' | '),
          ours: `${codes.join(' | ')}: ${message}`,
          wording: true,
        },
      ]
}

/** Terraform can compute with infinity but can't write it into a plan, so such an expression has no answer to compare. */
function isInfinity(summaries: readonly string[]): boolean {
  return summaries.some((one) => one.includes('cannot serialize infinity as JSON'))
}

/** The summary of a cycle names its members, in an order that changes from run to run. */
function dashed(summary: string): string {
  return summary
    .replace(/^Cycle: .*$/su, 'Cycle')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '')
}

function shown(leaves: ReadonlyMap<string, string>): string {
  return [...leaves].map(([path, leaf]) => `${path}=${leaf}`).join(' ')
}

function short(whole: string): string {
  return whole.length > 400 ? `${whole.slice(0, 400)} … (${whole.length} characters)` : whole
}
