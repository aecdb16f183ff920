import type { Hook, HookName, LedgerEvent } from '../../contract/nouns.ts'
import type { HookPorts } from './ports.ts'
import { signedHeaders } from './signature.ts'

/** What those who are asked before say together. */
export type Permission =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'vetoed'; readonly hook: string; readonly reason: string }

/** What is about to happen. */
export type Intention = Pick<LedgerEvent, 'type' | 'subject' | 'data'> & {
  readonly id: string
  readonly project: string
}

/**
 * Asks every hook of a name that wants to be asked before. One veto is enough. Who says nothing within its time, or
 * nothing that is understood, is taken to say what its configuration says of silence.
 */
export async function askBefore(
  hooks: readonly Hook[],
  name: HookName,
  intention: Intention,
  {
    ports,
    secretOf,
  }: { readonly ports: HookPorts; readonly secretOf: (hook: string) => Promise<string | undefined> },
): Promise<Permission> {
  const { source } = intention.data
  const asked = hooks.filter(
    (one) =>
      one.when === 'before' && one.hook === name && (one.source === undefined || one.source === source),
  )
  const answers = await Promise.all(
    asked.map(async (hook) => ({
      hook,
      answer: await ask(hook, intention, (await secretOf(hook.id)) ?? '', ports),
    })),
  )
  for (const { hook, answer } of answers) {
    if (answer.kind === 'veto') return { kind: 'vetoed', hook: hook.id, reason: answer.reason }
    if (answer.kind === 'silence' && hook.onSilence === 'veto')
      return { kind: 'vetoed', hook: hook.id, reason: `${answer.why} Without an answer this is refused.` }
  }
  return { kind: 'allowed' }
}

type Answer =
  | { readonly kind: 'allow' }
  | { readonly kind: 'veto'; readonly reason: string }
  | { readonly kind: 'silence'; readonly why: string }

async function ask(
  { to, seconds }: Hook,
  intention: Intention,
  secret: string,
  ports: HookPorts,
): Promise<Answer> {
  const body = JSON.stringify({ ...intention, when: 'before' })
  const signal = AbortSignal.timeout(seconds * 1000)
  if (to.kind === 'command') {
    const ran = await ports.run(to.command, body, signal)
    if (ran.kind === 'silent') return { kind: 'silence', why: ran.why }
    return ran.code === 0
      ? { kind: 'allow' }
      : { kind: 'veto', reason: ran.output.trim().slice(0, 500) || `It ended with code ${ran.code}.` }
  }
  const headers = signedHeaders(secret, { id: intention.id, seconds: Math.floor(ports.now() / 1000), body })
  const reply = await ports.post(to.url, headers, body, signal)
  if (reply.kind === 'silent') return { kind: 'silence', why: reply.why }
  return said(reply.status, reply.body)
}

/** `{"allow": true}`, or `{"allow": false, "reason": "…"}`. Nothing else is an answer. */
function said(status: number, body: string): Answer {
  const silence: Answer = { kind: 'silence', why: `It answered ${status} and neither yes nor no.` }
  if (status < 200 || status > 299) return silence
  try {
    const answer = JSON.parse(body) as { readonly allow?: unknown; readonly reason?: unknown }
    if (answer.allow === true) return { kind: 'allow' }
    if (answer.allow !== false) return silence
    const reason = typeof answer.reason === 'string' ? answer.reason.slice(0, 500) : 'It gave no reason.'
    return { kind: 'veto', reason }
  } catch {
    return silence
  }
}
