import { z } from 'zod'
import { printJson } from '../../model/json-text.ts'
import { diagnosticsOf, readJson, readText, summaryText } from '../../report/read.ts'
import { command, exit, misused } from '../command.ts'
import { codeOf, complainOf, openFolder, readFolder, readingOptions, viewOf } from '../reading.ts'

/** Exit codes: 0 read, 1 nothing to read, 2 something could not be understood. */
export const read = command({
  name: 'read',
  summary: 'Read a folder and print every resource with its values.',
  forms: ['[DIR]'],
  about:
    'Finds the root modules below DIR (the current folder when it is not given) and reads each as Terraform would plan it from nothing. ' +
    'A root with one file of variables for each environment is read once for each of them, unless --var or --var-file say which to take.',
  options: z.object({
    ...readingOptions,
    summary: z.boolean().default(false).meta({ description: 'print what was found in a few lines' }),
    format: z.enum(['text', 'json']).default('text').meta({ description: 'how to print' }),
  }),
  examples: [
    { line: 'plumbline read infra --var-file infra/production.tfvars', what: 'one environment' },
    { line: 'plumbline read --format json | jq ".roots[].resources[].address"', what: 'every address' },
  ],

  async run(call) {
    const { words, options, context } = call
    if (words.length > 1) return misused(context, 'read', 'it takes one folder.')
    const opened = openFolder('read', words[0] ?? '.', call)
    if (opened.kind === 'refused') return opened.code
    const estate = await readFolder(opened, call)
    const view = viewOf(opened, estate, call, options.format === 'json')
    const diagnostics = diagnosticsOf(estate)
    if (options.format === 'json') {
      context.print(`${printJson(readJson(view, estate), 2)}\n`)
    } else {
      context.print(options.summary ? summaryText(view, estate) : readText(view, estate))
      complainOf(opened, estate, call, diagnostics)
    }
    if (estate.readings.length > 0) return codeOf(diagnostics)
    context.complain(
      `There is nothing to read in ${words[0] ?? 'this folder'}: no Terraform or OpenTofu files.\n`,
    )
    return exit.no
  },
})
