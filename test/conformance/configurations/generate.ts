import { generatedExpressions } from '../expressions/generate.ts'
import { scopeFiles } from '../expressions/corpus.ts'
import { type Random, random } from '../random.ts'
import type { Files } from '../terraform.ts'
import type { Configuration, Given } from './configuration.ts'
import { type Constant, hcl, jsonTemplate, shape } from './values.ts'

/** So many whole configurations: each is one to three fragments that know nothing of each other. */
export function generatedConfigurations(count: number, seed = 1): readonly Configuration[] {
  return Array.from({ length: count }, (_, position) => {
    const source = random(seed * 1_000_003 + position)
    const names = Array.from({ length: 1 + source.below(3) }, () => source.pick(fragmentNames))
    const spoiled = source.oneIn(10)
    const parts = names.map((name, part) => fragments[name](source, `f${part}`))
    const spoiler: readonly Fragment[] = spoiled ? [{ files: { 'spoiler.tf': source.pick(spoilers) } }] : []
    const workspace = source.oneIn(6) ? { workspace: source.pick(['prod', 'dev-1']) } : {}
    return {
      id: `generated/${seed}/${position} (${names.join(', ')}${spoiled ? ', spoiled' : ''})`,
      intends: 'either',
      ...joined([...parts, ...spoiler]),
      ...workspace,
    }
  })
}

/** A piece of a configuration; all its names start with a prefix of its own. */
interface Fragment {
  readonly files: Files
  readonly given?: readonly Given[]
  readonly env?: Readonly<Record<string, string>>
}

type Make = (source: Random, prefix: string) => Fragment

const fragmentNames = [
  'variables',
  'variables',
  'instances',
  'modules',
  'modules',
  'overrides',
  'json',
  'templates',
  'expressions',
  'conditions',
  'moves',
  'marks',
  'unknowns',
] as const

const fragments: Readonly<Record<(typeof fragmentNames)[number], Make>> = {
  variables,
  instances,
  modules,
  overrides,
  json,
  templates,
  expressions,
  conditions,
  moves,
  marks,
  unknowns,
}

/** Variables of random types, given through every layer. Layer files have fixed names, so their texts are joined. */
function variables(source: Random, prefix: string): Fragment {
  const layers: Record<string, string> = {}
  const given: Given[] = []
  const env: Record<string, string> = {}
  let main = ''
  for (let at = 0; at < 3 + source.below(4); at += 1) {
    const name = `${prefix}_v${at}`
    const type = shape(source, 2)
    const typed = !source.oneIn(6)
    const lines = [
      ...(typed ? [`type = ${type.text}`] : []),
      ...(source.oneIn(3) ? [] : [`default = ${hcl(type.value(source))}`]),
      ...(source.oneIn(6) ? [`nullable = ${source.pick(['true', 'false'])}`] : []),
      ...(source.oneIn(6) ? ['sensitive = true'] : []),
    ]
    main += `variable "${name}" {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`
    main += `output "${name}" {\n  value = var.${name}\n  sensitive = true\n}\n`
    main += `resource "terraform_data" "${name}" { input = var.${name} }\n`
    const known = lines.some((line) => line.startsWith('default'))
    const from = [
      'terraform.tfvars',
      'a.auto.tfvars',
      'b.auto.tfvars',
      'given.tfvars',
      'env',
      'option',
    ].filter(() => source.oneIn(4))
    for (const layer of from.length === 0 && !known ? ['terraform.tfvars'] : from) {
      const text = hcl(type.value(source))
      if (layer === 'env') env[`TF_VAR_${name}`] = text
      else if (layer === 'option') given.push({ kind: 'var', name, text })
      else layers[layer] = `${layers[layer] ?? ''}${name} = ${text}\n`
    }
  }
  if (layers['given.tfvars'] !== undefined) {
    const whole: Given = { kind: 'file', path: `${prefix}.tfvars` }
    given.splice(source.below(given.length + 1), 0, whole)
  }
  const { 'given.tfvars': file, ...rest } = layers
  return {
    files: { [`${prefix}.tf`]: main, ...rest, ...(file === undefined ? {} : { [`${prefix}.tfvars`]: file }) },
    given,
    env,
  }
}

