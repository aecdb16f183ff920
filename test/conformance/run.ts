import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { compareAnswer, compareVerdict, type Difference, errorsOf } from './compare.ts'
import { askTerraform, type Verdict } from './configurations/ask.ts'
import type { Configuration } from './configurations/configuration.ts'
import { type Answer, askTerraformInParallel } from './expressions/ask.ts'
import { type Case, scopeFiles } from './expressions/corpus.ts'
import { type Json, member, textOf, toJson } from './json.ts'
import type { Subject } from './subject.ts'
import { inTemporaryFolder, writeFiles } from './terraform.ts'

/** What became of one comparison. */
export interface Compared {
  readonly id: string
  /** The expression, or the files: what a person needs to see beside the differences. */
  readonly subject: string
  /** What Terraform came to. */
  readonly kind: 'value' | 'error'
  readonly differences: readonly Difference[]
}

/** Asks both sides every expression. */
export async function compareExpressions(
  cases: readonly Case[],
  subject: Subject,
): Promise<readonly Compared[]> {
  const [theirs, ours] = await Promise.all([askTerraformInParallel(cases), ourAnswers(cases, subject)])
  return inTemporaryFolder(async (folder) => {
    writeFiles(folder, scopeFiles())
    return cases.map((one) => {
      const answer = theirs.get(one.id) ?? { kind: 'error', summaries: ['no answer'], detail: '' }
      const value = ours.get(one.id) ?? null
      const refused = answer.kind === 'error' && member(value, 'error') === undefined
      return comparedExpression(
        one,
        answer,
        (refused ? refusalInPlace(folder, one, subject) : undefined) ?? value,
      )
    })
  })
}

/**
 * Terraform is asked with the expression standing in a configuration, which it validates before it evaluates: what
 * only that refuses is asked of us in the same way.
 */
function refusalInPlace(
  folder: string,
  { expression, declarations }: Case,
  subject: Subject,
): Json | undefined {
  if (declarations !== undefined) return undefined
  writeFiles(folder, { 'asked.tf': `resource "terraform_data" "asked" {\n  input = ${expression}\n}\n` })
  return refusalOf(subject.read(folder, { given: [], env: {} }))
}

/** One expression of which both answers are there. */
export function comparedExpression(one: Case, theirs: Answer, ours: Json): Compared {
  const subject = `${one.declarations ?? ''}${one.expression}`
  return { id: one.id, subject, kind: theirs.kind, differences: compareAnswer(theirs, ours) }
}

/** Our answers: expressions with declarations of their own each have a folder of their own. */
export async function ourAnswers(
  cases: readonly Case[],
  subject: Subject,
): Promise<ReadonlyMap<string, Json>> {
  const plain = cases.filter((one) => one.declarations === undefined)
  const own = cases.filter((one) => one.declarations !== undefined)
  return inTemporaryFolder(async (folder) => {
    const scope = join(folder, 'scope')
    writeFiles(scope, scopeFiles())
    const answers =
      plain.length === 0
        ? []
        : subject.evaluate(
            scope,
            plain.map((one) => one.expression),
          )
    const all = new Map(plain.map((one, position) => [one.id, answers[position] ?? null] as const))
    for (const [position, one] of own.entries()) {
      const place = join(folder, `own-${position}`)
      writeFiles(place, { 'main.tf': one.declarations ?? '' })
      all.set(
        one.id,
        refusalOf(subject.read(place, { given: [], env: {} })) ??
          subject.evaluate(place, [one.expression])[0] ??
          null,
      )
    }
    return all
  })
}

/** What is wrong with the declarations themselves, as an answer to the expression that needs them. */
function refusalOf(document: Json): Json | undefined {
  const [error] = errorsOf(document)
  return error === undefined
    ? undefined
    : toJson({ error: { code: textOf(member(error, 'code')), message: textOf(member(error, 'summary')) } })
}

/** Asks both sides about every configuration, a few at a time. */
export async function compareConfigurations(
  configurations: readonly Configuration[],
  subject: Subject,
  atOnce = 3,
): Promise<readonly Compared[]> {
  const results: Compared[] = []
  const waiting = [...configurations.entries()]
  async function work(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results[next[0]] = await compareConfiguration(next[1], subject)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return results
}

function compareConfiguration(configuration: Configuration, subject: Subject): Promise<Compared> {
  return inTemporaryFolder(async (folder) => {
    mkdirSync(folder, { recursive: true })
    writeFiles(folder, configuration.files)
    const ours = answerOrFailure(subject, folder, configuration)
    const theirs = await askTerraform(folder, configuration)
    return {
      id: configuration.id,
      subject: describeConfiguration(configuration),
      kind: theirs.kind === 'plan' ? 'value' : 'error',
      differences: compareEither(theirs, ours),
    }
  })
}

/** A thrown fault of ours is an answer too: a wrong one, whatever Terraform says. */
function answerOrFailure(subject: Subject, folder: string, configuration: Configuration): Json {
  try {
    return subject.read(folder, configuration)
  } catch (thrown) {
    return toJson({ thrown: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) })
  }
}

function compareEither(theirs: Verdict, ours: Json): readonly Difference[] {
  const thrown = ours instanceof Map ? ours.get('thrown') : undefined
  if (typeof thrown === 'string')
    return [{ where: 'verdict', terraform: theirs.kind, ours: `thrown: ${thrown}` }]
  return compareVerdict(theirs, ours)
}

function describeConfiguration({ files, given, env, workspace }: Configuration): string {
  const options = [
    ...given.map((one) => (one.kind === 'var' ? `-var ${one.name}=${one.text}` : `-var-file ${one.path}`)),
    ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
    ...(workspace === undefined ? [] : [`workspace ${workspace}`]),
  ]
  const texts = Object.entries(files)
    .filter(([path]) => path !== 'scope.tf')
    .map(([path, text]) => `--- ${path}\n${String(text)}`)
  return [...options, ...texts].join('\n')
}
