import { expect, it } from 'vitest'
import { addressOf, filePath } from '../kernel/brand.ts'
import { Origins } from '../kernel/origins.ts'
import { marks, type Marks, type Value } from '../kernel/value.ts'
import { maskExcerpt, sensitiveSpans } from './mask.ts'
import type { Reading } from './reading.ts'
import type { Named as NamedValue } from './resource.ts'

const file = filePath('main.tf')
const secret = marks.sensitive

const empty = {
  format: 'terraform',
  root: filePath(''),
  variant: '',
  resources: [],
  references: [],
  diagnostics: [],
  texts: new Map(),
}

/** A reading whose variables are the quoted parts of a text, in order. */
function reading(
  text: string,
  ...all: readonly { readonly literal: string; readonly marks: Marks }[]
): Reading {
  const origins = new Origins()
  const named = all.map((one, at): NamedValue => {
    const start = text.indexOf(one.literal)
    const span = { file, start, end: start + one.literal.length }
    const literal = origins.at('literal', span)
    const origin = origins.at('variable', { file, start: 0, end: 1 }, { inputs: [literal] })
    const value: Value = { kind: 'scalar', scalar: one.literal, origin, marks: one.marks }
    return { address: addressOf(`var.v${at}`), kind: 'variable', module: '', name: `v${at}`, value, span }
  })
  return { ...empty, named, origins }
}

function shown(text: string, of: Reading): string {
  return maskExcerpt(sensitiveSpans([of]), file, 0, text).text
}

it('hides the literal that a sensitive value was made from, with a text of fixed width', () => {
  const text = 'default = "hunter2" # seven'
  expect(shown(text, reading(text, { literal: '"hunter2"', marks: secret }))).toBe(
    'default = "(sensitive)" # seven',
  )
})

it('leaves the literals of other values alone', () => {
  const text = 'a = "open"'
  expect(shown(text, reading(text, { literal: '"open"', marks: marks.none }))).toBe(text)
})

it('hides nothing that stands openly elsewhere, other than under a name that is there for others only', () => {
  const text = 'a = "open"'
  const both = reading(text, { literal: '"open"', marks: secret }, { literal: '"open"', marks: marks.none })
  expect(shown(text, both)).toBe('a = "(sensitive)"')
  const told = both.named.map((one) => ({ ...one, kind: 'output' as const }))
  expect(shown(text, { ...both, named: told })).toBe(text)
})

it('hides nothing that stands openly elsewhere where a function handed it on', () => {
  const text = 'a = "open"'
  const made = reading(text, { literal: '"open"', marks: secret })
  const [variable] = made.named
  if (variable === undefined) return
  const origin = made.origins.at('select', { file, start: 0, end: 1 }, { inputs: [variable.value.origin] })
  const told: NamedValue = {
    ...variable,
    address: addressOf('output.told'),
    kind: 'output',
    value: { kind: 'scalar', scalar: 'open', origin, marks: marks.none },
  }
  expect(shown(text, { ...made, named: [variable, told] })).toBe(text)
})

it('hides what was only digested for everyone to see', () => {
  const text = 'a = "hunter2"'
  const made = reading(text, { literal: '"hunter2"', marks: secret })
  const [variable] = made.named
  if (variable === undefined) return
  const origin = made.origins.at('call', { file, start: 0, end: 1 }, { inputs: [variable.value.origin] })
  const digest: NamedValue = {
    ...variable,
    address: addressOf('local.digest'),
    value: { kind: 'scalar', scalar: 'f52f...', origin, marks: marks.none },
  }
  expect(shown(text, { ...made, named: [variable, digest] })).toBe('a = "(sensitive)"')
})

it('shows the expressions inside of a template, and hides what is written around them', () => {
  const text = 'a = "x-${var.b}-y"'
  const masked = shown(text, reading(text, { literal: '"x-${var.b}-y"', marks: secret }))
  expect(masked).toBe('a = "(sensitive)${var.b}(sensitive)"')
})

it('hides what is in braces in a file of data', () => {
  const data = filePath('secret.txt')
  const spans = new Map([[data, [{ file: data, start: 0, end: 10 }]]])
  expect(maskExcerpt(spans, data, 0, 'x-${abc}-y').text).toBe('(sensitive)')
})

it('shows an expression with braces and quotes of its own', () => {
  const text = 'a = "x-${var.b == null ? "" : { c = "}" }.c}"'
  const masked = shown(text, reading(text, { literal: text.slice('a = '.length), marks: secret }))
  expect(masked).toBe('a = "(sensitive)${var.b == null ? "" : { c = "}" }.c}"')
})

it('hides what only looks like an expression', () => {
  const text = 'a = "p$${x}-${un"'
  expect(shown(text, reading(text, { literal: '"p$${x}-${un"', marks: secret }))).toBe('a = "(sensitive)"')
})

it('hides a literal whole when it has quotes, dollars and braces in it', () => {
  const text = 'a = "p$ss\\"w}rd$"'
  const masked = shown(text, reading(text, { literal: '"p$ss\\"w}rd$"', marks: secret }))
  expect(masked).toBe('a = "(sensitive)"')
})

it('says where an offset stands after masking', () => {
  const text = 'a = "hunter2" # b'
  const excerpt = maskExcerpt(
    sensitiveSpans([reading(text, { literal: '"hunter2"', marks: secret })]),
    file,
    0,
    text,
  )
  expect(excerpt.text.slice(excerpt.at(text.indexOf('#')))).toBe('# b')
  expect(excerpt.text.slice(excerpt.at(text.indexOf('"')), excerpt.at(text.indexOf('" #') + 1))).toBe(
    '"(sensitive)"',
  )
})

it('hides what looks like a credential, wherever it stands, and what has a name that asks for one', () => {
  const key = 'AKIAIOSFODNN7EXAMPLE'
  const text = `# old: ${key}\npassword = "hunter2"\nimage = "sha256:abc"\n`
  const nothing = reading(text)
  expect(shown(text, nothing)).toBe('# old: (sensitive)\npassword = "(sensitive)"\nimage = "sha256:abc"\n')
  const literal = 'default = "hunter2"'
  const named = reading(literal, { literal: '"hunter2"', marks: marks.none })
  const [one] = named.named
  const password = { ...named, named: one === undefined ? [] : [{ ...one, name: 'db_password' }] }
  expect(shown(literal, password)).toBe('default = "(sensitive)"')
  expect(shown(literal, named)).toBe(literal)
})

it('hides every line of a private key', () => {
  const text = `-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEF\n-----END PRIVATE KEY-----\n`
  const source = `key = <<EOT\n${text}EOT\n`
  const secrets = sensitiveSpans([reading(source, { literal: text, marks: marks.none })])
  const line = 'MIIEvQIBADANBgkqhkiG9w0BAQEF'
  expect(maskExcerpt(secrets, file, source.indexOf(line), line).text).toBe('(sensitive)')
})

it('shows everything where there is nothing to hide', () => {
  expect(maskExcerpt(undefined, file, 0, 'password = "hunter2"').text).toBe('password = "hunter2"')
})