/** Chains of resources under count and for_each that read each other. */
function instances(source: Random, prefix: string): Fragment {
  const map: Constant = Object.fromEntries(
    ['b', 'a', 'x.y/z', '10', 'é'].filter(() => !source.oneIn(2)).map((key, at) => [key, at]),
  )
  let main = `variable "${prefix}_map" { default = ${hcl(map)} }\nvariable "${prefix}_n" { default = ${source.below(4)} }\n`
  const made: { readonly name: string; readonly kind: 'one' | 'count' | 'each' }[] = []
  for (let at = 0; at < 2 + source.below(5); at += 1) {
    const name = `${prefix}_r${at}`
    const before = made.length === 0 || source.oneIn(4) ? undefined : source.pick(made)
    const kind = source.pick(['one', 'count', 'each'] as const)
    const read =
      before === undefined
        ? source.pick(['1', '"x"', 'null', '[1, "a"]', '{ k = true }'])
        : reading(source, before)
    const own =
      kind === 'one' ? read : `[${kind === 'count' ? 'count.index' : 'each.key, each.value'}, ${read}]`
    const loop = {
      one: '',
      count: `  count = ${counting(source, prefix, before)}\n`,
      each: `  for_each = ${ranging(source, prefix, before)}\n`,
    }[kind]
    const also = source.pick([
      '',
      '',
      `  triggers_replace = ${read}\n`,
      '  lifecycle { create_before_destroy = true }\n',
    ])
    main += `resource "terraform_data" "${name}" {\n${loop}  input = ${own}\n${also}}\n`
    main += `output "${name}" { value = ${source.pick([`terraform_data.${name}`, `terraform_data.${name}[*]`, `length(terraform_data.${name}[*])`])} }\n`
    made.push({ name, kind })
  }
  return { files: { [`${prefix}.tf`]: main } }
}

interface Made {
  readonly name: string
  readonly kind: 'one' | 'count' | 'each'
}

function reading(source: Random, { name, kind }: Made): string {
  const at = `terraform_data.${name}`
  const attribute = source.pick(['input', 'output', 'id', 'triggers_replace'])
  switch (kind) {
    case 'one':
      return source.pick([
        `${at}.${attribute}`,
        at,
        `"\${${at}.id}-x"`,
        `try(${at}.output[0], "none")`,
        `${at}[*].${attribute}`,
      ])
    case 'count':
      return source.pick([
        `${at}[*].${attribute}`,
        `try(${at}[0].${attribute}, "none")`,
        `[for x in ${at} : x.${attribute}]`,
        `one(slice(${at}[*].id, 0, min(1, length(${at}))))`,
      ])
    case 'each':
      return source.pick([
        `{ for k, x in ${at} : k => x.${attribute} }`,
        `try(${at}["a"].${attribute}, "none")`,
        `keys(${at})`,
        `values(${at})[*].${attribute}`,
        at,
      ])
  }
}

function counting(source: Random, prefix: string, before: Made | undefined): string {
  const simple = [`var.${prefix}_n`, `length(var.${prefix}_map)`, '2', '"1"', `var.${prefix}_n > 1 ? 1 : 0`]
  return source.pick(
    before === undefined || before.kind === 'one'
      ? simple
      : [...simple, `length(terraform_data.${before.name})`],
  )
}

function ranging(source: Random, prefix: string, before: Made | undefined): string {
  const simple = [
    `var.${prefix}_map`,
    `toset(keys(var.${prefix}_map))`,
    `{ for k, v in var.${prefix}_map : upper(k) => v }`,
    `toset([for i in range(var.${prefix}_n) : "n\${i}"])`,
  ]
  return source.pick(before?.kind === 'each' ? [...simple, `terraform_data.${before.name}`] : simple)
}

/** A tree of modules with count and for_each on the way, and values that travel down and up. */
function modules(source: Random, prefix: string): Fragment {
  const files: Record<string, string> = {}
  const root = moduleBody(source, files, prefix, 2)
  files[`${prefix}.tf`] =
    `locals { ${prefix}_in = ${hcl(source.pick<Constant>([['a', 1], { k: 'v' }, 'text', 7]))} }\n${root}`
  return { files }
}

