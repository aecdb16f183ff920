import { type Random, random } from '../random.ts'
import type { Case } from './corpus.ts'

/** So many random forms of the language itself: operators in a row, traversals, splats, `for`, conditionals of mixed types, templates. */
export function generatedForms(count: number, seed = 1): readonly Case[] {
  const source = random(seed * 104_729 + 5)
  const makers = Object.values(forms)
  return Array.from({ length: count }, (_, position) => ({
    id: `forms/${seed}/${position}`,
    expression: (makers[position % makers.length] ?? forms.operators)(source, 2),
  }))
}

type Form = (source: Random, depth: number) => string

const forms = {
  operators: (source: Random, depth: number): string => {
    const length = 2 + source.below(4)
    const calm = source.oneIn(2)
    const operators = calm
      ? ['+', '-', '*', '/', '%']
      : ['+', '-', '*', '/', '%', '<', '<=', '>', '>=', '==', '!=', '&&', '||']
    const operands = calm ? numbers : [...numbers, ...bools]
    let text = ''
    for (let at = 0; at < length; at += 1) {
      const sign = source.oneIn(6) ? source.pick(['-', '!', '- ', '!!', '-(-']) : ''
      const operand =
        depth > 0 && source.oneIn(8) ? `(${forms.operators(source, depth - 1)})` : source.pick(operands)
      text += `${at === 0 ? '' : ` ${source.pick(operators)} `}${sign}${operand}${sign === '-(-' ? ')' : ''}`
    }
    return source.oneIn(6) ? `${text} ? ${source.pick(anything)} : ${source.pick(anything)}` : text
  },

  comparison: (source: Random, depth: number): string => {
    const side = (): string =>
      depth > 0 && source.oneIn(3) ? any(source, depth - 1) : source.pick([...anything, ...known])
    return `${side()} ${source.pick(['==', '!=', '==', '<'])} ${side()}`
  },

  conditional: (source: Random, depth: number): string => {
    const side = (): string =>
      depth > 0 && source.oneIn(4)
        ? `(${forms.conditional(source, depth - 1)})`
        : source.pick(source.oneIn(2) ? sides : anything)
    return `${source.pick(conditions)} ? ${side()} : ${side()}`
  },

  traversal: (source: Random, depth: number): string => {
    let text = source.pick(
      source.oneIn(2) ? references : solid.filter((one) => /^(?:var|local|terraform_data)/u.test(one)),
    )
    const steps = 1 + source.below(3)
    for (let at = 0; at < steps; at += 1) text += source.pick(stepTexts)
    return source.oneIn(5) && depth > 0 ? `try(${text}, ${source.pick(known)})` : text
  },

  splat: (source: Random): string => {
    const base = source.oneIn(2) ? source.pick(sequences) : source.pick(solid)
    const splat = source.pick(['[*]', '[*]', '.*'])
    const after = Array.from({ length: source.below(3) }, () =>
      source.pick(
        splat === '.*'
          ? ['.a', '.id', '.b', '.parts', '[0]', '.0']
          : ['.a', '.id', '.b', '.parts', '[0]', '["a"]', '[*]', '[*].a'],
      ),
    ).join('')
    return `${/^[a-z_.[\]"0-9]+$/u.test(base) ? base : `(${base})`}${splat}${after}`
  },

  forList: (source: Random, depth: number): string => {
    const over =
      depth > 0 && source.oneIn(4) ? any(source, depth - 1) : source.pick([...sequences, ...mappings])
    const names = source.pick(['x', 'k, x'])
    const key = names === 'x' ? 'x' : 'k'
    const body = source.pick([
      'x',
      key,
      '[x]',
      '{ v = x }',
      '"${x}"',
      'x.a',
      'x[0]',
      'try(x.a, x)',
      'x == null',
      `{ (${key}) = x }`,
      'jsonencode(x)',
      'x ? 1 : 2',
      'x + 1',
      '[for y in x : y]',
      'upper(x)',
      `"<\${${key}}>"`,
      'x...',
    ])
    const filter = source.oneIn(3)
      ? ` if ${source.pick(['x != null', `${key} != "a"`, 'true', 'local.u_bool', 'var.secret_bool', 'x', 'can(x.a)', 'null', '"yes"', 'length(x) > 0'])}`
      : ''
    return `[for ${names} in ${over} : ${body}${filter}]`
  },

  forObject: (source: Random, depth: number): string => {
    const over =
      depth > 0 && source.oneIn(4) ? any(source, depth - 1) : source.pick([...sequences, ...mappings])
    const names = source.pick(['x', 'k, x', 'k, x'])
    const keys =
      names === 'x'
        ? ['x', '"k-${x}"', 'try(x.id, x)', 'length(x)', 'x[0]']
        : [
            'k',
            '"${k}"',
            'upper(k)',
            'x',
            'k + 1',
            '"same"',
            'tostring(k)',
            'null',
            'local.u_string',
            'var.secret',
            '[k]',
            'true',
          ]
    const body = source.pick([
      'x',
      '[x]',
      '{ v = x }',
      'jsonencode(x)',
      'try(x.a, "none")',
      '1',
      'null',
      'x == null',
      'x.id',
    ])
    const filter = source.oneIn(4)
      ? ` if ${source.pick(['x != null', 'true', 'local.u_bool', 'var.secret_bool', 'can(x.a)', 'null', '1'])}`
      : ''
    return `{ for ${names} in ${over} : ${source.pick(keys)} => ${body}${source.oneIn(4) ? '...' : ''}${filter} }`
  },

  object: (source: Random, depth: number): string => {
    const items = Array.from({ length: 1 + source.below(3) }, () => {
      const key = source.pick([
        'a',
        'b',
        '"c d"',
        '(var.str)',
        '1',
        'true',
        'null',
        '"${var.num}"',
        '(var.secret)',
        '(local.u_string)',
        '(null)',
        '(1)',
        '("a")',
        'a-b',
        'é',
        '1.50',
        '1e3',
        '(var.strings)',
        '-1',
        '"${var.str}-x"',
        'for_each',
        'if',
        'in',
      ])
      return `${key} ${source.pick(['=', ':'])} ${depth > 0 && source.oneIn(3) ? any(source, depth - 1) : source.pick(anything)}`
    })
    const text = `{ ${items.join(', ')}${source.oneIn(5) ? ',' : ''} }`
    return source.oneIn(3)
      ? `${text}${source.pick(['.a', '["c d"]', '["1"]', '[1]', '["true"]', '.1', '[true]', '["null"]', '.b', '[var.str]', '[local.u_string]', '[*]'])}`
      : text
  },

  template: (source: Random, depth: number): string => {
    const parts = Array.from({ length: 1 + source.below(4) }, () => piece(source, depth))
    return `"${parts.join('')}"`
  },

  heredoc: (source: Random, depth: number): string => {
    const indent = source.pick(['', '  ', '    ', '\t'])
    const lines = Array.from({ length: 1 + source.below(4) }, () =>
      source.oneIn(6)
        ? source.pick(['', ' ', '      '])
        : `${indent}${source.pick(['', '  ', '\t', ' '])}${Array.from({ length: 1 + source.below(3) }, () => piece(source, depth).replaceAll('\\n', '')).join('')}`,
    )
    const text = `<<${source.pick(['', '-', '-'])}EOT\n${lines.join('\n')}\n${source.pick(['', '  ', indent])}EOT\n`
    return source.oneIn(4) ? `[${text}, 1]` : source.oneIn(4) ? `upper(${text})` : text
  },

  number: (source: Random): string => {
    const text = source.pick([
      ...numbers,
      '1e100',
      '1.7976931348623157e308',
      '1e-100',
      '0.1e1',
      '00',
      '01',
      '1.',
      '123456789.987654321',
      '1e+5',
      '1E5',
      '1e05',
      '0e0',
      '0.000001',
      '0.0000001',
      '1e20',
      '1e22',
      '4.9e-324',
      '3.0',
      '1_000',
      '0x10',
      '.5',
      '1e',
      '99999999999999999999',
      '1.10',
      '2e0',
    ])
    const use = source.pick([
      'X',
      '-X',
      '"${X}"',
      'tostring(X)',
      'jsonencode(X)',
      '[X]',
      'X == 1',
      'X / 3',
      'X * 1e10',
      'X % 7',
      'X + 0.1',
      'tonumber("X")',
      'format("%v", X)',
      'floor(X)',
      '{ (X) = 1 }',
      'yamlencode(X)',
      'X - 1e-9',
      'tostring(X) == "X"',
      'parseint("X", 10)',
      'X / 0',
      'format("%d", X)',
      'format("%s", X)',
      'format("%g", X)',
    ])
    return use.replaceAll('X', text)
  },

  conversion: (source: Random, depth: number): string => {
    const value =
      depth > 0 && source.oneIn(3)
        ? any(source, depth - 1)
        : source.pick([...anything, ...sequences, ...mappings])
    const name = source.pick([
      'tolist',
      'toset',
      'tomap',
      'tostring',
      'tonumber',
      'tobool',
      'tolist',
      'toset',
      'tomap',
    ])
    const text = `${name}(${value})`
    return source.oneIn(3)
      ? source.pick([
          `${text}[0]`,
          `${text}[*]`,
          `${text} == ${text}`,
          `length(${text})`,
          `[for x in ${text} : x]`,
          `jsonencode(${text})`,
          `${text}["a"]`,
          `flatten([${text}])`,
          `try(${text}, "no")`,
          `concat(${text}, [1])`,
          `merge(${text}, { z = 1 })`,
        ])
      : text
  },

  tries: (source: Random, depth: number): string => {
    const parts = Array.from({ length: 1 + source.below(3) }, () =>
      depth > 0 ? any(source, depth - 1) : source.pick(anything),
    )
    return source.pick([
      `try(${parts.join(', ')})`,
      `can(${parts[0] ?? '1'})`,
      `try(${parts.join(', ')}, null)`,
      `try(local.nested.${source.pick(['a', 'b', 'a.b', 'a.c'])}, ${parts[0] ?? '1'})`,
      `[try(${parts[0] ?? '1'}.a, "x")]`,
    ])
  },
} satisfies Readonly<Record<string, Form>>

