import { type Random, random } from '../random.ts'
import type { Case } from './corpus.ts'

/** So many random expressions: terms of every type under operators, conditionals, templates, `for`, splats and functions. */
export function generatedExpressions(count: number, seed = 1): readonly Case[] {
  const source = random(seed)
  return Array.from({ length: count }, (_, position) => ({
    id: `generated/${seed}/${position}`,
    expression: expression(source, 3),
  }))
}

/** Conversions: every value as the default of a variable of every type. `every` thins them out: one in so many. */
export function generatedConversions(every: number): readonly Case[] {
  const all = types.flatMap((type, row) =>
    constants.map((constant, column): Case => {
      const name = `c_${row}_${column}`
      return {
        id: `conversions/${row}/${column}`,
        expression: `var.${name}`,
        declarations: `variable "${name}" {\n  type    = ${type}\n  default = ${constant}\n}\n`,
      }
    }),
  )
  return all.filter((_, position) => (position * 7) % every === 0)
}

const types: readonly string[] = [
  'any',
  'string',
  'number',
  'bool',
  'list(string)',
  'list(number)',
  'list(any)',
  'set(string)',
  'set(number)',
  'set(any)',
  'map(string)',
  'map(bool)',
  'map(any)',
  'tuple([string, number])',
  'tuple([])',
  'tuple([any, string])',
  'object({})',
  'object({ a = string })',
  'object({ a = number, b = bool })',
  'object({ a = optional(string) })',
  'object({ a = optional(string, "d") })',
  'object({ a = optional(number, "5"), b = optional(list(string), []) })',
  'object({ a = optional(object({ x = optional(string, "in") }), {}) })',
  'object({ a = optional(any), b = any })',
  'list(object({ a = optional(string, "d"), b = optional(number) }))',
  'map(object({ a = optional(string, "d") }))',
  'set(object({ a = optional(string, "d") }))',
  'list(list(string))',
  'map(list(number))',
  'list(map(any))',
  'tuple([object({ a = optional(string, "d") }), list(string)])',
  'object({ a = optional(map(object({ x = optional(number, 1) })), { k = {} }) })',
  'list(object({ a = list(object({ x = optional(string, "deep") })) }))',
  'map(any)',
]

const constants: readonly string[] = [
  'null',
  '"text"',
  '"5"',
  '"true"',
  '""',
  '5',
  '1.50',
  'true',
  '[]',
  '["a", "b"]',
  '["b", "a", "b"]',
  '[1, "2"]',
  '[1, true]',
  '[true, "x"]',
  '[null]',
  '["a", null]',
  '["a", 5]',
  '[["a"], [1]]',
  '[["a"], "b"]',
  '[[], ["a"]]',
  '[{}]',
  '[{ a = "x" }]',
  '[{ a = 1 }, { a = "x", b = 2 }]',
  '[{ a = null }, {}]',
  '[{ a = [{}] }]',
  '[{ a = "x" }, ["l"]]',
  '{}',
  '{ a = "x" }',
  '{ a = 1 }',
  '{ a = null }',
  '{ a = 1, b = true }',
  '{ a = "1", b = "false", c = "dropped" }',
  '{ a = {} }',
  '{ a = { x = null } }',
  '{ a = { x = 2 }, b = { x = "y" } }',
  '{ a = [1, 2], b = [] }',
  '{ a = [], b = null }',
  '{ a = 1, b = "x" }',
  '{ a = { k = {}, l = { x = 3 } } }',
]

type Kind = 'number' | 'string' | 'bool' | 'numbers' | 'strings' | 'list' | 'object' | 'any'

const kinds: readonly Kind[] = ['number', 'string', 'bool', 'numbers', 'strings', 'list', 'object', 'any']

function expression(source: Random, depth: number): string {
  return term(source, source.pick(kinds), depth)
}

/** Mostly a term of the wanted kind; now and then another, so that conversions and errors are asked too. */
function term(source: Random, wanted: Kind, depth: number): string {
  const kind = source.oneIn(40) ? source.pick(kinds) : wanted
  if (depth <= 0 || source.oneIn(5)) return source.pick(source.oneIn(6) ? odd[kind] : leaves[kind])
  return made[kind](source, (inner) => term(source, inner, depth - 1))
}

