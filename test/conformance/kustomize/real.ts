import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import type { Case } from './generate.ts'

/** What the real program prints for a kustomization: its objects; undefined where it refuses. */
export interface Printed {
  readonly objects: readonly unknown[] | undefined
  readonly problem: string
}

/** Writes the files of a case below a folder. */
export function write(root: string, { files }: Case): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}

/** Builds a folder with the real program. */
export async function realBuild(
  kubectl: string,
  folder: string,
  options: readonly string[] = [],
): Promise<Printed> {
  const { status, out, problem } = await run(kubectl, ['kustomize', folder, ...options])
  return { objects: status === 0 ? objectsIn(out) : undefined, problem }
}

function objectsIn(text: string): readonly unknown[] {
  if (text.trim() === '') return []
  return parseAllDocuments(text, {
    version: '1.1',
    schema: 'core',
    intAsBigInt: true,
    uniqueKeys: false,
  }).map((document): unknown => document.toJS({ mapAsMap: true, maxAliasCount: -1 }))
}

async function run(
  program: string,
  args: readonly string[],
): Promise<{ readonly status: number | null; readonly out: string; readonly problem: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args)
    let out = ''
    let problem = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (problem += text))
    child.on('close', (status) => {
      resolve({ status, out, problem })
    })
  })
}
