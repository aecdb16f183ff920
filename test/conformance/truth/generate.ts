import { random, type Random } from '../random.ts'

/** A chart made at random, and how to render it. */
export interface GeneratedChart {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  readonly args: readonly string[]
}

/** Charts as people write them, put together at random: charts in charts, aliases, globals, helpers, files and options of values. */
export function generatedCharts(count: number, firstSeed = 1): readonly GeneratedChart[] {
  return Array.from({ length: count }, (_, at) => generated(firstSeed + at))
}

/** What the values of a chart hold, by the type of what lies at each path. */
interface Values {
  readonly word: string[]
  readonly empty: string[]
  readonly number: string[]
  readonly flag: string[]
  readonly words: string[]
  readonly items: string[]
  readonly table: string[]
  readonly deep: string[]
  readonly template: string[]
}

type Tree = { [key: string]: Tree | string | number | boolean | null | readonly unknown[] }

const nouns = [
  'web',
  'api',
  'queue',
  'model',
  'cache',
  'probe',
  'mesh',
  'store',
  'agent',
  'proxy',
  'batch',
  'edge',
]
const letters = [
  'alpha',
  'beta',
  'gamma',
  'delta',
  'eu-west',
  'v1.2',
  'nginx',
  'main',
  'prod',
  'ops/team',
  'Mixed',
]

function generated(seed: number): GeneratedChart {
  const choices = random(seed)
  const files: Record<string, string> = {}
  const own = chart(choices, files, '', 'app')
  const args: string[] = []
  const values: Tree = own.tree
  values['global'] = {
    region: choices.pick(letters),
    tier: '',
    labels: { team: choices.pick(letters) },
    on: choices.oneIn(2),
  }
  const dependencies: string[] = []
  if (!choices.oneIn(3)) dependencies.push(...subchart(choices, files, values))
  files['Chart.yaml'] = metadata('app', dependencies)
  files['values.yaml'] = yaml(values)
  if (choices.oneIn(2)) {
    files['more.yaml'] = yaml(overrides(choices, own.values, own.tree))
    args.push('-f', 'more.yaml')
  }
  if (choices.oneIn(3)) {
    files['most.yaml'] = yaml(overrides(choices, own.values, own.tree))
    args.push('-f', 'most.yaml')
  }
  if (choices.oneIn(2)) args.push('--set', `${choices.pick(own.values.word)}=${choices.pick(letters)}`)
  if (choices.oneIn(4)) args.push('--set', `${choices.pick(own.values.number)}=${1 + choices.below(9)}`)
  if (choices.oneIn(4))
    args.push('--set', `${choices.pick(own.values.flag)}=${choices.oneIn(2) ? 'true' : 'false'}`)
  return { name: `generated ${seed}`, files, args }
}

function metadata(name: string, dependencies: readonly string[]): string {
  const lines = ['apiVersion: v2', `name: ${name}`, 'version: 1.2.3', 'appVersion: "4.5"']
  return [...lines, ...(dependencies.length > 0 ? ['dependencies:', ...dependencies] : []), ''].join('\n')
}

/** A chart in the chart: its own values, those that the parent has for it, sometimes twice under other names. */
function subchart(choices: Random, files: Record<string, string>, parent: Tree): readonly string[] {
  const part = chart(choices, files, 'charts/part/', 'part')
  files['charts/part/Chart.yaml'] = metadata('part', [])
  files['charts/part/values.yaml'] = yaml(part.tree)
  const names = choices.pick([['part'], ['first', 'second'], ['other']])
  for (const name of names)
    parent[name] = {
      ...overrides(choices, part.values, part.tree),
      ...(choices.oneIn(2) ? { enabled: true } : {}),
    }
  return names.map((name) => {
    const alias = name === 'part' ? '' : `, alias: ${name}`
    return `  - { name: part, version: 1.x, condition: ${name}.enabled${alias} }`
  })
}

/** Other values for some of what a chart has: a layer over it. */
function overrides(choices: Random, values: Values, tree: Tree): Tree {
  const made: Tree = {}
  const paths = [
    ...values.word,
    ...values.empty,
    ...values.number,
    ...values.flag,
    ...values.words,
    ...values.table,
  ]
  for (let count = 1 + choices.below(4); count > 0; count--) {
    const place = choices.pick(paths)
    const old = valueAt(tree, place)
    put(made, place, otherThan(choices, old))
  }
  return made
}

