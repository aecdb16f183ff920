import { convert } from '../../convert.ts'
import { withMarks } from '../../mark.ts'
import type { Problem } from '../../problem.ts'
import { dynamicType, stringType } from '../../types.ts'
import type { Val } from '../../value.ts'
import { badArgument, failed } from '../failure.ts'
import { textAt } from '../files/reading.ts'
import type { FunctionContext, HclFunction } from '../function.ts'
import { isMapping, taken } from '../taken.ts'
import { textIn } from '../whole.ts'

export const templatefile: HclFunction = {
  name: 'templatefile',
  summary: 'What the template in a file gives with these variables.',
  parameters: [
    { name: 'path', type: stringType, allowMarked: 'when known' },
    { name: 'vars', type: dynamicType },
  ],
  returns: () => dynamicType,

  call([path, given], context) {
    const source = textAt(path, context)
    if (typeof source !== 'string') return source
    const variables = variablesIn(given)
    if (isProblem(variables)) return variables
    const name = textIn(path)
    const rendered = render(source, variables, name, context)
    if (rendered.kind === 'problem') return rendered
    if (rendered.kind !== 'null') return withMarks(rendered, path?.marks ?? 0)
    return failed(
      `${name}: Template result is null; The result of the template is null, which is not a valid result for a templatestring call.`,
    )
  },
}

const unnamed = '<templatestring argument>'

/** Where Terraform wants a reference for the template, the evaluator sees to it: here it is a value. */
export const templatestring: HclFunction = {
  name: 'templatestring',
  summary: 'What a template in a string gives with these variables.',
  parameters: [
    { name: 'template', type: dynamicType, allowNull: true, allowDynamic: true, allowMarked: true },
    { name: 'vars', type: dynamicType },
  ],
  returns: () => stringType,

  call([template, given], context) {
    if (template === undefined) return badArgument(0, notText)
    const source = convert(template, stringType)
    if (source.kind !== 'string') return badArgument(0, notText)
    const variables = variablesIn(given)
    if (isProblem(variables)) return variables
    const rendered = render(source.value, variables, unnamed, context)
    if (rendered.kind === 'problem') return rendered
    const result = convert(rendered, stringType)
    return result.kind === 'problem'
      ? failed(`invalid template result: ${result.detail}`)
      : withMarks(result, template.marks)
  },
}

const notText = 'invalid template value: a string is required'
const variableName = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u

function variablesIn(given: Val | undefined): ReadonlyMap<string, Val> | Problem {
  if (!isMapping(given)) return badArgument(1, 'invalid vars value: must be a map')
  const variables = new Map<string, Val>()
  for (const [name, value] of given.entries) {
    if (!variableName.test(name)) {
      return badArgument(
        1,
        `invalid template variable name "${name}": must start with a letter, followed by zero or more letters, digits, and underscores`,
      )
    }
    variables.set(name, taken(value, given))
  }
  return variables
}

/** A variable that is missing is a fault of the second argument; all else that is wrong in a template is told with its file. */
function render(
  source: string,
  variables: ReadonlyMap<string, Val>,
  name: string,
  context: FunctionContext,
): Val | Problem {
  const rendered = context.renderTemplate(source, variables, name)
  if (rendered.kind !== 'problem') return rendered
  const { summary, detail } = rendered
  if (detail.startsWith('vars map does not contain key')) return badArgument(1, detail)
  return failed(`${name}: ${summary}; ${detail}`)
}

function isProblem(one: ReadonlyMap<string, Val> | Problem): one is Problem {
  return 'kind' in one
}
