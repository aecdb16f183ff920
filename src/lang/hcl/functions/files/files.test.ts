import { expect, it } from 'vitest'
import { marks } from '../../../../kernel/value.ts'
import { problem } from '../../problem.ts'
import { objectOf, stringType } from '../../types.ts'
import { map, object, string, unknown, type Val } from '../../value.ts'
import { terraform111 } from '../../version.ts'
import { contextOf, told, waiting } from '../asking.ts'
import { callFunction } from '../call.ts'
import type { FunctionContext } from '../function.ts'
import { functionNamed } from '../index.ts'

const contents: Readonly<Record<string, Uint8Array>> = {
  'f.txt': new TextEncoder().encode('bin'),
  'e.txt': new TextEncoder().encode('e\u0301'),
  'hi.tftpl': new TextEncoder().encode('hi'),
  'bad.bin': new Uint8Array([0xff, 0xfe]),
  'd/.hid': new Uint8Array(),
  'd/a.txt': new Uint8Array(),
  'd/sub/b.txt': new Uint8Array(),
}

const missing = problem('Invalid function argument', 'not what is shown', 0)

/** A folder in memory; a template is rendered as its text and the names of its variables. */
const context: FunctionContext = {
  ...contextOf(terraform111),
  workingFolder: '/work',
  readFile: (path) => contents[plain(path)] ?? missing,
  fileExists(path) {
    if (plain(path) in contents) return true
    const isFolder =
      plain(path) === '.' || Object.keys(contents).some((one) => one.startsWith(`${plain(path)}/`))
    return isFolder && problem('Invalid function argument', `"${path}" is a directory, not a file`, 0)
  },
  filesBelow(path) {
    const prefix = plain(path) === '.' ? '' : `${plain(path)}/`
    return Object.keys(contents)
      .filter((one) => one.startsWith(prefix))
      .map((one) => one.slice(prefix.length))
  },
  renderTemplate(text, variables, name) {
    const broken = variables.get('break')
    if (broken?.kind === 'string') return problem(name, broken.value)
    return variables.get('only') ?? string(`${text} ${[...variables.keys()].join(' ')}`)
  },
}

function plain(path: string): string {
  const short = path.replace(/^(?:\.\/|\/work\/)+/u, '').replace(/\/+$/u, '')
  return short === '' ? '.' : short
}

function called(name: string, args: readonly Val[]): string {
  const fn = functionNamed(name, terraform111)
  const value = 'call' in fn ? callFunction(fn, args, context) : fn
  return value.kind === 'problem' ? `${value.summary}: ${value.detail}` : told(value)
}

const notThere =
  'this function works only with files that are distributed as part of the configuration source code, so if this file will be created by a resource in this configuration you must instead obtain this result from an attribute of that resource.'
const notText =
  'not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents or the other file functions (e.g. filemd5, filesha256) to obtain file hashing results instead.'

it.each([
  ['file', ['f.txt'], '"bin" : string'],
  ['file', ['./e.txt'], '"é" : string'],
  [
    'file',
    ['nope'],
    `Invalid function argument: Invalid value for "path" parameter: no file exists at "nope"; ${notThere}`,
  ],
  [
    'file',
    ['./d/'],
    'Invalid function argument: Invalid value for "path" parameter: failed to read file: read d: is a directory.',
  ],
  [
    'file',
    ['bad.bin'],
    `Error in function call: Call to function "file" failed: contents of "bad.bin" are ${notText}`,
  ],
  ['filebase64', ['bad.bin'], '"//4=" : string'],
  ['fileexists', ['f.txt'], 'true : bool'],
  ['fileexists', ['nope'], 'false : bool'],
  [
    'fileexists',
    ['./d/'],
    'Error in function call: Call to function "fileexists" failed: "d" is a directory, not a file.',
  ],
  ['filemd5', ['f.txt'], '"c1111bd512b29e821b120b86446026b8" : string'],
  ['filesha1', ['bad.bin'], '"d62636d8caec13f04e28442a0a6fa1afeb024bbb" : string'],
  [
    'filesha256',
    ['./nope'],
    'Error in function call: Call to function "filesha256" failed: open nope: no such file or directory.',
  ],
  [
    'filebase64sha512',
    ['d'],
    'Error in function call: Call to function "filebase64sha512" failed: read d: is a directory.',
  ],
  ['abspath', ['x'], '"/work/x" : string'],
  ['abspath', [''], '"/work" : string'],
])('%s of %j is %s', (name, args, answer) => {
  expect(
    called(
      name,
      args.map((one) => string(one)),
    ),
  ).toBe(answer)
})