function moduleBody(source: Random, files: Record<string, string>, path: string, depth: number): string {
  const isRoot = !path.includes('/')
  const given = isRoot ? `local.${path}_in` : 'var.in'
  let text = isRoot
    ? ''
    : `variable "in" {${source.pick(['', ' default = 1 ', ' type = any '])}}\nvariable "key" { default = "none" }\n`
  text += isRoot
    ? ''
    : `resource "terraform_data" "own" {\n  input = { in = var.in, key = var.key, path = path.module }\n}\n`
  const calls: string[] = []
  for (let at = 0; at < (depth === 2 ? 1 : 0) + source.below(depth + 1); at += 1) {
    const name = `${isRoot ? `${path}_` : ''}m${at}`
    const folder = `${path}/c${at}`
    const kind = source.pick(['one', 'count', 'each'] as const)
    const loop = {
      one: '',
      count: `  count = ${source.below(3)}\n  key = count.index\n`,
      each: `  for_each = ${source.pick(['toset(["p", "q"])', '{ z = 1, "a b" = 2 }', '{}'])}\n  key = each.key\n`,
    }[kind]
    const passed = source.pick([
      given,
      `[${given}, "more"]`,
      `{ inner = ${given} }`,
      ...(calls.length > 0 ? [`try(module.${calls[0]}.up, module.${calls[0]})`] : []),
    ])
    text += `module "${name}" {\n  source = "./${isRoot ? folder : `c${at}`}"\n${loop}  in = ${passed}\n}\n`
    files[`${folder}/main.tf`] = moduleBody(source, files, folder, depth - 1)
    text += isRoot
      ? `output "${name}" { value = module.${name}${source.pick(['', '', { one: '.up', count: '[*].up', each: '' }[kind]])} }\n`
      : ''
    calls.push(name)
  }
  if (isRoot) return text
  const up = [
    `var.in`,
    'terraform_data.own.input',
    'terraform_data.own.id',
    'terraform_data.own',
    ...calls.map((name) => `module.${name}`),
  ]
  return `${text}output "up" { value = ${source.pick(up)} }\noutput "also" { value = [${source.pick(up)}, path.module] }\n`
}

/** A base and override files that replace parts of it. */
function overrides(source: Random, prefix: string): Fragment {
  function value(): string {
    return hcl(source.pick<Constant>([1, 'o', [1], { k: 'v' }, null, true]))
  }
  function block(part: 'resource' | 'local' | 'output' | 'variable'): string {
    return {
      resource: `resource "terraform_data" "${prefix}_r" { ${source.pick(['input', 'triggers_replace'])} = ${value()} }\n`,
      local: `locals { ${prefix}_${source.pick(['a', 'b'])} = ${value()} }\n`,
      output: `output "${prefix}_o" { value = ${source.pick([value(), `local.${prefix}_a`])} }\n`,
      variable: `variable "${prefix}_v" { ${source.pick([`default = ${value()}`, 'sensitive = false', 'nullable = true'])} }\n`,
    }[part]
  }
  const files: Record<string, string> = {
    [`${prefix}.tf`]: [
      `resource "terraform_data" "${prefix}_r" {\n  input = "base"\n  triggers_replace = [local.${prefix}_a, local.${prefix}_b]\n}\n`,
      `locals {\n  ${prefix}_a = "a"\n  ${prefix}_b = var.${prefix}_v\n}\n`,
      `output "${prefix}_o" { value = terraform_data.${prefix}_r }\nvariable "${prefix}_v" { default = "v" }\n`,
    ].join(''),
  }
  for (const name of ['override.tf', `${prefix}_override.tf`, `a_${prefix}_override.tf`].filter(
    () => !source.oneIn(3),
  )) {
    files[name] = (['resource', 'local', 'output', 'variable'] as const)
      .filter(() => source.oneIn(2))
      .map(block)
      .join('')
  }
  return { files }
}

/** The same things in JSON syntax. */
function json(source: Random, prefix: string): Fragment {
  function constant(): string {
    return jsonTemplate(shape(source, 2).value(source))
  }
  const document = `{
  "variable": { "${prefix}_v": { "default": ${constant()} } },
  "locals": { "${prefix}_l": ${constant()}, "${prefix}_t": "\${local.${prefix}_l}", "${prefix}_m": "x-\${jsonencode(local.${prefix}_l)}" },
  "resource": { "terraform_data": {
    "${prefix}_a": { "input": ${constant()}, "triggers_replace": "\${local.${prefix}_t}" },
    "${prefix}_b": ${source.pick(['{ "count": 2, "input": "i-${count.index}" }', '[{ "for_each": { "b": 1, "a": null }, "input": ["${each.key}", "${each.value}"] }]', '{ "input": { "${1 + 1}": "%{ if true }yes%{ endif }" } }'])}
  } },
  "output": {
    "${prefix}_v": { "value": "\${var.${prefix}_v}", "description": "\${not a template" },
    "${prefix}_l": ${source.pick([`{ "value": ["\${local.${prefix}_t}", "$\${plain}"] }`, `[{ "value": { "k-\${1}": "\${local.${prefix}_m}" } }]`])},
    "${prefix}_b": { "value": "\${terraform_data.${prefix}_b}" }
  }
}`
  return { files: { [`${prefix}.tf.json`]: document } }
}

