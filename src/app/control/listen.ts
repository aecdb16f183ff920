import type { IncomingMessage } from 'node:http'
import { serve, type ServerType } from '@hono/node-server'
import { Fault } from '../../kernel/fault.ts'

/** A server that answers. */
export interface Listening {
  readonly port: number
  close(): Promise<void>
}

type Fetch = (request: Request, bindings: { readonly peer: string }) => Response | Promise<Response>

/** Listens at a port, or at the next that is free when others may be tried. */
export async function listen(
  fetch: Fetch,
  { host, port, tries }: { readonly host: string; readonly port: number; readonly tries: number },
): Promise<Listening> {
  for (let at = 0; at < tries; at++) {
    const server = await listening(fetch, host, port === 0 ? 0 : port + at)
    if (server !== undefined) return server
  }
  const tried = tries === 1 ? String(port) : `${port} to ${port + tries - 1}`
  throw new Fault('server/no-port', { ports: tried, help: 'choose another with --port' })
}

function listening(fetch: Fetch, hostname: string, port: number): Promise<Listening | undefined> {
  return new Promise((take, reject) => {
    const server = serve(
      {
        hostname,
        port,
        fetch: (request, { incoming }) =>
          fetch(request, { peer: (incoming as IncomingMessage).socket.remoteAddress ?? '' }),
      },
      (info) => take({ port: info.port, close: () => closed(server) }),
    )
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? take(undefined) : reject(error),
    )
  })
}

/** Streams never end by themselves, so they are cut after those who are being answered have had a moment. */
function closed(server: ServerType): Promise<void> {
  return new Promise((take) => {
    server.close(() => take())
    if (!('closeAllConnections' in server)) return
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 500).unref()
  })
}
