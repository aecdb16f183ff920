import type { Random } from '../random.ts'

/** The values that every generated template reads. */
export const templateValues = {
  word: 'web',
  empty: '',
  title: 'Line One',
  lines: 'one\n  two\n\nthree\n',
  yes: true,
  no: false,
  zero: 0,
  count: 3,
  big: 1_000_000,
  huge: 12_345_678_901,
  ratio: 2.5,
  tiny: 0.000_001,
  nothing: null,
  words: ['b', 'a', 'c'],
  none: [],
  mixed: ['x', 1, true, null, 2.5, { k: 'v' }],
  labels: { app: 'web', 'app.io/part': 'x: y', b10: '010', b2: 'yes' },
  table: { on: true, port: 8080, name: 'inner', deep: { name: 'deepest', list: [1, 2] }, off: null },
  blank: {},
  items: [
    { name: 'first', port: 80, tags: ['a'] },
    { name: 'second', port: 443 },
  ],
  template: 'tpl-{{ .Values.word }}-{{ .Values.count }}',
}

export type Type = 'text' | 'float' | 'int' | 'bool' | 'words' | 'list' | 'map' | 'item' | 'top'

export interface Scope {
  readonly dot: Type
  readonly variables: readonly (readonly [name: string, type: Type])[]
  readonly inLoop: boolean
}

/** Writes expressions of a wanted type. */
export class Expressions {
  readonly #choices: Random

  constructor(choices: Random) {
    this.#choices = choices
  }

  format(): string {
    const verbs = [
      '%s',
      '%v',
      '%d',
      '%q',
      '%T',
      '%5s',
      '%-6v|',
      '%05d',
      '%x',
      '%t',
      '%.2f',
      '%g',
      '%e',
      '%+v',
      '%#v',
      '%%',
      '%c',
      '%U',
      '%6.1f',
      '%o',
    ]
    return JSON.stringify(`${this.#choices.pick(verbs)}-${this.#choices.pick(verbs)}`)
  }

  type(): Type {
    return this.#choices.pick(['text', 'text', 'float', 'int', 'bool', 'words', 'list', 'map'])
  }