/** Templates of random pieces, as a file, as a heredoc and as a quoted string. */
function templates(source: Random, prefix: string): Fragment {
  function inline(name: string): string {
    return `local.${prefix}_t.${name}`
  }
  const indent = ' '.repeat(2 + source.below(3))
  const heredoc = templateBody(source, { depth: 2, newline: '\n', scope: inline })
    .split('\n')
    .map((line) => (source.oneIn(8) ? line : `${indent}${source.pick(['', '', '  '])}${line}`))
    .join('\n')
  return {
    files: {
      [`${prefix}.tf`]: `locals {
  ${prefix}_t = { name = "n", list = ["a", "b"], on = true, n = 2 }
}
output "${prefix}_file" { value = templatefile("${prefix}.tftpl", local.${prefix}_t) }
output "${prefix}_quoted" {
  value = "${templateBody(source, { depth: 2, newline: '\\n', scope: inline })}"
}
output "${prefix}_heredoc" {
  value = <<${source.pick(['-', '-', ''])}EOT
${heredoc}
${indent}EOT
}
`,
      [`${prefix}.tftpl`]: templateBody(source, {
        depth: 3,
        newline: source.pick(['\n', '\n', '\r\n']),
        scope: (name) => name,
      }),
    },
  }
}

type Scope = (name: 'name' | 'list' | 'on' | 'n') => string

interface Template {
  readonly depth: number
  readonly newline: string
  readonly scope: Scope
}

function templateBody(source: Random, template: Template): string {
  let text = ''
  for (let at = 0; at < 2 + source.below(5); at += 1) text += templatePiece(source, template)
  return text
}

function templatePiece(source: Random, { depth, newline, scope }: Template): string {
  const left = source.oneIn(3) ? '~' : ''
  const right = source.oneIn(3) ? '~' : ''
  function inner(): string {
    return templateBody(source, { depth: depth - 1, newline, scope })
  }
  const condition = source.pick([scope('on'), `!${scope('on')}`, `${scope('n')} > ${source.pick([1, 3])}`])
  const value = source.pick([
    scope('name'),
    scope('n'),
    `${scope('n')} + 1`,
    scope('on'),
    `upper(${scope('name')})`,
    `length(${scope('list')})`,
  ])
  switch (source.below(depth <= 0 ? 4 : 7)) {
    case 0:
      return source.pick(['text', ' ', '  two', 'é ', '$${', '%%{', '$ ', '5% ', '\t', 'a b '])
    case 1:
      return source.pick([newline, newline + newline, ` ${newline}`, `${newline}  `])
    case 2:
    case 3:
      return `\${${left} ${value} ${right}}`
    case 4:
      return `%{${left} if ${condition} ${right}}${inner()}%{${right} endif ${left}}`
    case 5:
      return `%{${left} if ${condition} ${right}}${inner()}%{ else ${left}}${inner()}%{${right} endif }`
    default:
      return `%{${left} for x in ${scope('list')} ${right}}${inner()}${source.pick(['${x}', ''])}%{${right} endfor ${left}}`
  }
}

/** Random expressions where a configuration uses them; what fails is caught. */
function expressions(source: Random, prefix: string): Fragment {
  const texts = generatedExpressions(4, source.below(1_000_000)).map((one) => one.expression)
  const main = texts
    .map((text, at) => {
      const caught = `try(${text}, "failed")`
      const name = `${prefix}_e${at}`
      return [
        `resource "terraform_data" "${name}" { input = ${caught} }\n`,
        `locals { ${name} = ${caught} }\nresource "terraform_data" "${name}" { triggers_replace = [local.${name}] }\n`,
        `output "${name}" {\n  value = ${caught}\n  sensitive = true\n}\n`,
        `resource "terraform_data" "${name}" {\n  for_each = toset(["k"])\n  input = { (each.key) = ${caught} }\n}\n`,
      ][source.below(4)]
    })
    .join('')
  return { files: { [`${prefix}.tf`]: main, 'scope.tf': scopeFiles()['main.tf'] ?? '' } }
}

