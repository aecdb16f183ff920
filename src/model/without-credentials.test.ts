import { expect, it } from 'vitest'
import { marks, type Value } from '../kernel/value.ts'
import { printJson } from './json-text.ts'
import { valueJson } from './value-json.ts'
import { withoutCredentials } from './without-credentials.ts'

const common = { origin: 0, marks: marks.none }

function text(scalar: string): Value {
  return { kind: 'scalar', scalar, ...common }
}

function map(entries: Readonly<Record<string, Value>>): Value {
  return { kind: 'map', entries: new Map(Object.entries(entries)), ...common }
}

function list(...items: readonly Value[]): Value {
  return { kind: 'list', items, ...common }
}

it('takes the place of what is secret in a value, and of nothing else', () => {
  const value = map({
    ami: text('ami-0abcdef1234567890'),
    environment: map({ DB_HOST: text('db'), DB_PASSWORD: text('hunter2') }),
    env: list(
      map({ name: text('DB_PASSWORD'), value: text('hunter2') }),
      map({ name: text('HOST'), value: text('db') }),
    ),
    user_data: text(`#!/bin/sh\nexport AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n`),
  })
  const masked = {
    ami: 'ami-0abcdef1234567890',
    environment: { DB_HOST: 'db', DB_PASSWORD: '(sensitive)' },
    env: [
      { name: 'DB_PASSWORD', value: '(sensitive)' },
      { name: 'HOST', value: 'db' },
    ],
    user_data: '#!/bin/sh\nexport AWS_ACCESS_KEY_ID=(sensitive)\n',
  }
  expect(JSON.parse(printJson(valueJson(value) ?? null))).toStrictEqual(masked)
  expect(printJson(valueJson(value, true) ?? null)).toContain('hunter2')
})

it('is the very same value where there is nothing secret in it', () => {
  const value = map({ a: list(text('x'), text('https://acme.dev')) })
  expect(withoutCredentials(value)).toBe(value)
})

it('goes by what the value itself is called', () => {
  expect(valueJson(text('hunter2'), false, 'db_password')).toBe('(sensitive)')
  expect(valueJson(text('hunter2'), false, 'user')).toBe('hunter2')
})
