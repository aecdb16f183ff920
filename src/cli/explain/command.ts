import { z } from 'zod'
import { ruleMarkdown, ruleText } from '../../report/review/rules.ts'
import { toldRules } from '../../rules/index.ts'
import { command, exit, misused } from '../command.ts'
import { didYouMean } from '../did-you-mean.ts'

/** Exit codes: 0 explained, 1 no such rule. */
export const explain = command({
  name: 'explain',
  summary: 'Explain a rule: why it matters, how to mend it, examples.',
  forms: ['RULE'],
  about: "Prints the page of a rule, by its id or by another tool's name of it.",
  options: z.object({
    format: z.enum(['text', 'markdown']).default('text').meta({ description: 'how to print' }),
  }),
  examples: [{ line: 'plumbline explain CKV_AWS_53', what: "a rule by Checkov's name of it" }],

  async run({ words, options, context }) {
    const [name, ...more] = words
    if (name === undefined || more.length > 0) return misused(context, 'explain', 'it takes one rule.')
    const all = await toldRules()
    const named = all.filter(({ id, aliases }) => id === name || aliases.some((one) => one.id === name))
    if (named.length === 0) {
      const hint = didYouMean(name, [
        ...all.map(({ id }) => id),
        ...all.flatMap((one) => one.aliases.map(({ id }) => id)),
      ])
      context.complain(`There is no rule ${name}.${hint}\n`)
      return exit.no
    }
    const pages = named.map((one) =>
      options.format === 'text' ? ruleText(context.output, one) : ruleMarkdown(one),
    )
    context.print(pages.join('\n'))
    return exit.good
  },
})
