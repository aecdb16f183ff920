import { z } from 'zod'
import { addressOf, type InputOf, type ReplyOf, type Route } from '../contract/route.ts'
import { clean } from '../report/words.ts'
import { exit, type ExitCode } from './command.ts'
import type { Context } from './context.ts'

/** Where a server is and which project is meant. */
export const serverOptions = {
  server: z
    .string()
    .optional()
    .meta({ description: 'where Plumbline is; PLUMBLINE_ADDRESS when not given', value: 'URL' }),
  project: z.string().optional().meta({ description: 'PLUMBLINE_PROJECT when not given', value: 'PROJECT' }),
}

/** A server, a project of it, and what proves who asks. */
export interface ServerAccess {
  readonly server: string
  readonly project: string
  readonly token: string
}

/** Where it goes, or what is lacking. */
export function accessOf(
  { server, project }: { readonly server?: string | undefined; readonly project?: string | undefined },
  { environment }: Pick<Context, 'environment'>,
): ServerAccess | string {
  const access = {
    server: (server ?? environment.get('PLUMBLINE_ADDRESS') ?? '').replace(/\/$/u, ''),
    project: project ?? environment.get('PLUMBLINE_PROJECT') ?? '',
    token: environment.get('PLUMBLINE_TOKEN') ?? '',
  }
  if (access.server === '') return '--server'
  if (access.project === '') return '--project'
  return access.token === '' ? 'PLUMBLINE_TOKEN' : access
}

export type ServerAnswer<Reply> =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'refused'; readonly code: ExitCode }

/** Asks a route of a server; why there is no reply has been said to the user. */
export async function askServer<One extends Route>(
  route: One,
  input: Omit<InputOf<One>, 'project'>,
  {
    access,
    context,
    key,
  }: { readonly access: ServerAccess; readonly context: Context; readonly key?: string },
): Promise<ServerAnswer<ReplyOf<One>>> {
  const { url, body } = addressOf(route, { ...input, project: access.project })
  const answer = await context.send(`${access.server}${url}`, {
    method: route.method,
    headers: {
      authorization: `Bearer ${access.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key.slice(0, 200) }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  if (answer.kind === 'silent') {
    context.complain(`${access.server} does not answer: ${clean(answer.why)}\n`)
    return { kind: 'refused', code: exit.input }
  }
  if (answer.status !== 200) {
    context.complain(`${access.server} refused it: ${detailOf(answer.text)}\n`)
    return { kind: 'refused', code: exit.no }
  }
  const reply = route.reply.safeParse(documentOf(answer.text))
  if (reply.success) return { kind: 'reply', reply: reply.data as ReplyOf<One> }
  context.complain(`${access.server} answered something else: is that the address of a Plumbline?\n`)
  return { kind: 'refused', code: exit.input }
}

function documentOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function detailOf(text: string): string {
  const problem = z.object({ title: z.string(), detail: z.string() }).partial().safeParse(documentOf(text))
  const said = problem.success ? [problem.data.title, problem.data.detail] : []
  const words = said.filter((one) => one !== undefined).join(' ')
  return words === '' ? 'it did not say why.' : clean(words)
}
