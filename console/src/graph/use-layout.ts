import { useEffect, useRef, useState } from 'react'
import type { ElkNode } from 'elkjs/lib/elk-api.js'
import type { Drawing } from './drawing.ts'

export interface Placed {
  readonly width: number
  readonly height: number
  readonly boxes: ReadonlyMap<string, { readonly x: number; readonly y: number }>
  /** Each edge as the corners of its line. */
  readonly lines: readonly { readonly id: string; readonly corners: readonly (readonly [number, number])[] }[]
}

export const boxWidth = 190
export const boxHeight = 44

/** Where everything stands, once the worker has said it. */
export function useLayout(drawing: Drawing): Placed | string | undefined {
  const [placed, setPlaced] = useState<Placed | string>()
  const turn = useRef(0)
  useEffect(() => {
    turn.current += 1
    const mine = turn.current
    setPlaced(undefined)
    const worker = new Worker(new URL('layout.worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<{ turn: number; graph?: ElkNode; problem?: string }>) => {
        if (data.turn !== mine) return
        setPlaced(
          data.graph === undefined ? (data.problem ?? 'It could not be laid out.') : placedOf(data.graph),
        )
        worker.terminate()
      },
    )
    worker.postMessage({ turn: mine, graph: elkOf(drawing) })
    return () => worker.terminate()
  }, [drawing])
  return placed
}

function elkOf({ nodes, edges }: Drawing): ElkNode {
  return {
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.spacing.nodeNode': '18',
      'elk.layered.spacing.nodeNodeBetweenLayers': '64',
      'elk.edgeRouting': 'ORTHOGONAL',
      'elk.separateConnectedComponents': 'true',
      'elk.aspectRatio': '1.7',
    },
    children: nodes.map(({ id }) => ({ id, width: boxWidth, height: boxHeight })),
    edges: edges.map(({ from, to }, index) => ({ id: String(index), sources: [from], targets: [to] })),
  }
}

function placedOf({ children = [], edges = [], width = 0, height = 0 }: ElkNode): Placed {
  return {
    width,
    height,
    boxes: new Map(children.map(({ id, x = 0, y = 0 }) => [id, { x, y }])),
    lines: edges.flatMap(({ id, sections = [] }) =>
      sections.map(({ startPoint, bendPoints = [], endPoint }) => ({
        id,
        corners: [startPoint, ...bendPoints, endPoint].map(({ x, y }): readonly [number, number] => [x, y]),
      })),
    ),
  }
}
