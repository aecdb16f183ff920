import type { ProviderSchema } from './contract.ts'
import { parseProviderTable } from './table.ts'

/** Where Terraform's built-in provider is said to come from. */
export const builtinSource = 'terraform.io/builtin/terraform'

/** The built-in provider: `terraform_data` and `terraform_remote_state`, as `terraform providers schema -json` says them. */
export const builtinSchema: ProviderSchema = parseProviderTable(`plumbline-schema 1 ${builtinSource} 1.11
d:terraform_remote_state backend!s config?a defaults?a outputs+a workspace?s
r:terraform_data id+s input?a output+a triggers_replace?a
`)
