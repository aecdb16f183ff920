// `npm run build`: installs what is missing and compiles `src` and the console to `dist`.
import { build, buildConsole, install, requireNode } from './project.mjs'

requireNode()
process.exitCode = install() && build() && buildConsole() ? 0 : 1
