import { addressOf } from '../../kernel/brand.ts'
import type { Outcome } from '../../kernel/diagnostic.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import { entryOf } from '../../model/path.ts'
import type { Resource } from '../../model/resource.ts'
import { scalarText } from '../../model/scalar.ts'
import type { DumpFormat } from '../format.ts'
import { textValue, unpacked } from './values.ts'

/** What `aws cloudcontrol get-resource` and `list-resources` print, and lists of `{TypeName, Identifier, Properties}`. */
export const cloudControl: DumpFormat = {
  id: 'cloud-control',
  reference: 'https://docs.aws.amazon.com/cloudcontrolapi/latest/userguide/resource-operations-read.html',

  resources(documents, _, origins) {
    const found = documents.flatMap(listed).flatMap((one) => described(one, origins))
    return found.length === 0 ? undefined : sorted(found)
  },
}

/** A snapshot of AWS Config, or what `aws configservice batch-get-resource-config` prints. */
export const configSnapshot: DumpFormat = {
  id: 'aws-config',
  reference: 'https://docs.aws.amazon.com/config/latest/developerguide/example-s3-snapshot.html',

  resources(documents, _, origins) {
    const found = documents
      .flatMap((one) => [
        ...listOf(entryOf(one, 'configurationItems')),
        ...listOf(entryOf(one, 'baseConfigurationItems')),
      ])
      .flatMap((one) => configured(one, origins))
    return found.length === 0 ? undefined : sorted(found)
  },
}

function sorted(resources: readonly Resource[]): Outcome<readonly Resource[]> {
  const byAddress = new Map(resources.map((one) => [one.address, one]))
  return {
    value: [...byAddress.values()].toSorted((one, other) => (one.address < other.address ? -1 : 1)),
    diagnostics: [],
  }
}

/** One description, several under one type, or a list of either. */
function listed(document: Value): readonly Value[] {
  if (document.kind === 'list') return document.items.flatMap(listed)
  const type = entryOf(document, 'TypeName')
  const many = entryOf(document, 'ResourceDescriptions')
  const one = entryOf(document, 'ResourceDescription')
  const inside = many?.kind === 'list' ? many.items : one === undefined ? [document] : [one]
  return inside.map((item) =>
    item.kind === 'map' && type !== undefined && !item.entries.has('TypeName')
      ? { ...item, entries: new Map([['TypeName', type], ...item.entries]) }
      : item,
  )
}

function described(value: Value, origins: Origins): readonly Resource[] {
  const type = textOf(value, 'TypeName')
  const name = textOf(value, 'Identifier')
  const properties = unpacked(entryOf(value, 'Properties'))
  if (type === '' || name === '' || properties?.kind !== 'map') return []
  return [resourceOf({ type, name, values: properties, provider: 'aws', span: origins.site(value.origin) })]
}

function configured(value: Value, origins: Origins): readonly Resource[] {
  const type = textOf(value, 'resourceType')
  const name = textOf(value, 'resourceName') || textOf(value, 'resourceId')
  if (type === '' || name === '') return []
  const said = unpacked(entryOf(value, 'configuration'))
  const entries = new Map<string, Value>()
  if (said?.kind === 'map') {
    for (const [key, one] of said.entries) entries.set(key.slice(0, 1).toUpperCase() + key.slice(1), one)
  }
  for (const [key, from] of [
    ['Arn', 'ARN'],
    ['Arn', 'arn'],
    ['Id', 'resourceId'],
  ] as const) {
    const one = entryOf(value, from)
    if (one !== undefined && !entries.has(key)) entries.set(key, one)
  }
  const tags = entryOf(value, 'tags')
  if (tags?.kind === 'map') entries.set('Tags', tagList(tags))
  const values: Value = { kind: 'map', entries, origin: value.origin, marks: 0 }
  return [resourceOf({ type, name, values, provider: 'aws-config', span: origins.site(value.origin) })]
}

function tagList(tags: Extract<Value, { kind: 'map' }>): Value {
  const { origin } = tags
  const items = [...tags.entries].map(([key, value]): Value => ({
    kind: 'map',
    entries: new Map<string, Value>([
      ['Key', textValue(key, value.origin)],
      ['Value', value],
    ]),
    origin: value.origin,
    marks: 0,
  }))
  return { kind: 'list', items, origin, marks: 0 }
}

interface Parts {
  readonly type: string
  readonly name: string
  readonly values: Value
  readonly provider: string
  readonly span: Span
}

function resourceOf({ type, name, values, provider, span }: Parts): Resource {
  return {
    address: addressOf(`${type}/${name}`),
    mode: 'managed',
    type,
    name,
    index: undefined,
    module: '',
    provider,
    values,
    span: { ...span, end: Math.min(span.end, span.start + 1) },
    extent: span,
  }
}

function listOf(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list' ? value.items : []
}

function textOf(value: Value, key: string): string {
  const one = entryOf(value, key)
  return one === undefined ? '' : (scalarText(one) ?? '')
}
