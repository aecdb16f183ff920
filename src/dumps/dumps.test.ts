import { describe, expect, it } from 'vitest'
import { filePath } from '../kernel/brand.ts'
import { parsePath, valueAt } from '../model/path.ts'
import { scalarText } from '../model/scalar.ts'
import { readDump } from './index.ts'

function said(text: string, path = ''): readonly string[] {
  const { value, diagnostics } = readDump(filePath('live'), text)
  if (value === undefined) return diagnostics.map(({ code }) => code)
  return value.resources.map(({ address, values }) => {
    const found = valueAt(values, parsePath(path) ?? [])
    return path === '' ? address : `${address} ${found === undefined ? '' : scalarText(found)}`
  })
}

describe('what a live system prints', () => {
  it('is a list of objects, in JSON or YAML, or several documents', () => {
    const list = {
      apiVersion: 'v1',
      kind: 'List',
      items: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }],
    }
    expect(said(JSON.stringify(list))).toEqual(['Pod/a'])
    expect(
      said(
        'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: b}\n',
      ),
    ).toEqual(['Pod/a', 'Pod/b'])
  })

  it('is resources as the Cloud Control API describes them, one or many, their properties as text too', () => {
    const Properties = JSON.stringify({ QueueName: 'q' })
    const one = { TypeName: 'AWS::SQS::Queue', ResourceDescription: { Identifier: 'u', Properties } }
    const many = { TypeName: 'AWS::SQS::Queue', ResourceDescriptions: [{ Identifier: 'u', Properties }] }
    const flat = [{ TypeName: 'AWS::SQS::Queue', Identifier: 'u', Properties: { QueueName: 'q' } }]
    for (const form of [one, many, flat]) {
      expect(said(JSON.stringify(form), 'QueueName')).toEqual(['AWS::SQS::Queue/u q'])
    }
  })

  it('is a snapshot of AWS Config, with tags as the API has them', () => {
    const item = {
      resourceType: 'AWS::SQS::Queue',
      resourceId: 'u',
      resourceName: 'q',
      configuration: { queueName: 'q' },
      tags: { a: 'b' },
    }
    const text = JSON.stringify({ configurationItems: [item] })
    expect(said(text, 'QueueName')).toEqual(['AWS::SQS::Queue/q q'])
    expect(said(text, 'Tags[0].Value')).toEqual(['AWS::SQS::Queue/q b'])
  })

  it('is refused whole when it is cut off or of another form', () => {
    expect(said('{"apiVersion": "v1", "kind": "List", "items": [{')).toContain('json/unclosed')
    expect(said('{"a": 1}')).toEqual(['dump/unknown-form'])
    expect(said('')).toEqual(['dump/unknown-form'])
  })

  it('is told apart where kubectl found nothing: nothing is compared with that', () => {
    const empty = { apiVersion: 'v1', kind: 'List', items: [] }
    expect(said(JSON.stringify(empty))).toEqual(['dump/empty-list'])
    expect(said(JSON.stringify({ ...empty, items: [empty] }))).toEqual(['dump/empty-list'])
    expect(said('apiVersion: v1\nitems: []\nkind: PodList\n')).toEqual(['dump/empty-list'])
    expect(said('{"kind": "List", "items": []}')).toEqual(['dump/empty-list'])
    expect(said('{"items": []}')).toEqual(['dump/unknown-form'])
    expect(said('{"apiVersion": "v1", "kind": "List", "items": [{"a": 1}]}')).toEqual(['dump/unknown-form'])
  })
})
