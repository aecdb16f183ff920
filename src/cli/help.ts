import { paintFor } from '../report/paint.ts'
import { padded, wrapped } from '../report/words.ts'
import type { AnyCommand } from './command.ts'
import type { Screen } from './context.ts'
import type { Entry } from './index.ts'
import { factsOf, type OptionFacts } from './options.ts'

/** What all there is. */
export function overview(commands: readonly Entry[], { colour, width }: Screen): string {
  const paint = paintFor(colour)
  const about =
    'Plumbline reads infrastructure code and traces every value to the line that set it. ' +
    'It needs no credentials and no network, and it changes nothing.'
  const column = Math.max(...commands.map((one) => one.id.length)) + 3
  return [
    ...wrapped(about, width),
    '',
    paint.bold('Usage: plumbline COMMAND [ARGUMENTS]'),
    '',
    ...commands.map((one) => `  ${paint.blue(padded(one.id, column))}${one.summary}`),
    '',
    `  ${paint.blue(padded('help', column))}Say what a command takes: plumbline help COMMAND`,
    `  ${paint.blue(padded('--version', column))}Print the version.`,
    '',
    'Exit codes: 0 good, 1 the answer is no, 2 the input could not be understood, 3 misuse.',
    '',
  ].join('\n')
}

/** What a command takes. */
export function commandHelp(command: AnyCommand, { colour, width }: Screen): string {
  const paint = paintFor(colour)
  const facts = factsOf(command.options)
  const labels = facts.map(labelOf)
  const column = Math.min(34, Math.max(0, ...labels.map((one) => one.length)) + 3)
  const options = facts.flatMap((fact, at) => {
    const [first = '', ...rest] = wrapped(describe(fact), width - column - 2)
    const label = labels[at] ?? ''
    const start =
      label.length + 1 > column
        ? [`  ${paint.blue(label)}`, `  ${' '.repeat(column)}${first}`]
        : [`  ${paint.blue(padded(label, column))}${first}`]
    return [...start, ...rest.map((line) => `  ${' '.repeat(column)}${line}`)]
  })
  return [
    paint.bold(command.summary),
    '',
    ...command.forms.map(
      (form) => `  plumbline ${command.name} ${form}${facts.length > 0 ? ' [OPTIONS]' : ''}`,
    ),
    '',
    ...wrapped(command.about, width),
    ...(facts.length > 0 ? ['', paint.bold('Options'), ...options] : []),
    '',
    paint.bold('Examples'),
    ...command.examples.flatMap(({ line, what }) => [`  ${paint.dim(`# ${what}`)}`, `  ${line}`]),
    '',
  ].join('\n')
}

/** An option as it is typed. */
export function labelOf({ name, short, value }: OptionFacts): string {
  const long = `--${name}${value === '' ? '' : ` ${value}`}`
  return short === undefined ? long : `-${short}, ${long}`
}

/** What an option is for, with what it is when it isn't given. */
export function describe({ description, byDefault }: OptionFacts): string {
  return byDefault === undefined ? description : `${description} (${byDefault} when not given)`
}
