import type { Data } from '../../../src/kernel/edit.ts'
import { pair, plainPair, type Layer, type Made } from './layer.ts'
import { hcl } from './terraform-case.ts'

function shared(files: Made['files'], wanted: Data, more: Partial<Made> = {}): Made {
  return {
    files,
    address: 'module.a.terraform_data.x',
    path: 'input.v',
    wanted,
    terraform: [],
    ...more,
  }
}

function resource(input: string, head = ''): string {
  return `resource "terraform_data" "x" {\n${head}  input = ${input} # beside\n}\n`
}

const calls = 'module "a" {\n  source = "./m"\n}\n\nmodule "b" {\n  source = "./m" # the other\n}\n'
const twice =
  'module "a" {\n  source = "./m"\n  all    = local.all\n}\nmodule "b" {\n  source = "./m"\n  all    = local.all\n}\n'

/** Values that others share, each of which one resource alone is to have otherwise. */
export const narrowerLayers: readonly Layer[] = [
  [
    'terraform entry of a shared map',
    (chance) => {
      const [old, wanted] = pair(chance)
      const main = `locals {\n  all = { v = ${hcl(old)}, w = "w" }\n}\n${resource('local.all')}resource "terraform_data" "y" {\n  input = local.all\n}\n`
      return shared({ 'main.tf': main }, wanted, { address: 'terraform_data.x' })
    },
  ],
  [
    'terraform entry of a shared map that is merged',
    (chance) => {
      const [old, wanted] = pair(chance)
      const merge = chance.pick([
        'merge(local.all, { u = 1 })',
        'merge(\n    local.all,\n    { u = 1 },\n  )',
      ])
      const main = `locals {\n  all = { v = ${hcl(old)}, w = "w" }\n}\n${resource(merge)}resource "terraform_data" "y" {\n  input = local.all\n}\n`
      return shared({ 'main.tf': main }, wanted, { address: 'terraform_data.x' })
    },
  ],
  [
    'terraform entry of a map shared by instances',
    (chance) => {
      const [old, wanted] = pair(chance)
      const main = `locals {\n  all = { v = ${hcl(old)}, w = "w" }\n}\n${resource('local.all', '  for_each = toset(["a", "b"])\n')}`
      return shared({ 'main.tf': main }, wanted, { address: 'terraform_data.x["a"]' })
    },
  ],
  [
    'terraform value of a module that is called twice',
    (chance) => {
      const [old, wanted] = pair(chance)
      const module = `locals {\n  v = ${hcl(old)}\n}\n${resource('{ v = local.v }')}`
      return shared({ 'main.tf': calls, 'm/main.tf': module }, wanted)
    },
  ],
  [
    'terraform entry of a map that calls share',
    (chance) => {
      const [old, wanted] = pair(chance)
      return shared(
        {
          'main.tf': `locals {\n  all = { v = ${hcl(old)}, w = "w" }\n}\n${twice}`,
          'm/main.tf': `${resource('var.all')}resource "terraform_data" "y" {\n  input = var.all\n}\n`,
          'm/variables.tf': 'variable "all" {}\n',
        },
        wanted,
      )
    },
  ],
  [
    'terraform value of one instance of a module',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      const main = `module "a" {\n  source   = "./m"\n  for_each = toset(["one", "two"])\n}\n`
      const module = resource(`{ v = ${hcl(old)} }`, '  count = 2\n')
      const address = 'module.a["two"].terraform_data.x[1]'
      return shared({ 'main.tf': main, 'm/main.tf': module }, wanted, { address })
    },
  ],
  [
    'terraform value of a module in modules',
    (chance) => {
      const [old, wanted] = pair(chance)
      return shared(
        {
          'main.tf': calls,
          'm/main.tf': 'module "n" {\n  source = "./n"\n}\n',
          'm/n/main.tf': resource(`{ v = ${hcl(old)} }`),
        },
        wanted,
        { address: 'module.a.module.n.terraform_data.x' },
      )
    },
  ],
  [
    'terraform value that environments share',
    (chance) => {
      const [old, wanted] = pair(chance)
      return shared(
        {
          'main.tf': `variable "e" {}\nlocals {\n  v = ${hcl(old)}\n}\n${resource('{ v = local.v }')}`,
          'one.tfvars': 'e = 1\n',
          'two.tfvars': 'e = 2\n',
        },
        wanted,
        { address: '.@one::terraform_data.x', terraform: ['-var-file=one.tfvars'] },
      )
    },
  ],
]