type Sub = (kind: Kind) => string

const leaves: Readonly<Record<Kind, readonly string[]>> = {
  number: ['0', '1', '2', '7', '0.1', '-3', '1e3', '"12"', 'var.num', '9007199254740993', '2.5'],
  string: [
    '"a"',
    '""',
    '"b c"',
    '"é"',
    '"5"',
    'var.str',
    '"x.y/z"',
    '"🇳🇱"',
    'terraform_data.one.input',
    '"A-B"',
  ],
  bool: ['true', 'false', '"true"', 'var.yes'],
  numbers: [
    '[1, 2]',
    '[3]',
    'var.numbers',
    'terraform_data.counted[*].input',
    'toset([10, 9])',
    '["4", 2.5]',
    'var.number_set',
  ],
  strings: ['[]', '["a", "b"]', 'var.strings', 'var.set', 'toset(["b", "a"])', 'tolist(["x"])', '["5", "é"]'],
  list: [
    '[]',
    '[1, "x"]',
    'local.mixed',
    '[[1], ["a"]]',
    'var.objects',
    '[true, { a = 1 }]',
    'tolist([{ a = 1 }])',
  ],
  object: [
    '{}',
    '{ a = 1 }',
    '{ a = "x", b = 2 }',
    'var.map',
    'var.object',
    'local.nested',
    'tomap({ a = 1, b = 2 })',
  ],
  any: [
    '1',
    '"a"',
    'true',
    '[]',
    '{}',
    'var.anything',
    'var.objects',
    'local.mixed',
    'var.objects[0]',
    '[1]',
    '{ a = 1 }',
  ],
}

/** Leaves with a mark, an unknown or a null in them. */
const odd: Readonly<Record<Kind, readonly string[]>> = {
  number: ['local.u_number', 'var.secret_number', 'var.null_number', 'sensitive(2)', '1 / 3'],
  string: [
    'local.u_string',
    'local.u_maybe',
    'var.secret',
    'var.null_string',
    'local.u_secret',
    '"p-${local.u_string}"',
  ],
  bool: ['local.u_bool', 'var.secret_bool', 'null', 'tobool(null)'],
  numbers: ['[local.u_number, 1]', '[var.secret_number, 2]', '[1, null]', 'sensitive([1])'],
  strings: [
    'local.u_list',
    'local.u_set',
    'var.secret_list',
    '["a", local.u_string]',
    '[var.secret]',
    '["a", null]',
    'var.null_list',
  ],
  list: ['local.u_tuple', '[null]', '[var.secret, 1]', 'local.u_any', 'null', '[local.u_object]'],
  object: [
    'local.u_object',
    'local.u_map',
    'var.secret_map',
    'local.partly_secret',
    '{ a = null }',
    'var.null_map',
    'terraform_data.one',
    '{ (var.secret) = 1 }',
  ],
  any: [
    'null',
    'local.u_any',
    'local.u_tuple',
    'var.secret',
    'local.partly_secret',
    'terraform_data.object.output',
    'sensitive({ a = [1] })',
  ],
}

type Maker = (source: Random, sub: Sub) => string