function any(source: Random, depth: number): string {
  const text = source.pick(Object.values(forms))(source, depth)
  if (text.startsWith('<<')) return source.pick(known)
  return /^[[{"]/u.test(text) ? text : `(${text})`
}

/** One piece of a template between quotes. */
function piece(source: Random, depth: number): string {
  const left = source.oneIn(4) ? '~' : ''
  const right = source.oneIn(4) ? '~' : ''
  const value = source.pick([
    'var.str',
    '1',
    'true',
    'null',
    'var.num',
    'local.u_string',
    'var.secret',
    '[1]',
    'upper("x")',
    '"in"',
    '1 / 3',
    '"${"deep"}"',
    'local.u_number',
    'var.null_string',
    '{ a = 1 }',
    '1.50',
    '"a" == "b"',
  ])
  if (depth <= 0 || source.oneIn(2)) {
    return source.pick([
      'text',
      ' ',
      '\\n',
      ' \\n ',
      '$',
      '%',
      '$$',
      '%%',
      '$${x}',
      '%%{x}',
      'é',
      '  ',
      `\${${left} ${value} ${right}}`,
      `\${${left}${value}${right}}`,
      `\${${left} ${value} ${right}}`,
    ])
  }
  const body = Array.from({ length: source.below(3) }, () => piece(source, depth - 1)).join('')
  const other = source.oneIn(2) ? `%{${left} else ${right}}${piece(source, depth - 1)}` : ''
  return source.pick([
    `%{${left} if ${source.pick(conditions)} ${right}}${body}${other}%{${right} endif ${left}}`,
    `%{${left} for x in ${source.pick([...sequences, ...mappings])} ${right}}${body}\${x}%{ endfor ${left}}`,
    `%{ for k, x in ${source.pick([...sequences, ...mappings])} }${body}\${k}=\${jsonencode(x)}%{${right} endfor }`,
  ])
}

const numbers = [
  '0',
  '1',
  '2',
  '3',
  '10',
  '0.5',
  '1.5',
  'var.num',
  '"4"',
  '1e3',
  '9007199254740993',
  '0.1',
  '0.2',
  '7',
  'var.numbers[0]',
  'length(var.strings)',
  'local.u_number',
  'var.secret_number',
  'null',
  '"x"',
  '1 / 3',
  '100',
]
const bools = [
  'true',
  'false',
  'var.yes',
  '"true"',
  '"false"',
  'local.u_bool',
  'var.secret_bool',
  '(1 == 1)',
  'null',
  '"a"',
  'var.str',
]
const conditions = [
  'true',
  'false',
  'var.yes',
  '!var.yes',
  'local.u_bool',
  'var.secret_bool',
  '"true"',
  '"no"',
  'null',
  'var.num > 3',
  'local.u_string == "a"',
  'length(var.strings) == 0',
  'tobool(null)',
  '1',
  '[true]',
  'var.null_string == null',
  'local.u_any',
]
const known = [
  '1',
  '"a"',
  'null',
  'true',
  '[]',
  '{}',
  '[1, "a"]',
  '{ a = 1 }',
  'tolist(["a"])',
  'tomap({ a = 1 })',
  'toset(["a"])',
  '"1"',
  '[[]]',
  '[null]',
  '{ a = null }',
  '0.5',
  '""',
]
const anything = [
  ...known,
  'var.str',
  'var.num',
  'var.strings',
  'var.set',
  'var.map',
  'var.object',
  'var.objects',
  'var.anything',
  'var.null_string',
  'var.null_list',
  'var.null_map',
  'var.null_object',
  'var.secret',
  'var.secret_map',
  'var.secret_list',
  'local.nested',
  'local.mixed',
  'local.u_string',
  'local.u_maybe',
  'local.u_list',
  'local.u_set',
  'local.u_map',
  'local.u_any',
  'local.u_tuple',
  'local.u_object',
  'local.u_secret',
  'local.partly_secret',
  'terraform_data.one',
  'terraform_data.one.output',
  'terraform_data.counted',
  'terraform_data.keyed',
  'terraform_data.none',
  'terraform_data.object.output',
  'terraform_data.object.input',
  'terraform_data.tuple.output',
  'sensitive([1])',
  'var.number_set',
]
// Before it plans, Terraform goes over everything with variables that it knows only the types of: a null of theirs has an item then.
const solid = anything.filter((one) => !one.startsWith('var.null_'))
const sides = [
  '[]',
  '{}',
  'null',
  '[1]',
  '["a"]',
  '[1, "a"]',
  '[true]',
  '[null]',
  '{ a = 1 }',
  '{ a = "x" }',
  '{ b = 1 }',
  '{ a = 1, b = 2 }',
  '{ a = [] }',
  '{ a = [1] }',
  '{ a = {} }',
  '{ a = null }',
  'tolist([])',
  'tolist([1])',
  'tolist(["a"])',
  'toset([])',
  'toset(["a"])',
  'toset([1])',
  'tomap({})',
  'tomap({ a = 1 })',
  'tomap({ a = "x" })',
  '[[1]]',
  '[["a"], []]',
  '[{ a = 1 }]',
  '[{ a = 1 }, { b = 2 }]',
  'var.strings',
  'var.map',
  'var.object',
  'var.objects',
  '1',
  '"a"',
  'true',
  '"1"',
  '1.5',
  'local.u_string',
  'local.u_number',
  'local.u_list',
  'local.u_any',
  'local.u_tuple',
  'var.secret',
  'local.partly_secret',
  'var.null_list',
  'var.null_object',
  'tostring(null)',
  'local.u_object',
  'local.u_map',
  'local.u_set',
  '[local.u_string]',
  '{ a = local.u_string }',
  '{ a = var.secret }',
  'terraform_data.one.output',
  '[for x in ["a"] : x]',
  '{ for x in ["a"] : x => x }',
]
const sequences = [
  '[]',
  '[1, 2]',
  '["a", "b", "a"]',
  '[1, "a", null]',
  'var.strings',
  'var.set',
  'var.objects',
  'var.numbers',
  'var.number_set',
  'local.mixed',
  'var.secret_list',
  'local.u_list',
  'local.u_set',
  'local.u_tuple',
  'null',
  '"abc"',
  '[{ a = 1 }, { a = "x", b = 2 }]',
  '[[1, 2], [3]]',
  'var.null_list',
  'terraform_data.counted',
  'terraform_data.none',
  'toset([])',
  'tolist([])',
  '[var.secret, "o"]',
  '[local.u_string, "o"]',
  'local.u_any',
  'toset([local.u_string, "a"])',
  '[{ id = "x" }]',
  'toset([{ id = "y" }, { id = "x" }])',
  'tolist([{ a = 1 }])',
  'sensitive(["a"])',
  'toset([true, false])',
  '1',
  'true',
  'terraform_data.tuple.output',
  'toset([null, "a"])',
  '[[], {}]',
]
const mappings = [
  '{}',
  '{ a = 1 }',
  '{ b = 1, a = "x" }',
  'var.map',
  'var.object',
  'local.nested',
  'var.secret_map',
  'local.u_map',
  'local.u_object',
  'local.partly_secret',
  'var.null_map',
  'terraform_data.keyed',
  'tomap({ b = 1, a = 2 })',
  '{ a = null }',
  '{ a = { a = 1 }, b = { a = 2 } }',
  '{ (var.secret) = 1 }',
  '{ Z = 1, a = 2, "10" = 3, "9" = 4 }',
  'terraform_data.one',
  '{ "true" = 1, "1" = 2 }',
  'terraform_data.object.input',
]
const references = [
  'var.objects',
  'var.object',
  'local.nested',
  'var.anything',
  'local.mixed',
  'var.map',
  'var.strings',
  'terraform_data.counted',
  'terraform_data.keyed',
  'terraform_data.one',
  'terraform_data.none',
  'terraform_data.object',
  'local.u_object',
  'local.u_tuple',
  'var.set',
  'path',
  'terraform',
]
const stepTexts = [
  '.a',
  '.b',
  '.id',
  '.rank',
  '.parts',
  '.inner',
  '.inner.on',
  '.tags',
  '.name',
  '[0]',
  '[1]',
  '[-1]',
  '["a"]',
  '["x.y/z"]',
  '[var.num]',
  '.0',
  '.1',
  '[null]',
  '[true]',
  '["0"]',
  '[0.5]',
  '[local.u_number]',
  '[local.u_string]',
  '[var.secret]',
  '.input',
  '.output',
  '.output.a',
  '["x"]',
  '["nope"]',
  '.nope',
  '[*]',
  '[*].id',
  '.*.id',
  '.module',
  '.workspace',
  '["1"]',
  '[1.0]',
  '[1 - 1]',
  '.triggers_replace',
  '[*].parts[0]',
  '.*.parts[0]',
  '[2].three',
  '[var.strings]',
  '[local.u_any]',
]
