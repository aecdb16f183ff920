import { describe, expect, it } from 'vitest'
import type { FilePath } from '../../../kernel/brand.ts'
import { Origins } from '../../../kernel/origins.ts'
import { refuse } from '../refuse.ts'
import { textOf, type Text } from '../text.ts'
import { nil, originOf, type Call, type GoMap, type GoString, type GoValue } from '../value.ts'
import { sprigFunctions } from './index.ts'

/** https://helm.sh/docs/chart_template_guide/function_list/, as Helm 4.1.4 knows them. */
const names =
  'abbrev abbrevboth add add1 add1f addf adler32sum ago all any append atoi b32dec b32enc b64dec b64enc ' +
  'base bcrypt biggest buildCustomCert camelcase cat ceil chunk clean coalesce compact concat contains ' +
  'date dateInZone dateModify date_in_zone date_modify decryptAES deepCopy deepEqual default ' +
  'derivePassword dict dig dir div divf duration durationRound empty encryptAES ext fail first float64 ' +
  'floor fromJson genCA genCAWithKey genPrivateKey genSelfSignedCert genSelfSignedCertWithKey ' +
  'genSignedCert genSignedCertWithKey get getHostByName has hasKey hasPrefix hasSuffix hello htmlDate ' +
  'htmlDateInZone htpasswd indent initial initials int int64 isAbs join kebabcase keys kindIs kindOf ' +
  'last list lower max maxf merge mergeOverwrite min minf mod mul mulf mustAppend mustChunk mustCompact ' +
  'mustDateModify mustDeepCopy mustFirst mustFromJson mustHas mustInitial mustLast mustMerge ' +
  'mustMergeOverwrite mustPrepend mustPush mustRegexFind mustRegexFindAll mustRegexMatch ' +
  'mustRegexReplaceAll mustRegexReplaceAllLiteral mustRegexSplit mustRest mustReverse mustSlice ' +
  'mustToDate mustToJson mustToPrettyJson mustToRawJson mustUniq mustWithout must_date_modify nindent ' +
  'nospace now omit osBase osClean osDir osExt osIsAbs pick pluck plural prepend push quote randAlpha ' +
  'randAlphaNum randAscii randBytes randInt randNumeric regexFind regexFindAll regexMatch ' +
  'regexQuoteMeta regexReplaceAll regexReplaceAllLiteral regexSplit repeat replace rest reverse round ' +
  'semver semverCompare seq set sha1sum sha256sum sha512sum shuffle slice snakecase sortAlpha split ' +
  'splitList splitn squote sub subf substr swapcase ternary title toDate toDecimal toJson toPrettyJson ' +
  'toRawJson toString toStrings trim trimAll trimPrefix trimSuffix trimall trunc tuple typeIs ' +
  'typeIsLike typeOf uniq unixEpoch unset until untilStep untitle upper urlJoin urlParse uuidv4 values ' +
  'without wrap wrapWith'

const origins = new Origins()
const site = { file: 'templates/a.yaml' as FilePath, start: 10, end: 20 }
let spent = 0
let limit = Infinity

function called(name: string, ...args: readonly GoValue[]): GoValue {
  const call: Call = {
    name,
    origins,
    site,
    under: 0,
    made: (from) => {
      const inputs = from.map((value) => originOf(value, origins)).filter((origin) => origin !== 0)
      return inputs.length === 0 ? 0 : origins.at('call', site, { inputs })
    },
    spend: (amount) => {
      spent += amount
      if (spent > limit) throw refuse('too much')
    },
  }
  return sprigFunctions.get(name)?.call(args, call) ?? nil
}

function literal(start: number): number {
  return origins.add('literal', 'values.yaml' as FilePath, start, start + 1)
}

function string(text: string, origin = 0): GoString {
  return { kind: 'string', text: textOf(text, origin) }
}

function int(number: number): GoValue {
  return { kind: 'int', type: 'int', value: BigInt(number), origin: 0 }
}

function map(entries: Readonly<Record<string, GoValue>>): GoMap {
  return { kind: 'map', origin: 0, entries: new Map(Object.entries(entries)) }
}

