import { z } from 'zod'
import { review as reviewEstate } from '../../engine/review/review.ts'
import { severities, type Finding, type Severity } from '../../model/finding.ts'
import { printJson } from '../../model/json-text.ts'
import { reviewJson } from '../../report/review/json.ts'
import { reviewText } from '../../report/review/text.ts'
import { allRules } from '../../rules/index.ts'
import { command, exit, misused } from '../command.ts'
import { codeOf, complainOf, openFolder, readFolder, readingOptions, viewOf } from '../reading.ts'

/** Exit codes: 0 nothing to say, 1 a rule is violated, 2 something could not be understood. */
export const review = command({
  name: 'review',
  summary: 'Review a folder against the rules.',
  forms: ['[DIR]'],
  about:
    'Reads everything below DIR, resolves it, and asks every rule about every resource. A rule answers three ways: good, violated, or undecided because an input is missing; what is undecided is told apart and never fails a build.',
  options: z.object({
    ...readingOptions,
    failOn: z
      .enum([...severities, 'never'])
      .default('low')
      .meta({ description: 'the mildest severity that makes the exit code 1' }),
    rule: z
      .array(z.string())
      .default([])
      .meta({ description: 'only these rules, by id, alias or beginning', value: 'RULE' }),
    skip: z.array(z.string()).default([]).meta({ description: 'not these rules', value: 'RULE' }),
    all: z.boolean().default(false).meta({ description: 'show every place of every finding' }),
    format: z.enum(['text', 'json']).default('text').meta({ description: 'how to print' }),
  }),
  examples: [
    { line: 'plumbline review', what: 'everything below this folder' },
    {
      line: 'plumbline review infra --rule aws/s3 --fail-on high',
      what: 'the bucket rules; only high ones fail',
    },
  ],

  async run(call) {
    const { words, options, context } = call
    if (words.length > 1) return misused(context, 'review', 'it takes one folder.')
    const opened = openFolder('review', words[0] ?? '.', call)
    if (opened.kind === 'refused') return opened.code
    const estate = await readFolder(opened, call)
    const rules = (await allRules()).filter(
      (one) => isAsked(one, options.rule) && !isNamed(one, options.skip),
    )
    const { findings, diagnostics, resources } = reviewEstate(estate, rules)
    const report = { findings, diagnostics, resources, rules: rules.length }
    const view = viewOf(opened, estate, call, options.format === 'json')
    if (options.format === 'json') context.print(`${printJson(reviewJson(view, report), 2)}\n`)
    else {
      context.print(reviewText(view, report, options.all))
      // Warnings of missing inputs are what the undecided part of the text tells.
      complainOf(
        opened,
        estate,
        call,
        diagnostics.filter(({ severity }) => severity === 'error'),
      )
    }
    const code = codeOf(diagnostics)
    return code === exit.good && findings.some((one) => fails(one, options.failOn)) ? exit.no : code
  },
})

interface Named {
  readonly id: string
  readonly aliases: readonly { readonly id: string }[]
}

function isAsked(rule: Named, asked: readonly string[]): boolean {
  return asked.length === 0 || isNamed(rule, asked)
}

function isNamed({ id, aliases }: Named, names: readonly string[]): boolean {
  return names.some(
    (name) => id === name || id.startsWith(`${name}/`) || aliases.some((one) => one.id === name),
  )
}

function fails({ verdict, severity }: Finding, failOn: Severity | 'never'): boolean {
  if (failOn === 'never' || verdict !== 'violated') return false
  return severities.indexOf(severity) <= severities.indexOf(failOn)
}
