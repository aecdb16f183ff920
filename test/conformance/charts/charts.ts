/** A chart to render, by the paths of its files, and how. */
export interface ChartCase {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  /** Options of helm template; `-f` files are paths in the chart. */
  readonly args?: readonly string[]
}

/** A chart's metadata, with more lines. */
function chart(name: string, ...more: readonly string[]): string {
  return ['apiVersion: v2', `name: ${name}`, 'version: 1.2.3', ...more, ''].join('\n')
}

/** A ConfigMap whose entries are lines of a template. */
function map(name: string, ...lines: readonly string[]): string {
  const data = lines.map((line) => `  ${line}`)
  return ['apiVersion: v1', 'kind: ConfigMap', 'metadata:', `  name: ${name}`, 'data:', ...data, ''].join(
    '\n',
  )
}

const seeAll = map('all', 'values: {{ toJson .Values | quote }}')

/** A parent with one chart in it that shows all of its values. */
function nested(
  parent: string,
  child: string,
  dependency: readonly string[] = [],
  part = chart('sub'),
): Record<string, string> {
  return {
    'Chart.yaml': chart(
      'parent',
      'dependencies:',
      '  - name: sub',
      '    version: 1.x',
      ...dependency.map((line) => `    ${line}`),
    ),
    'values.yaml': parent,
    'templates/all.yaml': seeAll,
    'charts/sub/Chart.yaml': part,
    'charts/sub/values.yaml': child,
    'charts/sub/templates/all.yaml': seeAll.replace('name: all', 'name: sub'),
  }
}

/** One chart with one template. */
function single(values: string, ...lines: readonly string[]): Record<string, string> {
  return { 'Chart.yaml': chart('one'), 'values.yaml': values, 'templates/a.yaml': map('a', ...lines) }
}

const values: readonly ChartCase[] = [
  {
    name: 'numbers are floats, and print as such',
    files: single(
      'a: 1000000\nb: 1.0\nc: 123456789012345678\nd: 1e3\ne: 0x1f\nf: 0o17\ng: 017\nh: 1_000\ni: -0\n',
      ...'abcdefghi'
        .split('')
        .map(
          (key) =>
            `${key}: "{{ .Values.${key} }} {{ int64 .Values.${key} }} {{ toJson .Values.${key} }} {{ kindOf .Values.${key} }}"`,
        ),
    ),
  },
  {
    name: 'words of YAML 1.1',
    files: single(
      'a: yes\nb: "yes"\nc: on\nd: 2020-01-01\ne: ~\nf: .inf2\ng: !!str 12\nh: n\n',
      'all: {{ toJson .Values | quote }}',
      ...'abcdefgh'.split('').map((key) => `${key}: "{{ .Values.${key} }} {{ kindOf .Values.${key} }}"`),
    ),
  },
  { name: 'infinity is refused', files: single('a: .inf\n', 'a: x') },
  { name: 'values that are no mapping', files: single('- a\n', 'a: x') },
  { name: 'values that are nothing', files: single('# nothing\n', 'a: "{{ .Values }}"') },
  { name: 'broken values', files: single('a: [1\n', 'a: x') },
  { name: 'duplicate keys', files: single('a: 1\na: 2\n', 'a: "{{ .Values.a }}"') },
  {
    name: 'anchors and merges',
    files: single('x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3\n', 'a: {{ toJson .Values.y | quote }}'),
  },
  {
    name: 'set has integers, text and lists',
    files: single(
      'a: 1\nlist: [x, y]\n',
      'all: {{ toJson .Values | quote }}',
      'k: {{ kindOf .Values.n }}-{{ kindOf .Values.t }}-{{ .Values.n }}',
    ),
    args: [
      '--set',
      'n=1234567,b.c=true,l={p,q},list[1]=z,esc\\.d=1,nul=null,e=',
      '--set-string',
      't=12',
      '--set',
      'z[2].k=v',
    ],
  },
  {
    name: 'null takes a default away',
    files: single('a: 1\nb: {c: 1, d: 2}\n', 'all: {{ toJson .Values | quote }}'),
    args: ['--set', 'a=null,b.c=null'],
  },
  {
    name: 'files lie on each other',
    files: {
      ...single('a: {b: 1, c: [1, 2]}\nd: x\n', 'all: {{ toJson .Values | quote }}'),
      'one.yaml': 'a: {b: 2, c: [3]}\nd: null\n',
      'two.yaml': 'a: {e: 5}\nd: {f: 1}\n',
    },
    args: ['-f', 'one.yaml', '-f', 'two.yaml'],
  },
  {
    name: 'a table for a value',
    files: single('a: 1\nb: {c: 1}\n', 'all: {{ toJson .Values | quote }}'),
    args: ['--set', 'a.x=1,b=2'],
  },
]