/** The ways to make a term of each kind from smaller ones. */
const made: Readonly<Record<Kind, Maker>> = {
  number: oneOf([
    (source, sub) => `(${sub('number')} ${source.pick(['+', '-', '*', '/', '%'])} ${sub('number')})`,
    (_, sub) => `-${sub('number')}`,
    (source, sub) => `length(${sub(source.pick(['list', 'object', 'string', 'strings'] as const))})`,
    (source, sub) => `${source.pick(['max', 'min'])}(${sub('number')}, ${sub('number')})`,
    (source, sub) => `${source.pick(['abs', 'ceil', 'floor', 'signum', 'tonumber'])}(${sub('number')})`,
    (_, sub) => `sum(${sub('numbers')})`,
    (source, sub) => `${source.pick(['max', 'min'])}(${sub('numbers')}...)`,
    (_, sub) => `(${sub('bool')} ? ${sub('number')} : ${sub('number')})`,
    (source, sub) => `${sub('numbers')}[${source.pick(['0', '1'])}]`,
    (_, sub) => `try(index(${sub('strings')}, ${sub('string')}), ${sub('number')})`,
  ]),
  string: oneOf([
    (source, sub) =>
      `"${source.pick(['p-', '', 'é'])}\${${sub(scalar(source))}}${source.pick(['-s', '', ' '])}"`,
    (_, sub) => `"%{ if ${sub('bool')} }\${${sub('string')}}%{ else }no%{ endif }"`,
    (source, sub) =>
      `"%{ for x in ${sub(source.pick(['strings', 'numbers'] as const))} ~} \${x}, %{ endfor }"`,
    (_, sub) => `"%{ for k, v in ${sub('object')} }\${k}\${jsonencode(v)};%{ endfor }"`,
    (source, sub) =>
      `${source.pick(['upper', 'lower', 'title', 'strrev', 'trimspace', 'tostring', 'base64encode', 'sha1', 'chomp'])}(${sub('string')})`,
    (_, sub) => `join(",", ${sub('strings')})`,
    (source, sub) => `${source.pick(['jsonencode', 'yamlencode'])}(${sub('any')})`,
    (_, sub) => `replace(${sub('string')}, "a", ${sub('string')})`,
    (_, sub) => `format("%s=%v", ${sub('string')}, ${sub('any')})`,
    (source, sub) =>
      `substr(${sub('string')}, ${source.pick(['0', '1', '-1'])}, ${source.pick(['0', '1', '-1', '2'])})`,
    (_, sub) => `(${sub('bool')} ? ${sub('string')} : ${sub('string')})`,
    (_, sub) => `coalesce(${sub('string')}, ${sub('string')}, "z")`,
    (_, sub) => `tostring(${sub('number')})`,
  ]),
  bool: oneOf([
    (source, sub) => `(${sub('bool')} ${source.pick(['&&', '||', '==', '!='])} ${sub('bool')})`,
    (source, sub) => `(${sub('number')} ${source.pick(['<', '<=', '>', '>='])} ${sub('number')})`,
    (source, sub) => `(${sub('any')} ${source.pick(['==', '!='])} ${sub('any')})`,
    (source, sub) => `(${sub('any')} ${source.pick(['==', '!='])} null)`,
    (_, sub) => `!${sub('bool')}`,
    (_, sub) => `contains(${sub('strings')}, ${sub('string')})`,
    (_, sub) => `can(${sub('any')}.a)`,
    (source, sub) => `${source.pick(['alltrue', 'anytrue'])}([${sub('bool')}, ${sub('bool')}])`,
    (source, sub) =>
      `${source.pick(['startswith', 'endswith', 'strcontains'])}(${sub('string')}, ${sub('string')})`,
    (_, sub) => `issensitive(${sub('any')})`,
  ]),
  numbers: oneOf([
    (_, sub) => `[${sub('number')}, ${sub('number')}]`,
    (source, sub) => `[for x in ${sub('numbers')} : x ${source.pick(['+', '*', '-'])} ${sub('number')}]`,
    (_, sub) => `[for x in ${sub('numbers')} : x if x > ${sub('number')}]`,
    (_, sub) => `[for x in ${sub('strings')} : length(x)]`,
    (source, sub) => `${source.pick(['tolist', 'toset', 'distinct', 'flatten'])}(${sub('numbers')})`,
    (source) => `range(${source.below(5)})`,
    (_, sub) => `concat(tolist(${sub('numbers')}), [${sub('number')}])`,
    (_, sub) => `(${sub('bool')} ? ${sub('numbers')} : ${sub('numbers')})`,
  ]),
  strings: oneOf([
    (_, sub) => `[${sub('string')}, ${sub('string')}]`,
    (_, sub) => `[for x in ${sub('strings')} : upper(x)]`,
    (_, sub) => `[for k, v in ${sub('object')} : k]`,
    (_, sub) => `[for i, x in ${sub('strings')} : "\${i}\${x}" if x != ${sub('string')}]`,
    (_, sub) => `keys(${sub('object')})`,
    (source, sub) =>
      `${source.pick(['sort', 'compact', 'distinct', 'tolist', 'toset', 'reverse'])}(${sub('strings')})`,
    (source, sub) =>
      `${source.pick(['setunion', 'setintersection', 'setsubtract'])}(${sub('strings')}, ${sub('strings')})`,
    (_, sub) => `split(",", ${sub('string')})`,
    (_, sub) => `concat(tolist(${sub('strings')}), [${sub('string')}])`,
    (_, sub) => `formatlist("%s-%s", ${sub('strings')}, ${sub('string')})`,
    (_, sub) => `(${sub('bool')} ? ${sub('strings')} : ${sub('strings')})`,
    (_, sub) => `${sub('string')}[*]`,
    (_, sub) => `tolist([${sub('string')}, ${sub('number')}, ${sub('bool')}])`,
  ]),
  list: oneOf([
    (_, sub) => `[${sub('any')}, ${sub('any')}]`,
    (source, sub) => `[for x in ${sub('list')} : ${source.pick(['x', '[x]', '{ v = x }', 'try(x.a, x)'])}]`,
    (source, sub) =>
      `[for k, v in ${sub('object')} : ${source.pick(['v', '{ (k) = v }', '[k, v]'])} if ${sub('bool')}]`,
    (_, sub) => `${sub('any')}[*]`,
    (_, sub) => `concat([${sub('any')}], [${sub('any')}])`,
    (_, sub) => `flatten([${sub('list')}, ${sub('strings')}])`,
    (_, sub) => `values(${sub('object')})`,
    (_, sub) => `setproduct(${sub('strings')}, ${sub('numbers')})`,
    (_, sub) => `chunklist(${sub('strings')}, 2)`,
    (_, sub) => `reverse([${sub('any')}, ${sub('any')}])`,
    (_, sub) => `(${sub('bool')} ? [${sub('object')}] : [])`,
    (_, sub) => `[${sub('object')}][*].a`,
  ]),
  object: oneOf([
    (source, sub) =>
      `{ a = ${sub('any')}, ${source.pick(['b', '"c d"', '(var.str)', '1'])} = ${sub('any')} }`,
    (source, sub) =>
      `{ for k, v in ${sub('object')} : k => ${source.pick(['v', '[v]', 'jsonencode(v)', 'try(v.b, v)'])} }`,
    (source, sub) => `{ for x in toset(${sub('strings')}) : ${source.pick(['x', '"k-${x}"'])} => x }`,
    (source, sub) =>
      `{ for x in ${sub('strings')} : ${source.pick(['x', 'length(x)', 'upper(x)'])} => x... }`,
    (_, sub) => `merge(${sub('object')}, ${sub('object')})`,
    (_, sub) => `tomap({ a = ${sub('string')}, b = ${sub('number')} })`,
    (_, sub) => `zipmap(["a", "b"], [${sub('any')}, ${sub('any')}])`,
    (_, sub) => `(${sub('bool')} ? { a = ${sub('any')} } : {})`,
    (_, sub) => `jsondecode(jsonencode(${sub('object')}))`,
  ]),
  any: oneOf([
    (source, sub) =>
      sub(source.pick(['number', 'string', 'bool', 'numbers', 'strings', 'list', 'object'] as const)),
    (source, sub) => sub(source.pick(['numbers', 'strings', 'list', 'object'] as const)),
    (_, sub) => `(${sub('bool')} ? ${sub('any')} : null)`,
    (_, sub) => `try(${sub('any')}.a, ${sub('any')})`,
    (_, sub) => `try(${sub('list')}[${sub('number')}], ${sub('any')})`,
    (source, sub) => `${sub('object')}${source.pick(['.a', '["a"]'])}`,
    (_, sub) => `lookup({ a = ${sub('any')} }, ${sub('string')}, "d")`,
    (_, sub) => `element([${sub('any')}, ${sub('any')}], ${sub('number')})`,
    (_, sub) => `sensitive(${sub('any')})`,
    (_, sub) => `yamldecode(yamlencode(${sub('any')}))`,
  ]),
}

function scalar(source: Random): Kind {
  return source.pick(['number', 'string', 'bool'] as const)
}

function oneOf(makers: readonly Maker[]): Maker {
  return (source, sub) => source.pick(makers)(source, sub)
}