/** Each stretch of a text with what made it. */
function stretches(made: GoValue): readonly (readonly [string, number, boolean])[] {
  const text: Text = made.kind === 'string' ? made.text : textOf('', 0)
  return text.pieces.map(({ end, origin, exact }, position) => {
    const start = text.pieces[position - 1]?.end ?? 0
    return [text.value.slice(start, end), origin, exact]
  })
}

/** Why each stretch of a text is only a placeholder. */
function causes(made: GoValue): readonly unknown[] {
  return made.kind === 'string' ? made.text.pieces.map(({ because }) => because?.kind) : [made.kind]
}

describe('what functions of strings keep of what made their letters', () => {
  it('quotes keep the whole value between them', () => {
    const origin = literal(1)
    expect(stretches(called('quote', string('abc', origin)))).toEqual([
      ['"', 0, true],
      ['abc', origin, true],
      ['"', 0, true],
    ])
  })

  it('a letter that is escaped makes its stretch inexact, not another', () => {
    const origin = literal(2)
    expect(stretches(called('quote', string('a"b', origin)))).toEqual([
      ['"', 0, true],
      [String.raw`a\"b`, origin, false],
      ['"', 0, true],
    ])
  })

  it('what is cut off makes the rest inexact, what is not cut stays whole', () => {
    const origin = literal(3)
    expect(stretches(called('trunc', int(2), string('abc', origin)))).toEqual([['ab', origin, false]])
    expect(stretches(called('trunc', int(3), string('abc', origin)))).toEqual([['abc', origin, true]])
  })

  it('a letter that is cut through is no letter any more', () => {
    expect(stretches(called('trunc', int(2), string('aé', literal(4)))).map(([text]) => text)).toEqual([
      'a',
      '\u{fffd}',
    ])
  })

  it('an indent is put between stretches of the text', () => {
    const origin = literal(5)
    expect(stretches(called('nindent', int(2), string('a\nb', origin)))).toEqual([
      ['\n', 0, true],
      ['  ', 0, true],
      ['a\n', origin, false],
      ['  ', 0, true],
      ['b', origin, false],
    ])
  })

  it('items of a split string know their part of it, and a join puts them together again', () => {
    const origin = literal(6)
    const split = called('splitList', string(','), string('a,b', origin))
    expect(stretches(called('join', string('-'), split))).toEqual([
      ['a', origin, false],
      ['-', 0, true],
      ['b', origin, false],
    ])
  })
})

describe('what functions that choose say of their choice', () => {
  it('a value that is there is handed on as it is', () => {
    const given = string('x', literal(10))
    expect(called('default', string('y'), given)).toBe(given)
  })

  it('a default stands under the empty value that let it be', () => {
    const origin = literal(11)
    const made = called('default', string('y', literal(12)), { kind: 'bool', value: false, origin })
    expect(made.kind === 'string' ? made.text.pieces.map(({ under }) => under) : []).toEqual([origin])
  })

  it('what isn’t chosen by a condition of the user’s has no condition', () => {
    const yes = { kind: 'bool', value: true, origin: 0 } as const
    const chosen = string('x', literal(13))
    expect(called('ternary', chosen, string('y'), yes)).toBe(chosen)
  })
})

describe('what maps do when they are merged', () => {
  it('fills what is empty and keeps the rest, with what lost', () => {
    const [kept, lost] = [literal(20), literal(21)]
    const merged = called(
      'merge',
      map({ a: string('1', kept), b: string('') }),
      map({ a: string('2', lost), b: string('3') }),
    )
    const entries = merged.kind === 'map' ? merged.entries : new Map<string, GoValue>()
    const a = entries.get('a') ?? nil
    expect(stretches(a).map(([text]) => text)).toEqual(['1'])
    expect(origins.get(originOf(a, origins))).toMatchObject({ step: 'merge', inputs: [kept], losers: [lost] })
    expect(stretches(entries.get('b') ?? nil).map(([text]) => text)).toEqual(['3'])
  })

  it('changes the first map itself, and shares what it takes over', () => {
    const into = map({})
    const inner = map({ x: int(1) })
    called('merge', into, map({ inner }))
    expect(into.entries.get('inner')).toBe(inner)
  })

  it('overwrites also with what is empty', () => {
    const merged = called('mergeOverwrite', map({ a: int(1) }), map({ a: nil }))
    expect(merged.kind === 'map' ? merged.entries.get('a') : merged).toBe(nil)
  })
})

