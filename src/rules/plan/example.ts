import { printJson, type Json, type JsonObject } from '../../model/json-text.ts'
import type { Example } from '../rule.ts'

/** One entry of `resource_changes`, as `terraform show -json` prints it. */
export type ChangeJson = JsonObject

/** What a plan document has beside its changes. */
export interface Rest {
  /** Users by what they use: becomes the configuration's expressions. */
  readonly uses?: Readonly<Record<string, readonly string[]>>
  /** Resources of `prior_state`. */
  readonly prior?: readonly JsonObject[]
  readonly drift?: readonly ChangeJson[]
  readonly variables?: Readonly<Record<string, Json>>
}

/** A plan document of a few changes. */
export function planOf(changes: readonly ChangeJson[], rest: Rest = {}): Example {
  const { uses = {}, prior = [], drift = [], variables = {} } = rest
  const document: JsonObject = {
    format_version: '1.2',
    terraform_version: '1.11.4',
    ...(Object.keys(variables).length === 0
      ? {}
      : {
          variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value }])),
        }),
    resource_changes: changes,
    ...(drift.length === 0 ? {} : { resource_drift: drift }),
    ...(prior.length === 0
      ? {}
      : { prior_state: { format_version: '1.0', values: { root_module: { resources: prior } } } }),
    ...(Object.keys(uses).length === 0 ? {} : { configuration: configurationOf(uses) }),
  }
  return { file: 'plan.json', text: `${printJson(document, 2)}\n` }
}

export function created(address: string, after: JsonObject = {}): ChangeJson {
  return changeOf(address, { actions: ['create'], before: null, after })
}

export function updated(address: string, before: JsonObject, after: JsonObject): ChangeJson {
  return changeOf(address, { actions: ['update'], before, after })
}

export function destroyed(address: string, before: JsonObject = {}): ChangeJson {
  return changeOf(address, { actions: ['delete'], before, after: null })
}

export function kept(address: string, values: JsonObject = {}): ChangeJson {
  return changeOf(address, { actions: ['no-op'], before: values, after: values })
}

/** A change that can only be made by destroying and creating, for the sake of one attribute. */
export function replaced(
  address: string,
  before: JsonObject,
  after: JsonObject,
  order: 'destroy-first' | 'create-first' = 'destroy-first',
): ChangeJson {
  const names = Object.keys(after).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
  return changeOf(
    address,
    {
      actions: order === 'destroy-first' ? ['delete', 'create'] : ['create', 'delete'],
      before,
      after,
      replace_paths: names.map((name) => [name]),
    },
    { action_reason: 'replace_because_cannot_update' },
  )
}

/** An entry with other members, such as `previous_address`. */
export function changeOf(address: string, change: JsonObject, more: JsonObject = {}): ChangeJson {
  const { module, type, name, index } = partsOf(address)
  return {
    address,
    ...(module === '' ? {} : { module_address: module }),
    mode: 'managed',
    type,
    name,
    ...(index === undefined ? {} : { index }),
    provider_name: `registry.terraform.io/hashicorp/${type.split('_')[0] ?? ''}`,
    change: { after_unknown: {}, ...change },
    ...more,
  }
}

/** One resource of `prior_state`. */
export function found(address: string, values: JsonObject = {}): JsonObject {
  const isData = address.startsWith('data.')
  const { type, name } = partsOf(isData ? address.slice('data.'.length) : address)
  return {
    address,
    mode: isData ? 'data' : 'managed',
    type,
    name,
    provider_name: `registry.terraform.io/hashicorp/${type.split('_')[0] ?? ''}`,
    schema_version: 0,
    values,
  }
}

interface AddressParts {
  readonly module: string
  readonly type: string
  readonly name: string
  readonly index: string | number | undefined
}

function partsOf(address: string): AddressParts {
  const pieces = /^(?:(.*)\.)?([\w-]+)\.([\w-]+)(?:\[(?:(\d+)|"(.*)")\])?$/u.exec(address)
  const [, module = '', type = '', name = '', position, key] = pieces ?? []
  return { module, type, name, index: position === undefined ? key : Number(position) }
}

function configurationOf(uses: Readonly<Record<string, readonly string[]>>): JsonObject {
  return {
    root_module: {
      resources: Object.entries(uses).map(([address, references]) => {
        const { type, name } = partsOf(address)
        return { address, mode: 'managed', type, name, expressions: { uses: { references } } }
      }),
    },
  }
}
