import type { Val, ValOf } from '../../../lang/hcl/value.ts'
import { string, unknown } from '../../../lang/hcl/value.ts'
import { causesOf } from '../../../lang/hcl/evaluate/index.ts'
import { stringType } from '../../../lang/hcl/types.ts'
import { isWhollyKnown, marksDeep } from '../../../lang/hcl/mark.ts'
import { problem } from '../../../lang/hcl/problem.ts'
import { refuse } from '../problems.ts'
import { policyOutline } from './iam-policy-outline.ts'
import { withAttributes, type Asked, type PureData } from './pure.ts'

/** A policy statement with the keys in the order in which the provider prints them. */
interface Statement {
  readonly Sid?: string
  readonly Effect?: string
  readonly Action?: Strings
  readonly NotAction?: Strings
  readonly Resource?: Strings
  readonly NotResource?: Strings
  readonly Principal?: Principals
  readonly NotPrincipal?: Principals
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Strings>>>>
}

type Strings = string | readonly string[]
type Principals = '*' | Readonly<Record<string, Strings>>

interface Policy {
  Version: string
  Id: string
  Statement: Statement[]
}

const inputs = [
  'statement',
  'policy_id',
  'version',
  'source_policy_documents',
  'override_policy_documents',
  'source_json',
  'override_json',
]

/**
 * `aws_iam_policy_document`: the JSON that the AWS provider prints for it. Source documents come first, then its own
 * statements, then overriding ones; a later statement replaces an earlier one with the same sid.
 * Source: the AWS provider's documentation of the data source.
 */
export const iamPolicyDocument: PureData = (asked) => {
  const { value } = asked
  if (!inputs.every((name) => isKnown(value.entries.get(name)))) return unknownPolicy(asked)
  const policy: Policy = { Version: '', Id: '', Statement: [] }
  const seen = new Set<string>()
  for (const one of [...texts(value, 'source_json'), ...texts(value, 'source_policy_documents')]) {
    const source = parsedPolicy(one, asked)
    if (source === undefined) return undefined
    for (const { Sid: sid } of source.Statement) duplicate(sid, seen, 'source_policy_documents', asked)
    merge(policy, source)
  }
  merge(policy, ownPolicy(asked))
  for (const one of [...texts(value, 'override_policy_documents'), ...texts(value, 'override_json')]) {
    const override = parsedPolicy(one, asked)
    if (override === undefined) return undefined
    merge(policy, override)
  }
  return printed(policy, asked)
}

function isKnown(value: Val | undefined): boolean {
  return value === undefined || isWhollyKnown(value)
}

function printed(policy: Policy, asked: Asked): Val {
  const document = {
    ...(policy.Version === '' ? {} : { Version: policy.Version }),
    ...(policy.Id === '' ? {} : { Id: policy.Id }),
    ...(policy.Statement.length === 0 ? {} : { Statement: policy.Statement }),
  }
  const marks = inputMarks(asked)
  const outline = policyOutline(asked.value)
  const more = outline === undefined ? {} : { outline }
  return withAttributes(asked, {
    json: { ...string(escaped(JSON.stringify(document, undefined, 2)), 0, marks), ...more },
    minified_json: { ...string(escaped(JSON.stringify(document)), 0, marks), ...more },
  })
}

function inputMarks({ value }: Asked): number {
  return inputs.reduce((all, name) => {
    const input = value.entries.get(name)
    return input === undefined ? all : all | marksDeep(input)
  }, 0)
}

/** The document is not known to the letter, but what it says may be. */
function unknownPolicy(asked: Asked): Val | undefined {
  const outline = policyOutline(asked.value)
  if (outline === undefined) return undefined
  const given = inputs.flatMap((name) => asked.value.entries.get(name) ?? [])
  const json = { ...unknown(stringType, causesOf(given), { notNull: true }, 0, inputMarks(asked)), outline }
  return withAttributes(asked, { json, minified_json: json })
}

