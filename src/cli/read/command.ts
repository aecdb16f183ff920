import { z } from 'zod'
import { printJson } from '../../model/json-text.ts'
import { diagnosticsOf, readJson, readText, summaryText } from '../../report/read.ts'
import { command, exit, misused } from '../command.ts'
import { codeOf, complainOf, openFolder, readFolder, readingOptions, viewOf } from '../reading.ts'

/** Exit codes: 0 read, 1 nothing to read, 2 something could not be understood. */
export const read = command({
  name: 'read',
  summary: 'Read a folder, a plan or a state, and print every resource with its values.',
  forms: ['[DIR|FILE]'],
  about:
    'Finds the root modules below DIR (the current folder when it is not given) and reads each as Terraform would plan it from nothing. ' +
    'A root with one file of variables for each environment is read once for each of them, unless --var or --var-file say which to take. ' +
    'Kubernetes manifests and Dockerfiles below DIR are read too. FILE is a plan or state as `terraform show -json` prints it, a state file or a Dockerfile; ' +
    'values of a plan are traced to the sources in its folder, or in the one that --source names.',
  options: z.object({
    ...readingOptions,
    summary: z.boolean().default(false).meta({ description: 'print what was found in a few lines' }),
    format: z.enum(['text', 'json']).default('text').meta({ description: 'how to print' }),
  }),
  examples: [
    { line: 'plumbline read infra --var-file infra/production.tfvars', what: 'one environment' },
    { line: 'plumbline read plan.json --source infra', what: 'what a plan will make' },
    { line: 'plumbline read --format json | jq ".roots[].resources[].address"', what: 'every address' },
  ],

  async run(call) {
    const { words, options, context } = call
    if (words.length > 1) return misused(context, 'read', 'it takes one folder or file.')
    const opened = openFolder('read', words[0] ?? '.', call)
    if (opened.kind === 'refused') return opened.code
    const estate = await readFolder(opened, call)
    const view = viewOf(opened, estate, call, options.format === 'json')
    const diagnostics = diagnosticsOf(estate)
    if (options.format === 'json') {
      context.print(`${printJson(readJson(view, estate), 2)}\n`)
    } else {
      context.print(options.summary ? summaryText(view, estate) : readText(view, estate))
      complainOf(opened, estate, call, diagnostics, false)
    }
    if (estate.readings.length > 0) return codeOf(diagnostics)
    const code = codeOf(diagnostics)
    if (code !== exit.good) return code
    context.complain(
      `There is nothing to read in ${words[0] ?? 'this folder'}: no files of a kind that Plumbline reads.\n`,
    )
    return exit.no
  },
})
