import { expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { renderedChart } from './chart-rendering.ts'

const times = '{{range until 60}}'

it.each([
  ['printf', `{{$s := "x"}}${times}{{$s = printf "%s%s" $s $s}}{{end}}`],
  [
    'printf of one argument many times',
    `{{$s := "x"}}${times}{{$s = printf "${'%[1]s'.repeat(9)}" $s}}{{end}}`,
  ],
  ['print', `{{$s := .Chart.Name}}${times}{{$s = print $s $s}}{{end}}`],
  ['cat', `{{$s := "x"}}${times}{{$s = cat $s $s}}{{end}}`],
  ['join', `{{$s := "x"}}${times}{{$s = join "" (list $s $s)}}{{end}}`],
  ['nindent', `{{$s := "\\n"}}${times}{{$s = nindent 1000 (print $s $s)}}{{end}}`],
  ['b64enc', '{{$s := "x"}}{{range until 600}}{{$s = b64enc $s}}{{end}}'],
  ['quote', `{{$s := "\\""}}${times}{{$s = quote $s}}{{end}}`],
  ['toJson', `{{$s := "x"}}${times}{{$s = toJson (list $s $s)}}{{end}}`],
  ['toYaml of lists in lists', `{{$l := list 1}}${times}{{$l = list $l $l}}{{end}}{{toYaml $l}}`],
  ['a list that is printed', `{{$l := list 1}}${times}{{$l = list $l $l}}{{end}}{{$l}}`],
  [
    'toYaml of one long text many times',
    `{{$l := list (repeat 2000000 "x")}}{{range until 12}}{{$l = concat $l $l}}{{end}}{{toYaml $l}}`,
  ],
])('refuses what doubles with %s, before it takes much memory', (_, template) => {
  const origins = new Origins()
  const files = { 'Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n', 'templates/a.yaml': template }
  const before = process.memoryUsage().rss
  const step = renderedChart(filesSnapshot(files), filePath(''), { layers: [] }, origins).next()
  const { diagnostics } = step.value as { readonly diagnostics: readonly { readonly detail: string }[] }
  expect(diagnostics[0]?.detail).toMatch(/too much|too long|too large/u)
  expect(process.memoryUsage().rss - before).toBeLessThan(500_000_000)
})
