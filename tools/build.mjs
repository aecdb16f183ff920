// `npm run build`: installs what is missing and compiles `src` and the console to `dist`.
import { build, install, requireNode } from './project.mjs'

requireNode()
process.exitCode = install() && build() ? 0 : 1
