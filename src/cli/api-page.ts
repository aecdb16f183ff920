import { z } from 'zod'
import type { Permission } from '../contract/permission.ts'
import { problems } from '../contract/problem.ts'
import type { Route } from '../contract/route.ts'
import { api } from '../contract/routes.ts'

/** The page of the API: each route by its subject, with who may ask and what it takes. The whole is `/api/openapi.json`. */
export function apiPage(): string {
  return [
    '# The API',
    '',
    'Every route of a server, made from the contract that the server, the console and the command line share. `/api/openapi.json` describes them with all their types. [The control plane](../control-plane.md) says how to ask.',
    '',
    ...Object.entries(api).flatMap(([subject, group]) => [
      `## ${subject}`,
      '',
      ...table(Object.values(group)),
    ]),
    '## Problems',
    '',
    'What goes wrong is told as a problem document with one of these codes.',
    '',
    '| code | status | |',
    '| --- | --- | --- |',
    ...Object.entries(problems).map(([code, { status, title }]) => `| \`${code}\` | ${status} | ${title} |`),
    '',
  ].join('\n')
}

function table(routes: readonly Route[]): readonly string[] {
  return [
    '| route | who | takes | |',
    '| --- | --- | --- | --- |',
    ...routes.map(
      (one) =>
        `| \`${one.method} ${one.path}\` | ${who[one.permission]} | ${takes(one)} | ${cell(one.summary)} |`,
    ),
    '',
  ]
}

const who: Readonly<Record<Permission, string>> = {
  anyone: 'anyone',
  'signed-in': 'who is signed in',
  administrator: 'administrator',
  viewer: 'viewer',
  operator: 'operator',
  approver: 'approver',
  admin: 'admin',
}

/** What it takes beside the names in its path; what may be left out has a question mark. */
function takes({ path, input }: Route): string {
  const { properties = {}, required = [] } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })
  return Object.keys(properties)
    .filter((name) => !path.includes(`:${name}`))
    .map((name) => `\`${name}${required.includes(name) ? '' : '?'}\``)
    .join(', ')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
