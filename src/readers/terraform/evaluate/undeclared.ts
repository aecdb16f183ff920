import { closestName } from '../../../lang/hcl/evaluate/closest.ts'
import { problem, type Problem } from '../../../lang/hcl/problem.ts'
import type { ModuleConfig } from '../config/config.ts'

/** What is wrong with a name that nothing declares, in Terraform's words, with the name that was probably meant. */
export function undeclaredVariable(name: string, { variables }: ModuleConfig): Problem {
  const detail = `An input variable with the name "${name}" has not been declared. This variable can be declared with a variable "${name}" {} block.`
  return problem('Reference to undeclared input variable', `${detail}${suggestion(name, variables.keys())}`)
}

export function undeclaredLocal(name: string, { locals }: ModuleConfig): Problem {
  const detail = `A local value with the name "${name}" has not been declared.`
  return problem('Reference to undeclared local value', `${detail}${suggestion(name, locals.keys())}`)
}

/** `key` is `type.name`, `data.type.name` or `ephemeral.type.name`; `where` the address of the module. */
export function undeclaredResource(key: string, { resources }: ModuleConfig, where: string): Problem {
  const kind = key.startsWith('data.') ? 'data resource' : 'managed resource'
  const name = key.replace(/^(?:data|ephemeral)\./u, '').replace('.', '" "')
  const detail = `A ${kind} "${name}" has not been declared in ${where === '' ? 'the root module' : where}.`
  return problem('Reference to undeclared resource', `${detail}${suggestion(key, resources.keys())}`)
}

export function undeclaredModule(name: string, { calls }: ModuleConfig, where: string): Problem {
  const detail = `No module call named "${name}" is declared in ${where === '' ? 'the root module' : where}.`
  return problem('Reference to undeclared module', `${detail}${suggestion(name, calls.keys())}`)
}

function suggestion(name: string, names: Iterable<string>): string {
  const near = closestName(name, [...names])
  return near === undefined ? '' : ` Did you mean "${near}"?`
}