/** Validations, pre- and postconditions and checks, some of which fail. */
function conditions(source: Random, prefix: string): Fragment {
  const limit = source.pick([1, 1, 1, 1, 9])
  const name = `${prefix}_c`
  const message = 'error_message = "Not so: ${jsonencode(1)}."'
  return {
    files: {
      [`${prefix}.tf`]: `variable "${name}" {
  default = 5
  validation {
    condition = var.${name} > ${limit}
    ${message}
  }
}
resource "terraform_data" "${name}" {
  count = 2
  input = var.${name} + count.index
  lifecycle {
    precondition {
      condition = count.index < ${source.pick([2, 2, 2, 1])}
      ${message}
    }
    postcondition {
      condition = self.input ${source.pick(['<', '>', '!='])} ${source.pick([4, 100])} || self.id == "x"
      ${message}
    }
  }
}
output "${name}" {
  value = terraform_data.${name}[*].input
  precondition {
    condition = length(terraform_data.${name}) ${source.pick(['==', '==', '>'])} 2
    ${message}
  }
}
check "${name}" {
  assert {
    condition = terraform_data.${name}[0].${source.pick(['input', 'output', 'id'])} == ${source.pick(['5', '"x"', 'null'])}
    ${message}
  }
}
`,
    },
  }
}

/** Refactoring blocks, which change no value of a plan without a state. */
function moves(source: Random, prefix: string): Fragment {
  const name = `${prefix}_new`
  const from = source.pick([
    `terraform_data.${prefix}_old`,
    `terraform_data.${prefix}_old["k"]`,
    `module.${prefix}_gone.terraform_data.x`,
    `terraform_data.${prefix}_old[0]`,
  ])
  return {
    files: {
      [`${prefix}.tf`]: `resource "terraform_data" "${name}" { input = terraform.workspace }
moved {
  from = ${from}
  to   = terraform_data.${name}
}
removed {
  from = ${source.pick([`terraform_data.${prefix}_dead`, `module.${prefix}_dead`, `module.${prefix}_dead.terraform_data.x`])}
  lifecycle { destroy = ${source.pick(['true', 'false'])} }
}
output "${name}" { value = [terraform_data.${name}.input, path.module, terraform.workspace == "prod" ? 1 : "one"] }
`,
    },
  }
}

/** Sensitive values on their way through structures, modules and instances. */
function marks(source: Random, prefix: string): Fragment {
  const secret = source.pick([
    `var.${prefix}_s`,
    `sensitive("x")`,
    `{ a = var.${prefix}_s, b = 1 }`,
    `[var.${prefix}_s, "open"]`,
    `toset([var.${prefix}_s])`,
    `tolist(["o", var.${prefix}_s])`,
  ])
  const use = source.pick([
    'local.X',
    '[local.X]',
    '{ k = local.X, o = "open" }',
    'jsonencode(local.X)',
    '{ for k in ["a"] : k => local.X }',
    'merge({ o = 1 }, { s = local.X })',
    'flatten([[local.X], ["o"]])',
    'try(local.X.b, local.X)',
    '"p${jsonencode(local.X)}"',
    'nonsensitive(length(jsonencode(local.X)))',
  ])
  const used = use.replaceAll('local.X', `local.${prefix}_x`)
  return {
    files: {
      [`${prefix}.tf`]: `variable "${prefix}_s" {
  default   = "hidden"
  sensitive = true
}
variable "${prefix}_e" {
  default   = "fleeting"
  ephemeral = true
}
locals { ${prefix}_x = ${secret} }
resource "terraform_data" "${prefix}_s" {
  input            = ${used}
  triggers_replace = local.${prefix}_x
}
resource "terraform_data" "${prefix}_t" {
  for_each = { a = local.${prefix}_x, b = "open" }
  input    = { key = each.key, value = each.value }
}
module "${prefix}_m" {
  source = "./${prefix}_m"
  v      = local.${prefix}_x
}
resource "terraform_data" "${prefix}_u" { input = module.${prefix}_m }
output "${prefix}_s" {
  value     = ${used}
  sensitive = true
}
output "${prefix}_e" { value = ephemeralasnull(${source.pick([`var.${prefix}_e`, `[var.${prefix}_e, 1]`, `{ e = "x-\${var.${prefix}_e}" }`])}) }
`,
      [`${prefix}_m/main.tf`]: `variable "v" { sensitive = ${source.pick(['true', 'false'])} }
output "v" {
  value     = ${source.pick(['var.v', '[var.v]', '{ v = var.v, o = 1 }'])}
  sensitive = ${source.pick(['true', 'false'])}
}
resource "terraform_data" "inner" { input = var.v }
`,
    },
  }
}

