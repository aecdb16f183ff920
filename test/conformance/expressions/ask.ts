import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { plannedInputs } from '../planfile.ts'
import { inTemporaryFolder, plan, planBytes, type Reported, writeFiles } from '../terraform.ts'
import { type Case, scopeFiles } from './corpus.ts'

/** Terraform's answer to an expression: its value, or the summaries of its errors. */
export type Answer =
  | {
      readonly kind: 'value'
      readonly type: string
      /** Path → printed scalar, `null`, `{}`, `[]` or `(unknown)`. */
      readonly leaves: ReadonlyMap<string, string>
      readonly sensitive: readonly string[]
    }
  | { readonly kind: 'error'; readonly summaries: readonly string[]; readonly detail: string }

/**
 * Asks Terraform many expressions at once. Each is the `input` of a resource in a file of its own, so that an error points
 * to its expression; the expressions with errors are taken out and the rest is planned again, until a plan succeeds.
 * When no error says where it is, the expressions are asked in halves.
 */
export async function askTerraform(cases: readonly Case[]): Promise<ReadonlyMap<string, Answer>> {
  const answers = new Map<string, Answer>()
  const unplaced = await inTemporaryFolder((folder) => planUntilGood(folder, cases, answers))
  if (unplaced === undefined) return answers

  const waiting = cases.filter((one) => !answers.has(one.id))
  const [only] = waiting
  if (waiting.length === 1 && only !== undefined) return answers.set(only.id, errorOf(unplaced))
  const middle = Math.ceil(waiting.length / 2)
  for (const half of [waiting.slice(0, middle), waiting.slice(middle)]) {
    for (const [id, answer] of await askTerraform(half)) answers.set(id, answer)
  }
  return answers
}

/** Adds answers until all have one; returns the errors that point to no expression when there is nothing else left. */
async function planUntilGood(
  folder: string,
  cases: readonly Case[],
  answers: Map<string, Answer>,
): Promise<readonly Reported[] | undefined> {
  const waiting = new Map(cases.map((one, position) => [`e_${position}`, one]))
  writeFiles(folder, scopeFiles())
  writeFiles(folder, Object.fromEntries([...waiting].map(([name, one]) => [`${name}.tf`, fileOf(name, one)])))
  while (waiting.size > 0) {
    const errors = (await plan(folder)).filter((one) => one.severity === 'error')
    if (errors.length === 0) break
    const placed = byCase(errors, waiting)
    if (placed.size === 0) return errors
    for (const [name, reports] of placed) {
      answers.set(waiting.get(name)?.id ?? '', errorOf(reports))
      waiting.delete(name)
      rmSync(join(folder, `${name}.tf`))
    }
  }
  for (const { address, type, leaves, sensitive } of waiting.size === 0
    ? []
    : plannedInputs(planBytes(folder))) {
    const one = waiting.get(address.replace(/^terraform_data\./u, ''))
    if (one !== undefined) answers.set(one.id, { kind: 'value', type, leaves, sensitive })
  }
  return undefined
}

/** Asks in several runs of Terraform at once, one for each core that is worth using. */
export async function askTerraformInParallel(
  cases: readonly Case[],
  runs = 2,
): Promise<ReadonlyMap<string, Answer>> {
  const parts = Array.from({ length: runs }, (_, run) =>
    cases.filter((_one, position) => position % runs === run),
  )
  const answers = await Promise.all(parts.map((part) => askTerraform(part)))
  return new Map(answers.flatMap((one) => [...one]))
}

function fileOf(name: string, { expression, declarations = '' }: Case): string {
  return `${declarations}resource "terraform_data" "${name}" {\n  input = ${expression}\n}\n`
}

function errorOf(errors: readonly Reported[]): Answer {
  return { kind: 'error', summaries: errors.map(({ summary }) => summary), detail: errors[0]?.detail ?? '' }
}

function byCase(
  errors: readonly Reported[],
  waiting: ReadonlyMap<string, Case>,
): ReadonlyMap<string, readonly Reported[]> {
  const found = new Map<string, Reported[]>()
  for (const error of errors) {
    const name =
      /^(e_\d+)\.tf$/u.exec(error.file)?.[1] ??
      /terraform_data\.(e_\d+)\b/u.exec(error.summary + error.detail)?.[1]
    if (name !== undefined && waiting.has(name)) found.set(name, [...(found.get(name) ?? []), error])
  }
  return found
}
