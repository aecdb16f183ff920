import { createHash } from 'node:crypto'
import { isProblem } from '../../../lang/hcl/evaluate/index.ts'
import { isWhollyKnown } from '../../../lang/hcl/mark.ts'
import { string, type Val } from '../../../lang/hcl/value.ts'
import { refuse } from '../problems.ts'
import { withAttributes, type PureData } from './pure.ts'

/** `template_file`: a template with its own variables. Source: the template provider's documentation. */
export const templateFile: PureData = (asked) => {
  const { value, scope, head, address } = asked
  const template = value.entries.get('template')
  const vars = value.entries.get('vars')
  if (template?.kind !== 'string' || (vars !== undefined && !isWhollyKnown(vars))) return undefined
  const variables: ReadonlyMap<string, Val> =
    vars !== undefined && 'entries' in vars ? vars.entries : new Map()
  const rendered = scope.world.functions.renderTemplate(template.value, variables, address)
  if (isProblem(rendered)) {
    scope.run.diagnostics.push(refuse('Failed to render template', rendered.detail, head))
    return undefined
  }
  if (rendered.kind !== 'string') return undefined
  const id = createHash('sha256').update(rendered.value).digest('hex')
  return withAttributes(asked, { rendered, id: string(id) })
}
