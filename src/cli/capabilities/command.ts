import { z } from 'zod'
import { capabilitiesText, entryPoints, withCapabilities } from '../../contract/capabilities.ts'
import { command, exit } from '../command.ts'

const options = z.object({
  write: z
    .string()
    .optional()
    .meta({ description: 'renew the block between its markers in this file', value: 'FILE.md' }),
  entryPoints: z
    .boolean()
    .default(false)
    .meta({ description: 'the second document: which entry points can be invoked, and how' }),
})

/** Exit codes: 0 good, 1 the file has no block to renew, 2 it could not be read or written. */
export const capabilities = command({
  name: 'capabilities',
  summary: 'Print what Plumbline can do, for programs.',
  forms: [''],
  about:
    'Prints the document that a server gives at /.well-known/devops-capabilities.json. ' +
    'With --write, the text between `<!-- AUTO-GENERATED-CONTENT:START (AGENT_CAPABILITIES) -->` and ' +
    '`<!-- AUTO-GENERATED-CONTENT:END -->` of a Markdown file becomes this document.',
  options,
  examples: [
    { line: 'plumbline capabilities', what: 'the document, on one line' },
    { line: 'plumbline capabilities --write AGENTS.md', what: 'renew the block in a file' },
  ],

  run({ options: { write, entryPoints: second }, context }) {
    if (write === undefined) {
      context.print(`${second ? JSON.stringify(entryPoints, undefined, 2) : capabilitiesText()}\n`)
      return exit.good
    }
    const text = context.files.text(write)
    if (text === undefined) {
      context.complain(`There is no file ${write}.\n`)
      return exit.input
    }
    const renewed = withCapabilities(text)
    if (renewed === undefined) {
      context.complain(
        `${write} has no block between <!-- AUTO-GENERATED-CONTENT:START (AGENT_CAPABILITIES) --> and <!-- AUTO-GENERATED-CONTENT:END -->.\n`,
      )
      return exit.no
    }
    if (renewed === text || context.files.write(write, renewed)) return exit.good
    context.complain(`${write} could not be written.\n`)
    return exit.input
  },
})
