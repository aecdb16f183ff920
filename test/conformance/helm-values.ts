import type { Expression } from './helm-expressions.ts'
import { random, type Random } from './random.ts'

const encoders = ['toYaml', 'toYamlPretty', 'toJson', 'toPrettyJson', 'toRawJson', 'toToml'] as const

/** Expressions that write generated values. */
export function codecExpressions(count: number): readonly Expression[] {
  const choices = random(7)
  const generated = Array.from({ length: count }, (_, at) => {
    const value = at % 2 === 0 ? wordIn(choices, at) : valueFrom(choices, 0)
    return { text: `${encoders[at % encoders.length] ?? 'toYaml'} .Values.v`, value: value ?? 'null' }
  })
  const each = words.flatMap((word) =>
    encoders.map((encoder) => ({ text: `${encoder} .Values.v`, value: { [word]: [word] } })),
  )
  return [...each, ...generated]
}

/** Expressions that print generated values under generated formats. */
export function formatExpressions(count: number): readonly Expression[] {
  const choices = random(11)
  return Array.from({ length: count }, () => {
    const format = formatFrom(choices)
    const args = Array.from({ length: choices.below(4) }, () => choices.pick(argumentTexts))
    const value = choices.oneIn(2) ? choices.pick(numbers) : valueFrom(choices, 1)
    const name = choices.pick(['printf', 'printf', 'printf', 'printf', 'print', 'println'])
    const first = name === 'printf' ? `${JSON.stringify(format)} ` : ''
    return { text: `${name} ${first}${args.join(' ')}`.trim(), value }
  })
}

/** Expressions that read texts, good and bad ones, and write what they read. */
export function decodeExpressions(count: number): readonly Expression[] {
  const choices = random(13)
  const json = Array.from({ length: count }, () => damaged(JSON.stringify(valueFrom(choices, 0)), choices))
  const jsonExpressions = [...json, ...brokenJson].flatMap((value) =>
    ['fromJson', 'fromJsonArray'].map((name) => ({ text: `${name} .Values.v | toJson`, value })),
  )
  const yaml = [...yamlTexts, ...words, ...words.map((word) => `a: ${word}\nb: [${word}]`)]
  const yamlExpressions = yaml.flatMap((value) =>
    ['fromYaml', 'fromYamlArray'].map((name) => ({ text: `${name} .Values.v | toJson`, value })),
  )
  const rounds = Array.from({ length: count }, () => ({
    text: choices.pick([
      'toYaml .Values.v | fromYaml | toJson',
      'toYamlPretty .Values.v | fromYaml | toJson',
      'toPrettyJson .Values.v | fromYaml | toJson',
      'toYaml .Values.v | fromYamlArray | toYaml',
      'toJson .Values.v | fromJson | printf "%v"',
    ]),
    value: valueFrom(choices, 0),
  }))
  const toml = tomlTexts.map((value) => ({ text: 'fromToml .Values.v | toJson', value }))
  return [...jsonExpressions, ...yamlExpressions, ...rounds, ...toml]
}

/** Expressions that read YAML that is put together from good YAML and from what breaks it. */
export function brokenYaml(count: number): readonly Expression[] {
  const choices = random(17)
  const texts = Array.from({ length: count }, () => {
    let text: string = choices.pick(wholeYaml)
    for (let left = 1 + choices.below(3); left > 0; left--) {
      const at = choices.below(text.length + 1)
      const after = at + (choices.oneIn(2) ? choices.below(4) : 0)
      text = text.slice(0, at) + choices.pick(yamlPieces) + text.slice(after)
    }
    return choices.oneIn(3) ? text.slice(0, choices.below(text.length + 1)) : text
  })
  return texts
    .filter((text) => text.isWellFormed() && !onlyNew.test(text))
    .map((value, at) => ({
      text: `${at % 2 === 0 ? 'fromYaml' : 'fromYamlArray'} .Values.v | toJson`,
      value,
    }))
}

