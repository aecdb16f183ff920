import { expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { filesAlone, type ReadOptions } from '../../model/options.ts'
import { discover } from './discover.ts'

const options: ReadOptions = filesAlone()

function roots(files: Readonly<Record<string, string>>): readonly string[] {
  const { value } = discover(filesSnapshot(files), filePath(''), options)
  return value.map(({ root, variant }) => [root || '.', variant].filter((part) => part !== '').join('@'))
}

it('takes a folder that is called through a computed source for a module', () => {
  const files = {
    'main.tofu': `
      variable "kind" { default = "small" }
      locals { folder = "./modules" }
      module "pool" { source = "\${local.folder}/\${var.kind}" }`,
    'modules/small/main.tf': 'locals { a = 1 }',
    'modules/large/main.tf': 'locals { a = 2 }',
  }
  expect(roots(files)).toStrictEqual(['.', 'modules/large'])
  expect(roots({ ...files, 'prod.tfvars': 'kind = "large"\n' })).toStrictEqual(['.', '.@prod'])
})

it('leaves a folder a root where nothing tells what the source is', () => {
  const files = {
    'main.tofu': 'variable "kind" {}\nmodule "pool" { source = "./modules/${var.kind}" }',
    'modules/small/main.tf': 'locals { a = 1 }',
  }
  expect(roots(files)).toStrictEqual(['.', 'modules/small'])
})
