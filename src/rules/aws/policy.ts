import type { Value } from '../../kernel/value.ts'
import { jsonIn } from '../../model/json-in.ts'
import type { Graph } from '../../model/live-graph.ts'
import type { Live } from '../../model/live.ts'
import {
  all,
  any,
  answer,
  at,
  entries,
  is,
  isGiven,
  isSet,
  items,
  matches,
  not,
  textOf,
  type Answer,
  type Fact,
} from '../facts.ts'

/**
 * Reading of IAM policy documents, whoever wrote them: JSON texts, maps, `aws_iam_policy_document`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */

/** The statements of a document, each a fact; a document that isn't known is one statement that isn't. */
export function statementsOf(document: Fact): readonly Fact[] {
  return items(at({ ...document, value: jsonIn(document.value) }, 'Statement'))
}

/** The statements of a policy that aren't judged at the data source that says them. */
export function ownStatements(document: Fact, graph: Graph): readonly Fact[] {
  const statements = statementsOf(document)
  const sources = sourcesOf(document.live, graph)
  if (sources.length === 0) return statements
  const judged = new Set(
    sources.flatMap((source) => statementsOf(at(source, 'PolicyDocument'))).map(({ value }) => value.origin),
  )
  // What a data source says and nobody knows here is said there.
  if (document.value.kind === 'unknown') return []
  return statements.filter(({ value }) => !judged.has(value.origin))
}

/** The live type of a policy document that is a data source of its own. */
export const documentType = 'data.aws_iam_policy_document'

/** A set of rights that people take on who sign in through IAM Identity Center. */
const permissionSet = 'AWS::SSO::PermissionSet'

/** The documents that say what identities may do: those of policies, the inline ones of an identity, and data sources. */
export function identityDocuments(live: Live): readonly Fact[] {
  if (holders.has(live.type)) return items(at(live, 'Policies')).map((one) => at(one, 'PolicyDocument'))
  if (live.type === permissionSet) return [at(live, 'InlinePolicy')]
  return [at(live, 'PolicyDocument')]
}

/** What holds a policy of an identity in Terraform, besides attachments and documents, as aliases name it. */
export const terraformIdentities: readonly string[] = [
  'aws_iam_policy',
  'aws_iam_role_policy',
  'aws_iam_user_policy',
  'aws_iam_group_policy',
  'aws_ssoadmin_permission_set_inline_policy',
  'aws_iam_role',
]

/** The same in CloudFormation. */
export const cloudformationIdentities: readonly string[] = [
  'AWS::IAM::Policy',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Role',
  'AWS::IAM::User',
  'AWS::IAM::Group',
]

/** The live types for `identityDocuments`. */
export const identityTypes: readonly string[] = [
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::RolePolicy',
  'AWS::IAM::UserPolicy',
  'AWS::IAM::GroupPolicy',
  'AWS::IAM::Role',
  'AWS::IAM::User',
  'AWS::IAM::Group',
  permissionSet,
  documentType,
]

/** The statements with which identities are given something: `Allow`, or it isn't known. */
export function identityStatements(live: Live, graph: Graph): readonly Fact[] {
  return identityDocuments(live)
    .flatMap((document) => ownStatements(document, graph))
    .filter((statement) => allows(statement) !== 'no')
}

/** Whether it is an Allow; a data source's statement without an effect is one. */
export function allows(statement: Fact): Answer {
  const effect = at(statement, 'Effect')
  if (statement.live.type === documentType && effect.value.kind === 'absent') return 'yes'
  return is(effect, 'Allow')
}

export function actionsOf(statement: Fact): readonly Fact[] {
  return items(at(statement, 'Action'))
}

export function resourcesOf(statement: Fact): readonly Fact[] {
  return items(at(statement, 'Resource'))
}

/** Whether an action of a statement, such as `s3:Get*`, covers others, for many of them. Letters' case doesn't matter. */
export function coverageOf(action: Fact): (wanted: string) => Answer {
  const { value } = action
  if (value.kind === 'unknown') return (wanted) => mayCover(value, wanted)
  const text = textOf(action)?.toLowerCase()
  if (text === undefined) return () => 'no'
  if (!text.includes('*') && !text.includes('?')) return (wanted) => answer(text === wanted.toLowerCase())
  const pattern = glob(text)
  return (wanted) => answer(pattern.test(wanted))
}

/** What a statement speaks of: an action, or with `NotAction` all that are not named. */
export interface Grant {
  readonly fact: Fact
  /** Whether it covers an action. */
  readonly covers: (wanted: string) => Answer
}

/** The actions that a statement speaks of, however it says them. */
export function grantsOf(statement: Fact): readonly Grant[] {
  const named = actionsOf(statement).map((fact) => ({ fact, covers: coverageOf(fact) }))
  const others = at(statement, 'NotAction')
  if (isSet(others) === 'no') return named
  const excepted = items(others).map(coverageOf)
  return [...named, { fact: others, covers: (wanted) => not(any(excepted.map((covers) => covers(wanted)))) }]
}

/** Whether a statement has an action that is nothing but a wildcard: `*`, `**` or `*:*`. */
export function hasEveryAction(statement: Fact): Answer {
  return any(actionsOf(statement).map(isEvery))
}

/** Whether a statement speaks of every resource. */
export function hasEveryResource(statement: Fact): Answer {
  return any(resourcesOf(statement).map(isEvery))
}

/** Whether a text is nothing but a wildcard. */
export function isEvery(fact: Fact): Answer {
  return fact.value.kind === 'unknown' ? is(fact, '*') : matches(fact, /^(?:\*+|\*:\*)$/u)
}

