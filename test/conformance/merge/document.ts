/** A document as the things in it: what edits are made to, and what the three languages print. */
export type Node = Leaf | Mapping | Listing

export interface Leaf {
  readonly kind: 'leaf'
  readonly value: string | number | boolean
}

export interface Mapping {
  readonly kind: 'map'
  readonly entries: readonly Entry[]
}

export interface Entry {
  readonly key: string
  readonly node: Node
  /** Stands on a line above it. */
  readonly comment: string
}

/** Plain values, or mappings that each have a `name`. */
export interface Listing {
  readonly kind: 'list'
  readonly items: readonly Node[]
}

/** How a side likes to write. */
export interface Form {
  readonly indent: number
  /** Lists in YAML further in than their key. */
  readonly deepLists: boolean
  /** The equals signs of HCL in one column. */
  readonly aligned: boolean
  readonly returns: boolean
}

export type Language = 'json' | 'yaml' | 'hcl'

/** A document in a language. */
export function written(document: Mapping, language: Language, form: Form): string {
  const text =
    language === 'json'
      ? json(document, form)
      : language === 'yaml'
        ? yaml(document, form)
        : hcl(document, form)
  return form.returns ? text.replaceAll('\n', '\r\n') : text
}

/** What a document says, whatever the order of its keys. */
export function plain(node: Node): unknown {
  if (node.kind === 'leaf') return node.value
  if (node.kind === 'list') return node.items.map(plain)
  return Object.fromEntries(node.entries.map(({ key, node: value }) => [key, plain(value)]))
}

function json(node: Node, form: Form, depth = 0): string {
  const pad = ' '.repeat(form.indent * (depth + 1))
  const end = ' '.repeat(form.indent * depth)
  const last = depth === 0 ? '\n' : ''
  if (node.kind === 'leaf') return JSON.stringify(node.value)
  if (node.kind === 'list') {
    if (node.items.every((one) => one.kind === 'leaf'))
      return `[${node.items.map((one) => json(one, form)).join(', ')}]`
    return `[\n${node.items.map((one) => pad + json(one, form, depth + 1)).join(',\n')}\n${end}]${last}`
  }
  if (node.entries.length === 0) return `{}${last}`
  const lines = node.entries.map(
    ({ key, node: value }) => `${pad}${JSON.stringify(key)}: ${json(value, form, depth + 1)}`,
  )
  return `{\n${lines.join(',\n')}\n${end}}${last}`
}

function yaml(node: Mapping, form: Form, pad = ''): string {
  return node.entries
    .map(
      ({ key, node: value, comment }) => said(comment, pad) + `${pad}${key}:${yamlValue(value, form, pad)}`,
    )
    .join('')
}

function yamlValue(node: Node, form: Form, pad: string): string {
  if (node.kind === 'leaf') return ` ${yamlScalar(node)}\n`
  if (node.kind === 'map') {
    return node.entries.length === 0 ? ' {}\n' : `\n${yaml(node, form, pad + ' '.repeat(form.indent))}`
  }
  if (node.items.length === 0) return ' []\n'
  const inner = form.deepLists ? `${pad}  ` : pad
  return `\n${node.items.map((one) => `${inner}- ${yamlItem(one, form, `${inner}  `)}`).join('')}`
}

function yamlItem(node: Node, form: Form, pad: string): string {
  if (node.kind === 'map' && node.entries.length > 0) return yaml(node, form, pad).slice(pad.length)
  return yamlValue(node, form, pad).slice(1)
}

function yamlScalar({ value }: Leaf): string {
  return typeof value === 'string' && /\d/u.test(value.charAt(0)) ? JSON.stringify(value) : String(value)
}

function said(comment: string, pad: string): string {
  return comment === '' ? '' : `${pad}# ${comment}\n`
}

function hcl(document: Mapping, form: Form): string {
  return document.entries
    .map(({ key, node, comment }) => {
      if (node.kind !== 'map') return said(comment, '') + argument(key, key.length, node, form, 0)
      return `${said(comment, '')}resource "thing" "${key}" {\n${bodyOf(node, form, 1)}}\n`
    })
    .join('\n')
}

function bodyOf({ entries }: Mapping, form: Form, depth: number): string {
  const pad = ' '.repeat(form.indent * depth)
  const width = form.aligned ? Math.max(0, ...entries.map(({ key }) => key.length)) : 0
  return entries
    .map(({ key, node, comment }) => said(comment, pad) + pad + argument(key, width, node, form, depth))
    .join('')
}

function argument(key: string, width: number, node: Node, form: Form, depth: number): string {
  return `${key.padEnd(width)} = ${expression(node, form, depth)}\n`
}

function expression(node: Node, form: Form, depth: number): string {
  const pad = ' '.repeat(form.indent * depth)
  const inner = ' '.repeat(form.indent * (depth + 1))
  if (node.kind === 'leaf') return JSON.stringify(node.value)
  if (node.kind === 'map') {
    return node.entries.length === 0 ? '{}' : `{\n${bodyOf(node, form, depth + 1)}${pad}}`
  }
  if (node.items.every((one) => one.kind === 'leaf'))
    return `[${node.items.map((one) => expression(one, form, depth)).join(', ')}]`
  return `[\n${node.items.map((one) => `${inner}${expression(one, form, depth + 1)},\n`).join('')}${pad}]`
}
