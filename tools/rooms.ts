/** What the files of one room may import beside their own room. */
export interface Room {
  /** Other rooms, or one folder of a room such as `lang/text`. */
  readonly rooms: readonly string[]
  /** Modules of Node, without `node:`. */
  readonly node: readonly string[]
  readonly packages: readonly string[]
}

/** Modules of Node that do no I/O: same input, same output. */
const pure = ['buffer', 'crypto', 'util', 'zlib']
const anyNode = ['*']

/** The table of docs/why/rooms.md as code. Data flows one way, top to bottom. A room is named here when its first file arrives. */
export const rooms: Readonly<Record<string, Room>> = {
  kernel: { rooms: [], node: pure, packages: [] },
  model: { rooms: ['kernel'], node: pure, packages: [] },
  lang: {
    rooms: ['kernel'],
    node: pure,
    packages: ['@actions/expressions', 'iconv-lite', 'nanotar', 're2js', 'smol-toml'],
  },
  readers: { rooms: ['kernel', 'model', 'lang'], node: pure, packages: ['ajv', 'ajv-formats'] },
  edits: { rooms: ['kernel', 'model', 'lang', 'readers'], node: pure, packages: [] },
  shapes: { rooms: ['kernel', 'model'], node: pure, packages: [] },
  rules: { rooms: ['kernel', 'model'], node: pure, packages: [] },
  evidence: { rooms: ['kernel', 'model', 'lang'], node: pure, packages: [] },
  dumps: { rooms: ['kernel', 'model', 'lang'], node: pure, packages: [] },
  policy: {
    rooms: ['kernel', 'model', 'lang', 'rules'],
    node: pure,
    packages: ['@marcbachmann/cel-js', '@open-policy-agent/opa-wasm', 'nanotar'],
  },
  engine: {
    rooms: ['kernel', 'model', 'lang', 'readers', 'edits', 'shapes', 'rules'],
    node: pure,
    packages: [],
  },
  fetch: { rooms: ['kernel', 'model', 'lang'], node: pure, packages: [] },
  signals: { rooms: ['kernel', 'model'], node: pure, packages: ['zod'] },
  targets: {
    rooms: ['kernel', 'model', 'lang', 'shapes'],
    node: pure,
    packages: [
      '@aws-sdk/client-cloudcontrol',
      '@aws-sdk/client-cloudtrail',
      '@aws-sdk/client-cloudwatch-logs',
      '@aws-sdk/client-dynamodb',
      '@aws-sdk/client-ec2',
      '@aws-sdk/client-ecr',
      '@aws-sdk/client-eks',
      '@aws-sdk/client-iam',
      '@aws-sdk/client-kms',
      '@aws-sdk/client-lambda',
      '@aws-sdk/client-rds',
      '@aws-sdk/client-s3',
      '@aws-sdk/client-secrets-manager',
      '@aws-sdk/client-sns',
      '@aws-sdk/client-sqs',
    ],
  },
  learn: { rooms: ['kernel', 'model'], node: pure, packages: [] },
  report: { rooms: ['kernel', 'model', 'lang/text'], node: [], packages: [] },
  contract: { rooms: ['kernel', 'model'], node: pure, packages: ['zod'] },
  forges: { rooms: ['kernel', 'model', 'contract'], node: pure, packages: ['@octokit/core', 'zod'] },
  server: {
    rooms: ['kernel', 'model', 'contract', 'forges', 'engine', 'report', 'signals', 'workflows'],
    node: pure,
    packages: ['@modelcontextprotocol/sdk', 'hono'],
  },
  workflows: {
    rooms: ['kernel', 'model', 'lang/text', 'rules', 'engine', 'report', 'contract'],
    node: pure,
    packages: ['@dbos-inc/dbos-sdk', 'pg', 'zod'],
  },
  store: {
    rooms: ['kernel', 'model', 'contract'],
    node: [...pure, 'timers/promises'],
    packages: ['kysely', 'pg'],
  },
  host: { rooms: ['kernel', 'model'], node: anyNode, packages: ['pg'] },
  cli: {
    rooms: [
      'kernel',
      'model',
      'lang/text',
      'contract',
      'engine',
      'report',
      'rules',
      'evidence',
      'dumps',
      'signals',
      'learn',
    ],
    node: ['util'],
    packages: ['zod'],
  },
  app: {
    rooms: ['*'],
    node: anyNode,
    packages: [
      '@hono/node-server',
      '@modelcontextprotocol/sdk',
      '@opentelemetry/api',
      '@opentelemetry/exporter-trace-otlp-http',
      '@opentelemetry/resources',
      '@opentelemetry/sdk-trace-base',
      'zod',
    ],
  },
}

