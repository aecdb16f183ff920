import { severities, type Severity } from '../../model/finding.ts'
import type { Json } from '../../model/json-text.ts'
import { paintFor } from '../paint.ts'
import type { View } from '../view.ts'
import { clean, padded, widthOf, wrapped } from '../words.ts'

/** What is told of a rule beside its check. */
export interface RuleFacts {
  readonly id: string
  readonly title: string
  readonly severity: Severity
  readonly why: string
  readonly fix: string
  readonly subject: readonly string[]
  readonly aliases: readonly { readonly id: string; readonly on: readonly string[] }[]
  readonly compliance: readonly string[]
  readonly examples: {
    readonly good: readonly ExampleText[]
    readonly bad: readonly ExampleText[]
  }
}

export interface ExampleText {
  readonly file: string
  readonly text: string
}

/** Every rule on a line, by folder. */
export function rulesText(view: Pick<View, 'width' | 'colour'>, rules: readonly RuleFacts[]): string {
  const paint = paintFor(view.colour)
  const width = Math.max(0, ...rules.map(({ id }) => widthOf(id)))
  const lines: string[] = []
  let folder = ''
  for (const { id, severity, title } of rules) {
    const own = id.slice(0, id.lastIndexOf('/'))
    if (own !== folder && folder !== '') lines.push('')
    folder = own
    lines.push(`${padded(id, width)}  ${padded(severity, 8)}  ${paint.dim(title)}`)
  }
  return `${[...lines, '', `${rules.length} rules`].join('\n')}\n`
}

/** Every rule as a document. */
export function rulesJson(rules: readonly RuleFacts[]): Json {
  return {
    rules: rules.map(({ id, title, severity, why, fix, subject, aliases, compliance }) => ({
      id,
      title,
      severity,
      why,
      fix,
      subject,
      aliases: aliases.map((one) => ({ id: one.id, on: one.on })),
      compliance,
    })),
  }
}

/** Every rule as a table, the page that the reference begins with. */
export function rulesMarkdown(rules: readonly RuleFacts[], link: (id: string) => string): string {
  const rows = rules.map(
    ({ id, severity, title, aliases }) =>
      `| [\`${id}\`](${link(id)}) | ${severity} | ${title} | ${aliases.map((one) => one.id).join(', ')} |`,
  )
  const counts = severities.map((one) => `${rules.filter(({ severity }) => severity === one).length} ${one}`)
  return [
    '# Rules',
    '',
    `${rules.length} rules: ${counts.join(', ')}. The last column has other tools' names of the same check: they work in waivers, with \`--rule\` and \`--skip\`.`,
    '',
    '| rule | severity | what it finds | aliases |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

/** The page of a rule. */
export function ruleMarkdown(rule: RuleFacts): string {
  const aliases = rule.aliases.map(({ id, on }) => `- ${id}, on ${on.map((one) => `\`${one}\``).join(', ')}`)
  return [
    `# ${rule.title}`,
    '',
    `\`${rule.id}\` · ${rule.severity} · ${rule.subject.map((one) => `\`${one}\``).join(', ')}`,
    '',
    rule.why,
    '',
    `**Fix:** ${rule.fix}`,
    '',
    ...rule.examples.bad.slice(0, 2).flatMap((one) => ['Found:', '', ...fenced(one)]),
    ...rule.examples.good.slice(0, 2).flatMap((one) => ['Good:', '', ...fenced(one)]),
    ...(aliases.length === 0 ? [] : ['## Also known as', '', ...aliases, '']),
    ...(rule.compliance.length === 0
      ? []
      : ['## Asked for by', '', ...rule.compliance.map((one) => `- ${one}`), '']),
  ].join('\n')
}

/** The page of a rule for a terminal. */
export function ruleText(view: Pick<View, 'width' | 'colour'>, rule: RuleFacts): string {
  const paint = paintFor(view.colour)
  const [bad] = rule.examples.bad
  const [good] = rule.examples.good
  const shown = (label: string, one: ExampleText | undefined): readonly string[] =>
    one === undefined
      ? []
      : [
          paint.bold(label),
          ...clean(one.text)
            .trimEnd()
            .split('\n')
            .map((line) => `  ${line}`),
          '',
        ]
  const names = rule.aliases.map(({ id }) => id)
  return [
    paint.bold(rule.title),
    paint.dim(`${rule.id} · ${rule.severity} · ${rule.subject.join(', ')}`),
    '',
    ...wrapped(rule.why, view.width),
    '',
    ...wrapped(`Fix: ${rule.fix}`, view.width),
    '',
    ...shown('Found', bad),
    ...shown('Good', good),
    ...(names.length === 0 ? [] : wrapped(`Also known as ${names.join(', ')}.`, view.width)),
    ...(rule.compliance.length === 0
      ? []
      : wrapped(`Asked for by ${rule.compliance.join(', ')}.`, view.width)),
    '',
  ].join('\n')
}

function fenced({ file, text }: ExampleText): readonly string[] {
  return [`\`\`\`${languageOf(file)}`, text.trimEnd(), '```', '']
}

function languageOf(file: string): string {
  if (file.endsWith('.tf')) return 'hcl'
  if (/\.ya?ml$/u.test(file)) return 'yaml'
  if (file.endsWith('.json')) return 'json'
  return /Dockerfile/u.test(file) ? 'dockerfile' : ''
}