/** Signs in brackets that YAML 1.2 takes in another way than go-yaml: see the known differences. */
const onlyNew = /[[{][^]*(?:\?\S|[:-][,[\]{}]|,#|!\S*,)/u

const wholeYaml = [
  "a: 1\nb:\n  - x\n  - k: 2\n    z: \"q\\n\\u00e9\"\nc: {d: [1, 2], e: 'f''g'}\n",
  'kind: A\nmetadata:\n  name: "x"\ndata:\n  k: |\n    l1\n     l2\n\n    l3\n  j: >-\n    a\n    b\n',
  '- a\n- - b\n  - c\n-\n  d: e\n  f:\n  - g\n  - h\n',
  '? a\n: b\n? c\n: - e\n  - f\n',
  'x: &A {k: v}\nu: *A\nz:\n  <<: *A\n  w: !!str 12\n',
  '%YAML 1.1\n%TAG !e! tag:example.com/2000:\n---\na: !e!foo b\n...\n---\nc: d\n',
  'a: "multi\n  line \\\n  text"\nb: plain\n  more\n  text # c\nc: \'x\n\n  w\'\n',
  '[a, b: c, {d: e, f}, "g": h, ? i : j, [k]]\n',
  '{a: [b, c], ? d : e, h: , i}\n',
  'key with spaces: value: no\nother - key: [x\n',
  'a:\n\tb: 1\n',
  'one\n  two\nthree: four\n',
]

const yamlPieces = [
  '',
  ' ',
  '  ',
  '\n',
  '\n  ',
  '\t',
  ':',
  ': ',
  '- ',
  '-',
  '? ',
  ',',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '#',
  ' #',
  '&a ',
  '*A',
  '*b',
  '!',
  '!!',
  '!x!w ',
  '!<x> ',
  '!%41 ',
  '|',
  '>',
  '|2',
  '>-',
  '|0',
  '%',
  '@',
  '`',
  '\\',
  '\\x',
  '---\n',
  '\n---\n',
  '\n...\n',
  '...',
  '\\u12',
  '\u0001',
  'é',
  '😀 ',
  '<<: 1\n',
  'a',
  'a:\n',
  '\r\n',
  '!!int ',
  '%YAML 1.2\n',
  '%FOO\n',
  '!!bool ',
  'x'.repeat(1030),
]

/** A text with a character too many or too few, or none. */
function damaged(text: string, choices: Random): string {
  const letters = Array.from(text)
  const at = choices.below(letters.length)
  const extra = choices.pick(Array.from('{}[],:"\\x0-+.eE\n\u0001é'))
  return choices
    .pick([letters, letters.toSpliced(at, 1), letters.toSpliced(at, 0, extra), letters.slice(0, at)])
    .join('')
}

const brokenJson = [
  '',
  ' ',
  '{',
  '[',
  '{"a"',
  '{"a":',
  '{"a":}',
  '{a:1}',
  "{'a':1}",
  '[1,]',
  '{"a":1,}',
  '[1 2]',
  '1 2',
  'nul',
  'nulx',
  'tru',
  'truX',
  '-',
  '-a',
  '1.',
  '1.e',
  '1e',
  '1e+',
  '01',
  '"\\x"',
  '"\\u12G4"',
  '"a\nb"',
  '"a',
  '"\\',
  '{"a":1e400,"b":2}',
  '[1e400]',
  'null',
  'true',
  '"x"',
  '5',
  '\ufeff{}',
  '{"a":"\\ud800"}',
  '{"a":1,"a":2}',
  '[é]',
  "[']",
  '["\t"]',
]

const yamlTexts = [
  '',
  '---',
  '# only',
  'null',
  '5',
  'a',
  'true',
  '- a\n- 1',
  'a: 1\na: 2',
  'a: 1\n---\nb: 2',
  'a: [',
  'a: {',
  'a: "',
  "a: '",
  'a: *x',
  'a: &x 1\nb: *x',
  'a: b: c',
  'a: 1\n  b: 2',
  'a\n',
  'a:\n- b\n c: d',
  '\ta: 1',
  'a:\n\tb: 1',
  '@a',
  'a: @b',
  'a: %b',
  '%a',
  '[1,2]: 3',
  '{a: 1}: 2',
  '~: 1',
  '? a\n: b',
  '? [a]\n: b',
  '1: 2',
  '1.5: 2',
  'true: 1',
  'yes: 1',
  '1e3: 1',
  '1e6: 2',
  '.inf: 1',
  '0x10: 1',
  'a: .inf',
  'a: -.inf',
  'a: .nan',
  'a: 0644',
  'a: 0o644',
  'a: 1_000',
  'a: 9223372036854775807',
  'a: 18446744073709551615',
  'a: 18446744073709551616',
  'a: 1e400',
  'a: 2001-01-01',
  'a: 2001-01-01T00:00:00Z',
  'a: !!str 1',
  'a: !!int "1"',
  'a: !!binary aGk=',
  'a: !foo 1',
  'a: !!float 1',
  'a: |\n  x\n  y\n',
  'a: >\n  x\n  y\n\n  z\n',
  'a: |+\n  x\n\n',
  'a: >-\n  x',
  '<<: {a: 1}\nb: 2',
  'x: &x {a: 1}\ny:\n  <<: *x\n  a: 2',
  'x: &x {a: 1}\ny:\n  a: 2\n  <<: *x',
  '<<: 1',
  '<<: [{a: 1}, {b: 2}]',
  'a: "\\x41\\u00e9\\n"',
  'a: "\\q"',
  "a: 'it''s'",
  'a: b #c',
  'a: b#c',
  'a : b',
  '"a": b',
  'a:b',
  '{a: 1, b: [1, 2,], }',
  '[a, b: c]',
  '{a, b}',
  '- - 1\n  - 2\n- 3',
  'a:\n  - 1\n - 2',
  'a: 1\nb',
  'a: 1\n- b',
  '- a\nb: 1',
  'a: |x\n b',
  'key: value: x',
  'a: `b',
  'a: b\n c',
  'a: \u00a0',
  'a: \u0001',
  '}',
  'a: ]',
  '? a',
  ': a',
  '-',
  '- ',
  '-\n- a',
]

const tomlTexts = [
  '',
  'a = 1',
  'a = 1.0',
  'a = 1e6',
  'a = "x\\ny"',
  "a = 'x\\'",
  'a = true',
  'a = [1, 2]',
  'a = {b = 1}',
  '[a]\nb = 1\n[a.c]\nd = 2',
  '[[a]]\nb = 1\n[[a]]\nb = 2',
  'a = 1979-05-27T07:32:00Z',
  'a = 1979-05-27T07:32:00.5-07:00',
  'a.b.c = 1',
  '"a b" = 1',
  'a = 0x1F',
  'a = 1_000',
  'a = """\nx\ny"""',
  'a = []',
  'a = [[1], ["x"]]',
  'a = 9223372036854775807',
  '# c',
  'a = -0.5',
  'a = 1979-05-27',
]

const verbs = Array.from('vvvsdqxXoObcUeEfFgGtTz%!')
const argumentTexts = [
  '.Values.v',
  '.Values.v',
  '.Values.v',
  '.Values.w',
  '42',
  '-7',
  '0',
  '1.5',
  '"hi"',
  '"h\\"é😀\\n"',
  'true',
  "'x'",
  '(index "abc" 1)',
  'nil',
  '1114112',
]

function formatFrom(choices: Random): string {
  const parts = Array.from({ length: 1 + choices.below(3) }, () => {
    const flags = Array.from({ length: choices.below(3) }, () =>
      choices.pick(['+', '-', '#', ' ', '0']),
    ).join('')
    const index = choices.oneIn(8) ? choices.pick(['[1]', '[2]', '[9]', '[x]', '[', '[0]']) : ''
    const width = choices.oneIn(3) ? choices.pick(['5', '12', '*', '08']) : ''
    const precision = choices.oneIn(3) ? choices.pick(['.2', '.0', '.', '.10', '.*']) : ''
    return `${choices.pick(['', 'a', ' é ', '|'])}%${flags}${index}${width}${precision}${choices.pick(verbs)}`
  })
  return parts.join('')
}

const numbers = [
  0, 1, -1, 0.1, 1.5, 2.5, 100, 1e6, 123456, 1234567, 1e20, 1e21, 1e-5, 1e-7, 3.0000001, 1e100, 5e-324,
  1.7976931348623157e308, 9007199254740992, 18446744073709552000, 0.30000000000000004, 123456789.5, -0.000001,
]

const words = [
  '',
  ' ',
  'a',
  'a b',
  ' a',
  'a ',
  'true',
  'True',
  'yes',
  'y',
  'N',
  'on',
  'null',
  '~',
  'Null',
  '1',
  '-1',
  '1.5',
  '1e3',
  '0x10',
  '0o7',
  '017',
  '08',
  '1_000',
  '.5',
  '5.',
  '.inf',
  '-.Inf',
  '.nan',
  '2001-01-01',
  '2001-1-1',
  '1:20',
  '1:20:30.5',
  '2001-01-01T01:01:01Z',
  '2001-01-01 01:01:01',
  '<<',
  '=',
  '-',
  '--',
  '---',
  '- a',
  '-a',
  '?',
  '? a',
  '?a',
  ':',
  ': a',
  ':a',
  'a:',
  'a: b',
  'a:b',
  'a #b',
  'a#b',
  '#a',
  '[a',
  'a]',
  '{a',
  'a}',
  'a,b',
  ',a',
  '&a',
  '*a',
  '!a',
  '|',
  '>',
  "'a'",
  '"a"',
  "it's",
  '%a',
  '@a',
  '`a',
  'a\nb',
  'a\n',
  '\na',
  'a\n\n',
  '\n',
  '\n\n',
  'a\n b',
  ' a\nb',
  'a \nb',
  'a\tb',
  '\ta',
  'a\t',
  'a\n\tb',
  'a\r\nb',
  'a\rb',
  'é',
  'é\nb',
  '😀',
  '中文',
  '\u0001',
  '\u001b[0m',
  'a\u00a0b',
  'a\u2028b',
  'a\u2028 b\n',
  'a\ufeffb',
  '\\',
  'a\\b',
  '"',
  "'",
  '...',
  '.',
  '..',
  '+1',
  '+',
  '0',
  '00',
  '0b11',
  '-0b11',
  '0b2',
  '1e',
  'e1',
  '1.2.3',
  '10.0.0.1',
  '10.0.0.0/8',
  '12:34',
  'a2',
  'a10',
  'A',
  'b',
  'a-b',
  'a.b',
  'a/b',
  'app.kubernetes.io/name',
  '{{ a }}',
  '$a',
  '$(a)',
  '<a>',
  'a&b',
  'x=y',
  '- - a',
  'a\n- b\n',
  '  a\n b\n',
  'a\n\n\nb',
  '\n a\n',
  `${'word '.repeat(30)}end`,
  `"${'quoted '.repeat(20)}"`,
  `${'a'.repeat(100)} ${'b'.repeat(30)}  ${'c'.repeat(50)} d`,
  `- ${'x '.repeat(60)}`,
  `${'ü '.repeat(60)}\u0001`,
  'k'.repeat(127),
  'k'.repeat(129),
  `${'long '.repeat(30)}\nand ${'more '.repeat(30)}`,
  `: ${'s  t '.repeat(40)}`,
  'a0',
  'a00',
  'a01',
  'a1',
  'a1b',
  'a1-',
  'aé',
  'a_b',
  'Z',
  'é1',
  '1a',
  '-a1',
  '10',
  '9',
  '12e03',
  '1.e5',
  '685.230_15e+03',
  '190:20:30',
  '0x',
  '0xg',
  '-0x1',
  '1__0',
  '_1',
  'NO',
  'No',
  'nO',
  'OFF',
  'off',
  'Off',
  'TRUE',
  'NULL',
  'nan',
  'inf',
  'Infinity',
  '9223372036854775807',
  '9223372036854775808',
  '18446744073709551616',
  '-9223372036854775809',
  'key: |\n  a\n',
  'a: 1\nb:\n- x\n',
] as const

function wordIn(choices: Random, at: number): unknown {
  const word = words[at % words.length] ?? ''
  return choices.pick<unknown>([word, [word], { [word]: word }, { a: { b: [word, { c: word }] } }])
}

function valueFrom(choices: Random, depth: number): unknown {
  const kind = choices.below(depth > 3 ? 4 : 8)
  if (kind === 0) return choices.pick(numbers)
  if (kind === 1) return choices.pick([true, false, null])
  if (kind < 4) return choices.oneIn(3) ? mixed(choices) : choices.pick(words)
  const length = choices.below(5)
  if (kind < 6) return Array.from({ length }, () => valueFrom(choices, depth + 1))
  return Object.fromEntries(
    Array.from({ length }, () => [
      choices.oneIn(3) ? mixed(choices) : choices.pick(words),
      valueFrom(choices, depth + 1),
    ]),
  )
}

/** Texts of the characters that matter. */
function mixed(choices: Random): string {
  return Array.from({ length: 1 + choices.below(12) }, () =>
    choices.pick(Array.from('aaab01 -:#,?!&*|>\'"%@`{}[]\n\n\t.~=é\\/<_+')),
  ).join('')
}
