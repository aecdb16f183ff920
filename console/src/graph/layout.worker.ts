import ELK from 'elkjs/lib/elk.bundled.js'
import type { ElkNode } from 'elkjs/lib/elk-api.js'

const elk = new ELK()

/** Lays a graph out away from the page, which goes on answering. */
self.addEventListener(
  'message',
  ({ data }: MessageEvent<{ readonly turn: number; readonly graph: ElkNode }>) => {
    elk.layout(data.graph).then(
      (graph) => self.postMessage({ turn: data.turn, graph }),
      (error: unknown) => self.postMessage({ turn: data.turn, problem: String(error) }),
    )
  },
)