/** What stays unknown until apply, and what is known of it nevertheless. */
function unknowns(source: Random, prefix: string): Fragment {
  const base = `terraform_data.${prefix}_base`
  const value = source.pick([
    '"text"',
    '["a", 1]',
    '{ a = 1, b = [true] }',
    'tolist(["x", "y"])',
    'tomap({ a = "1" })',
    'toset(["q"])',
    'null',
    '5',
  ])
  const asked = [
    'X.id',
    'X.output',
    '[X.id, 1]',
    '{ k = X.output, l = 2 }',
    'length([X.id, X.id])',
    'keys({ k = X.id })',
    '"pre-${X.id}"',
    'startswith("pre-${X.id}", "pre")',
    'X.id == null',
    'X.output == null',
    'try(X.output.a, X.output[0], "none")',
    'can(X.output.a)',
    'X',
    'coalesce(X.id, "z")',
    '[for x in [X.id, "b"] : x]',
    '{ for k in ["a"] : k => X.id }',
    'toset([X.id, "a"])',
    'jsonencode({ a = X.id })',
    'X.id != "" ? 1 : 2',
    'X.id == "a" ? [1] : []',
    'timestamp()',
    'uuid()',
    'length(timestamp()) > 0',
    'merge({ a = X.id }, { b = 1 }).b',
    'sort([X.id, "a"])',
    'one([X.id])',
    'X.output[*]',
    'X.id[*]',
  ]
  const uses = Array.from({ length: 4 }, (_, at) => {
    const text = source.pick(asked).replaceAll('X', base)
    return source.oneIn(2)
      ? `resource "terraform_data" "${prefix}_u${at}" { input = ${text} }\n`
      : `output "${prefix}_u${at}" { value = ${text} }\n`
  })
  return {
    files: {
      [`${prefix}.tf`]: `resource "terraform_data" "${prefix}_base" { input = ${value} }\n${uses.join('')}`,
    },
  }
}

/** One of these makes a configuration refused (most of them). */
const spoilers: readonly string[] = [
  'output "spoiler" { value = var.nope }\n',
  'output "spoiler" { value = local.nope }\n',
  'output "spoiler" { value = module.nope.x }\n',
  'output "spoiler" { value = nope() }\n',
  'output "spoiler" { value = 1 + "a" }\n',
  'output "spoiler" { value = [1][3] }\n',
  'output "spoiler" { value = sensitive(1) }\n',
  'output "spoiler" { value = true ? { a = 1 } : [1] }\n',
  'output "spoiler" {\n  value = 1\n  value = 2\n}\n',
  'output "spoiler" { valeu = 1 }\n',
  'output "spoiler" { value = "${" }\n',
  'variable "spoiler" {\n  type = number\n  default = []\n}\n',
  'locals {\n  spoiler = local.spoiler_b\n  spoiler_b = [local.spoiler]\n}\n',
  'resource "terraform_data" "spoiler" { for_each = ["a"] }\n',
  'resource "terraform_data" "spoiler" { count = -1 }\n',
  'resource "terraform_data" "spoiler" { depends_on = [terraform_data.nope] }\n',
  'resource "terraform_data" "spoiler" { inptu = 1 }\n',
  'resource "terraform_data" "spoiler" { input = each.key }\n',
  'resource "terraform_nope" "spoiler" {}\n',
  'module "spoiler" { source = "./nope" }\n',
  'moved {\n  from = terraform_data.a_spoiler\n  to = terraform_data.a_spoiler\n}\n',
  'check "spoiler" {\n  assert {\n    condition = terraform_data.nope.id == 1\n    error_message = "No."\n  }\n}\n',
  'locals { spoiler = }\n',
  '}\n',
  'locals { spoiler = [for x in [1] : y] }\n',
]

/** Joins fragments; files of the same name hold the texts of all, but the scope is there once. */
function joined(parts: readonly Fragment[]): Pick<Configuration, 'files' | 'given' | 'env'> {
  const files: Record<string, string | Buffer> = {}
  for (const [path, text] of parts.flatMap((part) => Object.entries(part.files))) {
    files[path] = path === 'scope.tf' ? text : `${String(files[path] ?? '')}${String(text)}`
  }
  return {
    files,
    given: parts.flatMap((part) => part.given ?? []),
    env: Object.assign({}, ...parts.map((part) => part.env ?? {})) as Readonly<Record<string, string>>,
  }
}
