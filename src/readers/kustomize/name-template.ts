import { Origins } from '../../kernel/origins.ts'
import { builtins } from '../../lang/go-template/builtins.ts'
import { sprigFunctions } from '../../lang/go-template/functions/index.ts'
import { parseTemplates } from '../../lang/go-template/parser.ts'
import { failureOf, newBudget, runTemplate } from '../../lang/go-template/run.ts'
import { textOf } from '../../lang/go-template/text.ts'
import { nil } from '../../lang/go-template/value.ts'

/** The name of a release by a template, as `helm template --name-template` makes it. */
export function filledName(template: string, wrong: (why: string) => Error): string {
  const functions = new Map([...builtins, ...sprigFunctions])
  const source = { name: 'name-template', text: textOf(template, 0) }
  const isKnown = (name: string): boolean => functions.has(name) || name === 'and' || name === 'or'
  const { templates, mistake } = parseTemplates(source, isKnown)
  if (mistake !== undefined) throw wrong(mistake.message)
  const own = templates.find(({ name }) => name === source.name)
  if (own === undefined) return ''
  const origins = new Origins()
  const named = new Map(templates.map((one) => [one.name, one]))
  const budget = newBudget()
  try {
    return runTemplate(own, nil, { origins, functions, templates: named, budget, literals: new Map() }).value
  } catch (fault) {
    const failure = failureOf(fault, source)
    if (failure === undefined) throw fault
    throw wrong(failure.message)
  }
}