/** Go's encoder writes these characters as escapes. */
function escaped(json: string): string {
  return json.replaceAll(
    /[<>&\u2028\u2029]/gu,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function merge(into: Policy, from: Policy): void {
  if (from.Id !== '') into.Id = from.Id
  if (from.Version > into.Version) into.Version = from.Version
  for (const statement of from.Statement) {
    const at =
      statement.Sid === undefined ? -1 : into.Statement.findIndex(({ Sid: sid }) => sid === statement.Sid)
    if (at === -1) into.Statement.push(statement)
    else into.Statement[at] = statement
  }
}

function ownPolicy(asked: Asked): Policy {
  const { value } = asked
  const version = text(value, 'version') ?? '2012-10-17'
  const blocks = items(value.entries.get('statement')).filter((one) => one.kind === 'object')
  const seen = new Set<string>()
  const statements = blocks.map((block) => {
    const statement = statementOf(block, version, asked)
    duplicate(statement.Sid, seen, 'statement', asked)
    return statement
  })
  return { Version: version, Id: text(value, 'policy_id') ?? '', Statement: statements }
}

function duplicate(sid: string | undefined, seen: Set<string>, where: string, { scope, head }: Asked): void {
  if (sid === undefined) return
  if (seen.has(sid)) {
    const detail = `The sid "${sid}" stands more than once in ${where}. Remove it or make it unique.`
    scope.run.diagnostics.push(refuse('Duplicate statement identifier', detail, head))
  }
  seen.add(sid)
}

function statementOf(block: ValOf<'object'>, version: string, asked: Asked): Statement {
  const withVariables = (name: string): Strings | undefined =>
    sorted(strings(block, name).map((one) => policyVariables(one, version, asked)))
  const sid = text(block, 'sid')
  const parts: [keyof Statement, unknown][] = [
    ['Sid', sid === '' ? undefined : sid],
    ['Effect', text(block, 'effect') ?? 'Allow'],
    ['Action', sorted(strings(block, 'actions'))],
    ['NotAction', sorted(strings(block, 'not_actions'))],
    ['Resource', withVariables('resources')],
    ['NotResource', withVariables('not_resources')],
    ['Principal', principalsOf(block, 'principals', version, asked)],
    ['NotPrincipal', principalsOf(block, 'not_principals', version, asked)],
    ['Condition', conditionsOf(block, version, asked)],
  ]
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined)) as Statement
}

/** One string stands alone; several are printed in descending order. */
function sorted(some: readonly string[]): Strings | undefined {
  const [first] = some
  if (first === undefined) return undefined
  return some.length === 1 ? first : [...new Set(some)].toSorted().toReversed()
}

/** `&{aws:username}` stands for IAM's own `${aws:username}`. */
function policyVariables(one: string, version: string, { scope, head }: Asked): string {
  if (!one.includes('&{')) return one
  if (version === '2008-10-17') {
    const detail = `The policy version 2008-10-17 has no variables, but "${one}" has one. Use version 2012-10-17.`
    scope.run.diagnostics.push(refuse('Policy variables not supported', detail, head))
    return one
  }
  return one.replaceAll('&{', '${')
}

function principalsOf(
  block: ValOf<'object'>,
  name: string,
  version: string,
  asked: Asked,
): Principals | undefined {
  const groups = new Map<string, string[]>()
  for (const one of items(block.entries.get(name))) {
    if (one.kind !== 'object') continue
    const type = text(one, 'type') ?? ''
    const ids = strings(one, 'identifiers').map((id) => policyVariables(id, version, asked))
    groups.set(type, [...(groups.get(type) ?? []), ...ids.toSorted().toReversed()])
  }
  return principalSet(groups)
}

function principalSet(groups: ReadonlyMap<string, readonly string[]>): Principals | undefined {
  if (groups.size === 0) return undefined
  const all = groups.get('*')
  if (groups.size === 1 && all?.length === 1 && all[0] === '*') return '*'
  return Object.fromEntries(
    [...groups]
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([type, ids]) => [type, ids.length === 1 ? (ids[0] ?? '') : ids]),
  )
}

