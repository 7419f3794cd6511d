import { classesIn } from '../../../people/own-chat-routes.ts'
import type { Asked, Command } from '../command.ts'
import { ownSchools, type OwnSchool } from '../own-school.ts'

export const classesCommand: Command = {
  name: 'classes',
  rights: [],
  async run(context, asked) {
    const schools = await ownSchools(context, asked)
    const several = schools.length > 1
    const parts = schools.map((one) => {
      const lines = linesOf(one, asked)
      return several && lines.length > 0 ? [`${one.school.info.name}:`, ...lines] : lines
    })
    const lines = parts.flat()
    return { text: lines.length === 0 ? asked.texts.noClasses : lines.join('\n') }
  },
}

function linesOf({ here, school }: OwnSchool, { texts }: Asked): readonly string[] {
  return classesIn(here, school).map(({ id, name, roles, class_teachers: leaders }) => {
    const words = roles.map((role) => {
      return texts.inClassAs[role === 'teacher' && here.headOf.has(id) ? 'leader' : role]
    })
    // Who leads the class oneself knows who does.
    const others = here.headOf.has(id) ? [] : leaders.map((one) => one.name)
    return texts.classLine(name, words, others)
  })
}