const subcharts: readonly ChartCase[] = [
  {
    name: "a parent's section wins",
    files: nested('sub: {a: 1, t: {x: 1}}\n', 'a: 0\nb: 2\nt: {x: 0, y: 2}\n'),
  },
  {
    name: 'globals go down',
    files: nested(
      'global: {g: 1, t: {a: 1}}\nsub: {global: {h: 3, t: {b: 2}}}\n',
      'global: {g: 0, i: 4, t: {a: 0, c: 3}}\n',
    ),
  },
  { name: 'a null in a section', files: nested('sub: {a: null, t: {x: null}}\n', 'a: 0\nt: {x: 0, y: 2}\n') },
  {
    name: 'a null given for a section',
    files: nested('sub: {a: 1}\n', 'a: 0\nb: 1\nt: {x: 0, y: 2}\n'),
    args: ['--set', 'sub.b=null,sub.t.x=null,sub.a=null'],
  },
  { name: 'an alias', files: nested('other: {a: 1}\n', 'a: 0\n', ['alias: other']) },
  {
    name: 'a condition that is off',
    files: nested('sub: {enabled: false}\n', 'a: 0\n', ['condition: sub.enabled']),
  },
  {
    name: 'a condition that is no boolean',
    files: nested('sub: {enabled: "false"}\n', 'a: 0\n', ['condition: sub.enabled']),
  },
  {
    name: 'the first condition that is there',
    files: nested('sub: {enabled: true}\nx: false\n', 'a: 0\n', ['condition: y.z, x,sub.enabled']),
  },
  { name: 'tags', files: nested('tags: {t: false}\n', 'a: 0\n', ['tags: [t]']) },
  {
    name: 'a condition over tags',
    files: nested('tags: {t: false}\nsub: {enabled: true}\n', 'a: 0\n', [
      'tags: [t]',
      'condition: sub.enabled',
    ]),
  },
  { name: 'some tags are on', files: nested('tags: {t: false, u: true}\n', 'a: 0\n', ['tags: [t, u]']) },
  {
    name: 'a version that does not fit',
    files: nested('a: 1\n', 'a: 0\n', [], chart('sub').replace('1.2.3', '2.0.0')),
  },
  {
    name: 'a dependency that is missing',
    files: {
      'Chart.yaml': chart(
        'p',
        'dependencies:',
        '  - {name: gone, version: 1.0.0, repository: "https://example.com"}',
      ),
      'templates/a.yaml': seeAll,
    },
  },
  {
    name: 'a chart that is not named',
    files: { ...nested('sub: {a: 1}\n', 'a: 0\n'), 'Chart.yaml': chart('parent') },
  },
  {
    name: 'imports by name',
    files: nested('b: 0\n', 'exports: {data: {a: 1, b: 2, t: {x: 1}}}\n', ['import-values: [data]']),
  },
  {
    name: 'imports by path',
    files: nested('b: 0\nin: {b: 9}\n', 'own: {a: 1, b: 2}\n', [
      'import-values:',
      '  - {child: own, parent: in}',
      '  - {child: own, parent: .}',
    ]),
  },
  {
    name: 'the parent defines last',
    files: {
      ...nested('a: 1\n', 'a: 0\n'),
      'templates/_d.tpl': '{{ define "who" }}parent{{ end }}',
      'charts/sub/templates/_d.tpl': '{{ define "who" }}sub{{ end }}',
      'charts/sub/templates/all.yaml': map(
        'sub',
        'who: {{ include "who" . }}',
        'chart: {{ .Chart.Name }}-{{ .Chart.Version }}',
        'base: {{ .Template.BasePath }} {{ .Template.Name }}',
      ),
      'templates/all.yaml': map(
        'all',
        'who: {{ include "who" . }}',
        'subs: {{ keys .Subcharts | join "," }} {{ .Subcharts.sub.Values.a }}',
      ),
    },
  },
  {
    name: 'a library',
    files: {
      ...nested('a: 1\n', 'a: 0\n', [], chart('sub', 'type: library')),
      'charts/sub/templates/_l.tpl': '{{ define "lib" }}from-{{ .Chart.Name }}{{ end }}',
      'templates/all.yaml': map('all', 'x: {{ include "lib" . }}'),
    },
  },
  { name: 'a library alone', files: { 'Chart.yaml': chart('l', 'type: library'), 'templates/_l.tpl': '' } },
  {
    name: 'requirements of an older chart',
    files: {
      ...nested('sub: {a: 1}\n', 'a: 0\n'),
      'Chart.yaml': chart('parent').replace('v2', 'v1'),
      'requirements.yaml':
        'dependencies:\n  - {name: sub, version: ">=1.0.0", alias: older, repository: ""}\n',
    },
  },
]

