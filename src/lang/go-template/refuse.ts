import { Fault } from '../../kernel/fault.ts'

/** Stops a template with Go's own text of what is wrong, without its place, which whoever calls adds. */
export function refuse(message: string): Fault {
  return new Fault('template/refused', { message })
}
