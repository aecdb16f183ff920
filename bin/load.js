'use strict'
// The program is one file, and half of the time of a short run went into compiling it. So the code that V8 made of it
// is kept for the next run, in the user's own cache folder.
const { isAscii } = require('node:buffer')
const { createHash } = require('node:crypto')
const fs = require('node:fs')
const { createRequire } = require('node:module')
const { homedir } = require('node:os')
const path = require('node:path')
const { setFlagsFromString } = require('node:v8')
const { constants, Script } = require('node:vm')

/**
 * The file for the code of a build, a Node and a command, since each command runs through other functions. Undefined
 * where nothing is kept: without a build, and in CI, where a cache may come from elsewhere and none outlives the run.
 */
function codeFile(stampFile, command = '', { env, version, arch } = process) {
  const ci = env.CI ?? ''
  if (ci !== '' && ci !== 'false' && ci !== '0') return undefined
  const stamp = read(stampFile)?.toString('utf8').slice(0, 16)
  if (stamp === undefined || stamp === '') return undefined
  const given = env.XDG_CACHE_HOME ?? ''
  const folder = path.join(path.isAbsolute(given) ? given : path.join(homedir(), '.cache'), 'plumbline', 'code')
  return path.join(folder, `${stamp}-${version}-${arch}-${/^[a-z]{1,20}$/u.test(command) ? command : 'other'}`)
}

/**
 * A run is short, and most of its functions end before it pays to optimize them: V8 waits three times as long as usual,
 * which saves a seventh of a short run and costs a long one nothing. And the memory for what is new has its full size
 * at once: while it grew step by step, nearly all that a short run makes was copied each time. Only of Node 20 this is
 * measured.
 */
function setForShortRuns(version = process.versions.node) {
  if (!version.startsWith('20.')) return
  setFlagsFromString('--interrupt-budget=200000')
  setFlagsFromString('--semi-space-growth-factor=16')
}

/** What a CommonJS file exports; `keep` writes down the code of what has run, unless it was there. */
function loaded(file, code) {
  const bytes = fs.readFileSync(file)
  // A text of single bytes is had sooner; an older build isn't one.
  const text = bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8')
  const source = `(function (exports, require, module, __filename, __dirname) {${text}\n})`
  const cachedData = code === undefined ? undefined : opened(code)
  const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER
  const script = new Script(source, { filename: file, cachedData, importModuleDynamically })
  const module = { exports: {} }
  script.runInThisContext()(module.exports, createRequire(file), module, file, path.dirname(file))
  const isKept = cachedData !== undefined && script.cachedDataRejected !== true
  return { exports: module.exports, keep: () => void (code === undefined || isKept || keep(code, script)) }
}

/** V8 looks at its own version and at the length of the source; a digest tells whether the rest is whole. */
function opened(file) {
  const content = read(file)
  const code = content?.subarray(digestLength)
  return code !== undefined && digestOf(code).equals(content.subarray(0, digestLength)) ? code : undefined
}

/** Folder by folder: Node's own `recursive` never ends below /proc. */
function make(folder) {
  if (fs.existsSync(folder)) return
  make(path.dirname(folder))
  fs.mkdirSync(folder, { mode: 0o700 })
}

function keep(file, script) {
  try {
    const folder = path.dirname(file)
    make(folder)
    const [stamp] = path.basename(file).split('-')
    for (const name of fs.readdirSync(folder)) if (!name.startsWith(stamp)) fs.rmSync(path.join(folder, name))
    const code = script.createCachedData()
    const fresh = `${file}.${process.pid}.new`
    fs.writeFileSync(fresh, Buffer.concat([digestOf(code), code]), { mode: 0o600 })
    fs.renameSync(fresh, file)
  } catch {
    // What can't be written isn't kept.
  }
}

function read(file) {
  try {
    return fs.readFileSync(file)
  } catch {
    return undefined
  }
}

const digestLength = 32

function digestOf(content) {
  return createHash('sha256').update(content).digest()
}

module.exports = { codeFile, loaded, setForShortRuns }
