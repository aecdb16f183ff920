import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contextOf } from '../../src/app/context.ts'
import { documents, ruleList, rulePage } from '../../src/app/control/documents.ts'
import { folderTools, runner } from '../../src/cli/mcp/folder-tools.ts'
import { tools, type ToolName } from '../../src/contract/tools.ts'
import { mcpServer } from '../../src/server/mcp/mcp-server.ts'
import { home } from '../tree.ts'

const client = new Client({ name: 'test', version: '1' })
beforeAll(async () => {
  const context = contextOf(home)
  const toolbox = folderTools(join(home, 'examples/ai-platform'), runner(context), context)
  const server = mcpServer({ version: '1', toolbox, documents: documents(), rule: rulePage, rules: ruleList })
  const [ours, theirs] = InMemoryTransport.createLinkedPair()
  await Promise.all([server.connect(ours), client.connect(theirs)])
})
afterAll(() => client.close())

type Structured = Readonly<Record<string, never>>
async function call(name: ToolName, input: Readonly<Record<string, unknown>>): Promise<Structured> {
  const { structuredContent, isError, content } = await client.callTool({ name, arguments: { ...input } })
  expect([isError ?? false, content]).toEqual([false, content])
  return structuredContent as Structured
}

describe('the tools over a folder', () => {
  it('are all there, and say that they only read', async () => {
    const { tools: offered } = await client.listTools()
    expect(offered.map((one) => one.name).toSorted()).toEqual(Object.keys(tools).toSorted())
    expect(offered.filter((one) => one.annotations?.readOnlyHint !== true)).toEqual([])
    expect(offered.filter((one) => one.outputSchema === undefined)).toEqual([])
  })

  it('find a resource, page by page', async () => {
    const first = await call('search_resources', { text: 'bucket', limit: 2 })
    expect(first).toMatchObject({ items: [{ type: expect.stringMatching(/bucket/u) }, {}], next: '2' })
    const second = await call('search_resources', { text: 'bucket', limit: 2, after: '2' })
    expect(second['items']).not.toEqual(first['items'])
  })

  it('say why a value is what it is, by the line to change', async () => {
    expect(await call('explain_value', { address: 'deploy/captioner', path: 'spec.replicas' })).toMatchObject(
      {
        answers: [
          { value: 3, exact: true, setBy: [{ file: 'k8s/captioner.yaml', line: 36, source: 'replicas: 3' }] },
        ],
      },
    )
  })

  it('say what a line does', async () => {
    expect(await call('explain_line', { file: 'k8s/captioner.yaml', line: 36 })).toMatchObject({
      effects: [{ how: 'sets', address: 'Deployment/vision/captioner', path: 'spec.replicas', value: 3 }],
    })
  })

  it('refuse a page of which they have never told', async () => {
    for (const name of ['search_resources', 'review', 'list_changes']) {
      const answer = await client.callTool({ name, arguments: { after: 'no-such-page' } })
      expect([name, answer.isError]).toEqual([name, true])
    }
  })

  it('give a resource with its values, and mask what is sensitive', async () => {
    const found = await call('search_resources', { type: 'aws_db_instance' })
    const [first] = found['items'] as unknown as readonly { readonly id: string }[]
    const resource = await call('get_resource', { address: first?.id ?? '', limit: 200 })
    const values = resource['values'] as unknown as readonly {
      path: string
      sensitive: boolean
      value?: unknown
    }[]
    expect(values.length).toBeGreaterThan(3)
    expect(values.filter((one) => one.sensitive && one.value !== undefined)).toEqual([])
  })

  it('review, and explain a finding', async () => {
    const review = await call('review', { limit: 3, severity: ['critical', 'high'] })
    const items = review['items'] as unknown as readonly { readonly id: string; readonly rule: string }[]
    expect(items.length).toBe(3)
    const finding = await call('explain_finding', { id: items[0]?.id ?? '' })
    expect(finding).toMatchObject({
      id: items[0]?.id,
      rule: items[0]?.rule,
      why: expect.stringMatching(/\.$/u),
    })
  })

  it('say what a change reaches', async () => {
    const blast = await call('blast_radius', { address: 'aws_eks_cluster.this', limit: 5 }).catch(
      () => undefined,
    )
    const several = await client.callTool({
      name: 'blast_radius',
      arguments: { address: 'aws_eks_cluster.this' },
    })
    const [text] = several.content as readonly { readonly text: string }[]
    const [, id = 'aws_eks_cluster.this'] = /say one of: ([^,]+),/u.exec(text?.text ?? '') ?? []
    const found = blast ?? (await call('blast_radius', { address: id, limit: 5 }))
    expect(Number(found['total'])).toBeGreaterThan(0)
  })

  it('list changes and gates, and what is different', async () => {
    expect(await call('list_changes', { limit: 1 })).toMatchObject({
      items: [{ sha: expect.stringMatching(/^\w{40}$/u) }],
    })
    expect(await call('list_gates', {})).toMatchObject({ items: [{ verdict: 'failed' }] })
    expect(await call('diff', { since: 'HEAD' })).toMatchObject({ isCut: false })
  })

  it('refuse in words what they do not find', async () => {
    const answer = await client.callTool({
      name: 'explain_value',
      arguments: { address: 'deploy/captoner', path: 'spec' },
    })
    expect(answer).toMatchObject({ isError: true, content: [{ text: expect.stringMatching(/captioner/u) }] })
  })

  it('come with the pages of the rules', async () => {
    const { resources } = await client.listResources()
    expect(resources.map((one) => one.uri)).toContain('plumbline://rules/docker/image/add-for-copy')
    const { contents } = await client.readResource({ uri: 'plumbline://rules/docker/image/add-for-copy' })
    expect(contents).toMatchObject([{ text: expect.stringMatching(/^# /u) }])
  })
})
