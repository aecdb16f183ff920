import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Config } from '../../engine/config/config.ts'
import type { Span } from '../../kernel/span.ts'
import type { Rule } from '../../rules/rule.ts'
import { handed, userRule, type PlacedRule, type UserRules } from '../../rules/user.ts'
import type { Context } from '../context.ts'
import { unknownNames } from './unknown-names.ts'
import { policyFiles, policyRules } from './own-policies.ts'

/** Rules of the repository itself, and what is to be said of those that can't be asked. */
export interface OwnRules {
  readonly rules: readonly Rule[]
  readonly diagnostics: readonly Diagnostic[]
}

/** The parts of the context that make rules of what a repository holds. */
type Makers = Pick<Context, 'loadModule' | 'policies'>

const folder = filePath('.plumbline/rules')

/**
 * The rules in `.plumbline/rules` of a snapshot: the state before the change where there is one. Those in JavaScript run
 * code, and policies in Rego are programs, so they only run when the configuration of the same state says so; rules in YAML
 * can do nothing but answer.
 */
export async function ownRules(
  snapshot: Snapshot,
  config: Config,
  makers: Makers,
  ours: readonly Rule[],
): Promise<OwnRules> {
  const files = filesIn(snapshot, folder)
  const programs = files.filter((file) => /(?<!\.d)\.(?:js|mjs|ts)$/u.test(file))
  const policies = policyFiles(snapshot, config)
  const made = [
    ...told(policies.diagnostics),
    ...(config.trustRules
      ? [
          ...(await fromPrograms(programs, snapshot, makers)),
          ...madeOf(await policyRules(snapshot, policies, makers.policies)),
        ]
      : notTrusted([...programs, ...policies.bundles, ...policies.sources.map(({ file }) => file)])),
    ...(await fromYaml(
      files.filter((file) => /\.ya?ml$/u.test(file)),
      snapshot,
      makers,
    )),
  ]
  const own = withoutTwins(made, ours)
  // A rule that could not be made may have any name.
  if (own.diagnostics.length > 0) return own
  return { ...own, diagnostics: await unknownNames(config, [...ours, ...own.rules]) }
}

/** A rule and where it is said, or what is to be said in its place. */
type Made =
  | { readonly kind: 'rule'; readonly rule: Rule; readonly span: Span }
  | { readonly kind: 'problem'; readonly diagnostic: Diagnostic }

function filesIn(snapshot: Snapshot, place: FilePath): readonly FilePath[] {
  return (snapshot.list(place) ?? [])
    .filter(({ kind }) => kind === 'file')
    .map(({ name }) => filePath(`${place}/${name}`))
}

async function fromPrograms(
  files: readonly FilePath[],
  snapshot: Snapshot,
  { loadModule }: Makers,
): Promise<readonly Made[]> {
  const made: Made[] = []
  for (const file of files) {
    for (const one of await madeBy(file, snapshot, loadModule)) {
      const rule = typeof one === 'string' ? one : userRule(one)
      const span = topOf(file)
      made.push(typeof rule === 'string' ? refused(span, rule) : { kind: 'rule', rule, span })
    }
  }
  return made
}

/** What a file gives: rules to be looked at, or what went wrong. */
async function madeBy(
  file: FilePath,
  snapshot: Snapshot,
  loadModule: Context['loadModule'],
): Promise<readonly unknown[]> {
  const text = snapshot.text(file)
  if (text === undefined) return [notText]
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

async function fromYaml(
  files: readonly FilePath[],
  snapshot: Snapshot,
  { policies }: Makers,
): Promise<readonly Made[]> {
  const made: Made[] = []
  for (const file of files) {
    const text = snapshot.text(file)
    if (text === undefined) made.push(refused(topOf(file), notText))
    else made.push(...madeOf(await policies.cel(file, text)))
  }
  return made
}

/** Every rule of a name that is new; the others are told of where they are said. */
function withoutTwins(made: readonly Made[], ours: readonly Rule[]): OwnRules {
  const taken = new Map<string, string>(ours.map(({ id }) => [id, 'Plumbline']))
  const rules: Rule[] = []
  const diagnostics: Diagnostic[] = []
  for (const one of made) {
    const problem = one.kind === 'problem' ? one : twin(one, taken)
    if (problem !== undefined) diagnostics.push(problem.diagnostic)
    else if (one.kind === 'rule') {
      taken.set(one.rule.id, one.span.file)
      rules.push(one.rule)
    }
  }
  return { rules, diagnostics }
}

function twin(
  { rule, span }: Extract<Made, { readonly kind: 'rule' }>,
  taken: ReadonlyMap<string, string>,
): Extract<Made, { readonly kind: 'problem' }> | undefined {
  const owner = taken.get(rule.id)
  return owner === undefined ? undefined : refused(span, `There is a rule ${rule.id} already, of ${owner}.`)
}

function madeOf({ value, diagnostics }: Outcome<readonly PlacedRule[]>): readonly Made[] {
  return [...value.map(({ rule, span }): Made => ({ kind: 'rule', rule, span })), ...told(diagnostics)]
}

function told(diagnostics: readonly Diagnostic[]): readonly Made[] {
  return diagnostics.map((diagnostic) => ({ kind: 'problem', diagnostic }))
}

function notTrusted(files: readonly FilePath[]): readonly Made[] {
  const [file] = files
  if (file === undefined) return []
  return told([
    {
      code: 'review/rules-not-trusted',
      severity: 'warning',
      summary: 'Rules of the repository are not run',
      detail: `${files.length === 1 ? 'A file' : `${files.length} files`} in .plumbline would run code, and that is only done when plumbline.yaml says review.trust.rules: true. With --since it must say so before the change.`,
      span: topOf(file),
    },
  ])
}

const notText = 'It is no text in UTF-8.'

function topOf(file: FilePath): Span {
  return { file, start: 0, end: 0 }
}

function refused(span: Span, what: string): Extract<Made, { readonly kind: 'problem' }> {
  return {
    kind: 'problem',
    diagnostic: {
      code: 'review/rule-refused',
      severity: 'error',
      summary: 'A rule of the repository cannot be asked',
      detail: `${what} The other rules are asked; see docs/own-rules.md.`,
      span,
    },
  }
}
