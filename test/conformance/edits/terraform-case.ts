import type { Data } from '../../../src/kernel/edit.ts'
import type { Made } from './layer.ts'

/** A value as Terraform writes it. */
export function hcl(data: Data): string {
  return JSON.stringify(data).replaceAll(/([$%])\{/gu, '$1$1{')
}

const other = 'resource "terraform_data" "other" {\n  input = { a = 1 }\n}\n'

/** A case with one more resource beside the one that is asked about. */
export function inTerraform(files: Made['files'], wanted: Data, more: Partial<Made> = {}): Made {
  const { 'main.tf': main = '' } = files
  return {
    files: { ...files, 'main.tf': main + other },
    address: 'terraform_data.x',
    path: 'input.v',
    wanted,
    terraform: [],
    ...more,
  }
}

/** The resource that is asked about, with a value in its input. */
export function resource(value: string, head = ''): string {
  return `resource "terraform_data" "x" {\n${head}  input = {\n    w = 1 # beside\n    v = ${value}\n  }\n}\n`
}
