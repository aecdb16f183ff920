import { describe, expect, it } from 'vitest'
import { filePath } from '../../../kernel/brand.ts'
import { filesSnapshot } from '../../../model/files-snapshot.ts'
import { filesAlone } from '../../../model/options.ts'
import { terraform } from '../terraform.ts'

/** How severe what is said of conditions is. */
function severities(files: Readonly<Record<string, string>>, root = ''): readonly string[] {
  const unit = { format: 'terraform', root: filePath(root), variant: '', options: filesAlone() } as const
  const reader = terraform.read(unit, filesSnapshot(files))
  let step = reader.next(undefined)
  while (step.done !== true) step = reader.next(undefined)
  return step.value.diagnostics
    .filter(({ summary }) => /value for variable|precondition/u.test(summary))
    .map(({ severity }) => severity)
}

const validated =
  'variable "size" {\n  default = 1\n  validation {\n    condition     = var.size > 1\n    error_message = "Larger."\n  }\n}\n'
const conditioned =
  'resource "terraform_data" "r" {\n  lifecycle {\n    precondition {\n      condition     = var.size > 1\n      error_message = "Larger."\n    }\n  }\n}\n'
const required = 'variable "name" {\n  type = string\n}\n'

describe('a condition that is false', () => {
  it('is an error where all values of the root are there', () => {
    expect(severities({ 'main.tf': validated + conditioned })).toEqual(['error', 'error'])
    expect(severities({ 'main.tf': required + validated, 'terraform.tfvars': 'name = "a"\n' })).toEqual([
      'error',
    ])
  })

  it('warns where a value that the root needs is given elsewhere, as that of a module for others is', () => {
    expect(severities({ 'main.tf': required + validated + conditioned })).toEqual(['warning', 'warning'])
  })

  it('is an error in a module that such a root calls, since the call decides there', () => {
    const call = 'module "m" {\n  source = "./m"\n}\n'
    expect(severities({ 'main.tf': required + call, 'm/main.tf': validated })).toEqual(['error'])
  })
})
