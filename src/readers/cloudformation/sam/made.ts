import type { Expanded } from '../scope.ts'
import type { MapNode, Node } from '../syntax/node.ts'
import { given, madeMap, type Members } from './nodes.ts'

/** A resource of SAM with what Globals says, on its way to what it stands for. */
export interface Source {
  readonly entry: Expanded
  /** The whole declaration. */
  readonly node: MapNode
  readonly properties: MapNode
}

/** Attributes that the main resource keeps; those that come with it keep its condition alone. */
const kept = [
  'Condition',
  'DependsOn',
  'DeletionPolicy',
  'Metadata',
  'UpdateReplacePolicy',
  'CreationPolicy',
  'UpdatePolicy',
]

/** The resource that a resource of SAM stands for, under its own name. */
export function main(
  { entry, node }: Source,
  type: string,
  members: Members,
  attributes: Members = {},
): Expanded {
  const said: Record<string, Node | undefined> = { Type: typeNode(entry, type), ...attributes }
  for (const name of kept) said[name] ??= node.entries.get(name)?.value
  const properties = madeMap(node.entries.get('Properties')?.value.span ?? entry.keySpan, members)
  return { ...entry, value: { ...madeMap(node.span, { ...said, Properties: properties }) } }
}

/** A resource that SAM makes beside the main one. */
export function companion({ entry, node }: Source, id: string, type: string, members: Members): Expanded {
  const span = entry.keySpan
  const value = madeMap(span, {
    Type: typeNode(entry, type),
    Condition: node.entries.get('Condition')?.value,
    Properties: madeMap(span, members),
  })
  return { ...entry, key: id, value }
}

function typeNode({ keySpan }: Expanded, type: string): Node {
  return given(keySpan, type)
}
