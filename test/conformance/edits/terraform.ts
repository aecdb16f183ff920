import type { Data } from '../../../src/kernel/edit.ts'
import { pair, plainPair, simplePair, type Layer, type Made } from './layer.ts'

function hcl(data: Data): string {
  return JSON.stringify(data).replaceAll(/([$%])\{/gu, '$1$1{')
}

const other = 'resource "terraform_data" "other" {\n  input = { a = 1 }\n}\n'

function inTerraform(files: Made['files'], wanted: Data, more: Partial<Made> = {}): Made {
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

function resource(value: string, head = ''): string {
  return `resource "terraform_data" "x" {\n${head}  input = {\n    w = 1 # beside\n    v = ${value}\n  }\n}\n`
}

export const terraformLayers: readonly Layer[] = [
  [
    'terraform argument',
    (chance) => {
      const [old, wanted] = pair(chance)
      return inTerraform({ 'main.tf': resource(hcl(old)) }, wanted)
    },
  ],
  [
    'terraform local',
    (chance) => {
      const [old, wanted] = pair(chance)
      return inTerraform({ 'main.tf': `locals {\n  v = ${hcl(old)}\n}\n${resource('local.v')}` }, wanted)
    },
  ],
  [
    'terraform default',
    (chance) => {
      const [old, wanted] = pair(chance)
      return inTerraform(
        { 'main.tf': `variable "v" {\n  default = ${hcl(old)}\n}\n${resource('var.v')}` },
        wanted,
      )
    },
  ],
  [
    'terraform tfvars',
    (chance) => {
      const [old, wanted] = pair(chance)
      return inTerraform(
        { 'main.tf': `variable "v" {}\n${resource('var.v')}`, 'terraform.tfvars': `v = ${hcl(old)}\n` },
        wanted,
        { lands: 'terraform.tfvars' },
      )
    },
  ],
  [
    'terraform object in tfvars',
    (chance) => {
      const [old, wanted] = pair(chance)
      return inTerraform(
        {
          'main.tf': `variable "o" {}\n${resource('var.o.in.v')}`,
          'terraform.tfvars': `o = {\n  in = { u = 1, v = ${hcl(old)} }\n}\n`,
        },
        wanted,
      )
    },
  ],
  [
    'terraform optional attribute',
    (chance) => {
      const wanted = 1 + chance.below(90)
      return inTerraform(
        {
          'main.tf': `variable "o" {\n  type = map(object({ v = optional(number, 0) }))\n}\n${resource('each.value.v', '  for_each = var.o\n')}`,
          'terraform.tfvars': 'o = {\n  a = {}\n  b = { v = 7 }\n}\n',
        },
        wanted,
        { address: 'terraform_data.x["a"]' },
      )
    },
  ],
  [
    'terraform module input',
    (chance) => {
      const [old, wanted] = pair(chance)
      return inTerraform(
        {
          'main.tf': `module "m" {\n  source = "./m"\n  v      = ${hcl(old)}\n}\n`,
          'm/main.tf': `variable "v" {}\n${resource('var.v')}`,
        },
        wanted,
        { address: 'module.m.terraform_data.x' },
      )
    },
  ],
  [
    'terraform module default',
    (chance) => {
      const [old, wanted] = pair(chance)
      return inTerraform(
        {
          'main.tf': 'module "m" {\n  source = "./m"\n}\n',
          'm/main.tf': `variable "v" {\n  default = ${hcl(old)}\n}\n${resource('var.v')}`,
        },
        wanted,
        { address: 'module.m.terraform_data.x' },
      )
    },
  ],
  [
    'terraform for_each',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `locals {\n  all = {\n    a = { v = ${hcl(old)} }\n    b = { v = "stays" }\n  }\n}\n${resource('each.value.v', '  for_each = local.all\n')}`,
        },
        wanted,
        { address: 'terraform_data.x["a"]' },
      )
    },
  ],
  [
    'terraform template',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return inTerraform(
        { 'main.tf': `variable "v" {\n  default = "${old}"\n}\n${resource('"${var.v}-logs"')}` },
        `${wanted}-logs`,
      )
    },
  ],
  [
    'terraform template of two',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return inTerraform(
        { 'main.tf': `locals {\n  a = "one"\n  b = "${old}"\n}\n${resource('"${local.a}/${local.b}!"')}` },
        `one/${wanted}!`,
      )
    },
  ],
  [
    'terraform literal in a template',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return inTerraform(
        { 'main.tf': `locals {\n  a = "one"\n}\n${resource(`"\${local.a}-${old}"`)}` },
        `one-${wanted}`,
      )
    },
  ],
  [
    'terraform tostring',
    (chance) =>
      inTerraform(
        { 'main.tf': `variable "v" {\n  default = ${chance.below(9)}\n}\n${resource('tostring(var.v)')}` },
        String(10 + chance.below(80)),
      ),
  ],
  [
    'terraform product',
    (chance) =>
      inTerraform(
        { 'main.tf': `locals {\n  v = ${1 + chance.below(9)}\n}\n${resource('local.v * 4')}` },
        4 * (20 + chance.below(80)),
      ),
  ],
  [
    'terraform condition',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `variable "big" {\n  default = true\n}\n${resource(`var.big ? ${hcl(old)} : "small"`)}`,
        },
        wanted,
      )
    },
  ],
  [
    'terraform merge',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `locals {\n  a = { v = "under", w = 2 }\n  b = { v = ${hcl(old)} }\n}\n${resource('merge(local.a, local.b).v')}`,
        },
        wanted,
      )
    },
  ],
  [
    'terraform coalesce',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return inTerraform(
        { 'main.tf': `locals {\n  v = "${old}"\n}\n${resource('coalesce(local.v, "none")')}` },
        wanted,
      )
    },
  ],
  [
    'terraform lookup',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `locals {\n  all = { a = ${hcl(old)}, b = "b" }\n}\n${resource('lookup(local.all, "a", "none")')}`,
        },
        wanted,
      )
    },
  ],
  [
    'terraform shared local',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `locals {\n  v = ${hcl(old)}\n}\n${resource('local.v')}resource "terraform_data" "y" {\n  input = local.v\n}\n`,
        },
        wanted,
      )
    },
  ],
  [
    'terraform shared default',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `variable "v" {\n  default = ${hcl(old)}\n}\nvariable "e" {}\n${resource('var.v')}`,
          'one.tfvars': 'e = 1\n',
          'two.tfvars': 'e = 2\n',
        },
        wanted,
        { address: '.@one::terraform_data.x', terraform: ['-var-file=one.tfvars'] },
      )
    },
  ],
  [
    'terraform heredoc',
    (chance) =>
      inTerraform(
        { 'main.tf': resource('<<-EOT\n      one\n        two\n    EOT') },
        `one\n  ${chance.pick(['three', '${four}', 'f"ive'])}\n`,
      ),
  ],
  [
    'terraform list',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform({ 'main.tf': resource(`["a", ${hcl(old)}, "c"]`) }, wanted, { path: 'input.v[1]' })
    },
  ],
  [
    'terraform missing entry',
    (chance) => {
      const [, wanted] = pair(chance)
      return inTerraform({ 'main.tf': resource('{ a = 1 }') }, wanted, { path: 'input.v.fresh' })
    },
  ],
  [
    'terraform format',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return inTerraform(
        { 'main.tf': `locals {\n  v = "${old}"\n}\n${resource('format("%s-%03d/x", local.v, 7)')}` },
        `${wanted}-007/x`,
        { lands: 'main.tf' },
      )
    },
  ],
  [
    'terraform join',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return inTerraform(
        { 'main.tf': `locals {\n  all = ["one", "${old}"]\n}\n${resource('join("/", local.all)')}` },
        `one/${wanted}`,
      )
    },
  ],
  [
    'terraform replace',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return inTerraform(
        { 'main.tf': `locals {\n  v = "a.${old}"\n}\n${resource('replace(local.v, ".", "-")')}` },
        `a-${wanted}`,
      )
    },
  ],
  [
    'terraform jsonencode',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return inTerraform(
        { 'main.tf': resource(`jsonencode({\n      a = "${old}" # a\n      b = [1, true]\n    })`) },
        `{"a":"${wanted}","b":[1,true]}`,
        { lands: 'main.tf' },
      )
    },
  ],
  [
    'terraform jsonencode of a variable',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return inTerraform(
        {
          'main.tf': `variable "v" {}\n${resource('jsonencode({ a = var.v, b = [1, true] })')}`,
          'terraform.tfvars': `v = "${old}"\n`,
        },
        `{"a":"${wanted}","b":[1,true]}`,
        { lands: 'terraform.tfvars' },
      )
    },
  ],
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
