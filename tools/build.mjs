// `npm run build`: installs what is missing and compiles `src` to `dist`.
import { build, install, requireNode } from './project.mjs'

requireNode()
process.exitCode = install() && build() ? 0 : 1
