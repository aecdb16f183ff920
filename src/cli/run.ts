import type { Context } from './context.ts'
import { commands } from './index.ts'

/** Runs a command line and gives its exit code. */
export async function run(args: readonly string[], context: Context): Promise<number> {
  const [name = 'help', ...rest] = args
  if (name === 'help' || name === '--help' || name === '-h') return help(rest, context)
  if (name === 'complete') return complete(rest[0] === '--' ? rest.slice(1) : rest, context)
  const entry = commands.find((one) => one.id === name)
  if (entry === undefined) return unknownCommand(name, context)
  if (asksForHelp(rest)) return help([name], context)
  const command = await entry.load()
  return command.start(rest, context)
}

function asksForHelp(args: readonly string[]): boolean {
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args
  return own.includes('--help') || own.includes('-h')
}

async function help([name]: readonly string[], context: Context): Promise<number> {
  const { commandHelp, overview } = await import('./help.ts')
  if (name === undefined) {
    context.print(overview(commands, context.output))
    return 0
  }
  const entry = commands.find((one) => one.id === name)
  if (entry === undefined) return unknownCommand(name, context)
  context.print(commandHelp(await entry.load(), context.output))
  return 0
}

async function complete(words: readonly string[], context: Context): Promise<number> {
  const { completions } = await import('./complete.ts')
  const found = await completions(words, commands, context)
  context.print(found.map((one) => `${one}\n`).join(''))
  return 0
}

async function unknownCommand(name: string, context: Context): Promise<number> {
  const { didYouMean } = await import('./did-you-mean.ts')
  const { misused } = await import('./command.ts')
  const hint = didYouMean(name, [...commands.map((one) => one.id), 'help'])
  return misused(context, '', `there is no command ${name}.${hint}`)
}
