import { z } from 'zod'
import { api } from '../../contract/routes.ts'
import { hookNames, usualSeconds, type HookName } from '../../model/hook.ts'
import { accessOf, askServer, serverOptions, type ServerAccess } from '../ask-server.ts'
import { command, exit, misused, type ExitCode } from '../command.ts'
import type { Context } from '../context.ts'
import { deliveriesText, hooksText } from './text.ts'

const options = z.object({
  ...serverOptions,
  before: z
    .boolean()
    .default(false)
    .meta({ description: 'add: is asked before something is done, and may refuse it' }),
  seconds: z.coerce
    .number()
    .min(1)
    .max(300)
    .default(usualSeconds)
    .meta({
      description: `add: how long it has to answer; ${usualSeconds} when not given`,
      value: 'SECONDS',
    }),
  onSilence: z
    .enum(['allow', 'veto'])
    .default('allow')
    .meta({ description: 'add: what it means that it said nothing in time' }),
  hook: z.string().optional().meta({ description: 'deliveries: only those to this hook', value: 'ID' }),
  status: z
    .enum(['waiting', 'delivered', 'dead'])
    .optional()
    .meta({ description: 'deliveries: only those; replay: every dead one' }),
  format: z.enum(['text', 'json']).default('text').meta({ description: 'how to print' }),
})

type Options = z.infer<typeof options>

/** What a verb is run with. */
interface Asking {
  readonly words: readonly string[]
  readonly options: Options
  readonly access: ServerAccess
  readonly context: Context
}

/** Exit codes: 0 done, 1 refused, 2 the server does not answer. */
export const hooks = command({
  name: 'hooks',
  summary: 'Say who is told of events, and who is asked before.',
  forms: [
    'list',
    'add HOOK URL',
    'add HOOK PROGRAM [ARGUMENT…]',
    'remove ID',
    'secret ID',
    'deliveries',
    'replay DELIVERY…',
  ],
  about: `A hook is one of ${hookNames.map((one) => `\`${one}\``).join(', ')}; the last word is enough. An address gets each event signed as Standard Webhooks say; \`add\` prints the secret once, \`secret\` makes a new one. What cannot be delivered is tried again for two days, then it is dead until it is replayed. The token comes from PLUMBLINE_TOKEN; to add and remove it needs the role admin and the scope \`write\`, and a program has to be one that PLUMBLINE_HOOK_PROGRAMS of the server lists.`,
  options,
  examples: [
    {
      line: 'plumbline hooks add testing https://chat.example/plumbline --project acme',
      what: 'be told of every review, gate and finding',
    },
    {
      line: 'plumbline hooks add testing https://change.example/ask --before --on-silence veto',
      what: 'be asked before a finding is accepted or a gate overridden',
    },
    {
      line: 'plumbline hooks add monitoring -- /usr/local/bin/notify --to ops',
      what: 'have a program run, with the event on its standard input',
    },
    { line: 'plumbline hooks deliveries --status dead', what: 'what could not be delivered' },
  ],

  async run({ words: [verb = '', ...words], options: given, context }) {
    const work = verbs.get(verb)
    if (work === undefined) return misused(context, 'hooks', `it takes ${[...verbs.keys()].join(', ')}.`)
    const access = accessOf(given, context)
    if (typeof access === 'string') return misused(context, 'hooks', `it needs ${access}.`)
    return work({ words, options: given, access, context })
  },
})

const verbs: ReadonlyMap<string, (asking: Asking) => Promise<ExitCode>> = new Map([
  ['list', list],
  ['add', add],
  ['remove', remove],
  ['secret', secret],
  ['deliveries', deliveries],
  ['replay', replay],
])

async function list({ words, options: { format }, access, context }: Asking): Promise<ExitCode> {
  if (words.length > 0) return misused(context, 'hooks', 'list takes options only.')
  const answer = await askServer(api.hooks.list, {}, { access, context })
  if (answer.kind === 'refused') return answer.code
  const { items } = answer.reply
  context.print(format === 'json' ? `${JSON.stringify(items, undefined, 2)}\n` : hooksText(items))
  return exit.good
}

