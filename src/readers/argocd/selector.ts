import type { Value } from '../../kernel/value.ts'
import { entriesIn, itemsIn, textIn } from '../../model/fields.ts'
import { scalarText } from '../../model/scalar.ts'

/**
 * Whether a label selector chooses what has these labels; one that says nothing chooses all.
 * See https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function isSelected(
  selector: Value | undefined,
  labelAt: (key: string) => string | undefined,
): boolean {
  return (
    entriesIn(selector, 'matchLabels').every(([key, value]) => labelAt(key) === scalarText(value)) &&
    itemsIn(selector, 'matchExpressions').every((one) => isMatched(one, labelAt(textIn(one, 'key') ?? '')))
  )
}

function isMatched(expression: Value, text: string | undefined): boolean {
  const values = itemsIn(expression, 'values').map((one) => scalarText(one))
  switch (textIn(expression, 'operator')) {
    case 'In':
      return text !== undefined && values.includes(text)
    case 'NotIn':
      return text === undefined || !values.includes(text)
    case 'Exists':
      return text !== undefined
    case 'DoesNotExist':
      return text === undefined
    default:
      return false
  }
}
