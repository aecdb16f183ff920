import { z } from 'zod'
import { printJson } from '../../model/json-text.ts'
import { rulesJson, rulesMarkdown, rulesText } from '../../report/review/rules.ts'
import { toldRules } from '../../rules/index.ts'
import { command, exit, misused } from '../command.ts'

/** Exit codes: 0 printed, 3 misuse. */
export const rules = command({
  name: 'rules',
  summary: 'List every rule with its severity and other names.',
  forms: ['[BEGINNING]'],
  about: 'Lists the rules that reviews ask. A beginning such as aws/s3 lists only those below it.',
  options: z.object({
    format: z.enum(['text', 'json', 'markdown']).default('text').meta({ description: 'how to print' }),
  }),
  examples: [{ line: 'plumbline rules kubernetes', what: 'the rules about Kubernetes' }],

  async run({ words, options, context }) {
    const [beginning, ...more] = words
    if (more.length > 0) return misused(context, 'rules', 'it takes one beginning.')
    const all = await toldRules()
    const listed = all.filter(
      ({ id }) => beginning === undefined || id === beginning || id.startsWith(`${beginning}/`),
    )
    if (options.format === 'json') context.print(`${printJson(rulesJson(listed), 2)}\n`)
    else if (options.format === 'markdown') context.print(rulesMarkdown(listed, (id) => `rules/${id}.md`))
    else context.print(rulesText(context.output, listed))
    return listed.length === 0 ? exit.no : exit.good
  },
})