const templates: readonly ChartCase[] = [
  {
    name: 'flow and variables',
    files: single(
      'list: [3, 1, 2]\nmap: {b: 2, a: 1}\nempty: []\n',
      'a: "{{ range $i, $x := .Values.list }}{{ if eq $i 1 }}{{ continue }}{{ end }}{{ $i }}={{ $x }};{{ end }}"',
      'b: "{{ range $k, $v := .Values.map }}{{ $k }}{{ $v }}{{ end }}{{ range .Values.empty }}x{{ else }}none{{ end }}"',
      'c: "{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ $y := 3 }}{{ end }}{{ $x }}"',
      'd: "{{ with .Values.map }}{{ .a }}{{ $.Release.Name }}{{ else }}no{{ end }}"',
      'e: "{{ range 3 }}{{ . }}{{ end }}{{ range until 5 }}{{ if gt . 2 }}{{ break }}{{ end }}{{ . }}{{ end }}"',
      'f: "{{ with .Values.gone }}x{{ else with .Values.map }}{{ .b }}{{ end }}"',
      'g: "{{- /* gone */ -}} x {{- "y" -}} z"',
      'h: "{{ .Values.gone }}{{ (.Values.gone).deeper }}{{ .Values.map.gone | default "d" }}"',
    ),
  },
  { name: 'a field of nothing', files: single('a: 1\n', 'a: "{{ .Values.gone.deeper }}"') },
  { name: 'a field of a number', files: single('a: 1\n', 'a: "{{ .Values.a.deeper }}"') },
  { name: 'unlike things compared', files: single('a: 1\n', 'a: "{{ eq .Values.a 1 }}"') },
  { name: 'two variables over a number', files: single('', 'a: "{{ range $i, $x := 3 }}{{ $x }}{{ end }}"') },
  { name: 'zeros before a number', files: single('', 'a: {{ 08 }}') },
  {
    name: 'numbers of all kinds',
    files: single('', 'a: "{{ 0x1p4 }} {{ 0x.8p-1 }} {{ 1_000.5 }} {{ 0x_1F }} {{ 0b11 }} {{ 017 }}"'),
  },
  { name: 'nothing after a pipe', files: single('', 'a: {{ print "x" | }}') },
  {
    name: 'an assignment to nothing that is not run',
    files: single('', 'a: "{{ if false }}{{ $x = 1 }}{{ end }}"'),
  },
  { name: 'an assignment to nothing', files: single('', 'a: "{{ $x = 1 }}"') },
  { name: 'a float for an int', files: single('a: 1\n', 'a: "{{ indent .Values.a "x" }}"') },
  { name: 'a function that is not there', files: single('', 'a: "{{ nothing 1 }}"') },
  { name: 'too few arguments', files: single('', 'a: "{{ trunc 1 }}"') },
  { name: 'fail', files: single('', '{{ fail "no good" }}') },
  { name: 'required', files: single('a: ""\n', 'a: {{ required "a is needed" .Values.a }}') },
  { name: 'a template that is not there', files: single('', 'a: {{ include "gone" . }}') },
  {
    name: 'a template of its own self',
    files: {
      ...single('', 'a: {{ include "me" . }}'),
      'templates/_m.tpl': '{{ define "me" }}{{ include "me" . }}{{ end }}',
    },
  },
  { name: 'an action that is not closed', files: single('', 'a: {{ .Values.a') },
  { name: 'an end too many', files: single('', 'a: x{{ end }}') },
  {
    name: 'tpl',
    files: single(
      't: "{{ .Values.a }}-{{ include `n` . }}"\na: b\nd: "{{ define `n` }}own{{ end }}{{ include `n` . }}"\n',
      'a: {{ tpl .Values.t . }}',
      'b: {{ tpl .Values.d . }}',
      'c: {{ include "n" . }}{{ define "n" }}outer{{ end }}',
    ),
  },
  { name: 'a broken tpl', files: single('t: "{{ .Values.a"\n', 'a: {{ tpl .Values.t . }}') },
  {
    name: 'files of the chart',
    files: {
      ...single(
        '',
        'a: {{ .Files.Get "conf/a.txt" | quote }}',
        'b: {{ (.Files.Glob "conf/*").AsConfig | quote }}',
        'c: {{ (.Files.Glob "conf/**.txt").AsSecrets | quote }}',
        'd: "{{ range .Files.Lines "conf/a.txt" }}<{{ . }}>{{ end }}{{ .Files.Get "gone" }}"',
        'e: "{{ range $p, $_ := .Files }}{{ $p }};{{ end }}"',
      ),
      'conf/a.txt': 'one\ntwo\n',
      'conf/b.txt': 'é: 1',
      'conf/deep/c.txt': 'c',
      'ignored.bak': 'x',
      '.helmignore': '# what is left out\n*.bak\n/top.txt\nconf/deep/\n',
      'top.txt': 't',
    },
  },
  {
    name: 'what Helm tells',
    files: {
      ...single(
        '',
        'a: "{{ .Release.Name }} {{ .Release.Namespace }} {{ .Release.Service }} {{ .Release.IsInstall }} {{ .Release.Revision }}"',
        'b: "{{ .Capabilities.KubeVersion.Version }} {{ .Capabilities.KubeVersion.Minor }} {{ .Capabilities.APIVersions.Has "apps/v1" }} {{ .Capabilities.APIVersions.Has "x/v1" }}"',
        'c: "{{ .Chart.Name }} {{ .Chart.AppVersion }} {{ .Chart.Type }} {{ .Chart.Maintainers }} {{ .Chart.Annotations }} {{ .Chart.Gone }}"',
        'd: "{{ lookup "v1" "Pod" "" "" }} {{ .Template.Name }}"',
      ),
      'Chart.yaml': chart(
        'one',
        'appVersion: 1.10',
        'annotations: {a: b}',
        'kubeVersion: ">=1.20.0-0"',
        'home: https://example.com',
      ),
    },
    args: ['-n', 'team', '--kube-version', '1.28.3', '-a', 'x/v1'],
  },
  {
    name: 'another Kubernetes',
    files: { ...single('', 'a: x'), 'Chart.yaml': chart('one', 'kubeVersion: "<1.20.0"') },
  },
  {
    name: 'names are cut by bytes',
    files: single(
      'a: "ééé"\n',
      'a: {{ .Values.a | trunc 4 | quote }}',
      'b: {{ .Values.a | upper | quote }}',
      'c: {{ len .Values.a }}x',
    ),
  },
]

