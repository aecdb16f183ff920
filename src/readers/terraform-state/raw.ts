import { addressOf } from '../../kernel/brand.ts'
import type { Origins } from '../../kernel/origins.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { jsonKind, type JsonNode } from '../../lang/json/tree.ts'
import type { JsonDocument } from '../../lang/terraform-json/document.ts'
import { maskedValue } from '../../lang/terraform-json/value.ts'
import type { Resource } from '../../model/resource.ts'
import { edges, outputsOf } from './shown.ts'
import type { Found } from './found.ts'

/** The state file itself, format 4. */
export function rawState(document: JsonDocument, origins: Origins): Found {
  const resources: Resource[] = []
  const waits: { readonly from: string; readonly to: string }[] = []
  for (const node of document.items(document.member(document.root, 'resources'))) {
    for (const instance of document.items(document.member(node, 'instances'))) {
      const one = resourceOf(document, origins, node, instance)
      // An object that a broken replacement has left behind is not the resource.
      if (one === undefined || document.isThere(document.member(instance, 'deposed'))) continue
      resources.push(one)
      for (const on of document.items(document.member(instance, 'dependencies'))) {
        waits.push({ from: one.address, to: document.text(on) ?? '' })
      }
    }
  }
  const outputs = document.member(document.root, 'outputs')
  return { resources, named: outputsOf(document, outputs, origins), references: edges(waits, resources) }
}

function resourceOf(
  document: JsonDocument,
  origins: Origins,
  node: JsonNode,
  instance: JsonNode,
): Resource | undefined {
  const type = document.textAt(node, 'type')
  const name = document.textAt(node, 'name')
  if (type === undefined || name === undefined) return undefined
  const module = document.textAt(node, 'module') ?? ''
  const isData = document.textAt(node, 'mode') === 'data'
  const index = document.key(document.member(instance, 'index_key'))
  const address = [
    module === '' ? '' : `${module}.`,
    `${isData ? 'data.' : ''}${type}.${name}`,
    index === undefined ? '' : `[${JSON.stringify(index)}]`,
  ].join('')
  let made: Value | undefined
  return {
    address: addressOf(address),
    mode: isData ? 'data' : 'managed',
    type,
    name,
    index,
    module,
    provider: providerOf(document.textAt(node, 'provider') ?? ''),
    get values() {
      made ??= attributesOf(document, origins, instance, address)
      return made
    },
    span: document.span(document.member(node, 'name') ?? node),
    extent: document.span(instance),
  }
}

/** `provider["registry.terraform.io/hashicorp/aws"].west` without what is around the source address. */
function providerOf(text: string): string {
  return /\["([^"]*)"\]/u.exec(text)?.[1] ?? text
}

function attributesOf(document: JsonDocument, origins: Origins, instance: JsonNode, address: string): Value {
  const making = { document, origins, step: 'state' as const, address }
  const attributes = document.member(instance, 'attributes')
  const whole = maskedValue({ value: attributes }, making)
  if (whole.kind !== 'map') return { kind: 'map', entries: new Map(), origin: whole.origin, marks: 0 }
  const entries = new Map(whole.entries)
  for (const [name, node] of document.members(attributes)) {
    const inner = dynamicValue(document, node)
    if (inner !== undefined) entries.set(name, maskedValue({ value: inner }, making))
  }
  let value: Value = { ...whole, entries }
  for (const path of document.items(document.member(instance, 'sensitive_attributes'))) {
    value = withSecret(value, stepsOf(document, path))
  }
  return value
}

/** An attribute of any type is kept as `{ value, type }`. */
function dynamicValue(document: JsonDocument, node: JsonNode): JsonNode | undefined {
  const members = document.members(node)
  const type = members.get('type')
  const value = members.get('value')
  if (members.size !== 2 || type === undefined || value === undefined) return undefined
  const isNamed = ['string', 'number', 'bool', 'dynamic'].includes(document.text(type) ?? '')
  const isBuilt = jsonKind(document.tree, type) === 'array' && document.items(type).length === 2
  return isNamed || isBuilt ? value : undefined
}

function stepsOf(document: JsonDocument, path: JsonNode): readonly (string | number)[] {
  return document.items(path).map((step) => {
    const value = document.member(step, 'value')
    // A step into a collection has its key typed inside.
    return document.key(value) ?? document.key(document.member(value, 'value')) ?? ''
  })
}

function withSecret(value: Value, [step, ...rest]: readonly (string | number)[]): Value {
  if (step === undefined) return { ...value, marks: value.marks | marks.sensitive }
  // A member of a set has no place that could be told, so all of them are secret.
  if (value.kind === 'list' && typeof step !== 'number') return withSecret(value, [])
  if (value.kind === 'list') {
    return { ...value, items: value.items.map((item, at) => (at === step ? withSecret(item, rest) : item)) }
  }
  const inner = value.kind === 'map' ? value.entries.get(String(step)) : undefined
  if (value.kind !== 'map' || inner === undefined) return value
  return { ...value, entries: new Map(value.entries).set(String(step), withSecret(inner, rest)) }
}
