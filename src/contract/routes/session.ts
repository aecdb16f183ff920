import { z } from 'zod'
import { Project, Role } from '../schemas.ts'
import { route } from '../route.ts'

export const sessionRoutes = {
  get: route({
    id: 'session.get',
    method: 'GET',
    path: '/api/session',
    permission: 'signed-in',
    summary: 'Who is asking, and where they may go.',
    input: z.object({}),
    reply: z.object({
      user: z.string(),
      isAdministrator: z.boolean(),
      csrf: z
        .string()
        .meta({ description: 'goes back in the header X-Plumbline-CSRF of every write; empty for tokens' }),
      expiresAt: z.string().optional(),
      projects: z.array(z.object({ project: Project, role: Role })),
    }),
  }),
  signOut: route({
    id: 'session.sign-out',
    method: 'DELETE',
    path: '/api/session',
    permission: 'signed-in',
    summary: 'End the session of this browser.',
    input: z.object({}),
    reply: z.object({}),
  }),
}
