import type { Value } from '../../kernel/value.ts'
import { textAt } from './asking.ts'

/** One statement of an AWS policy. */
export interface Statement {
  readonly effect: string
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  readonly principals: readonly string[]
  /** Says what it does not mean: it is not compared. */
  readonly isInverse: boolean
  /** The text of its conditions; empty where there are none. */
  readonly condition: string
}

/** Where types of AWS have a policy. */
export const policyPaths: readonly string[] = [
  'policy',
  'assume_role_policy',
  'access_policies',
  'access_policy',
  'resource_policy',
  'inline_policy[0].policy',
]

/** The statements of the policy at a path; undefined where there is none that is known. */
export function statementsAt(value: Value, path: string): readonly Statement[] | undefined {
  const text = textAt(value, path)
  const document = text?.trimStart().startsWith('{') === true ? parsed(text) : undefined
  if (!isObject(document)) return undefined
  return listOf(document['Statement']).flatMap((one) => (isObject(one) ? [statementOf(one)] : []))
}

/** Who has which role, by the policy of a Google resource; undefined where there is none that is known. */
export function bindingsAt(value: Value): readonly Binding[] | undefined {
  const text = textAt(value, 'policy_data')
  const document = text?.trimStart().startsWith('{') === true ? parsed(text) : undefined
  if (!isObject(document)) return undefined
  return listOf(document['bindings']).flatMap((one) => {
    if (!isObject(one)) return []
    return textsOf(one['members']).map((member) => ({ role: textsOf(one['role'])[0] ?? '', member }))
  })
}

export interface Binding {
  readonly role: string
  readonly member: string
}

/** Whether a statement that is new shuts out everybody, its author among them: all of a service, for all, always. */
export function shutsOut(statements: readonly Statement[], isOfIdentity: boolean): Statement | undefined {
  return statements.find(({ effect, actions, resources, principals, isInverse, condition }) => {
    if (effect !== 'Deny' || isInverse || condition !== '') return false
    if (isOfIdentity) return actions.includes('*') && resources.includes('*')
    return principals.includes('*') && actions.some((one) => /^(?:[a-z0-9-]+:)?\*$/u.test(one))
  })
}

/** What statements no longer allow, as `action on resource`; the first few. */
export function narrowed(before: readonly Statement[], after: readonly Statement[]): readonly string[] {
  const lost: string[] = []
  const allowing = after.filter(isAllowing)
  const isLess = (one: Grant, then: string): boolean =>
    !allowing.some((now) => allows(now, one, then) || keepsPartOf(now, one, then) || succeeds(now, one))
  let asked = 0
  for (const statement of before.filter(isAllowing)) {
    for (const one of grantsOf(statement)) {
      if (asked++ > mostGrants || lost.length >= 3) return lost
      if (isLess(one, statement.condition)) lost.push(grantText(one))
    }
  }
  return lost
}

/** Statements that forbid without a condition, and are new. */
export function forbidden(before: readonly Statement[], after: readonly Statement[]): readonly string[] {
  const known = new Set(before.map((one) => JSON.stringify(one)))
  return after
    .filter(({ effect, condition }) => effect === 'Deny' && condition === '')
    .filter((one) => !known.has(JSON.stringify(one)))
    .flatMap(({ actions }) => actions)
}

/** Whether a pattern with `*` and `?` covers a text, as far as that can be told of two patterns. */
export function fitsPattern(pattern: string, text: string): boolean {
  if (pattern === '*' || pattern === text) return true
  if (!/[*?]/u.test(pattern)) return false
  const parts = pattern.split(/(\*+|\?)/u).map((part) => {
    if (part.startsWith('*')) return '.*'
    return part === '?' ? '.' : part.replaceAll(/[$()+.[\\\]^{|}]/gu, '\\$&')
  })
  return new RegExp(`^${parts.join('')}$`, 'su').test(text)
}

const mostGrants = 5000

interface Grant {
  readonly action: string
  readonly resource: string
  readonly principal: string
}

function isAllowing({ effect, isInverse }: Statement): boolean {
  return effect === 'Allow' && !isInverse
}

function* grantsOf({ actions, resources, principals }: Statement): Generator<Grant> {
  for (const action of actions) {
    for (const resource of resources.length === 0 ? [''] : resources) {
      for (const principal of principals.length === 0 ? [''] : principals)
        yield { action, resource, principal }
    }
  }
}

function allows({ actions, resources, principals, condition }: Statement, one: Grant, then: string): boolean {
  return (
    (condition === '' || condition === then) &&
    actions.some((pattern) => fitsPattern(pattern.toLowerCase(), one.action.toLowerCase())) &&
    (one.resource === '' || resources.some((pattern) => fitsPattern(pattern, one.resource))) &&
    (one.principal === '' || principals.some((pattern) => pattern === '*' || pattern === one.principal))
  )
}

/**
 * Whether of a wildcard what is needed stays: `s3:*` becomes `s3:GetObject`, all resources become some, everybody becomes one.
 * That is how rights are tightened on purpose. What names no wildcard was written because somebody uses it.
 */
function keepsPartOf(
  { actions, resources, principals, condition }: Statement,
  one: Grant,
  then: string,
): boolean {
  const isWild = one.action.includes('*') || one.resource === '*' || one.principal === '*'
  return (
    isWild &&
    (condition === '' || condition === then || one.principal === '*') &&
    actions.some((now) => overlap(one.action.toLowerCase(), now.toLowerCase())) &&
    (one.resource === '' || resources.some((now) => overlap(one.resource, now))) &&
    (one.principal === '' || one.principal === '*' || principals.some((now) => now === one.principal))
  )
}

function overlap(one: string, other: string): boolean {
  return fitsPattern(one, other) || fitsPattern(other, one)
}

/**
 * The service of CloudFront takes the place of an origin access identity, which AWS advises:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
function succeeds(now: Statement, one: Grant): boolean {
  const isIdentity = /^arn:aws[\w-]*:iam::cloudfront:user\//u.test(one.principal)
  return (
    isIdentity && allows({ ...now, condition: '' }, { ...one, principal: 'cloudfront.amazonaws.com' }, '')
  )
}

function grantText({ action, resource, principal }: Grant): string {
  const on = resource === '' || resource === '*' ? '' : ` on ${resource}`
  return `${action}${on}${principal === '' ? '' : ` by ${principal}`}`
}

type JsonRecord = Readonly<Record<string, unknown>>

function statementOf(one: JsonRecord): Statement {
  const condition = one['Condition']
  return {
    effect: typeof one['Effect'] === 'string' ? one['Effect'] : '',
    actions: textsOf(one['Action']),
    resources: textsOf(one['Resource']),
    principals: principalsOf(one['Principal']),
    isInverse: ['NotAction', 'NotResource', 'NotPrincipal'].some((name) => one[name] !== undefined),
    condition: isObject(condition) && Object.keys(condition).length > 0 ? JSON.stringify(condition) : '',
  }
}

function principalsOf(value: unknown): readonly string[] {
  if (!isObject(value)) return textsOf(value)
  return Object.values(value).flatMap(textsOf)
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((one) => typeof one === 'string')
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

function isObject(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
