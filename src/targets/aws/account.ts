import { Fault } from '../../kernel/fault.ts'
import { sentence } from './errors.ts'
import { regionOf, sdkAsk, type AwsPlace } from './sdk.ts'
import type { Ask } from './table.ts'

/** An account in a region, ready to be asked. */
export interface Account {
  readonly ask: Ask
  /** Such as `aws eu-central-1`. */
  readonly name: string
  readonly region: string
}

/** Finds out which region is meant; nothing else is asked yet. */
export async function openAccount(place: AwsPlace, signal: AbortSignal): Promise<Account> {
  try {
    const region = await regionOf(place)
    return { ask: sdkAsk(place, signal), name: `aws ${region}`, region }
  } catch (cause) {
    if (cause instanceof Fault) throw new Fault('target/failed', { why: sentence(cause) }, cause)
    const why = `${sentence(cause)} Say which region is meant by --region, AWS_REGION or a profile.`
    throw new Fault('target/failed', { why }, cause)
  }
}
