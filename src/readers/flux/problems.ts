import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'

const problems = {
  'flux/elsewhere': {
    severity: 'warning',
    summary: 'Source lies elsewhere',
    help: 'What comes from there is not known. Charts are got with --fetch; else read in a repository that has the files.',
  },
  'flux/missing-path': {
    severity: 'error',
    summary: 'Path is missing',
    help: 'Flux cannot reconcile it. Correct the path, or add the files.',
  },
  'flux/missing-values': {
    severity: 'warning',
    summary: 'Values are not known',
    help: 'They are missing from what is read here. Add them to the repository, or mind that a cluster may have others.',
  },
  'flux/substitution': {
    severity: 'error',
    summary: 'Flux refuses a substitution',
    help: 'It reconciles nothing of the Kustomization. Write $${ for a ${ that is none of its variables, or switch substitution off for the object with the annotation kustomize.toolkit.fluxcd.io/substitute: disabled.',
  },
  'flux/unset-variable': {
    severity: 'warning',
    summary: 'Variable that nothing sets',
    help: 'kustomize-controller 1.9 and newer refuses the Kustomization for it, an older one puts nothing in its place. Set it in postBuild, give it a default as in ${name:=default}, or write $${name} if it is no variable of Flux.',
  },
  'flux/post-renderers': {
    severity: 'warning',
    summary: 'Post-renderer is not applied',
    help: 'Only patches and images of kustomize are, as helm.toolkit.fluxcd.io/v2 has them.',
  },
  'flux/invalid': {
    severity: 'error',
    summary: 'Object is not as Flux wants it',
    help: 'See https://fluxcd.io/flux/components/.',
  },
} as const satisfies Record<string, Pick<Diagnostic, 'severity' | 'summary'> & { readonly help: string }>

/** A diagnostic about an object of Flux's: `what` is a full sentence that says what is wrong here. */
export function problem(code: keyof typeof problems, what: string, span: Span): Diagnostic {
  const { severity, summary, help } = problems[code]
  return { code, severity, summary, detail: `${what} ${help}`, span }
}
