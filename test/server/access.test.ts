import { describe, expect, it, vi } from 'vitest'
import { emptyStore } from './empty-store.ts'

/** A machine that is busy with something else is no mistake. */
vi.setConfig({ testTimeout: 120_000 })

const { database, newProject, store } = await emptyStore()

describe('access', () => {
  it('is by links that work once, sessions that end, and tokens that are kept as hashes', async () => {
    const { access } = store.commands
    const link = await access.signInLink('ada', 60)
    const session = await access.redeem(link, 60)
    expect(session?.session.user).toBe('ada')
    expect(await access.redeem(link, 60)).toBeUndefined()
    expect(await access.session(session?.secret ?? '')).toMatchObject({ user: 'ada' })
    expect(await access.redeem(await access.signInLink('ada', -1), 60)).toBeUndefined()
    const project = await newProject()
    const made = await access.createToken(
      project,
      { name: 'ci', scopes: ['report'], role: 'operator', expiresAt: undefined },
      'ada',
    )
    if (made.kind === 'refused') throw new TypeError(made.detail)
    expect(await access.tokenOf(made.value.secret)).toMatchObject({
      project,
      token: { name: 'ci', role: 'operator' },
    })
    const everything = JSON.stringify([
      await database.ask('select * from ledger'),
      await database.ask('select * from tokens'),
      await database.ask('select * from sessions'),
    ])
    expect(
      [made.value.secret, session?.secret ?? '?', link].filter((secret) => everything.includes(secret)),
    ).toEqual([])
    await access.revokeToken(project, made.value.token.id, 'ada')
    expect(await access.tokenOf(made.value.secret)).toBeUndefined()
  })

  it('to folders of this machine is an administrator’s, and addresses hold no credentials', async () => {
    const project = await newProject()
    const add = async (url: string, isAdministrator = false): Promise<string> =>
      (
        await store.commands.sources.add(
          project,
          { name: url.replaceAll(/\W/gu, '-').replace(/^-+/u, ''), url },
          'ada',
          isAdministrator,
        )
      ).kind
    expect(await add('/srv/repository.git')).toBe('refused')
    expect(await add('file:///srv/repository.git')).toBe('refused')
    expect(await add('/srv/repository.git', true)).toBe('done')
    expect(await add('ext::sh -c whoami', true)).toBe('refused')
    expect(await add('--upload-pack=whoami', true)).toBe('refused')
    expect(await add('https://user:secret@example.com/x', true)).toBe('refused')
    expect(await add('git@example.com:team/x.git')).toBe('done')
  })
})

describe('deliveries', () => {
  it('are made once for each event, claimed by one, and replayed when they are dead', async () => {
    const { hooks } = store.commands
    const project = await newProject()
    const added = await hooks.add(
      project,
      {
        hook: 'devops:hooks:testing',
        when: 'after',
        to: { kind: 'http', url: 'https://example.com' },
        seconds: 5,
        onSilence: 'allow',
      },
      'whsec',
      'ada',
    )
    if (added.kind === 'refused') throw new TypeError(added.detail)
    const [event] = (await store.queries.events.list(project, {}, {})).items
    await hooks.enqueue(project, added.value.id, event?.id ?? '')
    await hooks.enqueue(project, added.value.id, event?.id ?? '')
    const [claimed, others] = [await hooks.claim(60, 10), await hooks.claim(60, 10)]
    expect([claimed.length, others.length]).toEqual([1, 0])
    const id = claimed[0]?.delivery.id ?? ''
    await hooks.settle(project, id, {
      state: 'dead',
      status: 500,
      problem: 'It said 500.',
      nextAt: undefined,
    })
    expect((await hooks.replay(project, id, 'ada')).kind).toBe('done')
    expect((await hooks.claim(60, 10)).map(({ delivery }) => delivery.id)).toEqual([id])
    expect(await hooks.secretOf(project, added.value.id)).toBe('whsec')
  })
})
