import { Origins } from '../../kernel/origins.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Value } from '../../kernel/value.ts'
import { globMatcher } from '../../model/glob.ts'
import { scalarText } from '../../model/scalar.ts'
import { fieldOf, itemsIn, textIn } from '../../model/fields.ts'
import { argoObjects, isKind } from './files.ts'
import { problem } from './problems.ts'
import { repositoryOf } from './repository.ts'

/**
 * What the project of an application forbids of it, where the repository has the project.
 * See https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
 */
export function projectProblems(
  application: Value,
  sources: readonly Value[],
  snapshot: Snapshot,
  origins: Origins,
): readonly Diagnostic[] {
  const name = textIn(application, 'spec', 'project') ?? 'default'
  const project = projectOf(name, snapshot)
  if (project === undefined) return []
  const diagnostics: Diagnostic[] = []
  const refused = (what: string, at: Value): void => {
    const whose = `The project ${name} does not allow ${what}.`
    diagnostics.push(problem('argocd/project', whose, origins.site(at.origin)))
  }
  for (const source of sources) {
    const url = fieldOf(source, 'repoURL')
    const text = textIn(source, 'repoURL')
    if (url !== undefined && text !== undefined && !isAllowed(text, itemsIn(project, 'spec', 'sourceRepos')))
      refused(`sources from ${text}`, url)
  }
  const destination = fieldOf(application, 'spec', 'destination')
  if (destination !== undefined && !isDestination(destination, project))
    refused('this destination', destination)
  return diagnostics
}

function projectOf(name: string, snapshot: Snapshot): Value | undefined {
  const file = repositoryOf(snapshot).projectFile(name)
  if (file === undefined) return undefined
  return argoObjects(snapshot, file, new Origins()).find(
    (one) => isKind(one, 'AppProject') && textIn(one, 'metadata', 'name') === name,
  )
}

/** Patterns that begin with `!` forbid what they match. */
function isAllowed(text: string, patterns: readonly Value[]): boolean {
  const all = patterns.flatMap((one) => scalarText(one) ?? [])
  const refusing = all.filter((one) => one.startsWith('!')).map((one) => one.slice(1))
  return (
    all.some((one) => !one.startsWith('!') && matches(one, text)) &&
    !refusing.some((one) => matches(one, text))
  )
}

/** A destination that says a cluster by its name is compared with names, and one that says a server with servers. */
function isDestination(destination: Value, project: Value): boolean {
  const key = textIn(destination, 'name') === undefined ? 'server' : 'name'
  const cluster = textIn(destination, key)
  const namespace = textIn(destination, 'namespace') ?? ''
  return itemsIn(project, 'spec', 'destinations').some((one) => {
    const allowed = textIn(one, key)
    const isHere = cluster === undefined || allowed === undefined || matches(allowed, cluster)
    return isHere && matches(textIn(one, 'namespace') ?? '', namespace)
  })
}

function matches(pattern: string, text: string): boolean {
  return pattern === '*' || globMatcher(pattern.replaceAll(/\*+/gu, '**'))(text)
}
