import { filesUnder, textOf } from '../tree.ts'

const home = 'test/cloudformation/'

/** Templates of our own: for each the files beside it, by their paths. */
export const templates: Readonly<Record<string, Readonly<Record<string, string>>>> = Object.fromEntries(
  ['network', 'nested', 'json', 'loops', 'serverless'].map((name) => [
    name,
    Object.fromEntries(
      filesUnder(`${home}${name}`).map((path) => [path.slice(home.length + name.length + 1), textOf(path)]),
    ),
  ]),
)
