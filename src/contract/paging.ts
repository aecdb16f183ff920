import { z } from 'zod'

/** The most that a page holds. */
const mostItems = 200

/** Which page is asked for. */
export const paging = {
  after: z
    .string()
    .max(2000)
    .optional()
    .meta({ description: 'the `next` of the page before; the first page without it' }),
  limit: z.int().min(1).max(mostItems).default(50),
}

/** A page of a list. */
export function pageOf<Item extends z.ZodType>(
  item: Item,
): z.ZodObject<{ items: z.ZodArray<Item>; next: z.ZodOptional<z.ZodString> }> {
  return z.object({
    items: z.array(item),
    next: z.string().optional().meta({ description: 'missing on the last page' }),
  })
}
