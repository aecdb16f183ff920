import type { Span } from '../../../kernel/span.ts'
import type { Expanded } from '../scope.ts'
import { asList, asText, bare, callOf, isFunction, type MapNode, type Node } from '../syntax/node.ts'
import { companion, type Source } from './made.ts'
import { given, madeCall, madeList, madeMap, renamed } from './nodes.ts'

/** What a role that SAM makes needs beside what is written. */
export interface RoleInputs {
  readonly service: string
  /** Managed policies that what it runs needs, by their path after `policy/`. */
  readonly managed: readonly string[]
}

/**
 * The role that SAM makes where none is named.
 * Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 */
export function roleFor(source: Source, { service, managed }: RoleInputs): Expanded {
  const { entry, properties } = source
  const { keySpan: span, key } = entry
  const written = policiesOf(properties.entries.get('Policies')?.value, `${key}Role`)
  const arns = [...managed.map((path) => given(span, `arn:aws:iam::aws:policy/${path}`)), ...written.managed]
  return companion(source, `${key}Role`, 'AWS::IAM::Role', {
    AssumeRolePolicyDocument:
      properties.entries.get('AssumeRolePolicyDocument')?.value ?? trust(span, service),
    ManagedPolicyArns: arns.length === 0 ? undefined : madeList(span, arns),
    Policies: written.inline.length === 0 ? undefined : madeList(span, written.inline),
    ...renamed(properties, { PermissionsBoundary: 'PermissionsBoundary', RolePath: 'Path' }),
  })
}

function trust(span: Span, service: string): MapNode {
  const statement = madeMap(span, {
    Action: madeList(span, [given(span, 'sts:AssumeRole')]),
    Effect: given(span, 'Allow'),
    Principal: madeMap(span, { Service: madeList(span, [given(span, service)]) }),
  })
  return madeMap(span, { Version: given(span, '2012-10-17'), Statement: madeList(span, [statement]) })
}

/** Names and ARNs are managed policies, maps with statements are documents, and other maps are SAM's policy templates. */
function policiesOf(
  written: Node | undefined,
  role: string,
): { readonly managed: readonly Node[]; readonly inline: readonly Node[] } {
  const managed: Node[] = []
  const inline: Node[] = []
  const all = asList(written)?.items ?? (written === undefined ? [] : [written])
  for (const [at, one] of all.entries()) {
    const map = bare(one)
    if (map.kind !== 'map' || callOf(map) !== undefined) managed.push(managedArn(one))
    else inline.push(policy(map, given(one.span, `${role}Policy${at}`)))
  }
  return { managed, inline }
}

function policy(map: MapNode, name: Node): Node {
  const [first] = map.entries.values()
  const isDocument = map.entries.has('Statement') || first === undefined || isFunction(first.key)
  const document: Node = isDocument
    ? map
    : { kind: 'broken', span: map.span, what: `SAM policy template ${first.key}`, because: 'elsewhere' }
  return madeMap(map.span, { PolicyName: name, PolicyDocument: document })
}

/** A managed policy of AWS may be named without its ARN. */
function managedArn(node: Node): Node {
  const text = asText(node)
  if (text === undefined || text.startsWith('arn:')) return node
  const path = /^AWSLambda\w+ExecutionRole$/u.test(text) ? 'service-role/' : ''
  const parts = [given(node.span, `arn:aws:iam::aws:policy/${path}`), node]
  return madeCall(
    node.span,
    'Fn::Join',
    madeList(node.span, [given(node.span, ''), madeList(node.span, parts)]),
  )
}