/** Rooms whose folders are members of a family: they never import each other. */
export const families: readonly string[] = [
  'readers',
  'edits',
  'shapes',
  'rules',
  'fetch',
  'cli',
  'evidence',
  'dumps',
  'policy',
  'forges',
  'signals',
  'targets',
]

/** The folders of a room in layers: a later one may import an earlier one. */
export const layers: Readonly<Record<string, readonly string[]>> = {
  lang: [
    'archive',
    'text',
    'merge',
    'json',
    'yaml',
    'kustomization',
    'toml',
    'regex',
    'hcl',
    'go-template',
    'dockerfile',
    'github-expression',
    'terraform-json',
  ],
}

/** The one package that only tests may import, by any file that is a test. */
export const testPackages: readonly string[] = [
  'vitest',
  'fast-check',
  'yaml',
  '@cdktf/hcl2json',
  'dockerfile-ast',
]

/** Where a file of `src` lives: its room, and the folder in it if the room has folders. */
export interface Place {
  readonly room: string
  readonly folder: string | undefined
}

/** The place of a path below `src`, such as `lang/hcl/parse.ts`. */
export function placeOf(path: string): Place {
  const [room = '', ...rest] = path.split('/')
  return { room: rest.length === 0 ? 'root' : room, folder: rest.length > 1 ? rest[0] : undefined }
}

/** Whether `file` (below `src`) may import `specifier`. */
export function mayImport(file: string, specifier: string): boolean {
  const from = placeOf(file)
  const room = rooms[from.room]
  const isTest = file.endsWith('.test.ts') || file.includes('/fixtures/')
  // The one entry of the package names what it gives out.
  if (from.room === 'root') return true
  if (room === undefined) return false
  if (specifier.startsWith('node:')) return isTest || mayImportNode(room, specifier.slice('node:'.length))
  if (!specifier.startsWith('.')) {
    const name = packageOf(specifier)
    return room.packages.includes(name) || (isTest && testPackages.includes(name))
  }
  return mayImportFile(from, room, placeOf(resolve(file, specifier)), isTest)
}

function mayImportNode(room: Room, module: string): boolean {
  return room.node.includes('*') || room.node.includes(module)
}

function mayImportFile(from: Place, room: Room, to: Place, isTest: boolean): boolean {
  if (to.room !== from.room) {
    // A test may build what it reads with the pure rooms below; it may not reach up.
    if (isTest && ['kernel', 'model', 'lang'].includes(to.room)) return rank(to.room) < rank(from.room)
    return room.rooms.some((one) => one === '*' || one === to.room || one === `${to.room}/${to.folder ?? ''}`)
  }
  if (from.folder === undefined || to.folder === undefined || from.folder === to.folder) return true
  const order = layers[from.room]
  if (order !== undefined) return isEarlier(order, to.folder, from.folder)
  return !families.includes(from.room)
}

/** An unlisted folder is no layer at all: nothing imports it and it imports nothing. */
function isEarlier(order: readonly string[], to: string, from: string): boolean {
  return order.includes(to) && order.indexOf(to) < order.indexOf(from)
}

function rank(room: string): number {
  return Object.keys(rooms).indexOf(room)
}

function packageOf(specifier: string): string {
  const [scope = '', name = ''] = specifier.split('/')
  return scope.startsWith('@') ? `${scope}/${name}` : scope
}

function resolve(file: string, specifier: string): string {
  const parts = file.split('/').slice(0, -1)
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}
