import type { Hono } from 'hono'
import { refused } from '../contract/problem.ts'
import { Limits } from './limits.ts'
import type { Parts } from './parts.ts'
import { problemReply, type Env } from './reply.ts'
import { giveCookie } from './session-cookie.ts'

/** Each way to sign in at its address; who proves who they are goes on to the console with a session. */
export function signInRoutes(app: Hono<Env>, { signIn, settings, now }: Parts): void {
  // Guessing a link is hopeless anyway; this keeps it from costing us work.
  const limits = new Limits({ perSecond: 0.5, burst: 20 })
  for (const way of signIn) {
    app.get(way.path === '' ? '/sign-in' : `/sign-in/${way.path}`, async (c) => {
      if (!limits.take(c.env?.peer ?? '', now()))
        return problemReply(c, refused('request/too-many', 'Wait a few seconds, then try again.'))
      const made = await way.prove(c.req.query())
      if (made === undefined) return c.redirect('/?signed-in=no', 303)
      const seconds = Math.floor((Date.parse(made.session.expiresAt) - now()) / 1000)
      giveCookie(c, settings, made.secret, seconds)
      return c.redirect('/', 303)
    })
  }
}
