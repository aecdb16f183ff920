import { parseArgs } from 'node:util'
import { z } from 'zod'
import { didYouMean } from './did-you-mean.ts'

/** An option as it stood on the command line. */
export interface Given {
  /** The name with dashes, without the leading ones. */
  readonly name: string
  readonly text: string
}

/** What help, completion and parsing need to know of an option. */
export interface OptionFacts {
  readonly key: string
  /** As it is typed, without the leading dashes. */
  readonly name: string
  readonly kind: 'flag' | 'text' | 'texts'
  readonly short: string | undefined
  /** What stands for the value in help. */
  readonly value: string
  readonly choices: readonly string[]
  readonly description: string
  readonly byDefault: string | undefined
}

/** The command line as a command takes it, or what is wrong with it. */
export type Arguments<Options> =
  | {
      readonly kind: 'arguments'
      readonly options: Options
      readonly words: readonly string[]
      readonly given: readonly Given[]
    }
  | { readonly kind: 'misuse'; readonly message: string }

/** What each option of a schema is, as help and completion show it. */
export function factsOf(options: z.ZodObject): readonly OptionFacts[] {
  const { properties = {} } = z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties).map(([key, property]) => factsOfOne(key, property as Property))
}

/** Reads arguments as a schema describes them. `-var` is as good as `--var`, for fingers that know Terraform. */
export function readArguments<Shape extends z.ZodRawShape>(
  args: readonly string[],
  options: z.ZodObject<Shape>,
): Arguments<z.infer<z.ZodObject<Shape>>> {
  const facts = factsOf(options)
  const tokens = tokensOf(args, facts)
  const wrong = tokens.map((token) => problemOf(token, facts)).find((message) => message !== undefined)
  if (wrong !== undefined) return { kind: 'misuse', message: wrong }
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  const given = tokens.flatMap((token) =>
    token.kind === 'option' ? [{ name: nameOf(token.name, facts), text: token.value ?? '' }] : [],
  )
  const parsed = options.safeParse(collected(given, facts))
  if (parsed.success) return { kind: 'arguments', options: parsed.data, words, given }
  return { kind: 'misuse', message: z.prettifyError(parsed.error) }
}

interface Property {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly items?: { readonly enum?: readonly string[] }
  readonly default?: unknown
  readonly description?: string
  readonly short?: string
  readonly value?: string
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number]

function factsOfOne(key: string, property: Property): OptionFacts {
  const kind = property.type === 'boolean' ? 'flag' : property.type === 'array' ? 'texts' : 'text'
  const choices = property.enum ?? property.items?.enum ?? []
  const standard = property.default
  return {
    key,
    name: key.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`),
    kind,
    short: property.short,
    value: kind === 'flag' ? '' : (property.value ?? (choices.length > 0 ? choices.join('|') : 'TEXT')),
    choices,
    description: property.description ?? '',
    byDefault: typeof standard === 'string' ? standard : undefined,
  }
}

function tokensOf(args: readonly string[], facts: readonly OptionFacts[]): readonly Token[] {
  const config = Object.fromEntries(
    facts.map(({ name, kind, short }) => [
      name,
      {
        type: kind === 'flag' ? ('boolean' as const) : ('string' as const),
        multiple: kind === 'texts',
        ...(short === undefined ? {} : { short }),
      },
    ]),
  )
  const ended = args.indexOf('--')
  const normal = args.map((one, at) => (ended !== -1 && at > ended ? one : doubled(one, facts)))
  return parseArgs({ args: normal, options: config, allowPositionals: true, strict: false, tokens: true })
    .tokens
}

function doubled(argument: string, facts: readonly OptionFacts[]): string {
  const [, name] = /^-([a-z][a-z-]+)(?:=|$)/u.exec(argument) ?? []
  return name !== undefined && facts.some((one) => one.name === name) ? `-${argument}` : argument
}

function problemOf(token: Token, facts: readonly OptionFacts[]): string | undefined {
  if (token.kind !== 'option') return undefined
  const one = facts.find((fact) => fact.name === token.name)
  if (one === undefined) {
    const names = facts.map((fact) => `--${fact.name}`)
    return `there is no option ${token.rawName}.${didYouMean(token.rawName, names)}`
  }
  if (one.kind === 'flag') return token.value === undefined ? undefined : `--${one.name} takes no value.`
  if (token.value === undefined) return `--${one.name} needs a value: --${one.name} ${one.value}`
  if (one.choices.length === 0 || one.choices.includes(token.value)) return undefined
  return `--${one.name} is one of ${one.choices.join(', ')}, not "${token.value}".${didYouMean(token.value, one.choices)}`
}

function nameOf(name: string, facts: readonly OptionFacts[]): string {
  return facts.find((fact) => fact.name === name)?.name ?? name
}

function collected(
  given: readonly Given[],
  facts: readonly OptionFacts[],
): Readonly<Record<string, unknown>> {
  const entries = facts.flatMap(({ key, name, kind }): readonly (readonly [string, unknown])[] => {
    const texts = given.filter((one) => one.name === name).map((one) => one.text)
    if (texts.length === 0) return []
    if (kind === 'flag') return [[key, true]]
    return [[key, kind === 'texts' ? texts : texts.at(-1)]]
  })
  return Object.fromEntries(entries)
}
