export type { AttributeSchema, BlockSchema, NestedBlock, ProviderSchema } from './contract.ts'
export { fromProvidersSchemaJson } from './schema-document.ts'
export { parseProviderTable } from './table.ts'