const output: readonly ChartCase[] = [
  {
    name: 'kinds in their order, hooks last',
    files: {
      'Chart.yaml': chart('o'),
      'templates/b.yaml': ['Service', 'Deployment', 'Namespace', 'Zebra', 'Apple']
        .map((kind) => `---\napiVersion: v1\nkind: ${kind}\nmetadata: {name: ${kind.toLowerCase()}}\n`)
        .join(''),
      'templates/a.yaml': 'apiVersion: v1\nkind: Deployment\nmetadata: {name: first}\n',
      'templates/h.yaml': ['post-install', 'pre-install,test', 'crd-install']
        .map(
          (hook, at) =>
            `---\napiVersion: v1\nkind: ${at === 0 ? 'Job' : 'ConfigMap'}\nmetadata: {name: h${at}, annotations: {helm.sh/hook: "${hook}", helm.sh/hook-weight: "${-at}"}}\n`,
        )
        .join(''),
      'templates/NOTES.txt': 'Read {{ .Release.Name }}',
      'templates/_p.tpl': 'never',
      'crds/c.yaml':
        'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: "{{ not a template }}"}\n',
    },
  },
  {
    name: 'empty documents',
    files: {
      'Chart.yaml': chart('e'),
      'templates/a.yaml': '---\n# only words\n---\n\n---\nkind: A\n---\n{{ if false }}\nkind: B\n{{ end }}\n',
    },
  },
  { name: 'no YAML', files: { 'Chart.yaml': chart('e'), 'templates/a.yaml': 'a: b: c\n' } },
  {
    name: 'text beside the templates',
    files: { 'Chart.yaml': chart('e'), 'templates/readme.md': '# Title\n', 'templates/a.yaml': 'kind: A\n' },
  },
  { name: 'a list of documents', files: { 'Chart.yaml': chart('e'), 'templates/a.yaml': '- kind: A\n' } },
  {
    name: 'an annotation that is no text',
    files: { 'Chart.yaml': chart('e'), 'templates/a.yaml': 'kind: A\nmetadata: {annotations: {a: 1}}\n' },
  },
  {
    name: 'notes that fail',
    files: {
      'Chart.yaml': chart('e'),
      'templates/a.yaml': 'kind: A\n',
      'templates/NOTES.txt': '{{ fail "notes" }}',
    },
  },
  {
    name: 'block scalars and indentation',
    files: single(
      't: "a\\n  b\\n\\nc\\n"\nm: {x: {y: [1, {z: 2}]}, s: "multi\\nline\\n"}\n',
      't: |\n{{ .Values.t | indent 4 }}',
      'm: |-\n    {{- toYaml .Values.m | nindent 4 }}',
      'q: {{ .Values.t | quote }}',
    ),
  },
]

