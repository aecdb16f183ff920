export type {
  AttributeSchema,
  BlockSchema,
  NestedAttribute,
  NestedBlock,
  Nesting,
  ProviderSchema,
} from './contract.ts'
export { fromProvidersSchemaJson } from './schema-document.ts'
export { parseProviderTable } from './table.ts'
