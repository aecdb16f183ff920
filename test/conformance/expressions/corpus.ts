import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Files } from '../terraform.ts'

/** One question: an expression in the scope of `scope/`, or beside declarations of its own. */
export interface Case {
  readonly id: string
  readonly expression: string
  /** Text of a `.tf` file that is added to the scope for this expression alone. */
  readonly declarations?: string
}

/** Every written expression: the themes are the `.txt` files beside this one. */
export function corpus(): readonly Case[] {
  return readdirSync(here)
    .filter((name) => name.endsWith('.txt'))
    .toSorted()
    .flatMap((name) => parseTheme(name.replace(/\.txt$/u, ''), readFileSync(join(here, name), 'utf8')))
}

/** The files of the scope in which every expression is asked. Bytes are kept: one of them isn't UTF-8. */
export function scopeFiles(): Files {
  const root = join(here, 'scope')
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(paths.map((path) => [path.slice(root.length + 1), readFileSync(path)]))
}

/**
 * Reads a theme: `## group` starts a group, a line is an expression, lines between `<<<` and `>>>` are one expression.
 * The id is theme/group/position in the group: it stays the same when another group grows.
 */
export function parseTheme(theme: string, content: string): readonly Case[] {
  const cases: Case[] = []
  let group = ''
  let position = 0
  let block: string[] | undefined
  function add(expression: string): void {
    position += 1
    cases.push({ id: `${theme}/${group}/${position}`, expression })
  }
  for (const line of content.split('\n')) {
    if (block !== undefined && line === '>>>') {
      add(block.join('\n'))
      block = undefined
    } else if (block !== undefined) block.push(line)
    else if (line === '<<<') block = []
    else if (line.startsWith('## ')) {
      group = line.slice(3).trim().replaceAll(' ', '-')
      position = 0
    } else if (line.trim() !== '') add(line)
  }
  return cases
}

const here = import.meta.dirname
