import { roles, type Role } from './nouns.ts'

/**
 * What a route asks of its caller: nothing, to be signed in, to be an administrator of the installation, or a role in
 * the project that its path names.
 */
export type Permission = 'anyone' | 'signed-in' | 'administrator' | Role

/** Routes by their ids that are for people alone: no token may change what runs. */
export const forPeople: readonly string[] = ['drift.revert', 'drift.decide']

/** Whether a role may do what another may. */
export function covers(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed)
}
