/** Every command, in the order of the help. */
import type { Command } from '../command.ts'
import { announceCommand } from './announce.ts'
import { applicationsAccept } from './applications/accept.ts'
import { applicationsDecline } from './applications/decline.ts'
import { applicationsEdit } from './applications/edit.ts'
import { applicationsList } from './applications/list.ts'
import { apply } from './apply.ts'
import { chatAdd } from './chat/add.ts'
import { chatArchive } from './chat/archive.ts'
import { chatEdit } from './chat/edit.ts'
import { chatList } from './chat/list.ts'
import { chatShow } from './chat/show.ts'
import { check } from './check.ts'
import { classAdd } from './class/add.ts'
import { classArchive } from './class/archive.ts'
import { classEdit } from './class/edit.ts'
import { classList } from './class/list.ts'
import { classMove } from './class/move.ts'
import { classShow } from './class/show.ts'
import { completion } from './completion.ts'
import { doctor } from './doctor.ts'
import { eventsList } from './events/list.ts'
import { eventsRetry } from './events/retry.ts'
import { homeserverPurge } from './homeserver/purge.ts'
import { init } from './init.ts'
import { invitesCreate } from './invites/create.ts'
import { invitesList } from './invites/list.ts'
import { invitesRevoke } from './invites/revoke.ts'
import { invitesSheets } from './invites/sheets.ts'
import { personAdd } from './person/add.ts'
import { personConfirm } from './person/confirm.ts'
import { personEdit } from './person/edit.ts'
import { personErase } from './person/erase.ts'
import { personExport } from './person/export.ts'
import { personEnd } from './person/end.ts'
import { personList } from './person/list.ts'
import { personMove } from './person/move.ts'
import { personResetPassword } from './person/reset-password.ts'
import { personShow } from './person/show.ts'
import { plan } from './plan.ts'
import { policyExplain } from './policy/explain.ts'
import { schoolExport } from './school/export.ts'
import { schoolList } from './school/list.ts'
import { schoolShow } from './school/show.ts'
import { status } from './status.ts'
import { up } from './up.ts'

export const commands: readonly Command[] = [
  up,
  init,
  check,
  plan,
  apply,
  status,
  invitesList,
  invitesCreate,
  invitesRevoke,
  invitesSheets,
  applicationsList,
  applicationsEdit,
  applicationsAccept,
  applicationsDecline,
  schoolList,
  schoolShow,
  schoolExport,
  classList,
  classShow,
  classAdd,
  classEdit,
  classMove,
  classArchive,
  personList,
  personShow,
  personAdd,
  personEdit,
  personMove,
  personConfirm,
  personEnd,
  personResetPassword,
  personExport,
  personErase,
  chatList,
  chatShow,
  chatAdd,
  chatEdit,
  chatArchive,
  policyExplain,
  announceCommand,
  eventsList,
  eventsRetry,
  homeserverPurge,
  doctor,
  completion,
]
