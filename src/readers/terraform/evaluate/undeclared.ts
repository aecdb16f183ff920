import { nearest } from '../../../lang/text/nearest.ts'
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

/**
 * `key` is `type.name`, `data.type.name` or `ephemeral.type.name`; `where` the address of the module. Its attributes would
 * be given by that resource, wherever it is: a part of a configuration is read as one, so its value waits for that.
 */
export function undeclaredResource(key: string, { resources }: ModuleConfig, where: string): Problem {
  const kind = key.startsWith('data.') ? 'data resource' : 'managed resource'
  const name = key.replace(/^(?:data|ephemeral)\./u, '').replace('.', '" "')
  const detail = `A ${kind} "${name}" has not been declared in ${where === '' ? 'the root module' : where}.`
  const undeclared = problem(
    'Reference to undeclared resource',
    `${detail}${suggestion(key, resources.keys())}`,
  )
  return { ...undeclared, cause: { kind: key.startsWith('data.') ? 'data' : 'computed', what: key } }
}

export function undeclaredModule(name: string, { calls }: ModuleConfig, where: string): Problem {
  const detail = `No module call named "${name}" is declared in ${where === '' ? 'the root module' : where}.`
  return problem('Reference to undeclared module', `${detail}${suggestion(name, calls.keys())}`)
}

/** What is wrong with a root name that stands there without the names it needs; said before and during evaluation alike. */
export function incompleteReference(root: string): Problem {
  const summary = 'Invalid reference'
  switch (root) {
    case 'var':
    case 'local':
    case 'module':
      return problem(
        summary,
        `The "${root}" object cannot be accessed directly. Instead, access one of its attributes.`,
      )
    case 'data':
    case 'ephemeral':
    case 'resource':
      return problem(
        summary,
        `The "${root}" object must be followed by two attribute names: the type and the name.`,
      )
    default:
      return problem(
        summary,
        'A reference to a resource type must be followed by at least one attribute access, specifying the resource name.',
      )
  }
}

function suggestion(name: string, names: Iterable<string>): string {
  const near = nearest(name, names)
  return near === undefined ? '' : ` Did you mean "${near}"?`
}