function otherThan(choices: Random, old: unknown): Tree[string] {
  if (typeof old === 'string') return choices.pick(letters)
  if (typeof old === 'number') return 1 + choices.below(99)
  if (typeof old === 'boolean') return choices.oneIn(2)
  if (Array.isArray(old)) return Array.from({ length: 1 + choices.below(3) }, () => choices.pick(letters))
  return { extra: choices.pick(letters), owner: choices.pick(letters) }
}

function valueAt(tree: Tree, place: string): unknown {
  let here: unknown = tree
  for (const step of place.split('.')) here = (here as Tree)[step]
  return here
}

function put(tree: Tree, place: string, value: Tree[string]): void {
  const steps = place.split('.')
  let here = tree
  for (const step of steps.slice(0, -1)) {
    const inner = (here[step] ?? {}) as Tree
    here[step] = inner
    here = inner
  }
  here[steps.at(-1) ?? ''] = value
}

/** JSON is YAML, but people's values are in block style: a line for each scalar. */
function yaml(tree: unknown, indent = ''): string {
  if (Array.isArray(tree)) {
    return tree
      .map((item) => {
        const inner = yaml(item, `${indent}  `)
        return isTree(item) && inner.startsWith(indent)
          ? `${indent}- ${inner.trimStart()}`
          : `${indent}- ${inner}\n`
      })
      .join('')
  }
  if (!isTree(tree)) return scalar(tree)
  return Object.entries(tree as Tree)
    .map(([key, value]) => {
      const isEmpty = Object.keys(value ?? {}).length === 0
      if (!isTree(value) || isEmpty)
        return `${indent}${key}: ${isEmpty && isTree(value) ? (Array.isArray(value) ? '[]' : '{}') : scalar(value)}\n`
      return `${indent}${key}:\n${yaml(value, `${indent}  `)}`
    })
    .join('')
}

