import type { JsonNode } from '../json/tree.ts'
import type { JsonDocument } from './document.ts'

/** What every listing of a resource instance says of it, whichever document it stands in. */
export interface InstanceNames {
  readonly address: string
  readonly mode: 'managed' | 'data' | 'ephemeral'
  readonly type: string
  readonly name: string
  readonly index: string | number | undefined
  readonly module: string
  readonly provider: string
}

/** The names of an instance as plans and shown states have them; `module` where the document says it above. */
export function instanceNames(
  document: JsonDocument,
  node: JsonNode,
  module?: string,
): InstanceNames | undefined {
  const address = document.textAt(node, 'address')
  if (address === undefined) return undefined
  const mode = document.textAt(node, 'mode')
  return {
    address,
    mode: mode === 'data' || mode === 'ephemeral' ? mode : 'managed',
    type: document.textAt(node, 'type') ?? '',
    name: document.textAt(node, 'name') ?? '',
    index: document.key(document.member(node, 'index')),
    module: module ?? document.textAt(node, 'module_address') ?? '',
    provider: document.textAt(node, 'provider_name') ?? '',
  }
}

/** The resources of a tree of modules as `values` and `planned_values` have it, each with the module it is in. */
export function* instancesBelow(
  document: JsonDocument,
  rootModule: JsonNode | undefined,
): Generator<{ readonly node: JsonNode; readonly module: string }> {
  const open = rootModule === undefined ? [] : [rootModule]
  for (let module = open.pop(); module !== undefined; module = open.pop()) {
    const address = document.textAt(module, 'address') ?? ''
    for (const node of document.items(document.member(module, 'resources'))) yield { node, module: address }
    open.push(...document.items(document.member(module, 'child_modules')))
  }
}

/** An address without the keys of its instances: what the configuration calls it. */
export function withoutKeys(address: string): string {
  return address.includes('[') ? address.replaceAll(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/gu, '') : address
}
