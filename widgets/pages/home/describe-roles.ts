import type { TFunction } from 'i18next'
import type { Role } from '../../api/me.ts'

/** "Teacher (1A class teacher, 2A), parent (3B)"; with the school where several or one have to be told. */
export function describeRoles(
  t: TFunction,
  roles: readonly Role[],
  style: 'with-school' | 'plain' = 'plain',
): string {
  const bySchool = Map.groupBy(roles, (one) => (style === 'plain' ? '' : (one.school_name ?? '')))
  return [...bySchool]
    .map(([school, held]) => {
      const parts = [...Map.groupBy(held, ({ role }) => role)].map(([role, places]) => {
        const classes = places.flatMap(({ class_name: name, class_teacher: leads }) => {
          if (name === undefined) return []
          return [leads === true ? t('home.leads', { class: name }) : name]
        })
        return classes.length === 0
          ? t(`role.${role}`)
          : `${t(`role.${role}`)}: ${classes.join(', ')}`
      })
      return [...(school === '' ? [] : [school]), ...parts].join(' · ')
    })
    .join('; ')
}
