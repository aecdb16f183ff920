import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'

const problems = {
  'argocd/elsewhere': {
    severity: 'warning',
    summary: 'Source of an application lies elsewhere',
    help: 'What the application gets from there is not known. Read with --fetch, or in a repository that has the files.',
  },
  'argocd/missing-path': {
    severity: 'error',
    summary: 'Path of an application is missing',
    help: 'Argo CD cannot render the application. Correct the path, or add the files.',
  },
  'argocd/missing-values': {
    severity: 'error',
    summary: 'Values file of an application is missing',
    help: 'Argo CD cannot render the application. Correct the path, add the file, or set ignoreMissingValueFiles.',
  },
  'argocd/other-revision': {
    severity: 'warning',
    summary: 'Application of a fixed revision',
    help: 'What is read are the files as they are here, which may be others.',
  },
  'argocd/invalid': {
    severity: 'error',
    summary: 'Application is not as Argo CD wants it',
    help: 'See https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/.',
  },
  'argocd/plugin': {
    severity: 'warning',
    summary: 'Rendering is not known',
    help: 'What it makes is only known to the program that makes it.',
  },
  'argocd/unknown-generator': {
    severity: 'warning',
    summary: 'Generator of applications is not known',
    help: 'Which applications there are is only known in the cluster or at the other system. Say in .plumbline/argocd.yaml what it would give: a list under the name of the generator.',
  },
  'argocd/template': {
    severity: 'error',
    summary: 'Template of applications cannot be rendered',
    help: 'The applications of this set are not known until it is correct.',
  },
  'argocd/project': {
    severity: 'error',
    summary: 'Project does not allow the application',
    help: 'Argo CD refuses to sync it. Add this to the project, or choose another project.',
  },
} as const satisfies Record<string, Pick<Diagnostic, 'severity' | 'summary'> & { readonly help: string }>

/** A diagnostic about an application: `what` is a full sentence that says what is wrong here. */
export function problem(code: keyof typeof problems, what: string, span: Span): Diagnostic {
  const { severity, summary, help } = problems[code]
  return { code, severity, summary, detail: `${what} ${help}`, span }
}
