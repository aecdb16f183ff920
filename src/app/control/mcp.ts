import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import type { McpAsked } from '../../cli/control.ts'
import { mcpServer } from '../../server/mcp/mcp-server.ts'
import { documents, ruleList, rulePage } from './documents.ts'

/** Answers on standard input and output until the client closes them. */
export async function mcp({ toolbox }: McpAsked, version: string): Promise<void> {
  const server = mcpServer({ version, toolbox, documents: documents(), rule: rulePage, rules: ruleList })
  const transport = new StdioServerTransport()
  const gone = new Promise<void>((take) => {
    process.stdin.once('end', take)
    process.stdin.once('close', take)
  })
  await server.connect(transport)
  await gone
  await server.close()
}
