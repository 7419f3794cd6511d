/** config.yaml as a whole: one section a file part of `sections/`. Keys are written in snake_case, as in Synapse's own file. */
import { z } from 'zod'
import { AccountsSection } from './sections/accounts.ts'
import {
  DatabaseSection,
  InvitationsSection,
  LimitsSection,
  SecretsSection,
} from './sections/keeping.ts'
import { LettingInSection, PhoneSection } from './sections/letting-in.ts'
import { HomeserverSection, InternalSection, PublicSection } from './sections/network.ts'
import { Language, ServerName, TimeZone } from './sections/place.ts'
import { RepairSection } from './sections/repair.ts'
import { PolicySection } from './sections/policy.ts'
import { RetentionSection } from './sections/retention.ts'
import { RoomsSection } from './sections/rooms.ts'
import { RosterSection } from './sections/roster.ts'

export const ConfigFile = z.strictObject({
  server_name: ServerName,
  language: Language,
  time_zone: TimeZone,
  homeserver: HomeserverSection,
  public: PublicSection,
  internal: InternalSection,
  database: DatabaseSection,
  accounts: AccountsSection,
  invitations: InvitationsSection,
  limits: LimitsSection,
  roster: RosterSection,
  rooms: RoomsSection,
  policy: PolicySection,
  letting_in: LettingInSection,
  phone: PhoneSection,
  repair: RepairSection,
  retention: RetentionSection,
  secrets: SecretsSection,
})
export type ConfigFile = z.infer<typeof ConfigFile>
