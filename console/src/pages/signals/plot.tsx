import { useEffect, useRef, type ReactElement } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { Drawing } from './drawing.ts'
import { plotData, plotOptions } from './plot-options.ts'
import styles from './plot.module.css'

interface PlotProps {
  readonly drawing: Drawing
  readonly label: string
  /** The place in the times that is pointed at; undefined when none is. */
  readonly at: number | undefined
  /** A moment that is marked with a line, in seconds since 1970. */
  readonly marked: number | undefined
  readonly onPoint: (at: number | undefined) => void
  /** A stretch was chosen by dragging over it, in seconds since 1970. */
  readonly onStretch: (from: number, to: number) => void
}

/** The picture itself. uPlot draws it; all that it tells is told in words around it too. */
export function Plot({ drawing, label, at, marked, onPoint, onStretch }: PlotProps): ReactElement {
  const place = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | undefined>(undefined)
  const late = useRef({ onPoint, onStretch, marked })
  useEffect(() => {
    late.current = { onPoint, onStretch, marked }
    plot.current?.redraw(false)
  })

  useEffect(() => {
    const box = place.current
    if (box === null) return undefined
    const draw = (): void => {
      plot.current?.destroy()
      plot.current = drawn(box, drawing, late)
    }
    draw()
    const resized = new ResizeObserver(() => {
      const { width, height } = box.getBoundingClientRect()
      if (Math.round(width) !== plot.current?.width)
        plot.current?.setSize({ width: Math.round(width), height })
    })
    resized.observe(box)
    // Colours are drawn, so another look has to be drawn anew.
    const looked = new MutationObserver(draw)
    looked.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => {
      resized.disconnect()
      looked.disconnect()
      plot.current?.destroy()
      plot.current = undefined
    }
  }, [drawing])

  useEffect(() => {
    const time = at === undefined ? undefined : drawing.times[at]
    const left = time === undefined ? -10 : (plot.current?.valToPos(time, 'x') ?? -10)
    if (
      plot.current !== undefined &&
      Math.abs((plot.current.cursor.left ?? -10) - left) > 1 &&
      isFromKeys(plot)
    )
      plot.current.setCursor({ left, top: 1 }, false)
  }, [at, drawing])

  return <div ref={place} className={styles['plot']} role="img" aria-label={label} />
}

/** While the mouse is over the picture, it says where the cursor is. */
function isFromKeys(plot: { readonly current: uPlot | undefined }): boolean {
  return plot.current?.over.matches(':hover') === false
}

function drawn(
  box: HTMLDivElement,
  drawing: Drawing,
  late: { readonly current: Pick<PlotProps, 'onPoint' | 'onStretch' | 'marked'> },
): uPlot {
  const { width, height } = box.getBoundingClientRect()
  const options = plotOptions(
    drawing,
    { width: Math.round(width), height: Math.round(height) },
    {
      setCursor: [({ cursor }) => late.current.onPoint(cursor.idx ?? undefined)],
      setSelect: [
        (plot) => {
          const { left, width: wide } = plot.select
          if (wide < 8) return
          late.current.onStretch(plot.posToVal(left, 'x'), plot.posToVal(left + wide, 'x'))
        },
      ],
      draw: [(plot) => drawMarked(plot, late.current.marked)],
    },
  )
  return new uPlot(options, plotData(drawing), box)
}

/** The moment of the change that is pointed at, so that what came after it can be seen. */
function drawMarked(plot: uPlot, marked: number | undefined): void {
  if (marked === undefined) return
  const { ctx, bbox } = plot
  const x = Math.round(plot.valToPos(marked, 'x', true))
  ctx.save()
  ctx.strokeStyle = getComputedStyle(plot.root).getPropertyValue('--ink-2')
  ctx.lineWidth = 1.5 * devicePixelRatio
  ctx.beginPath()
  ctx.moveTo(x, bbox.top)
  ctx.lineTo(x, bbox.top + bbox.height)
  ctx.stroke()
  ctx.restore()
}
