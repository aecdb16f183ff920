import type { ReadOptions } from '../../model/options.ts'
import type { Mode } from './config/config.ts'
import { builtinSchema } from './schema/builtin.ts'
import { tableOf } from './schema/providers.ts'
import {
  fromProvidersSchemaJson,
  parseProviderTable,
  type BlockSchema,
  type ProviderSchema,
} from './schema/schema.ts'

/** Which schema decides what a resource's arguments are. */
export interface Schemas {
  /** `exact`: it is the schema of the very provider in use, so what does not fit it is an error. */
  of(
    provider: string,
    mode: Mode,
    type: string,
  ): { readonly schema: BlockSchema; readonly exact: boolean } | undefined
  /** The arguments of a provider's own configuration. */
  ofProvider(provider: string): BlockSchema | undefined
}

/** The user's own schemas where given, the built-in provider's, then the tables that ship with Plumbline. */
export function schemasOf(options: ReadOptions): Schemas {
  const own =
    options.providerSchemas === undefined ? new Map() : fromProvidersSchemaJson(options.providerSchemas)
  const tables = tablesOf(options)
  const shipped = (provider: string): ProviderSchema | undefined => {
    if (!tables.has(provider)) tables.set(provider, shippedFor(provider))
    return tables.get(provider)
  }
  const shippedFor = (provider: string): ProviderSchema | undefined => {
    const name = tableOf(provider)
    const text = name && options.loadProviderTable(name)
    return text === undefined ? undefined : parseProviderTable(text)
  }
  const exactFor = (provider: string): ProviderSchema | undefined =>
    provider === 'terraform.io/builtin/terraform' ? builtinSchema : own.get(provider)
  return {
    of(provider, mode, type) {
      const exact = exactFor(provider)
      const table = exact ?? shipped(provider)
      const schema =
        mode === 'data' ? table?.data(type) : mode === 'managed' ? table?.resource(type) : undefined
      return schema && { schema, exact: exact !== undefined }
    },
    ofProvider: (provider) => (exactFor(provider) ?? shipped(provider))?.provider(),
  }
}

const kept = new WeakMap<object, Map<string, ProviderSchema | undefined>>()

/** The tables that a loader has given so far, by provider: they are the same for every root. */
function tablesOf({ loadProviderTable }: ReadOptions): Map<string, ProviderSchema | undefined> {
  const known = kept.get(loadProviderTable) ?? new Map<string, ProviderSchema | undefined>()
  kept.set(loadProviderTable, known)
  return known
}
