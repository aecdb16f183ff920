// `npm run build`: installs what is missing and bundles `src` and the console to `dist`, with the declarations of types.
import { build, declare, install, requireNode } from './project.mjs'

requireNode()
process.exitCode = install() && build() && declare() ? 0 : 1
