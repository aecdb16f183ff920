import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { Fault } from '../../kernel/fault.ts'
import type { Span } from '../../kernel/span.ts'

const problems = {
  'kustomize/no-kustomization': {
    summary: 'Folder without a kustomization',
    detail:
      '{what} has no kustomization.yaml, kustomization.yml or Kustomization. Name a folder that has one, or a file with objects.',
  },
  'kustomize/several-kustomizations': {
    summary: 'Folder with several kustomizations',
    detail: '{what} has more than one kustomization, and only one is read. Delete all but one.',
  },
  'kustomize/invalid-field': {
    summary: 'Field that a kustomization cannot have',
    detail: 'kubectl kustomize refuses the kustomization here: {what}. Correct the field.',
  },
  'kustomize/missing-file': {
    summary: 'File that is not there',
    detail: 'There is no file or folder {what}. Correct the path, or add the file.',
  },
  'kustomize/outside-root': {
    summary: 'File outside of the kustomization',
    detail:
      '{what} is not in or below the folder of the kustomization that names it, which kubectl kustomize refuses. Move the file, or make its folder a base.',
  },
  'kustomize/cycle': {
    summary: 'Kustomizations that include each other',
    detail: '{what} holds the kustomization that names it, or is it. Take it out of the list.',
  },
  'kustomize/not-text': {
    summary: 'File that is no text',
    detail: '{what} is not UTF-8, so nothing can be read from it. Save it as UTF-8.',
  },
  'kustomize/invalid-yaml': {
    summary: 'Broken YAML in a kustomization',
    detail: 'The text cannot be read: {what}. Correct it.',
  },
  'kustomize/invalid-object': {
    summary: 'Not an object of Kubernetes',
    detail: 'kubectl kustomize takes no such object: {what}. Correct it, or leave the file out.',
  },
  'kustomize/duplicate-object': {
    summary: 'Object is there twice in a kustomization',
    detail: '{what} is there already. Leave one of the two out, or give them different names.',
  },
  'kustomize/invalid-patch': {
    summary: 'Patch that cannot be applied',
    detail: 'kubectl kustomize refuses the patch: {what}. Correct the patch or its target.',
  },
  'kustomize/invalid-generator': {
    summary: 'Generator that cannot be run',
    detail: 'Nothing can be generated here: {what}. Correct the generator.',
  },
  'kustomize/invalid-transformer': {
    summary: 'Transformer that cannot be run',
    detail: 'Objects cannot be changed as is asked for here: {what}. Correct the transformer.',
  },
  'kustomize/invalid-replacement': {
    summary: 'Replacement that cannot be made',
    detail: 'kubectl kustomize refuses the replacement: {what}. Correct its source or its targets.',
  },
  'kustomize/invalid-variable': {
    summary: 'Variable that has no value',
    detail: 'kubectl kustomize refuses the variable: {what}. Correct what it refers to.',
  },
  'kustomize/ambiguous-reference': {
    summary: 'Name that could mean several objects',
    detail: 'The name could mean any of {what}. Give them different names.',
  },
  'kustomize/plugin': {
    summary: 'Plugin that is not built in',
    detail: '{what} is a plugin that only its own program can run. Render it there and read what it gives.',
  },
  'kustomize/helm-chart': {
    summary: 'Chart that a kustomization cannot use',
    detail: 'kubectl kustomize --enable-helm refuses the chart: {what}. Correct what is said of it.',
  },
  'kustomize/not-fetched': {
    summary: 'Base that lies elsewhere',
    detail:
      '{what} lies outside of the repository and was not fetched, so its objects are missing. Read with --fetch, or copy it into the repository.',
  },
  'kustomize/too-much': {
    summary: 'Kustomization that grows without end',
    detail: 'The kustomization includes more than {what}. Include less.',
  },
} as const satisfies Record<string, Pick<Diagnostic, 'summary' | 'detail'>>

/** The closed set of what is wrong with kustomizations. */
export type KustomizeProblem = keyof typeof problems

/** A diagnostic of a code, with the words it speaks of. */
export function problem(code: KustomizeProblem, span: Span, what: string): Diagnostic {
  const { summary, detail } = problems[code]
  const words = what.replace(/\.$/u, '')
  return { code, severity: 'error', summary, detail: detail.replace('{what}', () => words), span }
}

/** Ends a build where the real program ends it: to be thrown, and made a diagnostic again by `refusalIn`. */
export function refuse(code: KustomizeProblem, span: Span, what: string): Fault {
  return new Fault('kustomize/refused', { what }, problem(code, span, what))
}

/** Ends a build for something that another reader of files has found. */
export function refuseFor(diagnostic: Diagnostic): Fault {
  return new Fault('kustomize/refused', { what: diagnostic.summary }, diagnostic)
}

/** The diagnostic of a build that was ended; undefined for any other error. */
export function refusalIn(error: unknown): Diagnostic | undefined {
  if (!(error instanceof Fault) || error.code !== 'kustomize/refused') return undefined
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only `refuse` makes faults of this code
  return error.cause as Diagnostic
}
