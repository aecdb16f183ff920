import { elements, isObject, type Json, member, printJson, textOf } from '../json.ts'
import { leavesOf, truePaths } from '../leaves.ts'
import { initialise, plan, type PlanOptions, type Reported, show } from '../terraform.ts'
import type { Configuration, Given } from './configuration.ts'

/** One resource instance as it is compared. */
export interface Instance {
  readonly type: string
  readonly name: string
  /** The key of the instance as JSON, or empty. */
  readonly index: string
  readonly module: string
  readonly leaves: ReadonlyMap<string, string>
  readonly sensitive: readonly string[]
}

/** One root output as it is compared. */
export interface Output {
  readonly leaves: ReadonlyMap<string, string>
  readonly sensitive: boolean
  /** Its type in Terraform's JSON notation, when the side that answers says it. */
  readonly type?: string
}

/** What a configuration comes to: the planned world, or a refusal. */
export type Verdict =
  | {
      readonly kind: 'plan'
      readonly resources: ReadonlyMap<string, Instance>
      readonly outputs: ReadonlyMap<string, Output>
      readonly warnings: readonly string[]
    }
  | { readonly kind: 'refusal'; readonly summaries: readonly string[] }

/** Asks Terraform about a configuration that lies in a folder. */
export async function askTerraform(
  folder: string,
  configuration: Pick<Configuration, 'given' | 'env' | 'workspace' | 'files'>,
): Promise<Verdict> {
  const options: PlanOptions = {
    args: configuration.given.map(argument),
    env: configuration.env,
    ...(configuration.workspace === undefined ? {} : { workspace: configuration.workspace }),
  }
  const early = callsModules(configuration) ? await initialise(folder, options) : []
  if (failed(early)) return refusal(early)
  const reported = await plan(folder, options)
  if (failed(reported)) return refusal(reported)
  return planned(await show(folder, options), reported)
}

/** The planned world of a `terraform show -json` document. */
export function planned(document: Json, reported: readonly Reported[]): Verdict {
  const changes = new Map(
    elements(member(document, 'resource_changes')).map((one) => [textOf(member(one, 'address')), one]),
  )
  const resources = new Map<string, Instance>()
  for (const [module, resource] of resourcesOf(
    '',
    member(member(document, 'planned_values'), 'root_module'),
  )) {
    if (member(resource, 'mode') !== 'managed') continue
    const address = textOf(member(resource, 'address'))
    const change = member(changes.get(address), 'change')
    resources.set(address, {
      type: textOf(member(resource, 'type')),
      name: textOf(member(resource, 'name')),
      index: indexText(member(resource, 'index')),
      module,
      leaves: leavesOf(member(resource, 'values'), member(change, 'after_unknown')),
      sensitive: truePaths(member(change, 'after_sensitive')),
    })
  }
  return {
    kind: 'plan',
    resources,
    outputs: outputsOf(document),
    warnings: reported.filter((one) => one.severity === 'warning').map((one) => one.summary),
  }
}

/** The key of an instance as JSON text, or empty when it has none. */
export function indexText(index: Json | undefined): string {
  return index === undefined || index === null ? '' : printJson(index)
}

function outputsOf(document: Json): ReadonlyMap<string, Output> {
  const values = member(member(document, 'planned_values'), 'outputs')
  const changes = member(document, 'output_changes')
  const outputs = new Map<string, Output>()
  for (const [name, change] of isObject(changes) ? changes : []) {
    const value = member(values, name)
    const type = member(value, 'type')
    outputs.set(name, {
      leaves: leavesOf(member(value, 'value') ?? member(change, 'after'), member(change, 'after_unknown')),
      sensitive: member(value, 'sensitive') === true,
      ...(type === undefined ? {} : { type: printJson(type) }),
    })
  }
  return outputs
}

function* resourcesOf(module: string, node: Json | undefined): Generator<readonly [string, Json]> {
  for (const resource of elements(member(node, 'resources'))) yield [module, resource]
  for (const child of elements(member(node, 'child_modules')))
    yield* resourcesOf(textOf(member(child, 'address')), child)
}

function refusal(reported: readonly Reported[]): Verdict {
  return {
    kind: 'refusal',
    summaries: reported.filter((one) => one.severity === 'error').map((one) => one.summary),
  }
}

function failed(reported: readonly Reported[]): boolean {
  return reported.some((one) => one.severity === 'error')
}

function argument(given: Given): string {
  return given.kind === 'var' ? `-var=${given.name}=${given.text}` : `-var-file=${given.path}`
}

/** A root without modules needs no `terraform init`: that saves a third of the time. */
function callsModules(configuration: Pick<Configuration, 'files'>): boolean {
  const files = Object.entries(configuration.files)
  return (
    files.length === 0 ||
    files.some(
      ([path, content]) =>
        /\.tf(?:\.json)?$/u.test(path) &&
        /\bmodule\b|required_providers|backend|cloud/u.test(String(content)),
    )
  )
}
