import { expect, it } from 'vitest'
import type { Method } from '../../contract/route.ts'
import type { Context } from '../context.ts'
import { hooks } from './command.ts'

interface Ran {
  readonly code: number
  readonly output: string
  readonly errors: string
  readonly sent: readonly { readonly method: Method; readonly url: string; readonly body: unknown }[]
}

const environment = new Map([
  ['PLUMBLINE_ADDRESS', 'https://plumbline.example/'],
  ['PLUMBLINE_PROJECT', 'acme'],
  ['PLUMBLINE_TOKEN', 'plb_t0k3n'],
])
const made = {
  id: 'h1',
  hook: 'devops:hooks:testing',
  when: 'before',
  to: { kind: 'http', url: 'https://gate.example/ask' },
  seconds: 5,
  onSilence: 'veto',
  createdAt: '2026-11-21T12:00:00.000Z',
  createdBy: 'token:ci',
}

async function ran(
  args: readonly string[],
  status: number,
  reply: unknown,
  replyTo: (url: string) => unknown = () => reply,
): Promise<Ran> {
  let [output, errors] = ['', '']
  const sent: { method: Method; url: string; body: unknown }[] = []
  const context: Pick<Context, 'environment' | 'print' | 'complain' | 'send'> = {
    environment,
    print: (text) => void (output += text),
    complain: (text) => void (errors += text),
    send: async (url, { method, headers, body }) => {
      if (headers['authorization'] !== 'Bearer plb_t0k3n')
        return { kind: 'answered', status: 401, text: '{}' }
      sent.push({ method, url, body: body === undefined ? undefined : (JSON.parse(body) as unknown) })
      return { kind: 'answered', status, text: JSON.stringify(replyTo(url)) }
    },
  }
  // Nothing else of the world is asked for.
  const code = await hooks.start(args, context as Context)
  return { code, output, errors, sent }
}

it('lists who is told and who is asked, and who says so', async () => {
  const { output, sent } = await ran(['list'], 200, { items: [made, { ...made, id: 'h2', source: 's1' }] })
  expect(sent).toEqual([
    { method: 'GET', url: 'https://plumbline.example/api/projects/acme/hooks', body: undefined },
  ])
  expect(output.split('\n')).toEqual([
    'id  hook                  when                    to                        said by',
    'h1  devops:hooks:testing  before, 5 s, else veto  https://gate.example/ask  token:ci',
    'h2  devops:hooks:testing  before, 5 s, else veto  https://gate.example/ask  plumbline.yaml',
    '',
  ])
})

it('adds one, and prints its secret once', async () => {
  const args = ['add', 'testing', 'https://gate.example/ask', '--before', '--seconds', '5']
  const { output, sent } = await ran([...args, '--on-silence', 'veto'], 200, {
    hook: made,
    secret: 'whsec_x',
  })
  expect(sent[0]?.body).toEqual({
    hook: 'devops:hooks:testing',
    when: 'before',
    to: { kind: 'http', url: 'https://gate.example/ask' },
    seconds: 5,
    onSilence: 'veto',
  })
  expect(output).toBe('h1\nIts secret, shown this once: whsec_x\n')
})

it('has a program run, with what stands after the dashes', async () => {
  const to = { kind: 'command', command: ['notify', '--to', 'ops'] }
  const { output, sent } = await ran(['add', 'monitoring', '--', 'notify', '--to', 'ops'], 200, {
    hook: { ...made, to },
    secret: 'whsec_x',
  })
  expect(sent[0]?.body).toMatchObject({ hook: 'devops:hooks:monitoring', to })
  expect(output).toBe('h1\n')
})

it('replays every dead delivery', async () => {
  const delivery = dead('d1')
  const { code, sent } = await ran(['deliveries', '--status', 'dead'], 200, { items: [delivery] })
  expect([code, sent[0]?.url]).toEqual([
    0,
    'https://plumbline.example/api/projects/acme/deliveries?state=dead&limit=100',
  ])
  expect((await ran(['replay', 'd1', 'd2'], 200, delivery)).sent.map(({ url }) => url)).toEqual([
    'https://plumbline.example/api/projects/acme/deliveries/d1/replay',
    'https://plumbline.example/api/projects/acme/deliveries/d2/replay',
  ])
})

function dead(id: string): object {
  return { id, hook: 'h1', event: 'e1', state: 'dead', attempts: 10, at: '2026-11-21T12:00:00.000Z' }
}

it('replays those of the pages behind the first too', async () => {
  const { output, sent } = await ran(['replay', '--status', 'dead'], 200, {}, (url) => {
    if (url.includes('/replay')) return dead('d')
    return url.includes('after=') ? { items: [dead('d2')] } : { items: [dead('d1')], next: 'd1' }
  })
  expect(sent.filter(({ method }) => method === 'POST').map(({ url }) => url)).toEqual([
    'https://plumbline.example/api/projects/acme/deliveries/d1/replay',
    'https://plumbline.example/api/projects/acme/deliveries/d2/replay',
  ])
  expect(output).toBe('2 are in line again.\n')
})

it('hands nothing to the terminal of what a receiver or a server says', async () => {
  const said = '\u001B[2Jno\nway'
  const delivery = { ...dead('d1'), problem: said }
  const { output, errors } = await ran(['deliveries'], 200, { items: [delivery], next: 'd1' })
  expect(output).not.toContain('\u001B')
  expect(output.split('\n')[1]).toMatch(/dead +10 +\uFFFD\[2Jno way$/u)
  expect(errors).toBe('There are more; these are the first 1.\n')
  expect((await ran(['remove', 'h1'], 403, { title: said })).errors).not.toContain('\u001B')
})

it('says why it was refused', async () => {
  const problem = {
    title: 'This needs a permission that you do not have.',
    detail: 'This needs the role admin.',
  }
  expect(await ran(['remove', 'h1'], 403, problem)).toMatchObject({
    code: 1,
    errors: `https://plumbline.example refused it: ${problem.title} ${problem.detail}\n`,
  })
  expect(await ran(['list'], 200, { hello: 'world' })).toMatchObject({ code: 2 })
})

it.each([
  [['sing']],
  [['add', 'everything', 'https://x.example']],
  [['add', 'testing']],
  [['replay']],
  [['remove']],
])('is misused by %j', async (args) => {
  expect(await ran(args, 200, {})).toMatchObject({ code: 3, sent: [] })
})
