/** What everybody in a school is, as the lists and the invitations tell it. */
export { compareLabels } from '@lyceum/core/school/blueprint.ts'
export { countRoles, placesOf, type Place } from '@lyceum/core/school/places.ts'
