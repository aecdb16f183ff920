import type { z } from 'zod'
import type { Context } from './context.ts'
import { readArguments, type Given } from './options.ts'

/** 0 good, 1 the answer is no, 2 the input could not be understood, 3 misuse of the command line. */
export const exit = { good: 0, no: 1, input: 2, misuse: 3 } as const
export type ExitCode = (typeof exit)[keyof typeof exit]

/** What a command is run with. */
export interface Call<Options> {
  readonly options: Options
  readonly words: readonly string[]
  /** The options in the order in which they were given. */
  readonly given: readonly Given[]
  readonly context: Context
}

/** A command: what it is for, what it takes, and what it does. Help and the reference page are made from it. */
export interface Command<Shape extends z.ZodRawShape> {
  readonly name: string
  readonly summary: string
  /** The words after the name, such as `[DIR] ADDRESS [PATH]`; one for each form. */
  readonly forms: readonly string[]
  readonly about: string
  readonly options: z.ZodObject<Shape>
  readonly examples: readonly Example[]
  run(call: Call<z.infer<z.ZodObject<Shape>>>): ExitCode | Promise<ExitCode>
}

export interface Example {
  readonly line: string
  readonly what: string
}

/** A command whose options are its own business. */
export interface AnyCommand {
  readonly name: string
  readonly summary: string
  readonly forms: readonly string[]
  readonly about: string
  readonly options: z.ZodObject
  readonly examples: readonly Example[]
  start(args: readonly string[], context: Context): ExitCode | Promise<ExitCode>
}

/** Makes a command out of its parts: arguments are checked against its options before it runs. */
export function command<Shape extends z.ZodRawShape>(parts: Command<Shape>): AnyCommand {
  return {
    ...parts,
    start(args, context) {
      const read = readArguments(args, parts.options)
      if (read.kind === 'misuse') return misused(context, parts.name, read.message)
      return parts.run({ options: read.options, words: read.words, given: read.given, context })
    },
  }
}

/** Says what was wrong with the command line, and where help is. */
export function misused(context: Context, name: string, message: string): ExitCode {
  const help = name === '' ? 'plumbline help' : `plumbline help ${name}`
  context.complain(
    `${['plumbline', name].join(' ').trim()}: ${message}\nRun \`${help}\` to see what it takes.\n`,
  )
  return exit.misuse
}