async function add(asking: Asking): Promise<ExitCode> {
  const { words, options: given, access, context } = asking
  const [name = '', first, ...more] = words
  const hook = hookNamed(name)
  if (hook === undefined) return misused(context, 'hooks', `there is no hook "${name}"; see --help.`)
  if (first === undefined) return misused(context, 'hooks', 'add takes an address, or -- and a program.')
  const isAddress = more.length === 0 && first.includes('://')
  const answer = await askServer(
    api.hooks.add,
    {
      hook,
      when: given.before ? 'before' : 'after',
      to: isAddress ? { kind: 'http', url: first } : { kind: 'command', command: [first, ...more] },
      seconds: given.seconds,
      onSilence: given.onSilence,
    },
    { access, context },
  )
  if (answer.kind === 'refused') return answer.code
  const { hook: made, secret: text } = answer.reply
  if (given.format === 'json') context.print(`${JSON.stringify(answer.reply, undefined, 2)}\n`)
  else context.print(`${made.id}${isAddress ? `\nIts secret, shown this once: ${text}` : ''}\n`)
  return exit.good
}

/** A hook by its name or the last word of it. */
function hookNamed(name: string): HookName | undefined {
  return hookNames.find((one) => one === name || one.endsWith(`:${name}`))
}

async function remove({ words: [id, ...more], access, context }: Asking): Promise<ExitCode> {
  if (id === undefined || more.length > 0) return misused(context, 'hooks', 'remove takes one ID.')
  const answer = await askServer(api.hooks.remove, { hook: id }, { access, context })
  return answer.kind === 'refused' ? answer.code : exit.good
}

async function secret({ words: [id, ...more], access, context }: Asking): Promise<ExitCode> {
  if (id === undefined || more.length > 0) return misused(context, 'hooks', 'secret takes one ID.')
  const answer = await askServer(api.hooks.renew, { hook: id }, { access, context })
  if (answer.kind === 'refused') return answer.code
  context.print(`${answer.reply.secret}\n`)
  return exit.good
}

async function deliveries({ words, options: given, access, context }: Asking): Promise<ExitCode> {
  if (words.length > 0) return misused(context, 'hooks', 'deliveries takes options only.')
  const asked = { hook: given.hook, state: given.status, limit: 100 }
  const answer = await askServer(api.hooks.deliveries, asked, { access, context })
  if (answer.kind === 'refused') return answer.code
  const { items, next } = answer.reply
  context.print(given.format === 'json' ? `${JSON.stringify(items, undefined, 2)}\n` : deliveriesText(items))
  if (next !== undefined) context.complain(`There are more; these are the first ${items.length}.\n`)
  return exit.good
}

async function replay(asking: Asking): Promise<ExitCode> {
  const { words, options: given, access, context } = asking
  if ((words.length === 0) === (given.status !== 'dead'))
    return misused(context, 'hooks', 'replay takes DELIVERY…, or --status dead for every one.')
  const ids = words.length > 0 ? words : await everyDead(asking)
  if (typeof ids === 'number') return ids
  for (const delivery of ids) {
    const answer = await askServer(api.hooks.replay, { delivery }, { access, context })
    if (answer.kind === 'refused') return answer.code
  }
  context.print(`${ids.length} ${ids.length === 1 ? 'is' : 'are'} in line again.\n`)
  return exit.good
}

/** All of them before the first is replayed: then it is dead no more, and pages would be others. */
async function everyDead({
  options: { hook },
  access,
  context,
}: Asking): Promise<readonly string[] | ExitCode> {
  const ids = new Set<string>()
  let after: string | undefined
  do {
    const before: number = ids.size
    const asked = { hook, state: 'dead', limit: 100, after } as const
    const answer = await askServer(api.hooks.deliveries, asked, { access, context })
    if (answer.kind === 'refused') return answer.code
    for (const { id } of answer.reply.items) ids.add(id)
    after = ids.size > before ? answer.reply.next : undefined
  } while (after !== undefined)
  return [...ids]
}
