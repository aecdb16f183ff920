import { useEffect, useMemo, useState } from 'react'
import type { ElkNode } from 'elkjs/lib/elk-api.js'
import type { Drawing } from './drawing.ts'
import { boxHeight, boxWidth, quickLayout, type Layout } from './quick-layout.ts'

export interface Placed extends Layout {
  /** What it is the picture of. */
  readonly drawing: Drawing
}

/** Where everything stands: at once, and once the worker has said it with lines that go around what is between. */
export function useLayout(drawing: Drawing): Placed {
  const quick = useMemo(() => ({ drawing, ...quickLayout(drawing) }), [drawing])
  const [routed, setRouted] = useState<Placed>()
  useEffect(() => {
    if (drawing.edges.length === 0) return undefined
    return laidOut(elkOf(quick), (answer) => setRouted(routedOf(quick, answer)))
  }, [drawing, quick])
  return routed?.drawing === drawing ? routed : quick
}

/** Starting it takes longer than most layouts: it is started once. */
function layouts(): Worker {
  return (worker ??= new Worker(new URL('layout.worker.ts', import.meta.url), { type: 'module' }))
}

let worker: Worker | undefined
let turn = 0

/** Asks for a layout; what is given back ends the asking. One that nobody waits for any longer is stopped. */
function laidOut(graph: ElkNode, take: (answer: ElkNode) => void): () => void {
  turn += 1
  const mine = turn
  const asked = layouts()
  let isDone = false
  const heard = ({ data }: MessageEvent<{ turn: number; graph?: ElkNode }>): void => {
    if (data.turn !== mine) return
    isDone = true
    asked.removeEventListener('message', heard)
    // Without an answer the picture stays as it is.
    if (data.graph !== undefined) take(data.graph)
  }
  asked.addEventListener('message', heard)
  asked.postMessage({ turn: mine, graph })
  return () => {
    if (isDone) return
    asked.terminate()
    if (worker === asked) worker = undefined
  }
}

/** What uses something, at its place: columns and the order in them stay as they are. */
function elkOf({ drawing: { nodes, edges }, boxes }: Placed): ElkNode {
  const joined = new Set(edges.flatMap(({ from, to }) => [from, to]))
  return {
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.spacing.nodeNode': '18',
      'elk.layered.spacing.nodeNodeBetweenLayers': '64',
      'elk.edgeRouting': 'ORTHOGONAL',
      'elk.separateConnectedComponents': 'false',
      'elk.layered.cycleBreaking.strategy': 'INTERACTIVE',
      'elk.layered.layering.strategy': 'INTERACTIVE',
      'elk.layered.crossingMinimization.strategy': 'INTERACTIVE',
      'elk.layered.crossingMinimization.greedySwitch.type': 'OFF',
      'elk.layered.nodePlacement.strategy': 'INTERACTIVE',
    },
    children: nodes
      .filter(({ id }) => joined.has(id))
      .map(({ id }) => ({ id, width: boxWidth, height: boxHeight, ...boxes.get(id) })),
    edges: edges.map(({ from, to }, index) => ({ id: String(index), sources: [from], targets: [to] })),
  }
}

/** What stands alone stays below the rest. */
function routedOf(quick: Placed, { children = [], edges = [], width = 0, height = 0 }: ElkNode): Placed {
  const places = new Map(children.map(({ id, x = 0, y = 0 }) => [id, { x, y }]))
  const before = Math.max(0, ...[...places.keys()].map((id) => (quick.boxes.get(id)?.y ?? 0) + boxHeight))
  const lower = height - before
  const boxes = new Map([...quick.boxes].map(([id, { x, y }]) => [id, places.get(id) ?? { x, y: y + lower }]))
  return {
    drawing: quick.drawing,
    width: Math.max(width, ...[...boxes.values()].map(({ x }) => x + boxWidth)),
    height: quick.height + lower,
    boxes,
    lines: edges.flatMap(({ id, sections = [] }) =>
      sections.map(({ startPoint, bendPoints = [], endPoint }) => ({
        id,
        corners: [startPoint, ...bendPoints, endPoint].map(({ x, y }): readonly [number, number] => [x, y]),
      })),
    ),
  }
}