const metadata: readonly ChartCase[] = [
  { name: 'no version', files: { 'Chart.yaml': 'apiVersion: v2\nname: a\n' } },
  { name: 'a bad version', files: { 'Chart.yaml': 'apiVersion: v2\nname: a\nversion: one\n' } },
  { name: 'no name', files: { 'Chart.yaml': 'apiVersion: v2\nversion: 1.0.0\n' } },
  { name: 'no version of the API', files: { 'Chart.yaml': 'name: a\nversion: 1.0.0\n' } },
  { name: 'an unknown type', files: { 'Chart.yaml': chart('a', 'type: other') } },
  {
    name: 'a schema that holds',
    files: {
      ...single('n: 1\n', 'a: x'),
      'values.schema.json':
        '{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","required":["n"],"properties":{"n":{"type":"integer","minimum":1}}}',
    },
  },
  {
    name: 'a schema that does not hold',
    files: {
      ...single('n: 0\n', 'a: x'),
      'values.schema.json':
        '{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"n":{"type":"integer","minimum":1}}}',
    },
  },
  {
    name: 'a schema of 2020',
    files: {
      ...single('n: [1, a]\n', 'a: x'),
      'values.schema.json':
        '{"$schema":"https://json-schema.org/draft/2020-12/schema","properties":{"n":{"prefixItems":[{"type":"integer"},{"type":"integer"}]}}}',
    },
  },
  {
    name: 'a schema of a chart inside',
    files: {
      ...nested('sub: {n: x}\n', 'n: 1\n'),
      'charts/sub/values.schema.json': '{"properties":{"n":{"type":"integer"}}}',
    },
  },
  { name: 'a broken schema', files: { ...single('n: 0\n', 'a: x'), 'values.schema.json': '{"type": 1' } },
]

