import { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import {
  tools,
  type Tool,
  type Toolbox,
  type ToolDocument,
  type ToolName,
  type ToolRefusal,
} from '../../contract/tools.ts'

/** What an MCP server is made of. */
export interface McpParts {
  readonly version: string
  readonly toolbox: Toolbox
  readonly documents: readonly ToolDocument[]
  /** The page of a rule; undefined when there is none. */
  rule(this: void, id: string): Promise<string | undefined>
  rules(this: void): Promise<readonly { readonly id: string; readonly title: string }[]>
}

/** An MCP server whose tools only read: https://modelcontextprotocol.io/specification */
export function mcpServer({ version, toolbox, documents, rule, rules }: McpParts): McpServer {
  const server = new McpServer({ name: 'plumbline', version }, { instructions })
  for (const name of Object.keys(tools) as ToolName[]) {
    const work = toolbox[name] as ((input: unknown) => Promise<object>) | undefined
    if (work !== undefined) offer(server, name, tools[name], work)
  }
  for (const { uri, title, ...page } of documents) {
    server.registerResource(title, uri, { mimeType: 'text/markdown' }, async () => ({
      contents: [{ uri, mimeType: 'text/markdown', text: await page.read() }],
    }))
  }
  const template = new ResourceTemplate('plumbline://rules/{+id}', {
    list: async () => ({
      resources: (await rules()).map(({ id, title }) => ({
        uri: `plumbline://rules/${id}`,
        name: id,
        title,
      })),
    }),
  })
  server.registerResource('rules', template, { mimeType: 'text/markdown' }, async (uri, { id }) => {
    const text = await rule(String(id))
    return {
      contents: [
        { uri: uri.href, mimeType: 'text/markdown', text: text ?? `There is no rule ${String(id)}.` },
      ],
    }
  })
  return server
}

const instructions =
  'Plumbline knows for every value in infrastructure code which line set it. Find a resource with search_resources, ask explain_value why a value is what it is, and change the line it names. Values that are sensitive are masked.'

function offer(
  server: McpServer,
  name: ToolName,
  tool: Tool,
  work: (input: unknown) => Promise<object>,
): void {
  server.registerTool(
    name,
    {
      title: tool.title,
      description: tool.description,
      inputSchema: tool.input.shape,
      outputSchema: tool.output.shape,
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    },
    async (input): Promise<CallToolResult> => resultOf(await work(input)),
  )
}

function resultOf(answer: object | ToolRefusal): CallToolResult {
  if ('kind' in answer && answer.kind === 'refused' && 'detail' in answer) {
    return { isError: true, content: [{ type: 'text', text: answer.detail }] }
  }
  // What is undefined is left out, as in any JSON.
  const text = JSON.stringify(answer)
  return {
    content: [{ type: 'text', text }],
    structuredContent: JSON.parse(text) as Record<string, unknown>,
  }
}
