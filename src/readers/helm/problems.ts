import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'

const problems = {
  'helm/chart-metadata': {
    summary: 'Chart.yaml is not as Helm wants it.',
    severity: 'error',
    help: 'Helm refuses the whole chart. See https://helm.sh/docs/topics/charts/#the-chartyaml-file.',
  },
  'helm/values': {
    summary: 'Values cannot be read.',
    severity: 'error',
    help: 'Helm refuses to render with them. They must be a mapping in YAML.',
  },
  'helm/missing-dependency': {
    summary: 'A chart that is depended on is missing.',
    severity: 'error',
    help: 'Its objects are not among what is read, and Helm refuses to render until it lies in charts/: read with --fetch, or run `helm dependency build` in the folder of the chart.',
  },
  'helm/nested-dependency': {
    summary: 'A chart that a dependency depends on is missing.',
    severity: 'warning',
    help: 'What is rendered is without it: read with --fetch, or run `helm dependency build` in the folder of the dependency.',
  },
  'helm/archive': {
    summary: 'A packed chart cannot be read.',
    severity: 'error',
    help: 'Pack it again with `helm package`, or get it again with `helm dependency build`.',
  },
  'helm/template': {
    summary: 'A template cannot be rendered.',
    severity: 'error',
    help: 'Helm stops here and renders nothing of the chart.',
  },
  'helm/rendered': {
    summary: 'What a template renders is not YAML that Kubernetes can read.',
    severity: 'error',
    help: 'Helm refuses the whole chart. Look at the text that the template makes here.',
  },
  'helm/refused': {
    summary: 'Helm refuses the chart.',
    severity: 'error',
    help: 'Nothing of it is rendered.',
  },
  'helm/schema': {
    summary: 'Values do not match the schema of the chart.',
    severity: 'error',
    help: 'Helm refuses to render with them. The schema is values.schema.json in the chart.',
  },
  'helm/type-mismatch': {
    summary: 'A table and a value that is none stand under one key.',
    severity: 'warning',
    help: 'Helm keeps the one with precedence and passes over the other.',
  },
} as const satisfies Record<string, Pick<Diagnostic, 'summary' | 'severity'> & { readonly help: string }>

/** The codes of what can be wrong with a chart. */
export type HelmProblem = keyof typeof problems

/** A diagnostic about a chart: `what` is a full sentence that says what is wrong here. */
export function problem(code: HelmProblem, what: string, span: Span): Diagnostic {
  const { summary, severity, help } = problems[code]
  return { code, severity, summary, detail: `${what} ${help}`, span }
}
