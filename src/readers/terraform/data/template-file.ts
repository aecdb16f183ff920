import { createHash } from 'node:crypto'
import { isProblem } from '../../../lang/hcl/evaluate/index.ts'
import { string, type Val } from '../../../lang/hcl/value.ts'
import { refuse } from '../problems.ts'
import { withAttributes, type PureData } from './pure.ts'

/** `template_file`: a template with its own variables. Source: the template provider's documentation. */
export const templateFile: PureData = (asked) => {
  const { value, scope, head, address } = asked
  const template = value.entries.get('template')
  const variables = variablesIn(value.entries.get('vars'))
  if (template?.kind !== 'string' || variables === undefined) return undefined
  const rendered = scope.world.functions.renderTemplate(template.value, variables, address)
  if (isProblem(rendered)) {
    scope.run.diagnostics.push(refuse('Failed to render template', rendered.detail, head))
    return undefined
  }
  // What is around a variable that isn't known stays known.
  if (rendered.kind === 'unknown') return withAttributes(asked, { rendered })
  if (rendered.kind !== 'string') return undefined
  const id = createHash('sha256').update(rendered.value).digest('hex')
  return withAttributes(asked, { rendered, id: string(id) })
}

/** The variables of an argument, or of a block as it was written before 0.12; undefined where their names aren't known. */
function variablesIn(vars: Val | undefined): ReadonlyMap<string, Val> | undefined {
  if (vars === undefined || vars.kind === 'null') return new Map()
  const whole = vars.kind === 'tuple' ? vars.items[0] : vars
  return whole !== undefined && 'entries' in whole ? whole.entries : undefined
}
