import { z } from 'zod'
import { command, exit, misused } from '../command.ts'
import { folderTools, runner } from './folder-tools.ts'

const options = z.object({})

/** Exit codes: 0 the client has gone, 3 there is no such folder. */
export const mcp = command({
  name: 'mcp',
  summary: 'Answer agents over the Model Context Protocol.',
  forms: ['[DIR]'],
  about:
    'Speaks the Model Context Protocol on standard input and output, about the folder as it is at each question; it needs no server. All tools only read, and sensitive values are masked. A server offers the same at /mcp, with the permissions of the token.',
  options,
  examples: [{ line: 'plumbline mcp infra', what: 'what an agent is configured to start' }],

  async run({ words, context }) {
    const [folder = '.', ...more] = words
    if (more.length > 0) return misused(context, 'mcp', 'it takes one folder.')
    if (context.files.kindOf(folder) !== 'folder')
      return misused(context, 'mcp', `there is no folder ${folder}.`)
    const control = await context.control()
    const ask = runner(context)
    await control.mcp({ toolbox: folderTools(folder, ask, context) })
    return exit.good
  },
})
