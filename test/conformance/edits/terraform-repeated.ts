import { pair, plainPair, simplePair, type Layer } from './layer.ts'
import { hcl, inTerraform, resource } from './terraform-case.ts'

/** Values of what is repeated, of what stands in modules, and of files in other languages. */
export const repeatedLayers: readonly Layer[] = [
  [
    'terraform count',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `locals {\n  all = ["stays", ${hcl(old)}]\n}\n${resource('local.all[count.index]', '  count = 2\n')}`,
        },
        wanted,
        { address: 'terraform_data.x[1]' },
      )
    },
  ],
  [
    'terraform element of count',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `locals {\n  all = ["stays", ${hcl(old)}]\n}\n${resource('element(local.all, count.index)', '  count = 2\n')}`,
        },
        wanted,
        { address: 'terraform_data.x[1]' },
      )
    },
  ],
  [
    'terraform value shared by count',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform({ 'main.tf': resource(hcl(old), '  count = 2\n') }, wanted, {
        address: 'terraform_data.x[1]',
      })
    },
  ],
  [
    'terraform value shared by for_each of a map',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `locals {\n  all = {\n    a = { u = 1 }\n    b = { u = 2 }\n  }\n}\n${resource(hcl(old), '  for_each = local.all\n')}`,
        },
        wanted,
        { address: 'terraform_data.x["a"]' },
      )
    },
  ],
  [
    'terraform value shared by for_each of a set',
    (chance) => {
      const [old, wanted] = pair(chance)
      return inTerraform(
        {
          'main.tf': `variable "v" {\n  default = ${hcl(old)}\n}\n${resource('var.v', '  for_each = toset(["a", "b"])\n')}`,
        },
        wanted,
        { address: 'terraform_data.x["a"]' },
      )
    },
  ],
  [
    'terraform module with for_each',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `module "m" {\n  source   = "./m"\n  for_each = { a = ${hcl(old)}, b = "stays" }\n  v        = each.value\n}\n`,
          'm/main.tf': `variable "v" {}\n${resource('var.v')}`,
        },
        wanted,
        { address: 'module.m["a"].terraform_data.x', lands: 'main.tf' },
      )
    },
  ],
  [
    'terraform module in a module',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `variable "v" {}\nmodule "m" {\n  source = "./m"\n  v      = var.v\n}\n`,
          'm/main.tf': 'variable "v" {}\nmodule "n" {\n  source = "./n"\n  v      = { in = var.v }\n}\n',
          'm/n/main.tf': `variable "v" {\n  type = object({ in = string })\n}\n${resource('var.v.in')}`,
          'terraform.tfvars': `v = ${hcl(old)} # here\n`,
        },
        wanted,
        { address: 'module.m.module.n.terraform_data.x', lands: 'terraform.tfvars' },
      )
    },
  ],
  [
    'terraform output of a module',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `module "m" {\n  source = "./m"\n}\n${resource('module.m.v')}`,
          'm/main.tf': `locals {\n  v = ${hcl(old)}\n}\noutput "v" {\n  value = local.v\n}\n`,
        },
        wanted,
        { lands: 'm/main.tf' },
      )
    },
  ],
  [
    'terraform try',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        { 'main.tf': `locals {\n  o = { v = ${hcl(old)} }\n}\n${resource('try(local.o.v, "none")')}` },
        wanted,
      )
    },
  ],
  [
    'terraform lookup of what is missing',
    (chance) => {
      const [, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `locals {\n  all = { a = "x" }\n}\n${resource('lookup(local.all, "b", "none")')}`,
        },
        wanted,
      )
    },
  ],
  [
    'terraform other side of a condition',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `variable "big" {\n  default = false\n}\n${resource(`var.big ? "large" : ${hcl(old)}`)}`,
        },
        wanted,
      )
    },
  ],
  [
    'terraform for expression',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `locals {\n  all  = { a = ${hcl(old)}, b = "b" }\n  made = { for k, v in local.all : k => { v = v } }\n}\n${resource('local.made["a"].v')}`,
        },
        wanted,
        { lands: 'main.tf' },
      )
    },
  ],
  [
    'terraform file of YAML',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': resource('yamldecode(file("${path.module}/all.yaml")).web.v'),
          'all.yaml': `web:\n  v: ${JSON.stringify(old)} # in YAML\n  w: 1\n`,
        },
        wanted,
        { lands: 'all.yaml' },
      )
    },
  ],
  [
    'terraform file of JSON',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': resource('jsondecode(file("${path.module}/all.json")).web.v'),
          'all.json': `{\n  "web": { "v": ${JSON.stringify(old)}, "w": 1 }\n}\n`,
        },
        wanted,
        { lands: 'all.json' },
      )
    },
  ],
  [
    'terraform template file',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return inTerraform(
        {
          'main.tf': `locals {\n  v = "${old}"\n}\n${resource('templatefile("${path.module}/all.tftpl", { v = local.v })')}`,
          'all.tftpl': 'say ${v} twice\n',
        },
        `say ${wanted} twice\n`,
      )
    },
  ],
  [
    'terraform JSON syntax',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      const text = JSON.stringify(old).replaceAll(/([$%])\{/gu, '$1$1{')
      return inTerraform(
        {
          'main.tf': '',
          'x.tf.json': `{\n  "resource": {\n    "terraform_data": {\n      "x": { "input": { "w": 1, "v": ${text} } }\n    }\n  }\n}\n`,
        },
        wanted,
        { lands: 'x.tf.json' },
      )
    },
  ],
  [
    'terraform null that is coalesced',
    (chance) => {
      const [, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `variable "v" {\n  default = null\n}\n${resource('coalesce(var.v, "none")')}`,
        },
        wanted,
      )
    },
  ],
]