/** What charts of other people turned up that none of the others says. */
const others: readonly ChartCase[] = [
  {
    name: 'several documents of values',
    files: {
      ...single('a: {x: 1}\n---\na: {y: 2, z: null}\n', 'v: {{ toJson .Values | quote }}'),
      'more.yaml': 'b: 1\n---\nb: 2\n',
    },
    args: ['-f', 'more.yaml'],
  },
  {
    name: 'an escaped apostrophe',
    files: single('a: "it\\\'s"\n', 'v: {{ .Values.a | quote }}\nw: "it\\\'s"'),
  },
  {
    name: 'a list of nothing from --set',
    files: single('', 'v: {{ toJson .Values }}'),
    args: ['--set', 'a={}'],
  },
  {
    name: 'a Kubernetes of a vendor',
    files: {
      ...single('', 'v: "{{ .Capabilities.KubeVersion }} {{ .Capabilities.KubeVersion.Version }}"'),
      'Chart.yaml': chart('a', 'kubeVersion: ">=1.21.0"\n'),
    },
    args: ['--kube-version', '1.24.6-gke.100'],
  },
  {
    name: 'the parts of Chart.yaml under names of Go',
    files: {
      ...single('', 'm: {{ (index .Chart.Maintainers 0).Name }} {{ toJson .Chart.Maintainers | squote }}'),
      'Chart.yaml': chart('a', 'maintainers: [{name: m, email: e}]\n'),
    },
  },
  {
    name: 'a pattern of Go in a schema',
    files: {
      ...single('a: AB1\n', 'a: x'),
      'values.schema.json': '{"properties":{"a":{"pattern":"^(?i)ab\\\\d$"}}}',
    },
  },
  {
    name: 'several patterns in a schema',
    files: {
      ...single('a: ab\nb: 5m\n', 'a: {{ .Values.a }}{{ .Values.b }}'),
      'values.schema.json': '{"properties":{"a":{"pattern":"^[a-z]+$"},"b":{"pattern":"^[0-9]+m$"}}}',
    },
  },
  {
    name: 'a pattern that Go does not know in a schema',
    files: { ...single('a: x\n', 'a: x'), 'values.schema.json': '{"properties":{"a":{"pattern":"^(?!y)"}}}' },
  },
  {
    name: 'a format in a schema of no draft',
    files: {
      ...single('a: 999.1.1.1\n', 'a: x'),
      'values.schema.json': '{"properties":{"a":{"format":"ipv4"}}}',
    },
  },
  { name: 'two stars in .helmignore', files: { ...single('', 'a: x'), '.helmignore': '**/a\n' } },
  { name: 'a value that is no number', files: single('a: [.NaN]\n', 'a: x') },
  { name: 'no files as a config', files: single('', 'a: {{ (.Files.Glob "none/*").AsConfig }}') },
]

/** Charts for everything that a chart can say, each about one thing. */
export const charts: readonly ChartCase[] = [
  ...values,
  ...subcharts,
  ...templates,
  ...output,
  ...metadata,
  ...others,
]
