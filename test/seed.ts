import fc from 'fast-check'

/**
 * `npm test` tries the same cases each time, so that the same code gives the same verdict. PLUMBLINE_SEED=random (or a number)
 * tries others: what is found then becomes an example of the property.
 */
const { PLUMBLINE_SEED: chosen = '20260101' } = process.env
if (chosen !== 'random') fc.configureGlobal({ seed: Number(chosen) })
