import { memo, useLayoutEffect, useRef, useState, type ReactElement } from 'react'
import { Link } from 'wouter'
import { Button } from '../parts/button.tsx'
import type { Box, Drawing } from './drawing.ts'
import { boxHeight, boxWidth } from './quick-layout.ts'
import { useLayout, type Placed } from './use-layout.ts'
import styles from './picture.module.css'

interface PictureProps {
  readonly project: string
  readonly source: string
  readonly drawing: Drawing
  readonly onCluster: (id: string) => void
  readonly onFocus: (id: string) => void
}

/** Boxes and lines; drag to move, wheel or buttons to come nearer. */
export function Picture(props: PictureProps): ReactElement {
  const { drawing } = props
  const placed = useLayout(drawing)
  const [first, last] = [drawing.nodes[0], drawing.nodes.at(-1)]
  // Another picture is looked at from its beginning.
  return <Sheet key={`${drawing.nodes.length} ${first?.id} ${last?.id}`} placed={placed} {...props} />
}

/** Moving the picture draws none of them again, pointing at one only the lines. */
const Boxes = memo(EachBox)
const Lines = memo(EachLine)

interface SheetProps extends Omit<PictureProps, 'drawing'> {
  readonly placed: Placed
}

interface Size {
  readonly width: number
  readonly height: number
}

interface Camera {
  readonly x: number
  readonly y: number
  readonly scale: number
}

function Sheet({ placed, ...rest }: SheetProps): ReactElement {
  const frame = useRef<HTMLDivElement>(null)
  const [camera, setCamera] = useState<Camera>()
  const [hovered, setHovered] = useState<string>()
  const [size, setSize] = useState<Size>()
  useLayoutEffect(() => {
    const { clientWidth: width, clientHeight: height } = frame.current ?? {}
    if (width !== undefined && height !== undefined) setSize({ width, height })
  }, [])
  const held = useRef<{ readonly x: number; readonly y: number } | undefined>(undefined)
  const at = camera ?? fitted(placed, size)
  const zoom = (factor: number): void => {
    const box = frame.current?.getBoundingClientRect()
    const [cx, cy] = [(box?.width ?? 0) / 2, (box?.height ?? 0) / 2]
    const scale = Math.min(3, Math.max(0.05, at.scale * factor))
    const grown = scale / at.scale
    setCamera({ scale, x: cx - (cx - at.x) * grown, y: cy - (cy - at.y) * grown })
  }
  return (
    <div className={styles['frame']} ref={frame}>
      <svg
        className={styles['sheet']}
        role="group"
        aria-label="Graph of resources"
        onWheel={(event) => zoom(event.deltaY < 0 ? 1.1 : 0.9)}
        onPointerDown={(event) => {
          held.current = { x: event.clientX - at.x, y: event.clientY - at.y }
        }}
        onPointerMove={(event) => {
          const from = held.current
          if (from !== undefined) setCamera({ ...at, x: event.clientX - from.x, y: event.clientY - from.y })
        }}
        onPointerUp={() => {
          held.current = undefined
        }}
        onPointerLeave={() => {
          held.current = undefined
        }}
      >
        <g transform={`translate(${at.x} ${at.y}) scale(${at.scale})`}>
          <Lines placed={placed} hovered={hovered} />
          <Boxes placed={placed} onHover={setHovered} {...rest} />
        </g>
      </svg>
      <div className={styles['tools']}>
        <Button icon="plus" label="Nearer" onPress={() => zoom(1.3)} />
        <Button label="Farther" onPress={() => zoom(0.77)}>
          −
        </Button>
        <Button onPress={() => setCamera(fitted(placed, size, 0.05))}>Fit</Button>
      </div>
    </div>
  )
}

/** All of it in the frame, no larger than it is and no smaller than the least, at which it can be read; then from its upper left corner. */
function fitted(
  { width, height }: Placed,
  { width: w, height: h }: Size = { width: 960, height: 560 },
  least = 0.55,
): Camera {
  const whole = Math.min(1, (w - 48) / Math.max(width, 1), (h - 48) / Math.max(height, 1))
  const scale = Math.max(whole, least)
  const within = (space: number, size: number): number => Math.max(24, (space - size * scale) / 2)
  return { scale, x: within(w, width), y: within(h, height) }
}

function EachLine({
  placed: { lines, drawing },
  hovered,
}: {
  readonly placed: Placed
  readonly hovered: string | undefined
}): ReactElement {
  return (
    <g>
      {lines.map(({ id, corners }) => {
        const edge = drawing.edges[Number(id)]
        const isNear = hovered !== undefined && (edge?.from === hovered || edge?.to === hovered)
        return (
          <polyline
            key={id}
            className={`${styles['line']} ${isNear ? styles['near'] : ''}`}
            points={corners.map((one) => one.join(',')).join(' ')}
          />
        )
      })}
    </g>
  )
}

interface BoxesProps extends SheetProps {
  readonly onHover: (id: string | undefined) => void
}

function EachBox(props: BoxesProps): ReactElement {
  return (
    <g>
      {props.placed.drawing.nodes.map((box) => (
        <BoxView key={box.id} box={box} {...props} />
      ))}
    </g>
  )
}

function BoxView({
  box,
  placed,
  project,
  source,
  onCluster,
  onFocus,
  onHover,
}: BoxesProps & { readonly box: Box }): ReactElement | null {
  const place = placed.boxes.get(box.id)
  if (place === undefined) return null
  const open = (): void => (box.kind === 'cluster' ? onCluster(box.id) : onFocus(box.id))
  const findings = box.findings === 1 ? '1 finding' : `${box.findings} findings`
  return (
    <g
      style={{ transform: `translate(${place.x}px, ${place.y}px)` }}
      className={`${styles['box']} ${styles[box.kind]} ${box.isFocus ? styles['focus'] : ''}`}
      role="button"
      tabIndex={0}
      onClick={open}
      onKeyDown={(event) => event.key === 'Enter' && open()}
      onPointerEnter={() => onHover(box.id)}
      onPointerLeave={() => onHover(undefined)}
    >
      <rect width={boxWidth} height={boxHeight} rx="7">
        <title>{box.id}</title>
      </rect>
      <text className={styles['title']} x="12" y="18">
        {shortened(box.title)}
      </text>
      <text className={styles['note']} x="12" y="33">
        {shortened(box.note)}
      </text>
      {box.findings > 0 && (
        <circle
          className={`${styles['mark']} ${styles[box.worst ?? 'some']}`}
          cx={boxWidth - 12}
          cy="12"
          r="5"
        >
          <title>{findings}</title>
        </circle>
      )}
      {box.isFocus && (
        <Link href={`/${project}/resources/${encodeURIComponent(source)}/${encodeURIComponent(box.id)}`}>
          <text className={styles['open']} x={boxWidth - 12} y="33" textAnchor="end">
            open
          </text>
        </Link>
      )}
    </g>
  )
}

function shortened(text: string): string {
  return text.length > 24 ? `${text.slice(0, 9)}…${text.slice(-14)}` : text
}
