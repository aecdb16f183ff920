/** Whether this is `npm run conformance`, which tries everything, and not the sample of `npm test`. */
export const isFull =
  process.env['PLUMBLINE_CONFORMANCE'] === 'full' || process.env['npm_lifecycle_event'] === 'conformance'