function isTree(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function scalar(value: unknown): string {
  if (typeof value !== 'string') return String(value)
  return /^[A-Za-z][\w./-]*$/u.test(value) && !/^(?:true|false|yes|no|on|off|null|y|n)$/iu.test(value)
    ? value
    : JSON.stringify(value)
}

/** The values and the templates of one chart. */
function chart(
  choices: Random,
  files: Record<string, string>,
  folder: string,
  name: string,
): { readonly tree: Tree; readonly values: Values } {
  const values: Values = {
    word: [],
    empty: [],
    number: [],
    flag: [],
    words: [],
    items: [],
    table: [],
    deep: [],
    template: [],
  }
  const tree: Tree = {}
  for (const noun of nouns.slice(0, 3 + choices.below(4))) section(choices, tree, values, noun)
  section(choices, tree, values, nouns[8] ?? '', true)
  files[`${folder}templates/_helpers.tpl`] = helpers(choices, name, values)
  const count = 1 + choices.below(3)
  for (let number = 0; number < count; number++)
    files[`${folder}templates/${number}.yaml`] = template(choices, name, values, number)
  return { tree, values }
}

/** A section of values; a whole one has something of every type. */
function section(choices: Random, tree: Tree, values: Values, name: string, isWhole = false): void {
  const place: Tree = {}
  tree[name] = place
  const add = (key: string, type: keyof Values, value: Tree[string]): void => {
    if (!isWhole && choices.oneIn(2)) return
    place[key] = value
    values[type].push(`${name}.${key}`)
  }
  add('name', 'word', choices.pick(letters))
  add('kind', 'word', choices.pick(letters))
  add('suffix', 'empty', '')
  add('replicas', 'number', choices.below(9))
  add('port', 'number', 8000 + choices.below(999))
  add('enabled', 'flag', choices.oneIn(2))
  add('debug', 'flag', choices.oneIn(2))
  add(
    'args',
    'words',
    Array.from({ length: choices.below(4) }, () => choices.pick(letters)),
  )
  add(
    'ports',
    'items',
    Array.from({ length: choices.below(4) }, (_, at) => ({
      name: `${choices.pick(letters).replaceAll(/\W/gu, '')}${at}`,
      port: 80 + at,
      ...(choices.oneIn(2) ? { note: choices.pick(letters) } : {}),
    })),
  )
  add(
    'labels',
    'table',
    Object.fromEntries(
      ['tier', 'owner', 'zone'].slice(choices.below(3)).map((key) => [key, choices.pick(letters)]),
    ),
  )
  add('resources', 'deep', {
    requests: { cpu: 2, memory: '4Gi' },
    limits: { memory: '8Gi' },
    list: ['x', { y: 1 }],
  })
  const word = values.word.at(-1)
  if (word !== undefined) add('uri', 'template', `s3://{{ .Values.${word} }}/{{ .Release.Name }}`)
}

function helpers(choices: Random, name: string, values: Values): string {
  const pick = (type: keyof Values): string => `.Values.${choices.pick(values[type])}`
  return `{{- define "${name}.name" -}}
{{- default .Chart.Name ${pick(choices.oneIn(2) ? 'empty' : 'word')} | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- define "${name}.fullname" -}}
{{- if ${pick('flag')} -}}
{{- printf "%s-%s" .Release.Name (include "${name}.name" .) | trunc 63 }}
{{- else -}}
{{- $short := ${pick('word')} -}}
{{- if contains $short .Release.Name -}}{{ .Release.Name }}{{- else -}}{{ $short }}-{{ .Release.Name }}{{- end -}}
{{- end }}
{{- end }}
{{- define "${name}.labels" -}}
name: {{ include "${name}.name" . }}
{{- with ${pick('table')} }}
{{ toYaml . }}
{{- end }}
{{- if ${pick('flag')} }}
kind: {{ ${pick('word')} | quote }}
{{- end }}
{{- end }}
{{- define "${name}.image" -}}
{{- $registry := .global.region | default "" -}}
{{- if .local -}}{{- $registry = .local -}}{{- end -}}
{{- if $registry }}{{ $registry }}/{{ end }}{{ .name }}{{ if .tag }}:{{ .tag }}{{ end }}
{{- end }}
{{- define "${name}.yaml" -}}
words:
{{- range ${pick('words')} }}
  - {{ . | quote }}
{{- end }}
word: {{ ${pick('word')} }}
{{- end }}
`
}

function template(choices: Random, name: string, values: Values, number: number): string {
  const documents = 1 + choices.below(2)
  return Array.from({ length: documents }, (_, at) => {
    const count = 3 + choices.below(6)
    const lines = Array.from({ length: count }, (__, line) =>
      choices.pick(snippets)({ choices, name, values, key: `k${line}` }),
    )
    const document = [
      'apiVersion: example.org/v1',
      'kind: Thing',
      'metadata:',
      `  name: {{ include "${name}.fullname" . }}-${number}-${at}`,
      ...(choices.oneIn(2) ? ['  labels:', `    {{- include "${name}.labels" . | nindent 4 }}`] : []),
      'spec:',
      ...lines.flat().map((line) => `  ${line}`),
    ].join('\n')
    if (!choices.oneIn(5)) return `${document}\n`
    return `{{- if .Values.${choices.pick(values.flag)} }}\n${document}\n{{- end }}\n`
  }).join('---\n')
}

interface Snippet {
  readonly choices: Random
  /** The chart, before the names of its helpers. */
  readonly name: string
  readonly values: Values
  /** The key to write. */
  readonly key: string
}

type Write = (snippet: Snippet) => readonly string[]

/** A path of some type, as templates write it. */
function path({ choices, values }: Snippet, type: keyof Values): string {
  return `.Values.${choices.pick(values[type])}`
}

/** A text: a value, or what a function of texts makes of it. Such a function changes its text whatever it is. */
function text(one: Snippet): string {
  const word = path(one, 'word')
  return one.choices.pick([
    word,
    word,
    `${word} | quote`,
    `${word} | upper`,
    `${word} | b64enc`,
    `${word} | sha256sum`,
    `${word} | squote`,
    `${word} | replace "a" "4" | quote`,
    `${word} | trimAll "-" | quote`,
    `printf "%s-%s" ${word} ${path(one, 'word')}`,
    `printf "%s:%v" ${word} ${path(one, 'number')}`,
    `default "none" ${word}`,
    `${path(one, 'empty')} | default ${word}`,
    `coalesce ${path(one, 'empty')} ${word}`,
    `ternary ${word} ${path(one, 'word')} ${path(one, 'flag')}`,
    `list ${word} ${path(one, 'word')} | join "/"`,
    `print ${word} "-" (${path(one, 'number')} | int)`,
    `or ${path(one, 'empty')} ${word}`,
    `and ${path(one, 'flag')} ${word} | quote`,
    `cat ${word} ${path(one, 'word')} | nospace`,
    `dict "a" ${word} "b" ${path(one, 'number')} | toJson | quote`,
    `required "needed" ${word}`,
    `${word} | toString | trunc 40 | trimSuffix "-"`,
    `get (dict "x" ${word}) "x"`,
    `tpl ${path(one, 'template')} $ | quote`,
    `first (splitList "/" ${word})`,
    `regexReplaceAll "[^a-z]+" ${word} "_"`,
    `hasKey .Values.global "tier" | ternary ${word} "none"`,
    `.Values.global.tier | default .Values.global.region`,
    `.Values.global.region`,
  ])
}

function numeric(one: Snippet): string {
  const number = path(one, 'number')
  return one.choices.pick([
    number,
    `int ${number}`,
    `add ${number} 1`,
    `mul (int ${number}) 3`,
    `${number} | int64`,
    `sub 100 ${number}`,
  ])
}

const snippets: readonly Write[] = [
  (one) => [
    `${one.key}:`,
    `  {{- range $key, $value := ${path(one, 'table')} }}`,
    '  - name: {{ $key }}',
    '    value: {{ $value }}',
    '  {{- end }}',
  ],
  (one) => [`${one.key}: {{ ${text(one)} }}`],
  (one) => [`${one.key}: {{ ${text(one)} }}`],
  (one) => [`${one.key}: {{ ${numeric(one)} }}`],
  (one) => [`${one.key}: {{ ${path(one, 'flag')} }}`],
  (one) => [
    `${one.key}: "{{ ${path(one, 'word')} }}-{{ ${path(one, 'number')} }}{{ ${path(one, 'empty')} }}"`,
  ],
  (one) => [
    `${one.key}: "{{ ${path(one, 'word')} }}{{ if ${path(one, 'empty')} }}@{{ ${path(one, 'empty')} }}{{ end }}"`,
  ],
  (one) => [`${one.key}: {{- toYaml ${path(one, 'table')} | nindent 4 }}`],
  (one) => [`${one.key}:`, `  {{- toYaml ${path(one, 'deep')} | nindent 4 }}`],
  (one) => [`${one.key}: {{- ${path(one, 'items')} | toYaml | nindent 4 }}`],
  (one) => [`${one.key}: {{ toJson ${path(one, 'items')} }}`],
  (one) => [`${one.key}: |`, `  {{- ${path(one, 'deep')} | toYaml | nindent 4 }}`],
  (one) => [`${one.key}: |-`, `  name={{ ${path(one, 'word')} }}`, `  port={{ ${path(one, 'number')} }}`],
  (one) => [`{{- if ${path(one, 'flag')} }}`, `${one.key}: {{ ${text(one)} }}`, '{{- end }}'],
  (one) => [
    `{{- if ${path(one, 'flag')} }}`,
    `${one.key}: {{ ${text(one)} }}`,
    `{{- else if ${path(one, 'flag')} }}`,
    `${one.key}: {{ ${numeric(one)} }}`,
    '{{- else }}',
    `${one.key}: none`,
    '{{- end }}',
  ],
  (one) => [
    `{{- if and ${path(one, 'flag')} (gt (int ${path(one, 'number')}) 3) }}`,
    `${one.key}: large`,
    '{{- else }}',
    `${one.key}: small`,
    '{{- end }}',
  ],
  (one) => [
    `{{- with ${path(one, 'table')} }}`,
    `${one.key}:`,
    '  {{- toYaml . | nindent 4 }}',
    '{{- end }}',
  ],
  (one) => [
    `{{- with ${path(one, 'empty')} }}`,
    `${one.key}: {{ . }}`,
    '{{- else }}',
    `${one.key}: nothing`,
    '{{- end }}',
  ],
  (one) => [`${one.key}:`, `  {{- range ${path(one, 'words')} }}`, '  - {{ . | quote }}', '  {{- end }}'],
  (one) => [
    `${one.key}:`,
    `  {{- range $at, $word := ${path(one, 'words')} }}`,
    '  - "{{ $at }}={{ $word }}"',
    '  {{- else }}',
    '  - none',
    '  {{- end }}',
  ],
  (one) => [
    `${one.key}:`,
    `  {{- range $key, $value := ${path(one, 'table')} }}`,
    '  {{ $key }}: {{ $value | quote }}',
    '  {{- end }}',
  ],
  (one) => [
    `${one.key}:`,
    `  {{- range ${path(one, 'items')} }}`,
    '  - name: {{ .name }}',
    '    port: {{ .port }}',
    '    {{- if .note }}',
    '    note: {{ .note }}',
    '    {{- end }}',
    `    from: {{ include "${one.name}.name" $ }}`,
    '  {{- end }}',
  ],
  (one) => [
    `${one.key}:`,
    `  {{- range ${path(one, 'items')} }}`,
    '  {{- if eq .name "skip" }}{{ continue }}{{ end }}',
    '  {{- if gt (int .port) 81 }}{{ break }}{{ end }}',
    '  - {{ .name }}',
    '  {{- end }}',
  ],
  (one) => [`${one.key}: {{ include "${one.name}.fullname" . }}`],
  (one) => [`${one.key}: {{ template "${one.name}.name" . }}`],
  (one) => [`${one.key}:`, `  {{- include "${one.name}.labels" . | nindent 4 }}`],
  (one) => [
    `${one.key}: {{ include "${one.name}.image" (dict "global" .Values.global "local" ${path(one, 'empty')} "name" ${path(one, 'word')} "tag" ${path(one, 'empty')}) }}`,
  ],
  (one) => [`${one.key}: {{ include "${one.name}.labels" . | sha256sum }}`],
  (one) => [`${one.key}: {{ tpl ${path(one, 'template')} . }}`],
  (one) => [
    `${one.key}: {{- tpl (toYaml (dict "uri" ${path(one, 'template')} "n" ${path(one, 'number')})) $ | nindent 4 }}`,
  ],
  (one) => [
    `${one.key}: {{- merge (dict "tier" "own") (deepCopy ${path(one, 'table')}) | toYaml | nindent 4 }}`,
  ],
  (one) => [
    `${one.key}: {{- mergeOverwrite (dict "tier" "own" "more" ${path(one, 'word')}) ${path(one, 'table')} | toYaml | nindent 4 }}`,
  ],
  (one) => [`${one.key}: {{- omit ${path(one, 'table')} "tier" | toYaml | nindent 4 }}`],
  (one) => [`${one.key}: {{- pick ${path(one, 'table')} "owner" | toYaml | nindent 4 }}`],
  (one) => [
    `{{- $chosen := ${path(one, 'word')} }}`,
    `{{- if ${path(one, 'flag')} }}{{ $chosen = ${path(one, 'word')} }}{{ end }}`,
    `${one.key}: {{ $chosen }}`,
  ],
  (one) => [
    '{{- $all := list }}',
    `{{- range ${path(one, 'words')} }}{{ $all = append $all (. | upper) }}{{ end }}`,
    `${one.key}: {{ $all | join "," | quote }}`,
  ],
  (one) => [`${one.key}: {{ ${path(one, 'words')} | join "," | quote }}`],
  (one) => [`${one.key}: {{ keys ${path(one, 'table')} | sortAlpha | join "," | quote }}`],
  (one) => [`${one.key}: {{ concat ${path(one, 'words')} (list ${path(one, 'word')}) | toJson }}`],
  (one) => [`${one.key}: {{- (fromYaml (include "${one.name}.yaml" .)) | toYaml | nindent 4 }}`],
  (one) => [`${one.key}: {{ (fromYaml (include "${one.name}.yaml" .)).word }}`],
  (one) => [`${one.key}: { {{ ${path(one, 'word')} | quote }}: {{ ${path(one, 'number')} }} }`],
  (one) => [`${one.key}:`, `  {{ ${path(one, 'word')} | replace "/" "-" }}: {{ ${path(one, 'word')} }}`],
  (one) => [
    `${one.key}:`,
    `  {{- range until (int (min ${path(one, 'number')} 4)) }}`,
    '  - item-{{ . }}',
    '  {{- end }}',
  ],
  (one) => [`${one.key}: {{ dig "owner" "nobody" ${path(one, 'table')} | quote }}`],
  (one) => [`${one.key}: {{ index ${path(one, 'table')} "zone" | default "here" }}`],
  (one) => [`${one.key}: {{ (${path(one, 'deep')}).requests.cpu }}`],
  (one) => [`${one.key}: {{ len ${path(one, 'words')} }}`],
  (one) => [
    `{{- $copy := set (deepCopy ${path(one, 'table')}) "added" ${path(one, 'word')} }}`,
    `${one.key}: {{ $copy.added }}`,
  ],
  (one) => [`${one.key}: {{ if eq ${path(one, 'word')} "alpha" }}first{{ else }}other{{ end }}`],
  (one) => [
    `{{- if hasKey ${path(one, 'table')} "zone" }}`,
    `${one.key}: {{ ${path(one, 'word')} }}`,
    '{{- end }}',
  ],
  (one) => [`{{- if .Values.global.on }}`, `${one.key}: {{ .Values.global.labels.team }}`, '{{- end }}'],
]
