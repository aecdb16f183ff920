// The packages that run with the server and not with the command line. Their versions stand in package.json, where they are
// for development; the published `plumbline-server` depends on them, and the image has them.
export const serverPackages = [
  '@dbos-inc/dbos-sdk',
  '@hono/node-server',
  '@modelcontextprotocol/sdk',
  '@octokit/core',
  '@opentelemetry/api',
  '@opentelemetry/exporter-trace-otlp-http',
  '@opentelemetry/resources',
  '@opentelemetry/sdk-trace-base',
  'hono',
  'kysely',
  'pg',
]