/** Whether a statement gives every action on every resource. */
export function isFullAccess(statement: Fact): Answer {
  return all([allows(statement), hasEveryAction(statement), hasEveryResource(statement)])
}

/** Whether a statement stands under any condition. */
export function hasCondition(statement: Fact): Answer {
  return isSet(at(statement, 'Condition'))
}

/** Whether what an identity is allowed holds on every resource without a condition; not where that is every action too. */
export function isUnlimited(statement: Fact): Answer {
  if (isFullAccess(statement) === 'yes') return 'no'
  const excepted = any([hasCondition(statement), namesPrincipals(statement)])
  return all([allows(statement), hasEveryResource(statement), not(excepted)])
}

/** What to show of a statement: this part, or what isn't known when that decides. */
export function shownOf(statement: Fact, part: Fact, verdict: Answer): Fact {
  if (verdict !== 'undecided') return part
  const more = ['Effect', 'Condition', 'Principal', 'NotPrincipal'].map((name) => at(statement, name))
  const parts = [part, ...actionsOf(statement), ...resourcesOf(statement), ...more]
  return parts.find(({ value }) => value.kind === 'unknown') ?? part
}

/** Whether a statement belongs to the policy of a resource or a role's trust: those name principals. */
export function namesPrincipals(statement: Fact): Answer {
  return any([isSet(at(statement, 'Principal')), isSet(at(statement, 'NotPrincipal'))])
}

/** The principals of a statement of one kind, or `*` itself, which stands for every kind. */
export function principalsOf(statement: Fact, kinds: readonly string[] = ['AWS', '*']): readonly Fact[] {
  const principal = at(statement, 'Principal')
  if (principal.value.kind !== 'map') return items(principal)
  return entries(principal).flatMap(([kind, some]) => (kinds.includes(kind) ? items(some) : []))
}

/**
 * The principals of an Allow that are everyone, and those that may be. Whom an Allow excepts lets in everyone else.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function everyoneIn(statement: Fact): readonly { readonly fact: Fact; readonly answer: Answer }[] {
  const open = all([allows(statement), not(narrowed(statement))])
  const named = principalsOf(statement).map((fact) => ({ fact, answer: all([open, isEvery(fact)]) }))
  const excepted = at(statement, 'NotPrincipal')
  const isOnlyOne = at(statement, 'Principal').value.kind === 'absent'
  const others = { fact: excepted, answer: all([open, answer(isOnlyOne), isSet(excepted)]) }
  return [...named, others].filter((one) => one.answer !== 'no')
}

/**
 * Keys of conditions that say who or from where, so that `*` is no longer everyone.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
const narrowing: ReadonlySet<string> = new Set(
  [
    'aws:SourceAccount',
    'aws:SourceArn',
    'aws:SourceIp',
    'aws:SourceOrgID',
    'aws:SourceOrgPaths',
    'aws:SourceOwner',
    'aws:SourceVpc',
    'aws:SourceVpcArn',
    'aws:SourceVpce',
    'aws:VpcSourceIp',
    'aws:PrincipalAccount',
    'aws:PrincipalArn',
    'aws:PrincipalOrgID',
    'aws:PrincipalOrgPaths',
    'aws:PrincipalServiceName',
    'aws:userid',
    'kms:CallerAccount',
    's3:DataAccessPointAccount',
    's3:DataAccessPointArn',
    's3:AccessPointNetworkOrigin',
    'sts:ExternalId',
  ].map((key) => key.toLowerCase()),
)

/** Whether the condition of a statement lets in only some: its values must be more than a wildcard. */
export function narrowed(statement: Fact): Answer {
  const condition = at(statement, 'Condition')
  if (condition.value.kind === 'unknown') return 'undecided'
  const tests = entries(condition).filter(([operator]) => !/not|ifexists|null/iu.test(operator))
  return any(
    tests.flatMap(([, keys]) => {
      if (keys.value.kind === 'unknown') return ['undecided' as const]
      return entries(keys)
        .filter(([key]) => isNarrowing(key))
        .map(([, values]) => all(items(values).map((one) => not(any([isEvery(one), is(one, '0.0.0.0/0')])))))
    }),
  )
}

function isNarrowing(key: string): boolean {
  const lower = key.toLowerCase()
  return narrowing.has(lower) || lower.endsWith(':sub') || lower.endsWith(':aud')
}

const holders: ReadonlySet<string> = new Set(['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'])

/** The data sources whose statements a policy takes over, through others. */
function sourcesOf(live: Live, graph: Graph): readonly Live[] {
  if (live.type === documentType) return []
  const found = new Set<Live>()
  const waiting = [...graph.uses(live, documentType)]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (found.has(one)) continue
    found.add(one)
    waiting.push(...graph.uses(one, documentType))
  }
  return [...found]
}

function mayCover({ because, outline }: Extract<Value, { kind: 'unknown' }>, wanted: string): Answer {
  if (because.length > 0 && because.every(isGiven)) return 'no'
  if (outline?.kind !== 'text') return 'undecided'
  const pieces = outline.parts.map((part) => (typeof part === 'string' ? globSource(part) : '.*'))
  return new RegExp(`^${pieces.join('')}$`, 'isu').test(wanted) ? 'undecided' : 'no'
}

function glob(text: string): RegExp {
  return new RegExp(`^${globSource(text)}$`, 'isu')
}

function globSource(text: string): string {
  return text
    .replaceAll(/[$()+.[\\\]^{|}]/gu, '\\$&')
    .replaceAll(/\*+/gu, '.*')
    .replaceAll('?', '.')
}
