import { useEffect, useState } from 'react'
import type { ElkNode } from 'elkjs/lib/elk-api.js'
import type { Drawing } from './drawing.ts'

export interface Placed {
  /** What it is the picture of. */
  readonly drawing: Drawing
  readonly width: number
  readonly height: number
  readonly boxes: ReadonlyMap<string, { readonly x: number; readonly y: number }>
  /** Each edge as the corners of its line. */
  readonly lines: readonly { readonly id: string; readonly corners: readonly (readonly [number, number])[] }[]
}

export const boxWidth = 190
export const boxHeight = 44

/** Where everything stands, once the worker has said it; until then where everything stood before. */
export function useLayout(drawing: Drawing): Placed | string | undefined {
  const [placed, setPlaced] = useState<Placed | string>()
  useEffect(
    () =>
      laidOut(elkOf(drawing), (answer) =>
        setPlaced(typeof answer === 'string' ? answer : placedOf(drawing, answer)),
      ),
    [drawing],
  )
  return placed
}

type Take = (answer: ElkNode | string) => void

/** Starting it takes longer than most layouts: it is started once, and before there is something to lay out. */
export function startLayouts(): Worker {
  return (worker ??= new Worker(new URL('layout.worker.ts', import.meta.url), { type: 'module' }))
}

let worker: Worker | undefined
let turn = 0

/** Asks for a layout; what is given back ends the asking. One that nobody waits for any longer is stopped. */
function laidOut(graph: ElkNode, take: Take): () => void {
  turn += 1
  const mine = turn
  const asked = startLayouts()
  let isDone = false
  const heard = ({ data }: MessageEvent<{ turn: number; graph?: ElkNode; problem?: string }>): void => {
    if (data.turn !== mine) return
    isDone = true
    asked.removeEventListener('message', heard)
    take(data.graph ?? data.problem ?? 'It could not be laid out.')
  }
  asked.addEventListener('message', heard)
  asked.postMessage({ turn: mine, graph })
  return () => {
    if (isDone) return
    asked.terminate()
    if (worker === asked) worker = undefined
  }
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

function placedOf(drawing: Drawing, { children = [], edges = [], width = 0, height = 0 }: ElkNode): Placed {
  return {
    drawing,
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