  /** An expression of a type: a path, a variable, dot, or a call in brackets. */
  of(type: Type, scope: Scope, depth: number): string {
    // Now and then one of another type, which may be refused.
    if (this.#choices.oneIn(150)) return this.of(this.type(), scope, depth)
    const variables = scope.variables.filter(([, one]) => one === type)
    if (variables.length > 0 && this.#choices.oneIn(2)) return this.#choices.pick(variables)[0]
    if (scope.dot === type && this.#choices.oneIn(3)) return '.'
    if (scope.dot === 'item' && type === 'text' && this.#choices.oneIn(2)) return '.name'
    if (scope.dot === 'item' && type === 'float' && this.#choices.oneIn(2)) return '.port'
    if (depth === 0 || this.#choices.oneIn(3)) return this.#leaf(type)
    return `(${this.#call(type, scope, depth - 1)})`
  }

  #leaf(type: Type): string {
    return this.#choices.pick(leaves[type])
  }

  #call(type: Type, scope: Scope, depth: number): string {
    if (type === 'item' || type === 'top') return this.#leaf(type)
    const maker: Maker = {
      one: (wanted) => this.of(wanted, scope, depth),
      type: () => this.type(),
      format: () => this.format(),
      pick: (things) => this.#choices.pick(things),
      below: (limit) => this.#choices.below(limit),
    }
    return this.#choices.pick(calls[type](maker))()
  }
}

type Called = Exclude<Type, 'item' | 'top'>

/** What a call is made of: expressions of a type, types, formats and choices. */
interface Maker {
  readonly one: (type: Type) => string
  readonly type: () => Type
  readonly format: () => string
  readonly pick: <Thing>(things: readonly Thing[]) => Thing
  readonly below: (limit: number) => number
}

/** Calls that give a type, each written when it is chosen. */
const calls: Readonly<Record<Called, (maker: Maker) => readonly (() => string)[]>> = {
  text: ({ one, type, format, pick, below }) => [
    () =>
      `${one('text')} | ${pick(['upper', 'lower', 'title', 'trim', 'quote', 'squote', 'trunc 3', 'trunc -2', 'b64enc', 'sha256sum', 'nospace', 'trimSuffix "b"', 'replace "e" "_"', 'indent 2', 'nindent 2', 'abbrev 5', 'toString', 'snakecase', 'kebabcase', 'camelcase', 'repeat 2', 'initials', 'swapcase', 'wrap 3', 'html', 'js', 'urlquery'])}`,
    () => `default ${one('text')} ${one('text')}`,
    () => `${one('text')} | default ${one('text')}`,
    () => `printf ${format()} ${one(type())} ${one(type())}`,
    () => `ternary ${one('text')} ${one('text')} ${one('bool')}`,
    () => `join ${pick(['","', '", "', '"\\n"'])} ${one('words')}`,
    () => `toJson ${one(type())}`,
    () => `toYaml ${one(type())}`,
    () => `coalesce ${one('text')} ${one('text')} "z"`,
    () => `index ${one('words')} 0`,
    () => `get $.Values.labels ${one('text')}`,
    () => `or ${one('text')} ${one('text')}`,
    () => `and ${one('text')} ${one('text')}`,
    () => `kindOf ${one(type())}`,
    () => `typeOf ${one(type())}`,
    () => `cat ${one(type())} ${one('text')}`,
    () => `regexReplaceAll "[aeiou]+" ${one('text')} "<$0>"`,
    () => `slice "abcdef" ${below(3)} ${3 + below(3)}`,
    () => `toString ${one(type())}`,
    () => `plural "one" "many" ${one('int')}`,
    () => `print ${one(type())} ${one(type())} ${one(type())}`,
  ],
  int: ({ one, pick }) => [
    () => `add ${one('int')} ${one('float')}`,
    () => `sub ${one('int')} ${one('int')}`,
    () => `mul ${one('int')} 2`,
    () => `div ${one('int')} 2`,
    () => `mod ${one('int')} 7`,
    () => `int ${one('float')}`,
    () => `int64 ${one('float')}`,
    () => `len ${one(pick(['words', 'list', 'map', 'text']))}`,
    () => `max ${one('int')} ${one('int')}`,
    () => `atoi ${one('text')}`,
    () => `toDecimal ${one('int')}`,
    () => `floor ${one('float')} | int`,
  ],
  float: ({ one }) => [
    () => `float64 ${one('int')}`,
    () => `addf ${one('float')} 1.5`,
    () => `mulf ${one('float')} 3`,
    () => `divf ${one('float')} 4`,
    () => `ceil ${one('float')}`,
    () => `round ${one('float')} 1`,
    () => `default 2.5 ${one('float')}`,
  ],
  bool: ({ one, type, pick }) => [
    () => `not ${one(type())}`,
    () => `and ${one('bool')} ${one('bool')}`,
    () => `or ${one('bool')} ${one('bool')}`,
    () => `eq ${one('text')} ${one('text')}`,
    () => `eq ${one('text')} "a" "web" ${one('text')}`,
    () => `ne ${one('int')} ${one('int')}`,
    () => `${pick(['lt', 'le', 'gt', 'ge'])} ${one('float')} ${one('float')}`,
    () => `${pick(['lt', 'le', 'gt', 'ge'])} ${one('int')} ${one('int')}`,
    () => `${pick(['lt', 'ge'])} ${one('text')} ${one('text')}`,
    () => `empty ${one(type())}`,
    () => `hasKey ${one('map')} ${one('text')}`,
    () => `has ${one('text')} ${one('words')}`,
    () => `contains "e" ${one('text')}`,
    () => `hasPrefix "w" ${one('text')}`,
    () => `kindIs "string" ${one(type())}`,
    () => `regexMatch "^[a-z]+$" ${one('text')}`,
    () => `semverCompare ">=1.20-0" $.Capabilities.KubeVersion.Version`,
    () => `deepEqual ${one('map')} ${one('map')}`,
    () => `$.Capabilities.APIVersions.Has "apps/v1"`,
    () => `all ${one('text')} ${one('bool')}`,
    () => `any ${one('text')} ${one('bool')}`,
  ],
  words: ({ one }) => [
    () => `list ${one('text')} ${one('text')}`,
    () => `splitList "," ${one('text')}`,
    () => `sortAlpha ${one('words')}`,
    () => `keys ${one('map')} | sortAlpha`,
    () => `append ${one('words')} ${one('text')}`,
    () => `concat ${one('words')} ${one('words')}`,
    () => `reverse ${one('words')}`,
    () => `uniq ${one('words')}`,
    () => `without ${one('words')} "a"`,
    () => `compact ${one('words')}`,
    () => `prepend ${one('words')} ${one('text')}`,
  ],
  list: ({ one, type, below }) => [
    () => `list ${one(type())} ${one(type())}`,
    () => `concat ${one('list')} ${one('words')}`,
    () => `append ${one('list')} ${one(type())}`,
    () => `until ${below(5)}`,
    () => `untilStep 1 ${below(9)} 2`,
    () => `rest ${one('list')}`,
    () => `chunk 2 ${one('list')}`,
    () => `fromJsonArray "[1, \\"a\\", null, 1e3]"`,
  ],
  map: ({ one, type }) => [
    () => `dict "k" ${one(type())} "b10" ${one(type())} "b2" ${one('text')}`,
    () => `merge (dict "k" ${one(type())}) ${one('map')}`,
    () => `mergeOverwrite (deepCopy ${one('map')}) (dict "app" ${one(type())})`,
    () => `omit ${one('map')} "k" "app"`,
    () => `pick ${one('map')} "name" "app"`,
    () => `set (deepCopy ${one('map')}) "added" ${one(type())}`,
    () => `fromYaml ${one('text')}`,
    () => `toYaml ${one('map')} | fromYaml`,
    () => `deepCopy ${one('map')}`,
    () => `default (dict "d" 1) ${one('map')}`,
  ],
}

const leaves: Readonly<Record<Type, readonly string[]>> = {
  text: [
    '$.Values.word',
    '$.Values.empty',
    '$.Values.title',
    '$.Values.lines',
    '$.Release.Name',
    '$.Chart.Name',
    '$.Values.table.deep.name',
    '"abc"',
    '""',
    '`raw "x"`',
    '"a\\tb\\n"',
    '"é\\u20ac\\x41"',
    '$.Values.labels.b10',
    '(index $.Values.labels "app.io/part")',
    '$.Template.Name',
  ],
  float: [
    '$.Values.count',
    '$.Values.big',
    '$.Values.huge',
    '$.Values.ratio',
    '$.Values.tiny',
    '$.Values.zero',
    '1.5',
    '1e3',
    '0.1',
    '-2.50',
    '0x1p4',
  ],
  int: ['1', '0', '-7', '42', '1_000', '0x1F', '0b101', '0o17', '017', "'a'", '1000000', '123456789012'],
  bool: [
    'true',
    'false',
    '$.Values.yes',
    '$.Values.no',
    '$.Values.table.on',
    '$.Release.IsInstall',
    '$.Release.IsUpgrade',
  ],
  words: ['$.Values.words', '(list "x" "y")', '$.Values.none', '(keys $.Values.labels | sortAlpha)'],
  list: [
    '$.Values.mixed',
    '$.Values.words',
    '$.Values.items',
    '(list 1 2.5 "x" nil true)',
    '$.Values.table.deep.list',
  ],
  map: [
    '$.Values.labels',
    '$.Values.table',
    '$.Values.blank',
    '(dict)',
    '(dict "a" 1 "b" (list 1))',
    '$.Values.table.deep',
  ],
  item: ['(index $.Values.items 0)'],
  top: ['$'],
}
