import { expect, it } from 'vitest'
import { lineActions, openBlocks } from './masked.ts'

const text = `metadata:
  labels:
    {{- include "c.labels" . | nindent 4 }}
    {{- if .Values.more }}
    {{ toYaml .Values.more | indent 4 }}
    {{- end }}
spec:
  {{- range $name, $one := .Values.all }}
  - {{ $name }}
  {{- end }}
`

it('tells what is open at a place, and not what has ended before it', () => {
  expect(openBlocks(text, text.indexOf('toYaml')).map(({ kind }) => kind)).toEqual(['if'])
  expect(openBlocks(text, text.indexOf('- {{ $name')).map(({ action }) => action)).toEqual([
    '{{- range $name, $one := .Values.all }}',
  ])
  expect(openBlocks(text, text.indexOf('spec:'))).toEqual([])
})

it('finds what prints below a key, without what only decides', () => {
  const found = lineActions(text, text.indexOf('labels:'))
  expect(found.map(({ inner, column, isTrimmed }) => [inner, column, isTrimmed])).toEqual([
    ['include "c.labels" . | nindent 4', 4, true],
    ['toYaml .Values.more | indent 4', 4, false],
  ])
  expect(found.every(({ start, end, inner }) => text.slice(start, end) === inner)).toBe(true)
})
