import { edgesOf } from '../model/graph.ts'
import type { JsonObject } from '../model/json-text.ts'
import type { Estate, Reading } from '../model/reading.ts'
import type { Resource } from '../model/resource.ts'
import { rootName } from './read.ts'
import type { View } from './view.ts'
import { clean } from './words.ts'

/** Resources and which uses which, as a document. */
export function graphJson(view: View, estate: Estate): JsonObject {
  return {
    roots: estate.readings.map((reading) => ({
      path: view.path(reading.root) || '.',
      format: reading.format,
      variant: reading.variant,
      nodes: reading.resources.map(({ address, mode, type, module }) => ({ address, mode, type, module })),
      edges: edgesOf(reading).map(({ from, to, path }) => ({ from, to, path })),
    })),
  }
}

/** The same for Mermaid, as Markdown on many sites shows it: a box for each root and each module in it. */
export function graphMermaid(view: View, estate: Estate): string {
  const lines = estate.readings.flatMap((reading, at) => {
    const ids = idsOf(reading, `r${at}_`)
    return [
      `  subgraph r${at} ["${mermaidText(titleOf(view, reading))}"]`,
      ...within(reading, '').map((one) => `    ${mermaidNode(ids, one)}`),
      ...modulesOf(reading).flatMap((module, number) => [
        `    subgraph r${at}_m${number} ["${mermaidText(module)}"]`,
        ...within(reading, module).map((one) => `      ${mermaidNode(ids, one)}`),
        '    end',
      ]),
      '  end',
      ...edgesOf(reading).map(({ from, to }) => `  ${ids.get(from) ?? ''} --> ${ids.get(to) ?? ''}`),
    ]
  })
  return ['flowchart LR', ...lines, ''].join('\n')
}

/** The same for Graphviz. */
export function graphDot(view: View, estate: Estate): string {
  const lines = estate.readings.flatMap((reading, at) => {
    const ids = idsOf(reading, `r${at}_`)
    return [
      `  subgraph cluster_r${at} {`,
      `    label=${dotText(titleOf(view, reading))}`,
      ...within(reading, '').map((one) => `    ${dotNode(ids, one)}`),
      ...modulesOf(reading).flatMap((module, number) => [
        `    subgraph cluster_r${at}_m${number} {`,
        `      label=${dotText(module)}`,
        ...within(reading, module).map((one) => `      ${dotNode(ids, one)}`),
        '    }',
      ]),
      '  }',
      ...edgesOf(reading).map(({ from, to }) => `  ${ids.get(from) ?? ''} -> ${ids.get(to) ?? ''}`),
    ]
  })
  return [
    'digraph plumbline {',
    '  rankdir=LR',
    '  node [shape=box, fontname="sans-serif"]',
    ...lines,
    '}',
    '',
  ].join('\n')
}

/** Only Terraform's roots need no word about what they are. */
function titleOf(view: View, reading: Reading): string {
  const name = rootName(view, reading)
  return reading.format === 'terraform' ? name : `${name} (${reading.format})`
}

function idsOf(reading: Reading, prefix: string): ReadonlyMap<string, string> {
  return new Map(reading.resources.map((one, at) => [one.address, `${prefix}n${at}`]))
}

function within(reading: Reading, module: string): readonly Resource[] {
  return reading.resources.filter((one) => one.module === module)
}

function modulesOf(reading: Reading): readonly string[] {
  return [...new Set(reading.resources.map((one) => one.module))].filter((module) => module !== '').toSorted()
}

/** The box already says the module. */
function labelOf(resource: Resource): string {
  const prefix = resource.module === '' ? '' : `${resource.module}.`
  return resource.address.startsWith(prefix) ? resource.address.slice(prefix.length) : resource.address
}

function mermaidNode(ids: ReadonlyMap<string, string>, resource: Resource): string {
  return `${ids.get(resource.address) ?? ''}["${mermaidText(labelOf(resource))}"]`
}

function dotNode(ids: ReadonlyMap<string, string>, resource: Resource): string {
  return `${ids.get(resource.address) ?? ''} [label=${dotText(labelOf(resource))}]`
}

function mermaidText(text: string): string {
  return clean(text)
    .replaceAll('#', '#35;')
    .replaceAll('"', '#quot;')
    .replaceAll('<', '#lt;')
    .replaceAll('>', '#gt;')
}

function dotText(text: string): string {
  return `"${clean(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
