/** A school with a list of changes made to it; pure. The store does the same to its tables, and a law compares the two. */
import type { SchoolChange } from './changes.ts'
import type { ChatPlace, CommitteePlace, Guardianship, School } from './people.ts'

export function applyChanges(school: School, changes: readonly SchoolChange[]): School {
  return changes.reduce(applyChange, school)
}

function applyChange(school: School, change: SchoolChange): School {
  switch (change.kind) {
    case 'add-school':
    case 'update-school':
      return { ...school, info: change.info }
    case 'match-class':
    case 'match-person':
      return school
    case 'add-class':
    case 'rename-class':
    case 'restore-class':
      return {
        ...school,
        classes: put(school.classes, change.class, (one) => one.id === change.class.id),
      }
    case 'archive-class':
      return { ...school, classes: school.classes.filter((one) => one.id !== change.class) }
    case 'add-person':
    case 'update-person':
      return {
        ...school,
        people: put(school.people, change.person, (one) => one.id === change.person.id),
      }
    case 'remove-person':
      return {
        ...school,
        people: school.people.filter((one) => one.id !== change.person),
        ...(school.chatPlaces && {
          chatPlaces: school.chatPlaces.filter((one) => one.person !== change.person),
        }),
      }
    case 'add-staff-place':
    case 'update-staff-place':
      return {
        ...school,
        staff: put(school.staff, change.place, (one) => {
          return one.person === change.place.person && one.role === change.place.role
        }),
      }
    case 'remove-staff-place':
      return {
        ...school,
        staff: school.staff.filter(
          (one) => one.person !== change.person || one.role !== change.role,
        ),
      }
    case 'add-class-place':
    case 'update-class-place':
      return {
        ...school,
        places: put(school.places, change.place, (one) => {
          return one.person === change.place.person && one.class === change.place.class
        }),
      }
    case 'remove-class-place':
      return {
        ...school,
        places: school.places.filter(
          (one) => one.person !== change.person || one.class !== change.class,
        ),
      }
    case 'add-guardianship':
      return {
        ...school,
        guardianships: put(
          school.guardianships,
          change.guardianship,
          sameGuardianship(change.guardianship),
        ),
      }
    case 'remove-guardianship': {
      const same = sameGuardianship(change.guardianship)
      return { ...school, guardianships: school.guardianships.filter((one) => !same(one)) }
    }
    case 'add-committee-place':
      return {
        ...school,
        committee: put(school.committee, change.place, sameCommittee(change.place)),
      }
    case 'remove-committee-place': {
      const same = sameCommittee(change.place)
      return { ...school, committee: school.committee.filter((one) => !same(one)) }
    }
    case 'add-chat':
    case 'update-chat': {
      const { chat } = change
      return { ...school, chats: put(school.chats ?? [], chat, (one) => one.id === chat.id) }
    }
    case 'archive-chat':
      return { ...school, chats: school.chats?.filter((one) => one.id !== change.chat) ?? [] }
    case 'add-chat-place': {
      const { place } = change
      return { ...school, chatPlaces: put(school.chatPlaces ?? [], place, sameSeat(place)) }
    }
    case 'remove-chat-place': {
      const same = sameSeat(change.place)
      return { ...school, chatPlaces: school.chatPlaces?.filter((one) => !same(one)) ?? [] }
    }
  }
}

function put<Item>(
  list: readonly Item[],
  item: Item,
  same: (one: Item) => boolean,
): readonly Item[] {
  const at = list.findIndex(same)
  return at < 0 ? [...list, item] : list.with(at, item)
}

function sameGuardianship(a: Guardianship) {
  return (b: Guardianship) => a.guardian === b.guardian && a.child === b.child
}

function sameSeat(a: ChatPlace) {
  return (b: ChatPlace) => a.chat === b.chat && a.person === b.person
}

function sameCommittee(a: CommitteePlace) {
  return (b: CommitteePlace) => a.person === b.person && a.class === b.class
}
