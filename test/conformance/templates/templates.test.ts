import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { realPrograms } from '../../programs.ts'
import { answered, nothing } from '../../../src/engine/answered.ts'
import { filePath } from '../../../src/kernel/brand.ts'
import { Fault } from '../../../src/kernel/fault.ts'
import { Origins } from '../../../src/kernel/origins.ts'
import { textIn } from '../../../src/model/fields.ts'
import { filesSnapshot } from '../../../src/model/files-snapshot.ts'
import { renderedChart } from '../../../src/readers/helm/chart-rendering.ts'
import { isFull } from '../../full.ts'
import { writeFiles } from '../terraform.ts'
import { templateValues } from './expressions.ts'
import { generatedTemplates } from './generate.ts'

const programs = realPrograms()
const [count, seed] = isFull ? [600, 50_001] : [40, 40_001]
if (programs === undefined)
  console.warn(
    `SKIPPED: ${count} generated templates are not compared with helm, because it does not run here.`,
  )

/** What a template prints, or why it is refused. */
type Said = { readonly text: string } | { readonly refused: string }

// skipped: without helm there is nothing to compare with, which the line above says.
describe.skipIf(programs === undefined)('templates compared with helm', () => {
  it('print the same text, or are refused for the same reason', { timeout: 1_800_000 }, () => {
    const bodies = generatedTemplates(count, seed)
    const theirs = helmSays(programs?.helm ?? '', bodies)
    const different = bodies.flatMap((body, at) => {
      const [they, we] = [theirs.get(at), weSay(body, at)]
      return isSame(they, we) ? [] : [{ body, they, we }]
    })
    expect(different.slice(0, 10)).toEqual([])
    expect([...theirs.values()].filter((one) => 'text' in one).length).toBeGreaterThan(count / 2)
  })
})

/** What the real helm makes of all: in one start, and in one more for each that it refuses, as it stops at the first. */
function helmSays(helm: string, bodies: readonly string[]): ReadonlyMap<number, Said> {
  const said = new Map<number, Said>()
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-templates-'))
  try {
    writeFiles(folder, chartOf(bodies.map((body, at) => [body, at])))
    for (;;) {
      const run = spawnSync(helm, ['template', 'r', folder], { encoding: 'utf8', maxBuffer: 2 ** 30 })
      if (run.status === 0) {
        for (const [, at, text = ''] of run.stdout.matchAll(/^id: (\d+)\ntext: "(.*)"$/gmu))
          said.set(Number(at), { text: Buffer.from(text, 'base64').toString('utf8') })
        return said
      }
      const at = Number(/templates\/t(\d+)\.yaml/u.exec(run.stderr)?.[1] ?? 'NaN')
      if (Number.isNaN(at) || said.has(at)) throw new Fault('host/failed', { what: run.stderr })
      said.set(at, { refused: reason(run.stderr.replace(/\n\nUse --debug[^]*$/u, '')) })
      rmSync(join(folder, templateName(at)))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What we make of one. */
function weSay(body: string, at: number): Said {
  const snapshot = filesSnapshot(chartOf([[body, at]]))
  const options = {
    layers: [],
    release: { name: 'r', namespace: 'default', kubeVersion: 'v1.35.0', apiVersions: [] },
  }
  const steps = renderedChart(snapshot, filePath(''), options, new Origins())
  const { value, diagnostics } = answered(steps, snapshot, nothing)
  const wrong = diagnostics.find(({ severity }) => severity === 'error')
  if (wrong !== undefined) return { refused: reason(wrong.detail.replace(/\. Helm stops here[^]*$/u, '')) }
  const text = value.manifests.map((one) => textIn(one.value, 'text')).join('')
  return { text: Buffer.from(text, 'base64').toString('utf8') }
}

function chartOf(bodies: readonly (readonly [body: string, at: number])[]): Record<string, string> {
  const files = bodies.map(([body, at]) => [templateName(at), wrapped(body, at)] as const)
  return {
    'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    'values.yaml': JSON.stringify(templateValues),
    'templates/_own.tpl': own,
    ...Object.fromEntries(files),
  }
}

const own = [
  '{{- define "own.where" }}{{ $at := "here" }}[{{ $at }} {{ .Values.word }}]{{ end -}}',
  '{{ define "own.labels" -}}',
  '{{- range $k, $v := .Values.labels }}',
  '{{ $k }}: {{ $v | quote }}',
  '{{- end }}',
  '{{- end }}',
].join('\n')

function templateName(at: number): string {
  return `templates/t${at}.yaml`
}

function wrapped(body: string, at: number): string {
  return `{{ define "body${at}" }}${body}{{ end }}kind: A\nid: ${at}\ntext: {{ include "body${at}" . | b64enc | quote }}\n`
}

/** The innermost reason, without the calls around it: after the name of the template, the line and the column. */
function reason(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim()
  const failed = /^Error: execution error at \([^)]*\): (.*)$/u.exec(line)?.[1]
  const inner = failed ?? /^.*executing "[^"]*" at <.*?>: (.*)$/u.exec(line)?.[1]
  return inner ?? line.replace(/^.*?(?:\.yaml:|\.tpl:|tpl was given, )\d+(?::\d+)?: /u, '')
}

/** What a reader of YAML says of a mistake is its own; that there is one is not. */
function isSame(they: Said | undefined, we: Said): boolean {
  if (they === undefined) return false
  if ('text' in they) return 'text' in we && they.text === we.text
  return 'refused' in we && they.refused === we.refused
}
