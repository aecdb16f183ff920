// `bundle.mjs FOLDER`: writes `src` as few files, because loading costs about a millisecond a file. What is imported
// only when it is used stays a file of its own, so a command loads no more than it needs. Names stay readable, and
// source maps lead back to the lines.
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { home } from './project.mjs'

/** What the program, the package, the benches and the tools import; each keeps its path. */
const doors = [
  'index',
  'app/main',
  'app/library',
  'app/context',
  'cli/reference',
  'cli/run',
  'engine/read',
  'engine/why',
  'engine/review/folder',
  'host/folder-snapshot',
  'host/tables',
  'kernel/brand',
  'lang/hcl/syntax/index',
  'rules/index',
]

const [folder = join(home, 'dist')] = process.argv.slice(2)
const bundle = await rolldown({
  cwd: home,
  input: Object.fromEntries(doors.map((door) => [door, join(home, `src/${door}.ts`)])),
  platform: 'node',
  // Packages stay packages: they are installed beside us, and their licences with them.
  external: /^(?:node:|@?[a-z][\w-]*(?:\/|$))/u,
})
await bundle.write({
  dir: folder,
  format: 'esm',
  sourcemap: true,
  entryFileNames: '[name].js',
  // One level down, as `app` and `host` are: what ships beside `dist` is found from where a file lies.
  chunkFileNames: 'chunks/[name]-[hash].js',
})
await bundle.close()
