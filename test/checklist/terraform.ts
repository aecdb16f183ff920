import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { plannedInputs } from '../conformance/planfile.ts'
import { functionNames, writeFiles } from '../conformance/terraform.ts'
import { type Files, type Given, type Subject, summariesOf, unknown } from './answer.ts'

/** Terraform itself, asked with `plan`: the expression is the input of one more resource. */
export const terraform: Subject = {
  evaluate(expression, files, given) {
    const question = `resource "terraform_data" "${asked}" {\n  input = ${expression}\n}\n`
    return inFolder({ ...files, 'zz_question.tf': question }, given, (folder, { reported, shown }) => {
      const [summary] = summariesOf(reported, 'error')
      if (summary !== undefined) return { kind: 'error', summary }
      const change = shown.resource_changes?.find(({ address }) => address === `terraform_data.${asked}`)
      const { after, after_unknown: missing, after_sensitive: sensitive } = change?.change ?? {}
      const planned = plannedInputs(readFileSync(join(folder, planName)))
      const type = planned.find(({ address }) => address === `terraform_data.${asked}`)?.type ?? '"dynamic"'
      return {
        kind: 'value',
        json: after?.['input'] ?? null,
        type: JSON.parse(type) as unknown,
        sensitive: sensitive?.['input'] ?? false,
        unknown: missing?.['input'] ?? false,
      }
    })
  },

  plan(files, given) {
    return inFolder(files, given, (_folder, { reported, shown }) => {
      const resources = [
        ...resourcesOf(shown.planned_values?.root_module),
        ...resourcesOf(shown.prior_state?.values?.root_module).filter(({ mode }) => mode === 'data'),
      ]
      return {
        addresses: resources.map(({ address }) => address).toSorted(),
        outputs: Object.fromEntries(
          Object.entries(shown.output_changes ?? {}).map(([name, change]) => [
            name,
            change.after_unknown === true ? unknown : change.after,
          ]),
        ),
        values: Object.fromEntries(resources.map(({ address, values }) => [address, values])),
        errors: summariesOf(reported, 'error'),
        warnings: summariesOf(reported, 'warning'),
        places: reported
          .filter(({ severity }) => severity === 'error')
          .map(({ range: { filename, start } = nowhere }) => {
            return `${filename}:${start.line}:${start.column} (byte ${start.byte})`
          })
          .toSorted(),
      }
    })
  },

  functionNames: () => functionNames().toSorted(),
}

const asked = 'zz_question'
const planName = 'plan.bin'

type Tree = Readonly<Record<string, unknown>>

interface Change {
  readonly after?: Tree
  readonly after_unknown?: Tree
  readonly after_sensitive?: Tree
}

interface Module {
  readonly resources?: readonly { readonly address: string; readonly mode: string; readonly values: Tree }[]
  readonly child_modules?: readonly Module[]
}

/** As far as it is used, the document of `terraform show -json`. */
interface Shown {
  readonly resource_changes?: readonly { readonly address: string; readonly change: Change }[]
  readonly output_changes?: Readonly<
    Record<string, { readonly after: unknown; readonly after_unknown: unknown }>
  >
  readonly planned_values?: { readonly root_module?: Module }
  readonly prior_state?: { readonly values?: { readonly root_module?: Module } }
}

interface Report {
  readonly severity: string
  readonly summary: string
  readonly range?: typeof nowhere
}

const nowhere = { filename: '', start: { line: 0, column: 0, byte: 0 } }

interface Run {
  readonly reported: readonly Report[]
  readonly shown: Shown
}

function inFolder<Result>(files: Files, given: Given, look: (folder: string, run: Run) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-checklist-'))
  try {
    writeFiles(folder, files)
    const modules = /\bmodule\b|required_providers/u.test(Object.values(files).join('\n'))
    const early = modules ? reports(run(folder, given, ['init', '-json', '-input=false'])) : []
    const options = ['-json', '-input=false', '-refresh=false', `-out=${planName}`, ...optionsOf(given)]
    const reported = isFailed(early) ? early : reports(run(folder, given, ['plan', ...options]))
    const shown = isFailed(reported) ? '{}' : run(folder, given, ['show', '-json', planName])
    return look(folder, { reported, shown: JSON.parse(shown) as Shown })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function run(cwd: string, { environment = new Map(), workspace }: Given, args: readonly string[]): string {
  const texts = Object.fromEntries([...environment].map(([name, text]) => [`TF_VAR_${name}`, text]))
  const env = { ...process.env, ...texts, ...(workspace === undefined ? {} : { TF_WORKSPACE: workspace }) }
  return spawnSync('terraform', args, { cwd, env, encoding: 'utf8', maxBuffer: 2 ** 28 }).stdout
}

function optionsOf({ layers = [] }: Given): readonly string[] {
  return layers.map((one) =>
    one.kind === 'option' ? `-var=${one.name}=${one.text}` : `-var-file=${one.file}`,
  )
}

function reports(stdout: string): Run['reported'] {
  return stdout
    .split('\n')
    .filter((line) => line.includes('"diagnostic"'))
    .map((line) => (JSON.parse(line) as { readonly diagnostic: Report }).diagnostic)
    .filter(({ summary }) => !summary.startsWith('Terraform encountered problems during initialisation'))
}

function isFailed(reported: Run['reported']): boolean {
  return reported.some(({ severity }) => severity === 'error')
}

function resourcesOf(module: Module = {}): NonNullable<Module['resources']> {
  return [...(module.resources ?? []), ...(module.child_modules ?? []).flatMap(resourcesOf)]
}
