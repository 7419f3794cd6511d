/** How relations end: by a route, by a roster, by the configuration; and what is lost and what stays. */
import { erasePerson } from '@lyceum/core/provision/personal/erase.ts'
import type { PersonId } from '@lyceum/core/school/ids.ts'
import { limits } from '@lyceum/core/testing/engine.ts'
import type { Scene } from './scene.ts'
import { firstClass, otherSchool, secondClass, who, withPupil, without } from './school.ts'

export interface Kind {
  readonly name: string
  /** In `people`. */
  readonly person: string
  /** Ends of keys of the school's rooms that are lost. */
  readonly managed: readonly string[]
  /** The other one of a direct room, and who else is in a group. */
  readonly direct?: string
  readonly group?: readonly string[]
  /** What does not rest on the relation: a room of the school, and somebody to talk to. */
  readonly stays?: string
  readonly talksOn?: string
  /** All is lost: signed out, and no page at all. */
  readonly isGone?: boolean
  readonly ends: (scene: Scene) => Promise<void>
}

export const kinds: readonly Kind[] = [
  {
    name: 'a teacher leaves the school',
    person: 'leaver',
    managed: ['S1-C1/class-chat', 'S1-C1/class-channel', 'S1/staff', 'S1/general'],
    direct: 'P1-1',
    group: ['T1', 'P1-1'],
    isGone: true,
    ends: (scene) => scene.endByRoute('A1', 'leaver', {}),
  },
  {
    name: 'a teacher loses a class',
    person: 'loses-a-class',
    managed: ['S1-C1/class-chat', 'S1-C1/class-channel'],
    stays: 'S1-C2/class-chat',
    talksOn: 'P1-1',
    ends: (scene) => scene.endByRoute('A1', 'loses-a-class', { class: firstClass }),
  },
  {
    name: 'the role of a teacher ends, and that of a parent remains',
    person: 'only-a-parent',
    managed: ['S1-C2/class-chat', 'S1/staff'],
    direct: 'P2-1',
    group: ['T2', 'P2-1'],
    stays: 'S1-C1/class-parents',
    talksOn: 'P1-1',
    ends: (scene) => scene.endByRoute('A1', 'only-a-parent', { role: 'teacher' }),
  },
  {
    name: 'somebody is no administrator any more',
    person: 'no-administrator',
    managed: ['S1/administration', 'S1-C1/class-channel', 'S1/announcements'],
    direct: 'G1-1',
    group: ['T1', 'A1'],
    isGone: true,
    ends: (scene) => scene.endByRoute('A1', 'no-administrator', { role: 'administrator' }),
  },
  {
    name: 'a pupil leaves the school by the roster',
    person: 'gone-pupil',
    managed: ['S1-C1/class-chat', 'S1/general'],
    direct: 'P1-1',
    group: ['T1', 'P1-1'],
    isGone: true,
    ends: (scene) => scene.roster(without(scene.current, who('gone-pupil'))),
  },
  {
    name: 'a pupil moves to another class by the roster',
    person: 'moved-pupil',
    managed: ['S1-C1/class-chat'],
    stays: 'S1-C2/class-chat',
    talksOn: 'P1-1',
    ends: (scene) =>
      scene.roster({
        ...scene.current,
        places: scene.current.places.map((place) =>
          place.person === who('moved-pupil') ? { ...place, class: secondClass } : place,
        ),
      }),
  },
  {
    name: 'the child of a mother is in another class now',
    person: 'mother-of-the-moved',
    managed: ['S1-C1/class-parents'],
    direct: 'G1-1',
    group: ['G1-1', 'G1-2'],
    stays: 'S1-C2/class-parents',
    talksOn: 'T1',
    // The roster of the case before did it.
    ends: () => Promise.resolve(),
  },
  {
    name: 'a pupil moves to another school by both rosters',
    person: 'to-another-school',
    managed: ['S1-C1/class-chat', 'S1/general'],
    direct: 'P1-1',
    group: ['T1', 'P1-1'],
    ends: async (scene) => {
      const person = who('to-another-school')
      await scene.roster(withPupil(otherSchool, scene.current, person))
      await scene.roster(without(scene.current, person))
    },
  },
  {
    name: 'a court takes a guardian away, and the class teacher ends it in one step',
    person: 'not-allowed-guardian',
    managed: ['S1-C1/class-parents'],
    direct: 'P1-2',
    group: ['P1-2', 'G1-2'],
    stays: 'S1-C2/class-parents',
    talksOn: 'P2-2',
    ends: (scene) => scene.endByRoute('T1', 'not-allowed-guardian', { child: who('P1-2') }),
  },
  {
    name: 'the roster names a guardian no longer',
    person: 'removed-guardian',
    managed: ['S1-C1/class-parents', 'S1-C1/class-channel'],
    direct: 'P1-2',
    group: ['P1-2', 'T1'],
    isGone: true,
    ends: (scene) => scene.roster(without(scene.current, who('removed-guardian'))),
  },
  {
    name: 'a mother is nobody when the child has left',
    person: 'mother-of-the-leaver',
    managed: ['S1-C2/class-parents', 'S1-C2/class-channel'],
    direct: 'T2',
    group: ['T2', 'A1'],
    isGone: true,
    ends: (scene) => scene.roster(without(scene.current, who('child-who-leaves'))),
  },
  {
    name: 'of an account of two persons one ends',
    person: 'teacher-here',
    managed: ['S1-C1/class-chat', 'S1/staff'],
    direct: 'T1',
    group: ['T1', 'P1-1'],
    stays: 'S2-C1/class-parents',
    talksOn: 'S2-T1',
    ends: (scene) => scene.endByRoute('A1', 'teacher-here', {}),
  },
  {
    name: 'a person is erased',
    person: 'erased',
    managed: ['S1-C1/class-chat', 'S1/general'],
    direct: 'P1-1',
    group: ['T1', 'P1-1'],
    isGone: true,
    ends: async (scene) => {
      await erasePerson(scene.site.service.engine, who('erased'), { limits, actor: 'operator' })
      scene.forget(who('erased'))
    },
  },
  {
    name: 'an applicant who was accepted is ended',
    person: 'applicant',
    managed: ['S1-C1/class-chat', 'S1/staff'],
    direct: 'P1-1',
    group: ['T1', 'P1-1'],
    isGone: true,
    ends: async (scene) => {
      const [person] = await scene.site.service.store.accounts.personsOf(
        scene.clientOf('applicant').userId,
      )
      await scene.endByRoute('A1', person as PersonId, {})
    },
  },
  {
    name: 'somebody of the region stands in the configuration no longer',
    person: 'helpdesk',
    managed: [],
    direct: 'P1-1',
    group: ['T1', 'P1-1'],
    ends: async (scene) => {
      await scene.site.service.configure((text) => text.replace('region_staff: [helpdesk]', ''))
      await scene.site.service.killAndStart()
    },
  },
]
