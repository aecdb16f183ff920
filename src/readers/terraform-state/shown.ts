import { addressOf } from '../../kernel/brand.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Value } from '../../kernel/value.ts'
import type { JsonNode } from '../../lang/json/tree.ts'
import type { JsonDocument } from '../../lang/terraform-json/document.ts'
import { instanceNames, instancesBelow, withoutKeys } from '../../lang/terraform-json/resource.ts'
import { maskedValue } from '../../lang/terraform-json/value.ts'
import type { Named, Reference, Resource } from '../../model/resource.ts'
import type { Found } from './found.ts'

/** What `terraform show -json` prints of a state. */
export function shownState(document: JsonDocument, origins: Origins): Found {
  const values = document.member(document.root, 'values')
  const resources: Resource[] = []
  const waits: { readonly from: string; readonly to: string }[] = []
  for (const { node, module } of instancesBelow(document, document.member(values, 'root_module'))) {
    const names = instanceNames(document, node, module)
    if (names === undefined || document.isThere(document.member(node, 'deposed_key'))) continue
    const span = document.span(document.member(node, 'address') ?? node)
    let made: Value | undefined
    resources.push({
      ...names,
      address: addressOf(names.address),
      get values() {
        made ??= maskedValue(
          {
            value: document.member(node, 'values') ?? node,
            sensitive: document.member(node, 'sensitive_values'),
          },
          { document, origins, step: 'state', address: names.address },
        )
        return made
      },
      span,
      extent: document.span(node),
    })
    for (const on of document.items(document.member(node, 'depends_on'))) {
      waits.push({ from: names.address, to: document.text(on) ?? '' })
    }
  }
  return {
    resources,
    named: outputsOf(document, document.member(values, 'outputs'), origins),
    references: edges(waits, resources),
  }
}

/** The outputs of a state, in either form. */
export function outputsOf(
  document: JsonDocument,
  outputs: JsonNode | undefined,
  origins: Origins,
): readonly Named[] {
  return [...document.members(outputs)].map(([name, node]) => ({
    address: addressOf(`output.${name}`),
    kind: 'output',
    module: '',
    name,
    value: maskedValue(
      { value: document.member(node, 'value'), sensitive: document.member(node, 'sensitive') },
      { document, origins, step: 'state', address: `output.${name}` },
    ),
    span: document.span(node),
  }))
}

/** As many edges as a state is drawn with. */
const mostEdges = 200_000

/** Dependencies are on whole resources: all their instances. */
export function edges(
  waits: readonly { readonly from: string; readonly to: string }[],
  resources: readonly Resource[],
): readonly Reference[] {
  const instances = new Map<string, string[]>()
  for (const { address } of resources) {
    const base = withoutKeys(address)
    const list = instances.get(base)
    if (list === undefined) instances.set(base, [address])
    else list.push(address)
  }
  const found: Reference[] = []
  for (const { from, to } of waits) {
    for (const one of instances.get(withoutKeys(to)) ?? []) {
      if (found.length < mostEdges && one !== from)
        found.push({ from: addressOf(from), to: addressOf(one), path: 'depends_on' })
    }
  }
  return found
}
