import { describe, expect, it } from 'vitest'
import { liveOf, Missing } from '../testing.ts'
import { evaluate } from './evaluate.ts'
import { parseCel } from './language.ts'
import { wholeOf } from './look.ts'

/** What a condition comes to: its value, what it waits for, or what is wrong. */
function answer(text: string, values: unknown, more: Parameters<typeof liveOf>[1] = {}): unknown {
  const parsed = parseCel(text)
  if (parsed.kind === 'bad') return { bad: parsed.what }
  const outcome = wholeOf(evaluate(parsed.node, liveOf(values, more)))
  if (outcome.kind === 'plain') return outcome.plain
  if (outcome.kind === 'failed') return { failed: outcome.what.split('.')[0] }
  const { value, path } = outcome.fact
  return { missing: value.kind === 'unknown' ? value.because.map(({ what }) => what) : [], path }
}

/** The path that an answer was decided on. */
function decidedOn(text: string, values: unknown): string | undefined {
  const parsed = parseCel(text)
  return parsed.kind === 'bad' ? undefined : evaluate(parsed.node, liveOf(values)).on
}

const v = new Missing('var.v')
const w = new Missing('var.w')
const made = new Missing('aws_kms_key.k.arn', 'computed')
const bucket = new Missing('var.env', 'variable', ['acme-', '-logs'])

describe('a condition', () => {
  it.each([
    ['resource.port == 22', { port: 22 }, true],
    ['resource.port > 22.5', { port: 22 }, false],
    ['resource.ratio < 0.5', { ratio: 0.25 }, true],
    ['resource.tags.exists(k, k == "team")', { tags: { team: 'x' } }, true],
    ['resource.ports.all(p, p < 1024)', { ports: [22, 443] }, true],
    ['resource.ports.filter(p, p > 100).map(p, p * 2)', { ports: [22, 443] }, [886n]],
    ['resource.ports.map(p, p > 100, string(p)).join(",")', { ports: [22, 443] }, '443'],
    ['resource.ports.exists_one(p, p == 22)', { ports: [22, 443] }, true],
    ['size(resource.ports) + resource.name.size()', { ports: [1, 2], name: 'abc' }, 5n],
    ['"acme" in resource.names && !("x" in resource.names)', { names: ['acme'] }, true],
    ['"team" in resource.tags', { tags: { team: 'x' } }, true],
    ['resource.name.matches("^(ml|web)-")', { name: 'ml-a' }, true],
    ['has(resource.a) && has(resource.a.b)', { a: {} }, false],
    ['resource.?a.?b.orValue("none")', { a: {} }, 'none'],
    ['resource.?a.b.orValue("none")', { a: { b: 'x' } }, 'x'],
    ['resource.list[?3].hasValue()', { list: [1] }, false],
    ['cel.bind(n, resource.name, n + n)', { name: 'a' }, 'aa'],
    ['type == "Acme::Thing" && address == "thing.one"', {}, true],
    ['type(resource.port) == int', { port: 1 }, true],
    ['resource.a == {"b": [1, 2]}', { a: { b: [1, 2] } }, true],
    ['{"a": resource.x}["a"]', { x: 'y' }, 'y'],
    ['resource["x.y/z"]', { 'x.y/z': 1 }, 1n],
    ['resource.list[1]', { list: ['a', 'b'] }, 'b'],
    ['resource.a == null', { a: { b: 1 } }, false],
    ['-resource.n', { n: 3 }, -3n],
    ['resource.big == 9007199254740993', { big: '9007199254740993' }, false],
  ])('%s', (text, values, wanted) => {
    expect(answer(text, values)).toEqual(wanted)
  })

  it.each([
    ['resource.a', { failed: 'No such key: a' }],
    ['resource.no.a', { failed: 'No such key: a' }],
    ['resource.list[7]', { failed: 'No such key: 7' }],
    ['resource.name + 1', { failed: 'no such overload: string + int' }],
    ['resource.name.all(x, x == "a")', { failed: 'What all goes through is a list or a map' }],
    ['resource.list.all(x, x)', { failed: 'What is asked of each item is true or false' }],
    ['resource.name && true', { failed: 'Both sides of && are true or false' }],
    ['1 / resource.zero == 1', { failed: 'division by zero' }],
    ['resource.name.matches("(")', { failed: expect.stringContaining('regular expression') }],
  ])('%s fails, as CEL has it', (text, wanted) => {
    expect(answer(text, { name: 'n', list: ['a'], zero: 0, no: {} })).toEqual(wanted)
  })

  it('sees no members that are null', () => {
    expect(answer('has(resource.a) || size(resource) != 1', { a: null, b: 1 })).toBe(false)
  })
})

