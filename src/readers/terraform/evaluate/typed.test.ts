import { describe, expect, it } from 'vitest'
import { filePath } from '../../../kernel/brand.ts'
import type { Snapshot } from '../../../kernel/ports.ts'
import { filesSnapshot } from '../../../model/files-snapshot.ts'
import { filesAlone } from '../../../model/options.ts'
import { terraform } from '../terraform.ts'

/** What is said of a root, as summary and text. */
function said(snapshot: Snapshot, root: string): readonly string[] {
  const unit = { format: 'terraform', root: filePath(root), variant: '', options: filesAlone() } as const
  const reader = terraform.read(unit, snapshot)
  let step = reader.next(undefined)
  while (step.done !== true) step = reader.next(undefined)
  return step.value.diagnostics.map(
    ({ summary, span: { file, start, end } }) =>
      `${summary}: ${snapshot.text(file)?.slice(start, end) ?? ''}`,
  )
}

const call = 'module "m" {\n  source = "../m"\n}'

describe('a look at the types', () => {
  it('says the same of a module to each root that calls it', () => {
    const snapshot = filesSnapshot({
      'a/main.tf': call,
      'b/main.tf': call,
      'm/main.tf':
        'variable "v" {\n  type    = object({ a = string })\n  default = null\n}\nresource "aws_instance" "i" {\n  count         = 0\n  ami           = "a"\n  instance_type = var.v.b\n}',
    })
    const [first, ...more] = said(snapshot, 'a')
    expect(first).toMatch(/^Unsupported attribute: /u)
    expect(more).toEqual([])
    expect(said(snapshot, 'b')).toEqual([first])
  })

  it('looks again where a module reads a file of its root', () => {
    const snapshot = filesSnapshot({
      'a/main.tf': call,
      'a/names.json': '{ "size": "small" }',
      'b/main.tf': call,
      'b/names.json': '{}',
      'm/main.tf':
        'resource "aws_instance" "i" {\n  count         = 0\n  ami           = "a"\n  instance_type = jsondecode(file("names.json")).size\n}',
    })
    expect(said(snapshot, 'a')).toEqual([])
    expect(said(snapshot, 'b')).toEqual([expect.stringMatching(/^Unsupported attribute: /u)])
    expect(said(snapshot, 'a')).toEqual([])
  })
})
