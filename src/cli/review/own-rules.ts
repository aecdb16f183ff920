import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Rule } from '../../rules/rule.ts'
import { handed, userRule, type UserRules } from '../../rules/user.ts'
import type { Context } from '../context.ts'

/** Rules of the repository itself, and what is to be said of those that can't be asked. */
export interface OwnRules {
  readonly rules: readonly Rule[]
  readonly diagnostics: readonly Diagnostic[]
}

const folder = filePath('.plumbline/rules')

/**
 * The rules in `.plumbline/rules` of a snapshot: the state before the change where there is one. They run code, so they
 * only run when the configuration of the same state says so.
 */
export async function ownRules(
  snapshot: Snapshot,
  isTrusted: boolean,
  { loadModule }: Pick<Context, 'loadModule'>,
  ours: readonly Rule[],
): Promise<OwnRules> {
  const files = (snapshot.list(folder) ?? [])
    .filter(({ name, kind }) => kind === 'file' && /(?<!\.d)\.(?:js|mjs|ts)$/u.test(name))
    .map(({ name }) => filePath(`${folder}/${name}`))
  const [first] = files
  if (first === undefined) return { rules: [], diagnostics: [] }
  if (!isTrusted) return { rules: [], diagnostics: [notTrusted(first, files.length)] }
  const taken = new Map(ours.map(({ id }) => [id, 'Plumbline']))
  const rules: Rule[] = []
  const diagnostics: Diagnostic[] = []
  for (const file of files) {
    for (const made of await madeBy(file, snapshot, loadModule)) {
      const rule = typeof made === 'string' ? made : userRule(made)
      const owner = typeof rule === 'string' ? undefined : taken.get(rule.id)
      if (typeof rule === 'string') diagnostics.push(refused(file, rule))
      else if (owner !== undefined)
        diagnostics.push(refused(file, `There is a rule ${rule.id} already, of ${owner}.`))
      else {
        taken.set(rule.id, file)
        rules.push(rule)
      }
    }
  }
  return { rules, diagnostics }
}

/** What a file gives: rules to be looked at, or what went wrong. */
async function madeBy(
  file: FilePath,
  snapshot: Snapshot,
  loadModule: Context['loadModule'],
): Promise<readonly unknown[]> {
  const text = snapshot.text(file)
  if (text === undefined) return ['It is no text in UTF-8.']
  const loaded = await loadModule(file, text)
  if (loaded.kind === 'failed') return [`It cannot be run: ${loaded.why}.`]
  if (typeof loaded.value !== 'function') {
    return ['It exports no function by default, such as export default ({ at, mustBe }) => ({ id: … }).']
  }
  try {
    const made: unknown = (loaded.value as UserRules)(handed)
    return Array.isArray(made) ? (made as readonly unknown[]) : [made]
  } catch (error) {
    return [`Its function fails: ${error instanceof Error ? error.message : String(error)}.`]
  }
}

function notTrusted(file: FilePath, count: number): Diagnostic {
  return {
    code: 'review/rules-not-trusted',
    severity: 'warning',
    summary: 'Rules of the repository are not run',
    detail: `${count === 1 ? 'A file' : `${count} files`} in ${folder} would run code, and that is only done when plumbline.yaml says review.trust.rules: true. With --since it must say so before the change.`,
    span: { file, start: 0, end: 0 },
  }
}

function refused(file: FilePath, what: string): Diagnostic {
  return {
    code: 'review/rule-refused',
    severity: 'error',
    summary: 'A rule of the repository cannot be asked',
    detail: `${what} The other rules are asked; see docs/own-rules.md.`,
    span: { file, start: 0, end: 0 },
  }
}