it.each([
  ['.', '*.tftpl', 'hi.tftpl'],
  ['.', '**/*.txt', 'd/a.txt, d/sub/b.txt, e.txt, f.txt'],
  ['d', '**', '.hid, a.txt, sub/b.txt'],
  ['d', '*', '.hid, a.txt'],
  ['d', '**/', '.hid, a.txt, sub/b.txt'],
  ['d', '**/sub/*', 'sub/b.txt'],
  ['d', 'sub/**/b.txt', 'sub/b.txt'],
  ['d', '**b.txt', ''],
  ['d', 'a.txt', 'a.txt'],
  ['d', 'sub', ''],
  ['d', '[a-z].txt', 'a.txt'],
  ['d', '[^b].txt', 'a.txt'],
  ['d', '[!b].txt', ''],
  ['d', '?.txt', 'a.txt'],
  ['d', String.raw`\a.txt`, 'a.txt'],
  ['d', '{a.txt,.hid}', '.hid, a.txt'],
  ['d', 's*b/{b,c}.txt', 'sub/b.txt'],
  ['d', 'a{.txt,}', 'a.txt'],
  ['d', 'zz[', ''],
  ['d', '../f.txt', '../f.txt'],
  ['d', '../d/*', '.hid, a.txt'],
  ['d/sub/..', '*', '.hid, a.txt'],
  ['', 'd/*', 'd/.hid, d/a.txt'],
  ['d', '', ''],
  ['nope', '*', ''],
  ['/work/d', '*', '.hid, a.txt'],
])('fileset(%j, %j) is %s', (path, pattern, found) => {
  const names =
    found === ''
      ? ''
      : found
          .split(', ')
          .map((one) => JSON.stringify(one))
          .join(', ')
  expect(called('fileset', [string(path), string(pattern)])).toBe(`[${names}] : set(string)`)
})

it.each([['d/[a-'], ['d/{a,b'], ['d/[-a].txt'], ['d/[]a].txt'], ['d/[a-z-9].txt'], ['d/{a,sub/b}.txt']])(
  'fileset refuses the pattern %s',
  (pattern) => {
    expect(called('fileset', [string('.'), string(pattern)])).toBe(
      `Error in function call: Call to function "fileset" failed: failed to glob pattern "${pattern}": syntax error in pattern.`,
    )
  },
)

it('compares many stars in a moment', () => {
  const pattern = `${'*a'.repeat(40)}{b,c}`
  const start = performance.now()
  expect(called('fileset', [string('d'), string(`${pattern}*`)])).toBe('[] : set(string)')
  const long = { ...context, filesBelow: () => ['a'.repeat(200)] }
  const fn = functionNamed('fileset', terraform111)
  const found = 'call' in fn ? callFunction(fn, [string('d'), string(pattern)], long) : fn
  expect('kind' in found && found.kind).toBe('set')
  expect(performance.now() - start).toBeLessThan(60_000)
})

it.each([
  ['file', 'f.txt', '"bin" : string, sensitive'],
  ['fileexists', 'f.txt', 'true : bool, sensitive'],
  [
    'fileexists',
    'd',
    'Error in function call: Call to function "fileexists" failed: (sensitive value) is a directory, not a file.',
  ],
  [
    'file',
    'nope',
    `Invalid function argument: Invalid value for "path" parameter: no file exists at (sensitive value); ${notThere}`,
  ],
])('%s keeps the secret of its path %s', (name, path, answer) => {
  expect(called(name, [string(path, 0, marks.sensitive)])).toBe(answer)
})

it('reads nothing while the path is not known', () => {
  const path = unknown(stringType, [waiting])
  expect(called('file', [path])).toBe('? : string')
  expect(called('fileset', [path, string('*')])).toBe('? : set(string)')
  expect(called('filemd5', [path])).toBe('? : string')
})

const variables = object(new Map([['a', string('x')]]))

it('renders a template with its variables', () => {
  expect(called('templatefile', [string('hi.tftpl'), variables])).toBe('"hi a" : string')
  expect(called('templatefile', [string('hi.tftpl'), map(stringType, new Map())])).toBe('"hi " : string')
  expect(called('templatestring', [string('text'), variables])).toBe('"text a" : string')
})

it('gives what a template consists of as it is, and only a file may hold something else than text', () => {
  const only = object(new Map([['only', variables]]))
  expect(called('templatefile', [string('hi.tftpl'), only])).toBe('{a = "x"} : object(a string)')
  expect(called('templatestring', [string('text'), only])).toBe(
    'Error in function call: Call to function "templatestring" failed: invalid template result: string required.',
  )
})

it('says what is wrong with a template and its variables', () => {
  const broken = object(new Map([['break', string('That is wrong.')]]))
  expect(called('templatefile', [string('hi.tftpl'), broken])).toBe(
    'Error in function call: Call to function "templatefile" failed: hi.tftpl: hi.tftpl; That is wrong..',
  )
  const named = object(new Map([['1x', string('')]]))
  expect(called('templatefile', [string('hi.tftpl'), named])).toBe(
    'Invalid function argument: Invalid value for "vars" parameter: invalid template variable name "1x": must start with a letter, followed by zero or more letters, digits, and underscores.',
  )
  expect(called('templatefile', [string('nope'), named])).toContain('no file exists at "nope"')
  expect(called('templatefile', [string('hi.tftpl'), string('')])).toBe(
    'Invalid function argument: Invalid value for "vars" parameter: invalid vars value: must be a map.',
  )
})

it('does not know the type of a template that is not known', () => {
  const path = unknown(stringType, [waiting])
  expect(called('templatefile', [path, variables])).toBe('? : dynamic')
  const later = unknown(objectOf(new Map()), [waiting])
  expect(called('templatestring', [string('x'), later])).toBe('? : string')
})
