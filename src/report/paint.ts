type Pen = (text: string) => string

/** The few ways in which text is set apart. Plain output hands the text on. */
export interface Paint {
  readonly bold: Pen
  readonly dim: Pen
  readonly red: Pen
  readonly yellow: Pen
  readonly green: Pen
  readonly blue: Pen
}

/** The pens for a terminal that shows colour, or for one that doesn't. */
export function paintFor(colour: boolean): Paint {
  return colour ? coloured : plain
}

const coloured: Paint = {
  bold: pen(1, 22),
  dim: pen(2, 22),
  red: pen(31, 39),
  yellow: pen(33, 39),
  green: pen(32, 39),
  blue: pen(36, 39),
}

const plain: Paint = { bold: same, dim: same, red: same, yellow: same, green: same, blue: same }

function pen(on: number, off: number): Pen {
  return (text) => (text === '' ? '' : `\u001B[${on}m${text}\u001B[${off}m`)
}

function same(text: string): string {
  return text
}
