import { z } from 'zod'
import { printJson } from '../../model/json-text.ts'
import { graphDot, graphJson, graphMermaid } from '../../report/graph.ts'
import { diagnosticsOf } from '../../report/read.ts'
import { command, misused } from '../command.ts'
import { codeOf, complainOf, openFolder, readFolder, readingOptions, viewOf } from '../reading.ts'

/** Exit codes: 0 drawn, 2 something could not be understood. */
export const graph = command({
  name: 'graph',
  summary: 'Draw which resource uses which.',
  forms: ['[DIR]'],
  about:
    'A mention through variables, local values and outputs of modules is an arrow between the resources at its two ends.',
  options: z.object({
    ...readingOptions,
    format: z.enum(['mermaid', 'dot', 'json']).default('mermaid').meta({ description: 'how to print' }),
  }),
  examples: [
    { line: 'plumbline graph infra > graph.mmd', what: 'for Markdown and mermaid.live' },
    { line: 'plumbline graph infra --format dot | dot -Tsvg > graph.svg', what: 'with Graphviz' },
  ],

  async run(call) {
    const { words, options, context } = call
    if (words.length > 1) return misused(context, 'graph', 'it takes one folder.')
    const opened = openFolder('graph', words[0] ?? '.', call)
    if (opened.kind === 'refused') return opened.code
    const estate = await readFolder(opened, call)
    const view = viewOf(opened, estate, call, true)
    const diagnostics = diagnosticsOf(estate)
    if (options.format === 'json') context.print(`${printJson(graphJson(view, estate), 2)}\n`)
    else context.print(options.format === 'dot' ? graphDot(view, estate) : graphMermaid(view, estate))
    complainOf(opened, estate, call, diagnostics)
    return codeOf(diagnostics)
  },
})