describe('what cannot be known before a chart is rendered', () => {
  it('letters of chance are as many as were asked for, and the same each time', () => {
    const made = called('randAlphaNum', int(12))
    expect(made.kind === 'string' ? made.text.value : '').toMatch(/^[\dA-Za-z]{12}$/u)
    expect(called('randAlphaNum', int(12))).toEqual(made)
    expect(causes(made)).toEqual(['random'])
  })

  it.each([
    ['sha256sum', []],
    ['b64enc', []],
    ['upper', []],
    ['trunc', [int(3)]],
    ['quote', []],
  ])('what %s makes of chance is chance', (name, before) => {
    const made = called(name, ...before, called('randAlpha', int(8)))
    expect(causes(made)).toContain('random')
  })

  it('a date of now is known to be one of now, and a date that is written is not', () => {
    expect(causes(called('date', string('2006'), called('now')))).toEqual(['time'])
    const written = called('toDate', string('2006-01-02'), string('2024-02-29'))
    expect(causes(called('date', string('2006'), written))).toEqual([undefined])
  })

  it('a certificate has two texts that say why they are none', () => {
    const made = called('genCA', string('x'), int(1))
    const cert = made.kind === 'object' ? (made.fields.get('Cert') ?? nil) : nil
    expect(causes(cert)).toEqual(['random'])
    expect(cert.kind === 'string' ? cert.text.value : '').toMatch(/^-----BEGIN CERTIFICATE-----\n/u)
  })

  it('what was enciphered can be deciphered again', () => {
    const secret = called('encryptAES', string('key'), string('hällo'))
    const made = called('decryptAES', string('key'), secret)
    expect(made.kind === 'string' ? made.text.value : '').toBe('hällo')
  })
})

it('has every function of Sprig that Helm has, but those that ask the environment and those that encode', () => {
  const encode =
    'fromJson mustFromJson mustToJson mustToPrettyJson mustToRawJson toJson toPrettyJson toRawJson'
  expect([...sprigFunctions.keys()].toSorted()).toEqual(
    names.split(' ').filter((name) => !encode.split(' ').includes(name) && name !== 'fail'),
  )
})

it('counts what a function makes before it is made', () => {
  spent = 0
  called('until', int(1000))
  expect(spent).toBeGreaterThanOrEqual(1000)
})

/** A list in which each list stands twice, as deep as is said: small, but endless to walk. */
function doubled(depth: number): GoValue {
  let made: GoValue = { kind: 'list', origin: 0, items: [int(1)] }
  for (let at = 0; at < depth; at++) made = { kind: 'list', origin: 0, items: [made, made] }
  return made
}

it.each<readonly [string, readonly GoValue[]]>([
  ['repeat', [int(1_000_000_000), string('a')]],
  ['until', [int(1_000_000_000)]],
  ['seq', [int(1_000_000_000)]],
  ['indent', [int(1_000_000_000), string('a')]],
  ['randAlphaNum', [int(1_000_000_000)]],
  ['replace', [string(''), string('x'.repeat(100_000)), string('y'.repeat(100_000))]],
  ['wrapWith', [int(1), string('x'.repeat(100_000)), string('y'.repeat(100_000))]],
  ['regexReplaceAll', [string('y'), string('y'.repeat(100_000)), string('x'.repeat(100_000))]],
  ['deepCopy', [doubled(60)]],
  ['deepEqual', [doubled(60), doubled(60)]],
])('%s stops before it has made too much', (name, args) => {
  spent = 0
  limit = 10_000_000
  try {
    expect(() => called(name, ...args)).toThrow('too much')
  } finally {
    limit = Infinity
  }
})
