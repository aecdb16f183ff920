import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answered, nothing } from '../../../src/engine/answered.ts'
import { filePath } from '../../../src/kernel/brand.ts'
import { Origins } from '../../../src/kernel/origins.ts'
import type { Value } from '../../../src/kernel/value.ts'
import { lowerYaml } from '../../../src/lang/yaml/lower.ts'
import { parseYaml } from '../../../src/lang/yaml/parse.ts'
import { filesSnapshot } from '../../../src/model/files-snapshot.ts'
import type { VariableLayer } from '../../../src/model/options.ts'
import { renderedChart } from '../../../src/readers/helm/chart-rendering.ts'
import { writeFiles } from '../terraform.ts'
import type { ChartCase } from './charts.ts'

/** What a chart renders to: its documents as plain values in their order, or that it is refused. */
export type Rendered = { readonly refused: true } | { readonly documents: readonly unknown[] }

/** What the real helm makes of a chart. */
export function helmRenders(helm: string, { files, args = [] }: ChartCase): Rendered {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-chart-'))
  try {
    writeFiles(folder, files)
    const run = spawnSync(helm, ['template', '.', '--include-crds', ...args], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    })
    return run.status === 0 ? { documents: documentsOf(run.stdout) } : { refused: true }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What we make of it. */
export function weRender({ files, args = [] }: ChartCase): Rendered {
  const { layers, release } = optionsOf(args)
  const origins = new Origins()
  const snapshot = filesSnapshot(files)
  const steps = renderedChart(snapshot, filePath(''), { layers, release }, origins)
  const { value, diagnostics } = answered(steps, snapshot, nothing)
  if (diagnostics.some(({ severity }) => severity === 'error')) return { refused: true }
  return { documents: value.manifests.map((one) => plain(one.value)).filter((one) => one !== null) }
}

/** Options of helm template, as ours. */
export function optionsOf(args: readonly string[]): {
  readonly layers: readonly VariableLayer[]
  readonly release: {
    readonly namespace: string
    readonly kubeVersion: string
    readonly apiVersions: readonly string[]
  }
} {
  const layers: VariableLayer[] = []
  let release = { namespace: 'default', kubeVersion: 'v1.35.0', apiVersions: [] as readonly string[] }
  for (let at = 0; at + 1 < args.length; at += 2) {
    const [name, text = ''] = [args[at], args[at + 1]]
    if (name === '-f') layers.push({ kind: 'file', file: filePath(text) })
    else if (name === '-n') release = { ...release, namespace: text }
    else if (name === '--kube-version') release = { ...release, kubeVersion: text }
    else if (name === '-a') release = { ...release, apiVersions: [text] }
    else {
      const cut = text.indexOf('=')
      const layer = { kind: 'option', name: text.slice(0, cut), text: text.slice(cut + 1) } as const
      layers.push(name === '--set' ? layer : { ...layer, isText: true })
    }
  }
  return { layers, release }
}

function documentsOf(text: string): readonly unknown[] {
  const tree = parseYaml(filePath('helm.yaml'), text)
  return tree.documents
    .map((root) => plain(lowerYaml(tree, root, { dialect: 'go-yaml-v2', origins: new Origins() }).value))
    .filter((one) => one !== null)
}

/** A value as plain JSON; what is unknown says so. */
export function plain(value: Value): unknown {
  switch (value.kind) {
    case 'scalar':
      return typeof value.scalar === 'object' && value.scalar !== null
        ? Number(value.scalar.number)
        : value.scalar
    case 'list':
      return value.items.map(plain)
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, one]) => [key, plain(one)]))
    default:
      return { unknown: true }
  }
}
