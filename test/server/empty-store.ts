import { afterAll } from 'vitest'
import type { CommitFacts, CommitRecord } from '../../src/contract/records.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { testDatabase, type TestDatabase } from './database.ts'

/** A store with nothing in it, for one test file, and what puts something in. */
export interface EmptyStore {
  readonly store: Store
  readonly database: TestDatabase
  newProject(this: void): Promise<string>
  newSource(this: void, project: string, name?: string): Promise<string>
  /** A commit that is fetched and reviewed. */
  reviewed(
    this: void,
    project: string,
    source: string,
    facts: CommitFacts,
    made: CommitRecord,
    branch?: string,
  ): Promise<void>
}

/** Opens one, and puts it away when the file is done. */
export async function emptyStore(): Promise<EmptyStore> {
  const database = await testDatabase()
  const store = await openStore(database.url)
  afterAll(async () => {
    await store.close()
    await database.drop()
  }, 120_000)
  let projectsMade = 0
  return {
    store,
    database,
    newProject: async () => {
      const id = `project-${++projectsMade}`
      await store.commands.projects.create({ id, name: id }, 'ada')
      return id
    },
    newSource: async (project, name = 'infra') => {
      const url = `https://git.example.com/${project}/${name}`
      const answer = await store.commands.sources.add(project, { name, url }, 'ada', false)
      if (answer.kind === 'refused') throw new TypeError(answer.detail)
      return answer.value.id
    },
    reviewed: async (project, source, facts, made, branch = 'main') => {
      const others = [...(await store.commits.heads(project, source))].filter(([name]) => name !== branch)
      const found = {
        defaultBranch: 'main',
        branches: [
          ...others.map(([name, sha]) => ({ branch: name, sha, commits: [] })),
          { branch, sha: facts.sha, commits: [facts] },
        ],
      }
      await store.commits.fetched(project, source, found)
      const name = { project, source, branch, sha: facts.sha }
      await store.commits.started(name, `run-${facts.sha}`)
      await store.commits.reviewed(name, facts.parents[0], await store.commits.keep(name, made))
    },
  }
}