function conditionsOf(block: ValOf<'object'>, version: string, asked: Asked): Statement['Condition'] {
  const tests = new Map<string, Map<string, string[]>>()
  for (const one of items(block.entries.get('condition'))) {
    if (one.kind !== 'object') continue
    const test = text(one, 'test') ?? ''
    const variable = text(one, 'variable') ?? ''
    const values = strings(one, 'values').map((each) => policyVariables(each, version, asked))
    const variables = tests.get(test) ?? new Map<string, string[]>()
    tests.set(test, variables)
    variables.set(variable, [...(variables.get(variable) ?? []), ...values])
  }
  if (tests.size === 0) return undefined
  return sortedRecord(tests, (variables) =>
    sortedRecord(variables, (values): Strings => (values.length === 1 ? (values[0] ?? '') : values)),
  )
}

function sortedRecord<From, To>(
  entries: ReadonlyMap<string, From>,
  convert: (one: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(
    [...entries]
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, one]) => [key, convert(one)]),
  )
}

/** A policy given as JSON, its statements brought into the same form. */
function parsedPolicy(json: string, { scope, head }: Asked): Policy | undefined {
  if (json.trim() === '') return { Version: '', Id: '', Statement: [] }
  try {
    const read = JSON.parse(json) as { Version?: string; Id?: string; Statement?: unknown }
    const statements = Array.isArray(read.Statement) ? read.Statement : [read.Statement].filter(Boolean)
    return {
      Version: read.Version ?? '',
      Id: read.Id ?? '',
      Statement: (statements as Record<string, unknown>[]).map(normalised),
    }
  } catch {
    const one = problem(
      'Invalid policy document',
      'One of the policy documents to merge is not JSON, so the whole cannot be made.',
    )
    scope.run.diagnostics.push(refuse(one.summary, one.detail, head))
    return undefined
  }
}

const order: readonly (keyof Statement)[] = [
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
]

function normalised(raw: Readonly<Record<string, unknown>>): Statement {
  const parts = order.map((key): [keyof Statement, unknown] => {
    const part = raw[key]
    if (key === 'Principal' || key === 'NotPrincipal') return [key, normalisedPrincipals(part)]
    if (key === 'Condition' && typeof part === 'object' && part !== null)
      return [key, normalisedConditions(part)]
    return [key, part === '' ? undefined : part]
  })
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined && part !== null)) as Statement
}

function normalisedPrincipals(part: unknown): Principals | undefined {
  if (typeof part === 'string') return '*'
  if (typeof part !== 'object' || part === null) return undefined
  const groups = Object.entries(part).map(([type, ids]): [string, readonly string[]] => [
    type,
    Array.isArray(ids) ? ids.map(String).toSorted().toReversed() : [String(ids)],
  ])
  return principalSet(new Map(groups))
}

function normalisedConditions(part: object): Statement['Condition'] {
  return sortedRecord(new Map(Object.entries(part)), (variables: unknown) =>
    sortedRecord(new Map(Object.entries(variables as object)), (values: unknown): Strings =>
      Array.isArray(values) ? values.map(String) : String(values),
    ),
  )
}

function items(value: Val | undefined): readonly Val[] {
  return value !== undefined && 'items' in value ? value.items : []
}

function text(value: ValOf<'object'>, name: string): string | undefined {
  const found = value.entries.get(name)
  return found?.kind === 'string' ? found.value : undefined
}

function strings(value: ValOf<'object'>, name: string): readonly string[] {
  return items(value.entries.get(name)).flatMap((one) => (one.kind === 'string' ? [one.value] : []))
}

/** A JSON text, or the texts of a list of them. */
function texts(value: ValOf<'object'>, name: string): readonly string[] {
  const one = text(value, name)
  return one === undefined ? strings(value, name) : [one]
}