describe('what is not known', () => {
  it.each([
    ['resource.v == 1', { missing: ['var.v'], path: 'v' }],
    ['resource.v.deeper[2].still', { missing: ['var.v'], path: 'v' }],
    ['resource.v == resource.w', { missing: ['var.v', 'var.w'], path: 'v' }],
    ['resource.v && resource.w', { missing: ['var.v', 'var.w'], path: 'v' }],
    ['resource.v && resource.no', false],
    ['resource.no && resource.v', false],
    ['resource.v || resource.yes', true],
    ['resource.yes || resource.v', true],
    ['resource.v && resource.yes', { missing: ['var.v'], path: 'v' }],
    ['!resource.v', { missing: ['var.v'], path: 'v' }],
    ['resource.nowhere || resource.v', { missing: ['var.v'], path: 'v' }],
    ['resource.yes ? 1 : resource.v', 1n],
    ['resource.v ? 1 : 1', { missing: ['var.v'], path: 'v' }],
    ['resource.list.exists(x, x == 2)', true],
    ['resource.list.exists(x, x == 3)', { missing: ['var.v'], path: 'list[0]' }],
    ['resource.list.all(x, x == 3)', false],
    ['resource.list.all(x, x == 2)', { missing: ['var.v'], path: 'list[0]' }],
    ['resource.list.exists_one(x, x == 2)', { missing: ['var.v'], path: 'list[0]' }],
    ['2 in resource.list', true],
    ['3 in resource.list', { missing: ['var.v'], path: 'list[0]' }],
    ['size(resource.list)', 2n],
    ['size(resource.list.map(x, x))', 2n],
    ['size(resource.list.filter(x, x == 2))', { missing: ['var.v'], path: 'list[0]' }],
    ['resource.list == [1, 2]', { missing: ['var.v'], path: 'list[0]' }],
    ['[resource.v, 2].exists(x, x == 2)', true],
    ['{"a": resource.v, "b": 1}["b"] == 1', true],
    ['resource.list[resource.w]', { missing: ['var.w'], path: 'w' }],
    ['has(resource.v)', { missing: ['var.v'], path: 'v' }],
    ['has(resource.made)', true],
    ['resource.?made.hasValue()', true],
    ['resource.?v.orValue("d") == "d"', { missing: ['var.v'], path: 'v' }],
    ['size(resource.map)', { missing: ['var.v'], path: 'map.open' }],
    ['resource.map.exists(k, k == "sure")', true],
    ['resource.map.exists(k, k == "open")', { missing: ['var.v'], path: 'map.open' }],
    ['resource.map.exists(k, k == "none")', false],
    ['"open" in resource.map', { missing: ['var.v'], path: 'map.open' }],
    ['resource.bucket.startsWith("acme")', true],
    ['resource.bucket.startsWith("web")', false],
    ['resource.bucket.startsWith("acme-prod")', { missing: ['var.env'], path: 'bucket' }],
    ['resource.bucket.endsWith("-logs")', true],
    ['resource.bucket.contains("logs")', true],
    ['resource.bucket.contains("prod")', { missing: ['var.env'], path: 'bucket' }],
    ['resource.bucket == "web"', false],
    ['resource.bucket != "web"', true],
  ])('%s', (text, wanted) => {
    const map = { open: v, sure: 1 }
    const values = { v, w, made, bucket, yes: true, no: false, list: [v, 2], map }
    expect(answer(text, values)).toEqual(wanted)
  })

  it('is what a companion says that belongs to no resource here', () => {
    const partial = { partial: true }
    const elsewhere = { missing: ['thing.one'], path: 'a' }
    expect(answer('resource.a == 1', {}, partial)).toEqual(elsewhere)
    expect(answer('has(resource.a)', {}, partial)).toEqual(elsewhere)
    expect(answer('size(resource) == 0', {}, partial)).toEqual({ ...elsewhere, path: '' })
    expect(answer('has(resource.companion.a)', { companion: {} }, partial)).toBe(false)
  })
})

it.each([
  ['resource.a == 1 && resource.b == 2', 'b'],
  ['resource.a == 1 || resource.b == 1', 'a'],
  ['resource.a == 2 || resource.b == 2', 'b'],
  ['!has(resource.c)', 'c'],
  ['!has(resource.deep.c)', 'deep.c'],
  ['resource.rules.exists(r, r.port == 22 && r.cidr == "*")', 'rules[1].cidr'],
  ['!resource.rules.all(r, r.port == 80)', 'rules[1].port'],
  ['!resource.rules.exists(r, r.port == 81)', 'rules'],
  ['size(resource.rules) < 3', 'rules'],
  ['resource.a in [1, 2]', 'a'],
  ['resource.?c.orValue(true)', 'c'],
  ['resource.name.startsWith("x")', 'name'],
])('%s is decided on %s', (text, path) => {
  const rules = [
    { port: 80, cidr: '*' },
    { port: 22, cidr: '*' },
  ]
  expect(decidedOn(text, { a: 1, b: 2, deep: {}, rules, name: 'xy' })).toBe(path)
})

describe('no condition runs away', () => {
  const values = { list: Array.from({ length: 300 }, (_, at) => at), one: [1], text: 'a'.repeat(30) }
  it.each([
    ['resource.list.all(a, resource.list.all(b, resource.list.all(c, a + b + c >= 0)))', 'too many steps'],
    [`cel.bind(x, resource.one, ${doubled(18)})`, 'larger than a condition may make'],
    ['resource.list.all(a, resource.list.all(b, resource.list == resource.list))', 'too many steps'],
  ])('%s', (text, wanted) => {
    expect(answer(text, values)).toEqual({ failed: expect.stringContaining(wanted) })
  })

  it('matches in linear time', () => {
    expect(answer('resource.text.matches("^(a+)+$b")', values)).toBe(false)
  })

  it.each(['('.repeat(5000), '!'.repeat(5000), `true${' && true'.repeat(5000)}`, '['.repeat(9999)])(
    'nor does its text: %.10s…',
    (text) => {
      expect(answer(text, {})).toEqual({ bad: expect.any(String) })
    },
  )
})

/** An expression that doubles a list as many times. */
function doubled(times: number): string {
  return times === 0 ? 'size(x) > 0' : `cel.bind(x, x + x, ${doubled(times - 1)})`
}
