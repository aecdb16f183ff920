import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { contextOf } from '../../src/app/context.ts'
import { run } from '../../src/cli/run.ts'

/** Texts of files by their paths. */
export type Files = Readonly<Record<string, string | Uint8Array>>

/** Writes files into a folder. */
export function written(folder: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}

/** A new repository with these files committed. */
export function folderWith(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-own-'))
  git(folder, 'init', '-q')
  written(folder, files)
  git(folder, 'add', '-A')
  git(folder, 'commit', '-q', '-m', 'first')
  return folder
}

/** Runs git in a folder. */
export function git(folder: string, ...args: readonly string[]): void {
  spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: folder })
}

/** What a review said of the repository's own rules. */
export interface Answered {
  readonly code: number
  readonly said: readonly (readonly [string, string, string])[]
  readonly problems: readonly (readonly [string, string])[]
}

/** Reviews a folder with the whole program. */
export async function reviewed(folder: string, ...args: readonly string[]): Promise<Answered> {
  let printed = ''
  const context = {
    ...contextOf(folder),
    print: (text: string) => void (printed += text),
    complain: (text: string) => void (printed += text),
  }
  const code = await run(['review', '.', '--format', 'json', ...args], context)
  const { findings, diagnostics } = JSON.parse(printed) as {
    findings: readonly { rule: string; verdict: string; address: string }[]
    diagnostics: readonly { code: string; detail: string }[]
  }
  return {
    code,
    said: findings
      .filter(({ rule }) => /^(?:acme|rego)\//u.test(rule))
      .map(({ rule, verdict, address }) => [rule, verdict, address] as const),
    problems: diagnostics
      .filter((one) => /^(?:review|policy)\//u.test(one.code))
      .map((one) => [one.code, one.detail] as const),
  }
}
