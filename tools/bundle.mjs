// `bundle.mjs FOLDER`: writes `src` as few files, because loading costs about a millisecond a file. What is imported
// only when it is used stays a file of its own, so a command loads no more than it needs. Names stay readable, and
// source maps lead back to the lines.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { home } from './project.mjs'

/** What the program, the package, the benches and the tools import; each keeps its path. */
const doors = [
  'index',
  'app/library',
  'app/context',
  'app/control',
  'app/looker',
  'app/reviewer',
  'app/targets',
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

/** Parts of `app` that the command line loads where it needs them. */
const apart = ['control', 'targets']

// The command line is one file with its packages in it, so that the code which V8 makes of it can be kept in one piece
// (`bin/load.js`). CommonJS, because a module can't be loaded with such code. One level down, as the chunks are.
const program = await rolldown({
  cwd: home,
  input: join(home, 'src/app/main.ts'),
  platform: 'node',
  plugins: [
    {
      // The server and what speaks with live systems have packages that few need: they stay beside this program.
      name: 'apart',
      resolveId: (id) => {
        const name = apart.find((one) => id === `./${one}.ts`)
        return name === undefined ? undefined : { id: `./${name}.js`, external: true }
      },
    },
  ],
})
const programFile = join(folder, 'app/program.cjs')
const { output } = await program.write({
  file: programFile,
  format: 'cjs',
  codeSplitting: false,
})
await program.close()
writeFileSync(programFile, inAscii(apart.reduce(withDoor, readFileSync(programFile, 'utf8'))))
for (const name of apart) {
  writeFileSync(join(folder, `app/${name}-door.cjs`), `module.exports = () => import('./${name}.js')\n`)
}
writeFileSync(join(folder, 'LICENSES'), licences(output.flatMap(({ moduleIds = [] }) => moduleIds)))

/** Code that is kept in one piece may import nothing without a warning of Node, so a file beside it does that. */
function withDoor(code, name) {
  const parts = code.split(`import("./${name}.js")`)
  if (parts.length !== 2) throw new Error(`the command line no longer loads ${name} in one place`)
  return parts.join(`require("./${name}-door.cjs")()`)
}

/** The same program in ASCII, which takes half as long to read and half of the memory. */
function inAscii(code) {
  if (/String\.raw`[^`]*[^\0-\x7F]|(?<!\\)(?:\\\\)*\\[^\0-\x7F]/u.test(code)) {
    throw new Error('here an escape would be something else')
  }
  return code.replaceAll(/[^\0-\x7F]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  )
}

/** The licences of the packages that files lie in, which go where their code goes. */
function licences(files) {
  const packages = new Set(
    files.flatMap((file) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(file)?.[0] ?? []),
  )
  return [...packages]
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map(licence)
    .join('\n')
}

function licence(from) {
  const { name, version } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'))
  const file = readdirSync(from).find((one) => /^licen[cs]e/iu.test(one))
  if (file === undefined) throw new Error(`${name} has no licence to go with its code`)
  return `${name} ${version}\n\n${readFileSync(join(from, file), 'utf8')}`
}
