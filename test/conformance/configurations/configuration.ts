import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Files } from '../terraform.ts'

/** A value given on the command line: the order of these matters. */
export type Given =
  | { readonly kind: 'var'; readonly name: string; readonly text: string }
  | { readonly kind: 'file'; readonly path: string }

/** One root module with everything that decides its values. */
export interface Configuration {
  readonly id: string
  readonly files: Files
  readonly given: readonly Given[]
  /** Environment variables: `TF_VAR_…` only. */
  readonly env: Readonly<Record<string, string>>
  readonly workspace?: string
  /** What Terraform must answer for the case to mean what it wants to mean. */
  readonly intends: 'plan' | 'refusal' | 'either'
}

/** The written configurations: the `.txt` files of `written/`. */
export function writtenConfigurations(): readonly Configuration[] {
  const folder = join(import.meta.dirname, 'written')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .toSorted()
    .flatMap((name) =>
      parseConfigurations(name.replace(/\.txt$/u, ''), readFileSync(join(folder, name), 'utf8')),
    )
}

/**
 * Reads configurations from one text: `=== name` starts one, `--- path` starts a file of it. After the name, separated by
 * ` | `: `refused`, `either`, `var NAME=TEXT`, `var-file PATH`, `env NAME=TEXT`, `workspace NAME`.
 */
export function parseConfigurations(theme: string, content: string): readonly Configuration[] {
  return content
    .split(/^=== /mu)
    .slice(1)
    .map((part) => {
      const [head = '', ...sections] = part.split(/^--- /mu)
      const [name = '', ...options] = head.split('\n')[0]?.split(' | ') ?? []
      const files = sections.map((section) => {
        const end = section.indexOf('\n')
        return [section.slice(0, end).trim(), section.slice(end + 1)] as const
      })
      return withOptions(
        {
          id: `${theme}/${name.trim()}`,
          files: Object.fromEntries(files),
          given: [],
          env: {},
          intends: 'plan',
        },
        options,
      )
    })
}

function withOptions(bare: Configuration, options: readonly string[]): Configuration {
  return options.reduce((one, option): Configuration => {
    const [word = '', rest = ''] = split(option.trim(), ' ')
    const [name = '', value = ''] = split(rest, '=')
    switch (word) {
      case 'refused':
        return { ...one, intends: 'refusal' }
      case 'either':
        return { ...one, intends: 'either' }
      case 'var':
        return { ...one, given: [...one.given, { kind: 'var', name, text: value }] }
      case 'var-file':
        return { ...one, given: [...one.given, { kind: 'file', path: rest }] }
      case 'env':
        return { ...one, env: { ...one.env, [name]: value } }
      case 'workspace':
        return { ...one, workspace: rest }
      default:
        return one
    }
  }, bare)
}

function split(whole: string, separator: string): readonly string[] {
  const at = whole.indexOf(separator)
  return at < 0 ? [whole] : [whole.slice(0, at), whole.slice(at + 1)]
}
