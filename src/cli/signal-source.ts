import { z } from 'zod'
import { filePath } from '../kernel/brand.ts'
import type { Diagnostic } from '../kernel/diagnostic.ts'
import type { Series } from '../model/series.ts'
import { diagnosticsText } from '../report/diagnostics.ts'
import { authorizationOf } from '../signals/authorization.ts'
import { readSeries } from '../signals/index.ts'
import { queryFile } from '../signals/prometheus/answer.ts'
import { prometheus, type Prometheus } from '../signals/prometheus/prometheus.ts'
import { exit, misused, type Call, type ExitCode } from './command.ts'

/** The options of commands that ask Prometheus. */
export const prometheusOptions = {
  prometheus: z
    .string()
    .optional()
    .meta({ description: 'the address of Prometheus; PROMETHEUS_URL when not given', value: 'URL' }),
  bearerEnv: z
    .string()
    .optional()
    .meta({ description: 'the environment variable that holds a token for it', value: 'NAME' }),
  basicEnv: z
    .string()
    .optional()
    .meta({ description: 'the environment variable that holds USER:PASSWORD for it', value: 'NAME' }),
}

const schema = z.object(prometheusOptions)
export type PrometheusCall = Call<z.infer<typeof schema>>

export interface Refused {
  readonly kind: 'refused'
  readonly code: ExitCode
}

/** Says how a command is used. */
export function refused(name: string, { context }: Pick<Call<unknown>, 'context'>, message: string): Refused {
  return { kind: 'refused', code: misused(context, name, message) }
}

/** The Prometheus that a command line names; where it names none, it is said what is needed. */
export async function prometheusOf(
  name: string,
  call: PrometheusCall,
  needed: string,
): Promise<Prometheus | Refused> {
  const { options, context } = call
  const url = options.prometheus ?? context.environment.get('PROMETHEUS_URL') ?? ''
  if (url === '') return refused(name, call, needed)
  const found = authorizationOf({ bearer: options.bearerEnv, basic: options.basicEnv }, context.environment)
  if ('why' in found) return refused(name, call, found.why)
  return prometheus(url, found.header, await call.context.http())
}

/** The series of a file, or of standard input for `-`; what is wrong with it is said. */
export function seriesOfFile(
  name: string,
  path: string,
  call: Pick<Call<unknown>, 'context'>,
): readonly Series[] | Refused {
  const { context } = call
  const text = path === '-' ? context.input() : context.files.text(path)
  if (text === undefined) return refused(name, call, `there is no file ${path}.`)
  const file = filePath(path === '-' ? '<standard input>' : path)
  const { value, diagnostics } = readSeries(file, text)
  sayProblems(call, diagnostics, (one) => (one === file ? text : undefined))
  return value.length === 0 ? { kind: 'refused', code: exit.input } : value
}

/** Says to standard error what is wrong with signals; a query is shown with the place in it. */
export function sayProblems(
  { context }: Pick<Call<unknown>, 'context'>,
  diagnostics: readonly Diagnostic[],
  text: (file: string) => string | undefined,
): void {
  if (diagnostics.length === 0) return
  const { width, colour } = context.errors
  const view = { width, colour, showSensitive: false, path: String, text, secrets: () => new Map() }
  context.complain(diagnosticsText(view, diagnostics))
}

/** What stands for a query in diagnostics, by its text. */
export function queryText(query: string): (file: string) => string | undefined {
  return (file) => (file === queryFile ? query : undefined)
}

/** A stretch of time as a user types it: `14d`, `1h30m`, `90s`, `300`; undefined of what is none. Source: Prometheus' durations. */
export function secondsIn(text: string): number | undefined {
  if (/^\d+(?:\.\d+)?$/u.test(text)) return Number(text) || undefined
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdwy])/gu)]
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== text) return undefined
  return (
    parts.reduce((sum, [, number, unit = 's']) => sum + Number(number) * (units[unit] ?? 0), 0) || undefined
  )
}

const units: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
}

/** The shortest usual step with which a stretch has no more points than that. */
export function stepFor(seconds: number, points: number): number {
  const steps = [15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200]
  return steps.find((one) => seconds / one <= points) ?? 86_400 * Math.ceil(seconds / points / 86_400)
}
