import { pair, plainPair, simplePair, type Layer } from './layer.ts'
import { hcl, inTerraform, resource } from './terraform-case.ts'

/** Values of one resource: written, given, and made by expressions. */
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
]
