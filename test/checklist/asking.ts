import type { Evaluated, Files, Given, Language, Planned, Subject } from './answer.ts'
import { plumbline } from './plumbline.ts'
import { terraform } from './terraform.ts'

/**
 * The questions of the checklist. `PLUMBLINE_CHECKLIST=terraform npx vitest run test/checklist` asks Terraform 1.11
 * itself instead of Plumbline, so that every answer that is written down can be held against the real one.
 */
export const asksTerraform = process.env['PLUMBLINE_CHECKLIST'] === 'terraform'

const subject: Subject = asksTerraform ? terraform : plumbline

/** What every expression may use that is asked without files of its own. */
const scope = `
variable "secret" {
  default   = "s"
  sensitive = true
}
variable "nulls" {
  type    = list(string)
  default = null
}
resource "terraform_data" "r" { input = "in" }
`

/** A text that nobody knows before it is made, though it isn't null. */
export const later = 'terraform_data.r.id'

/** An expression's value as JSON; what is wrong with it, or its type when it is unknown, as an object that says so. */
export function value(expression: string, files: Files = {}, given: Given = {}): unknown {
  const one = ask(expression, files, given)
  if (one.kind === 'error') return { error: one.summary }
  return one.unknown === true ? { unknown: one.type } : one.json
}

/** The values of several expressions. */
export function values(
  expressions: readonly string[],
  files: Files = {},
  given: Given = {},
): readonly unknown[] {
  return expressions.map((one) => value(one, files, given))
}

/** An expression's type in Terraform's JSON notation. */
export function typeOf(expression: string, files: Files = {}): unknown {
  const one = ask(expression, files, {})
  return one.kind === 'value' ? one.type : { error: one.summary }
}

/** Which parts of an expression's value are sensitive. */
export function sensitive(expression: string, files: Files = {}): unknown {
  const one = ask(expression, files, {})
  return one.kind === 'value' ? one.sensitive : { error: one.summary }
}

/** What a root comes to; a text alone is its `main.tf`. */
export function plan(files: Files | string, given: Given = {}): Planned {
  return subject.plan(typeof files === 'string' ? { 'main.tf': files } : files, given)
}

/** The only output of a root. */
export function output(files: Files | string, given: Given = {}): unknown {
  const planned = plan(files, given)
  return planned.errors.length > 0 ? { error: planned.errors[0] } : planned.outputs['o']
}

/** Summaries of what is wrong with a root. */
export function errors(files: Files | string, given: Given = {}): readonly string[] {
  return plan(files, given).errors
}

/** The names of a language's functions, sorted. */
export function functionNames(language: Language): readonly string[] {
  return subject.functionNames(language)
}

/** What `value` gives for an expression that is refused. */
export function error(summary: string): unknown {
  return { error: summary }
}

function ask(expression: string, files: Files, given: Given): Evaluated {
  return subject.evaluate(expression, { 'scope.tf': scope, ...files }, given)
}
