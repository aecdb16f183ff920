import { asMap, bare, callOf, member, type Entry, type MapNode, type Node } from '../syntax/node.ts'

/** The part of Globals that a type takes its properties from. */
const parts: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': 'Function',
  'AWS::Serverless::Api': 'Api',
  'AWS::Serverless::HttpApi': 'HttpApi',
  'AWS::Serverless::SimpleTable': 'SimpleTable',
  'AWS::Serverless::StateMachine': 'StateMachine',
  'AWS::Serverless::LayerVersion': 'LayerVersion',
}

/**
 * The properties of a resource with what Globals says for its type: a resource's own value wins, maps are merged, and
 * lists follow the lists of Globals.
 * Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
export function withGlobals(root: MapNode, type: string, own: MapNode): MapNode {
  const part = parts[type]
  const shared = part === undefined ? undefined : asMap(member(member(root, 'Globals'), part))
  return shared === undefined ? own : mergedMap(shared, own, 0)
}

/** Globals go a few levels deep; aliases may lead on without an end. */
const deepest = 100

function mergedMap(shared: MapNode, own: MapNode, depth: number): MapNode {
  const entries = new Map<string, Entry>()
  for (const [key, entry] of shared.entries) {
    const mine = own.entries.get(key)
    entries.set(
      key,
      mine === undefined
        ? fromGlobals(entry)
        : { ...mine, value: merged(entry.value, mine.value, depth + 1) },
    )
  }
  for (const [key, entry] of own.entries) if (!entries.has(key)) entries.set(key, entry)
  return { ...own, entries }
}

function fromGlobals(entry: Entry): Entry {
  const { value, keySpan } = entry
  return { ...entry, value: { kind: 'hop', span: keySpan, step: 'merge', node: value, losers: [] } }
}

function merged(shared: Node, own: Node, depth: number): Node {
  const left = bare(shared)
  const right = bare(own)
  const isPlain = depth < deepest && callOf(left) === undefined && callOf(right) === undefined
  if (left.kind === 'map' && right.kind === 'map' && isPlain) return mergedMap(left, right, depth)
  if (left.kind === 'list' && right.kind === 'list')
    return { ...right, items: [...left.items, ...right.items] }
  return { kind: 'hop', span: own.span, step: 'merge', node: own, losers: [shared] }
}
