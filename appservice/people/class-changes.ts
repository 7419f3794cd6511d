/** Classes by an administrator's hand, as `lyceum class add|edit|archive|move`. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import {
  addClass,
  archiveClass,
  moveYear,
  planYearMove,
  renameClass,
  type ClassResult,
} from '@lyceum/core/provision/classes.ts'
import { yearMoveRow } from '@lyceum/core/provision/describe-year-move.ts'
import { describeClass } from '@lyceum/core/school/describe-class.ts'
import { classId, type SchoolId } from '@lyceum/core/school/ids.ts'
import { usualLast } from '@lyceum/core/school/next-year.ts'
import type { School } from '@lyceum/core/school/people.ts'
import { parseInput } from '../http/parse-input.ts'
import { problems, Refused } from '../http/problems.ts'
import type { PeopleContext } from './context.ts'
import { requireReach, requireRight, type Guard } from './guard.ts'
import * as inputs from './inputs.ts'
import type { SignedIn } from './sessions.ts'

const name = z.string().max(1000)
const school = inputs.SchoolIdText.optional()
const NewClass = z.strictObject({
  school,
  name,
  /** Of a class that was closed: that one comes back. */
  id: z.string().max(255).regex(/^\S+$/, 'An id has no spaces.').transform(classId).optional(),
})
const ClassEdit = z.strictObject({ school, name })
const SchoolOnly = z.strictObject({ school })
const YearUp = z.strictObject({
  school,
  class: inputs.ClassIdText.optional(),
  last: z.number().int().min(1).max(99).default(usualLast),
  again: z.boolean().default(false),
  dry_run: z.boolean().default(false),
})

export function addClassChanges(
  server: FastifyInstance,
  context: PeopleContext,
  guard: Guard,
): void {
  const { engine } = context
  const config = inputs.changesPerMinute

  server.post('/api/v1/classes', { config }, async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const body = parseInput(NewClass, request.body)
    const wanted = await schoolToEdit(context, signedIn, body.school)
    const added = await addClass(engine, wanted, body.name, signedIn.user, body.id).catch(
      inputs.explainChange,
    )
    return reply.code(201).send(await answerOf(context, wanted, added))
  })

  server.patch<inputs.WithId>('/api/v1/classes/:id', { config }, async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const body = parseInput(ClassEdit, request.body)
    const found = await schoolOfClass(context, signedIn, request.params.id, body.school)
    const wanted = { id: classId(request.params.id), label: body.name }
    const renamed = await renameClass(engine, found, wanted, signedIn.user).catch(
      inputs.explainChange,
    )
    return reply.send(await answerOf(context, found, renamed))
  })

  server.post<inputs.WithId>('/api/v1/classes/:id/archive', { config }, async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const { school: asked } = parseInput(SchoolOnly, request.body)
    const found = await schoolOfClass(context, signedIn, request.params.id, asked)
    const id = classId(request.params.id)
    const { leaving, failures } = await archiveClass(engine, found, id, signedIn.user).catch(
      inputs.explainChange,
    )
    const archived = { id, school: found.info.id }
    return reply.send({ archived, left: leaving, pending: failures.length })
  })

  server.post('/api/v1/classes/move', { config }, async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const { school: asked, dry_run: isDry, ...options } = parseInput(YearUp, request.body)
    const wanted = await schoolToEdit(context, signedIn, asked)
    const move = await planYearMove(engine, wanted, { ...options, class: options.class }).catch(
      inputs.explainChange,
    )
    if (isDry) return reply.send(yearMoveRow(wanted, move, 0))
    const moved = await moveYear(engine, wanted, move, signedIn.user).catch(inputs.explainChange)
    return reply.send(yearMoveRow(wanted, move, moved.failures.length))
  })
}

async function schoolToEdit(
  context: PeopleContext,
  signedIn: SignedIn,
  asked: SchoolId | undefined,
): Promise<School> {
  const id = inputs.schoolMeant(signedIn, asked)
  requireRight(signedIn, 'edit-classes', { school: id })
  return inputs.loadSchool(context, id)
}

/** Of a class that is nobody's here, who changes no classes at all learns nothing. */
async function schoolOfClass(
  context: PeopleContext,
  signedIn: SignedIn,
  id: string,
  asked: SchoolId | undefined,
): Promise<School> {
  requireReach(signedIn, 'edit-classes', asked)
  const has = (one: School) => one.classes.some((cls) => cls.id === id)
  const found = await inputs.findSchool(context, signedIn, asked, has)
  if (found === undefined) throw new Refused(problems.notFound)
  requireRight(signedIn, 'edit-classes', { school: found.info.id, class: classId(id) })
  return found
}

async function answerOf(context: PeopleContext, { info }: School, changed: ClassResult) {
  const stored = await inputs.loadSchool(context, info.id)
  return { class: describeClass(stored, changed.class), pending: changed.failures.length }
}
